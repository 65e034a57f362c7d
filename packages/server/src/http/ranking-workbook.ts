import type { CountedShare, DepartmentRanking, Language } from '@everyline/contract';
import writeXlsxFile, { type Row } from 'write-excel-file/node';

const columns = [
  { zh: '名次', en: 'Rank', width: 8 },
  { zh: '单位', en: 'Department', width: 28 },
  { zh: '得分', en: 'Score', width: 10 },
  { zh: '接通', en: 'Got through', width: 12 },
  { zh: '计入的拨测', en: 'Calls that count', width: 14 },
  { zh: '接通率', en: 'Reach rate', width: 10 },
  { zh: '接通率目标', en: 'Connection target', width: 16 },
  { zh: '按期办结', en: 'Tickets in time', width: 14 },
  { zh: '到期或办结的整改单', en: 'Tickets due or closed', width: 20 },
  { zh: '按期率', en: 'Share in time', width: 12 },
  { zh: '已确认的号码', en: 'Lines confirmed', width: 14 },
  { zh: '号码', en: 'Lines', width: 8 },
  { zh: '确认率', en: 'Share confirmed', width: 14 },
] as const;

const words = {
  zh: {
    period: '统计期间',
    standings: { met: '达到', not_met: '未达到', cannot_tell: '还不能判断' },
    formula: (parts: readonly number[], added: readonly number[], fewest: number) =>
      `得分＝${parts[0]}×接通率＋${parts[1]}×按期率＋${parts[2]}×确认率；接通率与按期率先各加上 ${added[0]} 次拨测、${added[1]} 张整改单的平均水平。计入的拨测不足 ${fewest} 次的不排名。`,
  },
  en: {
    period: 'Period',
    standings: { met: 'met', not_met: 'not met', cannot_tell: 'cannot tell yet' },
    formula: (parts: readonly number[], added: readonly number[], fewest: number) =>
      `Score = ${parts[0]} × reach rate + ${parts[1]} × tickets in time + ${parts[2]} × lines confirmed; ${added[0]} calls and ${added[1]} tickets of the average are added first. Fewer than ${fewest} calls that count give no rank.`,
  },
} as const;

/** The ranking as an Excel file, with its period and its formula above it. */
export async function rankingWorkbook(
  ranking: DepartmentRanking,
  language: Language,
): Promise<Buffer> {
  const key = language === 'en' ? 'en' : 'zh';
  const said = words[key];
  const { weights, added, fewestCalls } = ranking;
  const parts = [weights.reach, weights.inTime, weights.confirmed].map((one) => 100 * one);
  const counted = ({ successes, of, rate }: CountedShare) => [
    { type: Number, value: successes },
    { type: Number, value: of },
    rate === null ? null : { type: Number, value: rate, format: '0.0%' },
  ];
  const rows: Row[] = [
    [{ value: said.period }, { value: `${ranking.fromDay} – ${ranking.toDay}` }],
    [{ value: said.formula(parts, [added.reach, added.inTime], fewestCalls) }],
    [],
    columns.map((column) => ({ value: column[key], fontWeight: 'bold' as const })),
    ...ranking.items.map((one) => [
      one.rank === null ? null : { type: Number, value: one.rank },
      { type: String, value: one.name },
      { type: Number, value: Math.round(one.score * 10) / 10, format: '0.0' },
      ...counted(one.reach),
      { type: String, value: said.standings[one.connection] },
      ...counted(one.inTime),
      ...counted(one.confirmed),
    ]),
  ];
  return writeXlsxFile(rows, { columns: columns.map(({ width }) => ({ width })) }).toBuffer();
}
