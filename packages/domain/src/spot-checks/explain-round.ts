import type { RoundResult } from './effective-rate.ts';
import type { Proportion, ProportionDifference } from './proportion.ts';
import { spotCheckCodeNames, spotCheckCodes, type SpotCheckCode } from './spot-check.ts';

/** What a round says to somebody who has a minute. */
export interface RoundFacts {
  readonly population: number;
  readonly outside: number;
  readonly sample: number;
  /** Drawn lines that are neither checked nor dropped. */
  readonly open: number;
  readonly dropped: number;
  readonly result: RoundResult;
  readonly comparison: {
    readonly name: string;
    readonly effective: ProportionDifference | null;
    readonly knowledge: ProportionDifference | null;
  } | null;
}

interface Sentence {
  readonly zh: string;
  readonly en: string;
}

/** Sentences in their order, each in both languages; every rate with its sample and its interval. */
export function explainRound(facts: RoundFacts): Sentence[] {
  const { effective, knowledge, byCode } = facts.result;
  const sentences = [drawn(facts)];
  if (effective.rate === null) return sentences;
  sentences.push({
    zh: `查了 ${effective.of} 个，${effective.successes} 个接通且单位、职能都对：有效率 ${share(effective.rate)}（95% 区间 ${between(effective, '至')}）。`,
    en: `Of ${effective.of} checked, ${effective.successes} were answered by the right office and function: the effective rate is ${share(effective.rate)} (95 % interval ${between(effective, 'to')}).`,
  });
  const faults = worst(byCode);
  if (faults !== null) sentences.push(faults);
  if (knowledge.rate !== null) {
    sentences.push({
      zh: `问了 ${knowledge.of} 个问题，答对 ${knowledge.successes} 个：答对率 ${share(knowledge.rate)}（95% 区间 ${between(knowledge, '至')}）。`,
      en: `Of ${knowledge.of} questions asked, ${knowledge.successes} were answered rightly: ${share(knowledge.rate)} (95 % interval ${between(knowledge, 'to')}).`,
    });
  }
  const { comparison } = facts;
  if (comparison !== null) {
    const rates = [
      { zh: '有效率', en: 'the effective rate', change: comparison.effective },
      { zh: '答对率', en: 'the share of right answers', change: comparison.knowledge },
    ];
    for (const { zh, en, change } of rates) {
      if (change !== null) sentences.push(compared(comparison.name, { zh, en }, change));
    }
  }
  return sentences;
}

function drawn({ population, outside, sample, open, dropped }: RoundFacts): Sentence {
  const rest = {
    zh: [
      open > 0 ? `还有 ${open} 个没查，以下是到目前为止的结果` : '',
      dropped > 0 ? `${dropped} 个抽中后未查` : '',
    ].filter(Boolean),
    en: [
      open > 0 ? `${open} are not checked yet, and what follows is the result so far` : '',
      dropped > 0 ? `${dropped} were not checked after all` : '',
    ].filter(Boolean),
  };
  return {
    zh: `从 ${population} 个可抽的号码中，按单位和分级分层抽取 ${sample} 个；另有 ${outside} 个不在抽样范围${rest.zh.map((one) => `；${one}`).join('')}。`,
    en: `${sample} lines were drawn from ${population}, stratified by department and tier; ${outside} stand outside the frame${rest.en.map((one) => `; ${one}`).join('')}.`,
  };
}

/** The faults that were found most often, three at most. */
function worst(byCode: RoundResult['byCode']): Sentence | null {
  const found = spotCheckCodes
    .filter((code) => code !== '11' && byCode[code] > 0)
    .toSorted((a, b) => byCode[b] - byCode[a])
    .slice(0, 3);
  if (found.length === 0) return null;
  const name = (code: SpotCheckCode, language: 'zh' | 'en') => spotCheckCodeNames[code][language];
  return {
    zh: `问题主要是：${found.map((code) => `${name(code, 'zh')} ${byCode[code]} 个`).join('、')}。`,
    en: `What was wrong most often: ${found.map((code) => `${name(code, 'en')} (${byCode[code]})`).join('; ')}.`,
  };
}

function compared(name: string, rate: Sentence, change: ProportionDifference): Sentence {
  const { difference, interval, withinChance } = change;
  const size = points(Math.abs(difference));
  const range = { low: points(interval[0]), high: points(interval[1]) };
  const zhWay = difference === 0 ? '持平' : `${difference > 0 ? '升高' : '降低'} ${size} 个百分点`;
  const enWay =
    difference === 0 ? 'is the same' : `${difference > 0 ? 'rose' : 'fell'} by ${size} points`;
  return {
    zh: `与上一轮（${name}）相比，${rate.zh}${zhWay}（区间 ${range.low} 至 ${range.high}），${withinChance ? '在偶然范围之内，不能说有变化' : '超出偶然范围'}。`,
    en: `Against the round before (${name}), ${rate.en} ${enWay} (interval ${range.low} to ${range.high}), which ${withinChance ? 'is within chance: no change is shown' : 'is beyond chance'}.`,
  };
}

function share(rate: number): string {
  return `${(rate * 100).toFixed(1)}%`;
}

function between({ interval }: Proportion, to: string): string {
  return `${share(interval[0])} ${to} ${share(interval[1])}`;
}

function points(value: number): string {
  const text = (Math.abs(value) * 100).toFixed(1);
  return value < 0 && Number(text) !== 0 ? `−${text}` : text;
}
