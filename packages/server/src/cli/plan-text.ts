import type { Interval } from '@everyline/capacity';
import type { Language } from '@everyline/contract';

import type { LinePlan, NeedInterval, PlanIfLines } from '../app/capacity/plan-lines.ts';
import type { PlanTarget } from '../app/capacity/plan-target.ts';

/** The number, whose it is, and what its test calls met. */
export function headText(number: string, plan: LinePlan, language: Language): string {
  const { line, probes, busy } = plan;
  const rate = percent(busy / probes);
  const owner = line.owner === null ? '' : `  ${line.owner}`;
  return language === 'en'
    ? `${number}${owner}  busy in ${busy} of ${probes} test calls in its published hours (${rate})`
    : `${number}${owner}  公布时间内 ${probes} 次拨测有 ${busy} 次占线（${rate}）`;
}

/** What follows if the number has so many lines. */
export function caseText(
  { lines, chance, callsAnHour, needed }: PlanIfLines,
  { isKnown, target }: { readonly isKnown: boolean; readonly target: PlanTarget },
  language: Language,
): string {
  const calls = range(callsAnHour);
  const needLines = need(needed, 'lines');
  const people = need(needed, 'people');
  const busy = percent(target.busyAtMost);
  if (language === 'en') {
    const has = `${lines} ${lines === 1 ? 'line' : 'lines'}`;
    const condition = isKnown ? `has ${has}` : `if it has ${has} (fits with ${percent(chance)})`;
    return `${condition}: ${calls} new calls an hour; busy at most ${busy} takes ${needLines} lines, and ${people} people in the busiest hour`;
  }
  const condition = isKnown
    ? `现有 ${lines} 条线`
    : `如果有 ${lines} 条线（吻合程度 ${percent(chance)}）`;
  return `${condition}：每小时新来电 ${calls} 个；占线不超过 ${busy} 需 ${needLines} 条线，最忙的一小时需 ${people} 人接听`;
}

/** Why nothing is proposed for a number that met busy. */
export function whyText({ lines, probes, busy }: LinePlan, language: Language): string {
  if (busy === probes) {
    return language === 'en'
      ? 'every test call met busy: the load has no upper bound, so nothing is proposed; look for a fault first, such as a telephone off the hook'
      : '每次拨测都占线：话务量没有上限，不作建议；请先查是否有故障，例如话机没挂好';
  }
  return language === 'en'
    ? `has ${lines ?? 0} lines: too many to reckon with from test calls; plan from a record of its calls (--calls)`
    : `现有 ${lines ?? 0} 条线，太多，无法只凭拨测推算；请用通话记录（--calls）`;
}

/** What was left out, and what was taken as given because test calls cannot tell it. */
export function closingText(
  { planned, neverBusy, target }: { planned: number; neverBusy: number; target: PlanTarget },
  language: Language,
): string[] {
  const { handlingS, patienceS, share, withinS } = target;
  const texts: string[] = [];
  if (planned === 0 && neverBusy === 0) {
    return [
      language === 'en'
        ? 'No test call on record tells anything of the load: none got through or met busy in published hours. Run a campaign first.'
        : '已登记的拨测中没有能说明话务量的：公布时间内既无接通也无占线。请先开展拨测行动。',
    ];
  }
  if (neverBusy > 0) {
    texts.push(
      language === 'en'
        ? `Never busy in their test calls: ${neverBusy}. That sets no lower bound to their load, so nothing is proposed for them.`
        : `拨测中从未占线的线路 ${neverBusy} 条：话务量没有下限，不作建议。`,
    );
  }
  if (planned > 0) {
    texts.push(
      language === 'en'
        ? `Ranges hold the truth in nine of ten cases. Taken as given, because test calls cannot tell: a call takes ${handlingS} s (--handling), callers wait ${patienceS} s (--patience), half to five in six who meet busy try again, and the day has the usual curve of an office. People are for ${percent(share)} of the calls within ${withinS} s.`
        : `括号内的范围十次有九次包含真实值。以下是拨测无法得知、按给定值计算的：每个电话 ${handlingS} 秒（--handling），来电者等候 ${patienceS} 秒（--patience），遇占线者有一半到六分之五会重拨，一天的起伏与一般办公电话相同。人数按 ${percent(share)} 的来电在 ${withinS} 秒内有人接听计算。`,
    );
  }
  return texts;
}

function range({ low, middle, high }: Interval): string {
  const at = (value: number): string => (value < 10 ? value.toFixed(1) : value.toFixed(0));
  return `${at(middle)} (${at(low)}–${at(high)})`;
}

function need({ low, middle, high }: NeedInterval, what: 'lines' | 'people'): string {
  const { [what]: least } = low;
  const { [what]: most } = high;
  return least === most ? `${least}` : `${middle[what]} (${least}–${most})`;
}

function percent(share: number): string {
  const value = share * 100;
  return `${value >= 10 || Number.isInteger(value) ? Math.round(value) : value.toFixed(1)} %`;
}
