import type { Language, Localised, ReportFigures, ReportPeriodFigures } from '@everyline/contract';
import { verdictKinds, verdictWord } from '@everyline/domain';

import { cityTimeText } from '../app/settings/city-time-text.ts';

const zh = {
  period: '统计期间',
  span: (from: string, to: string) => `统计期间：${from}至${to}`,
  asOf: '状态截至',
  readAt: '数据读取时间',
  summary: '一、总体情况',
  figures: '二、主要数据',
  days: '三、每日拨测',
  departments: '四、各单位情况',
  overdue: '五、逾期未办结整改单',
  notes: '说明',
  item: '项目',
  now: '本期',
  before: '上期',
  rows: {
    lines: '线路总数',
    calls: '拨测次数',
    counted: '能说明线路状况的次数',
    reached: '接通次数',
    reach: '接通率',
    decided: '已定性线路',
    ticketsOpened: '新开整改单',
    ticketsClosed: '办结整改单',
    ticketsOpen: '期末未办结整改单',
    ticketsOverdue: '其中：逾期',
  },
  ofWhich: '其中：',
  day: '日期',
  callsOfDay: '拨测',
  reach: '接通率',
  key: { reached: '接通', missed: '未接通', uncounted: '不计入' },
  chart: '图 1　每日拨测次数及结果',
  department: '单位',
  nobody: '无人认领',
  linesShort: '线路',
  faulty: '有问题',
  healthyShare: '健康率',
  bar: '健康率图示',
  openShort: '未办结',
  overdueShort: '逾期',
  number: '编号',
  telephone: '号码',
  fault: '问题',
  dueOn: '限期',
  late: '逾期工作日',
  noOverdue: '期末没有逾期的整改单。',
  more: (count: number) => `另有 ${count} 件，见 Excel 附表。`,
  note: (figures: ReportFigures) => [
    `接通率＝接通次数÷能说明线路状况的拨测次数；中继故障、被守护规则拦下等与线路无关的呼叫不计入分母。括号内为分母。`,
    `健康率＝健康线路÷已定性线路；未定性的线路不计入分母。`,
    `线路与整改单的状态截至 ${cityTimeText(figures.asOfMs)}；数据于 ${cityTimeText(figures.readAtMs)} 读取，印发时一并存档，再次导出与此相同。`,
  ],
};

type Words = typeof zh;

const en: Words = {
  period: 'Period',
  span: (from, to) => `Period: ${from} to ${to}`,
  asOf: 'States as of',
  readAt: 'Figures read',
  summary: '1. In short',
  figures: '2. Figures',
  days: '3. Test calls by day',
  departments: '4. Departments',
  overdue: '5. Overdue tickets',
  notes: 'Notes',
  item: 'Figure',
  now: 'This period',
  before: 'The one before',
  rows: {
    lines: 'Lines',
    calls: 'Test calls',
    counted: 'that say something about their line',
    reached: 'that got through',
    reach: 'Reach rate',
    decided: 'Lines with a verdict',
    ticketsOpened: 'Tickets opened',
    ticketsClosed: 'Tickets closed',
    ticketsOpen: 'Tickets open at the end',
    ticketsOverdue: 'of these overdue',
  },
  ofWhich: '– ',
  day: 'Day',
  callsOfDay: 'Calls',
  reach: 'Reach rate',
  key: { reached: 'got through', missed: 'did not', uncounted: 'not counted' },
  chart: 'Figure 1. Test calls by day and what came of them',
  department: 'Department',
  nobody: 'Unowned',
  linesShort: 'Lines',
  faulty: 'Faulty',
  healthyShare: 'Healthy',
  bar: 'Healthy, drawn',
  openShort: 'Open',
  overdueShort: 'Overdue',
  number: 'No.',
  telephone: 'Number',
  fault: 'Fault',
  dueOn: 'Due',
  late: 'Working days late',
  noOverdue: 'No ticket is overdue at the end of the period.',
  more: (count) => `${count} more are in the Excel file.`,
  note: (figures) => [
    'Reach rate: calls that got through ÷ calls that say something about their line; calls that failed for reasons of the trunk or were held back are not in the denominator, which stands in brackets.',
    'Healthy: healthy lines ÷ lines with a verdict; undetermined lines are not in the denominator.',
    `Lines and tickets are as of ${cityTimeText(figures.asOfMs)}; the figures were read at ${cityTimeText(figures.readAtMs)} and kept when the report was issued: it says the same whenever it is exported.`,
  ],
};

/** The words of a report's documents. */
export function reportWords(language: Language): Words {
  return language === 'en' ? en : zh;
}

export function inLanguage(sentence: Localised, language: Language): string {
  return language === 'en' ? sentence.en : sentence.zh;
}

/** A day as a document writes it: `2026年11月30日`, `30 November 2026`. */
export function longDay(day: string, language: Language): string {
  const [year = '', month = '', date = ''] = day.split('-');
  if (language !== 'en') return `${Number(year)}年${Number(month)}月${Number(date)}日`;
  const names = [
    ...['January', 'February', 'March', 'April', 'May', 'June', 'July'],
    ...['August', 'September', 'October', 'November', 'December'],
  ];
  return `${Number(date)} ${names[Number(month) - 1] ?? ''} ${year}`;
}

/** A share in percent with its denominator; a dash where nothing was counted. */
export function shareText({ rate, of }: ReportPeriodFigures['reach']): string {
  return rate === null ? '—' : `${(rate * 100).toFixed(1)}% (${of})`;
}

/** The figures of a period, by name, in the order in which documents have them. */
export function figureRows(
  figures: ReportFigures,
  language: Language,
): { readonly name: string; readonly now: string; readonly before: string }[] {
  const { rows, ofWhich } = reportWords(language);
  const row = (name: string, of: (one: ReportPeriodFigures) => string | number) => ({
    name,
    now: String(of(figures.now)),
    before: figures.before === null ? '' : String(of(figures.before)),
  });
  return [
    row(rows.lines, ({ lines }) => lines),
    row(rows.calls, ({ calls }) => calls),
    row(rows.counted, ({ reach }) => reach.of),
    row(rows.reached, ({ reach }) => reach.successes),
    row(rows.reach, ({ reach }) => shareText(reach)),
    row(rows.decided, ({ healthy }) => healthy.of),
    ...verdictKinds.map((kind) =>
      row(`${ofWhich}${verdictWord(kind, language)}`, ({ byKind }) => byKind[kind]),
    ),
    row(rows.ticketsOpened, ({ ticketsOpened }) => ticketsOpened),
    row(rows.ticketsClosed, ({ ticketsClosed }) => ticketsClosed),
    row(rows.ticketsOpen, ({ ticketsOpen }) => ticketsOpen),
    row(rows.ticketsOverdue, ({ ticketsOverdue }) => ticketsOverdue),
  ];
}
