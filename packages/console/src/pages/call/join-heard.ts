import type { HeardStretch } from '@everyline/contract';

/** Stretches of the same sound that touch, as one: level and confidence weighted by their lengths. */
export function joinHeard(heard: readonly HeardStretch[]): HeardStretch[] {
  const joined: HeardStretch[] = [];
  for (const one of heard) {
    const last = joined.at(-1);
    if (last === undefined || last.label !== one.label || one.fromMs - last.toMs > 100) {
      joined.push(one);
      continue;
    }
    const before = last.toMs - last.fromMs;
    const added = one.toMs - one.fromMs;
    const weighted = (a: number, b: number) =>
      before + added === 0 ? a : (a * before + b * added) / (before + added);
    joined[joined.length - 1] = {
      ...last,
      toMs: one.toMs,
      levelDbm0: weighted(last.levelDbm0, one.levelDbm0),
      confidence: weighted(last.confidence, one.confidence),
    };
  }
  return joined;
}
