import type { Localised } from '@everyline/contract';

/** What a word of a file means: a code, or its name in either language, whatever its case. */
export function meant<K extends string>(
  words: Readonly<Record<K, Localised>>,
  written: string,
): K | null {
  const wanted = written.trim().toLowerCase();
  for (const [key, { zh, en }] of Object.entries(words) as [K, Localised][]) {
    if ([key, zh, en].some((one) => one.toLowerCase() === wanted)) return key;
  }
  return null;
}
