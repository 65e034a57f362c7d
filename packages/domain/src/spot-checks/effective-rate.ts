import { rateInterval } from '../verdicts/beta.ts';
import { spotCheckCodes, type SpotCheck, type SpotCheckCode } from './spot-check.ts';

/** Names of the codes (rules.tsv, dialtest.codes). */
export const spotCheckCodeNames: Readonly<
  Record<SpotCheckCode, { readonly 'zh-CN': string; readonly en: string }>
> = {
  '11': { 'zh-CN': '接通，正确', en: 'answered, right' },
  '12': { 'zh-CN': '接通，本部门但非该职能', en: 'answered, right office but not its function' },
  '13': { 'zh-CN': '接通，非本部门', en: 'answered, another office' },
  '14': { 'zh-CN': '接通即挂', en: 'answered and hung up' },
  '21': { 'zh-CN': '无人接听', en: 'no answer' },
  '22': { 'zh-CN': '始终占线', en: 'always busy' },
  '23': { 'zh-CN': '空号或停机', en: 'unallocated or suspended' },
};

/** Result of a round of spot checks, with the sample that every rate needs beside it. */
export interface SpotCheckRound {
  readonly sample: number;
  readonly byCode: Readonly<Record<SpotCheckCode, number>>;
  /** Code 11 ÷ sample; null without a sample. */
  readonly effectiveRate: number | null;
  /** 95 % interval of the effective rate. */
  readonly interval: readonly [number, number];
  /** Answers judged right ÷ questions asked; null when none was asked. */
  readonly rightAnswerRate: number | null;
  readonly questionsAsked: number;
}

/** Effective rate 有效率 of a round: the latest check of each line counts once. */
export function spotCheckRound(checks: readonly SpotCheck[]): SpotCheckRound {
  const latest = new Map<string, SpotCheck>();
  for (const check of checks) {
    const known = latest.get(check.lineId);
    if (!known || known.checkedAtMs <= check.checkedAtMs) latest.set(check.lineId, check);
  }
  const sample = [...latest.values()];
  const byCode = Object.fromEntries(
    spotCheckCodes.map((code) => [code, sample.filter((check) => check.code === code).length]),
  ) as Record<SpotCheckCode, number>;
  const asked = sample.filter(({ answerRight }) => answerRight !== null);
  return {
    sample: sample.length,
    byCode,
    effectiveRate: sample.length === 0 ? null : byCode['11'] / sample.length,
    interval: rateInterval(byCode['11'], sample.length, 0.95),
    rightAnswerRate:
      asked.length === 0
        ? null
        : asked.filter(({ answerRight }) => answerRight === true).length / asked.length,
    questionsAsked: asked.length,
  };
}
