import { verdictKinds } from '@everyline/domain';

import type { AgainstTruth } from './against-truth.ts';

const words = {
  healthy: '健康',
  busy: '占线',
  slow: '久候',
  zombie: '僵尸',
  invalid: '无效',
  outdated: '过时',
  undetermined: '待定',
} as const;

/** The week's verdicts against the truth, as lines for a terminal. */
export function summaryLines(truth: AgainstTruth, language: 'zh-CN' | 'en'): string[] {
  const en = language === 'en';
  const percent = (share: number | null) =>
    share === null ? '–' : `${(share * 100).toFixed(1)} %`;
  const name = (kind: keyof typeof words) => (en ? kind : words[kind]);
  const { outside, inZone } = truth;
  const lines = [
    en ? '4. Held against the truth' : '④ 与真值对照',
    en
      ? `   ${truth.tested} lines tested, ${truth.notCleared} kept from calls by the guard, ${truth.notFound} published nowhere readable; ${truth.calls} calls, ${truth.callsPerLine?.toFixed(1) ?? '–'} a line`
      : `   拨测线路 ${truth.tested} 条，守护规则未拨 ${truth.notCleared} 条，文件中未读到 ${truth.notFound} 条；拨测 ${truth.calls} 次，平均每条 ${truth.callsPerLine?.toFixed(1) ?? '–'} 次`,
    en
      ? `   outside the zone: ${outside.right} of ${outside.decided} decided are right (${percent(outside.rightShare)}), ${percent(outside.undeterminedShare)} undetermined`
      : `   两个限值之外：已定性 ${outside.decided} 条，其中正确 ${outside.right} 条（${percent(outside.rightShare)}），待定 ${percent(outside.undeterminedShare)}`,
    en
      ? `   between the limits (either word is right): ${inZone.lines} lines, ${inZone.decided} decided`
      : `   两个限值之间（两种说法都对）：${inZone.lines} 条，已定性 ${inZone.decided} 条`,
    `   ${(en ? 'truth \\ verdict' : '真值＼定性').padEnd(16)}${verdictKinds.map((kind) => name(kind).padStart(13)).join('')}`,
  ];
  for (const [real, row] of Object.entries(truth.confusion)) {
    lines.push(
      `   ${name(real as keyof typeof words).padEnd(16)}${verdictKinds.map((kind) => String(row[kind]).padStart(13)).join('')}`,
    );
  }
  return lines;
}
