import type { Language, Localised } from '@everyline/contract';

import type { NumberList } from './number-list.ts';
import { probeArguments, usage, type Called } from './probe-arguments.ts';

/** What `probe` was called with: a list, already read, or a campaign. */
export type GivenToProbe =
  | { readonly called: Called; readonly list: NumberList }
  | { readonly campaignId: string; readonly json: boolean };

/** Reads what `probe` was called with before any city is opened; null, once it was said what is wrong with it. */
export async function readGivenToProbe(
  args: readonly string[],
  io: { readonly language: Language; err(line: string): void },
  readNumberList: (file: string) => Promise<NumberList | { readonly wrong: Localised }>,
): Promise<GivenToProbe | null> {
  const say = ({ zh, en }: Localised) => (io.language === 'en' ? en : zh);
  const called = probeArguments(args);
  if ('wrong' in called) {
    io.err(`${say(called.wrong)}\n${usage}`);
    return null;
  }
  if ('campaignId' in called) return called;
  const list = await readNumberList(called.numbers);
  if (!('wrong' in list)) return { called, list };
  io.err(say(list.wrong));
  return null;
}
