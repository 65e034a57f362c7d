import type {
  BoardGroup,
  Language,
  Localised,
  Measure,
  MeasureStateWord,
  ProgrammeBoard,
} from '@everyline/contract';
import writeXlsxFile, { type Row } from 'write-excel-file/node';

import { cityTimeText } from '../app/settings/city-time-text.ts';

const words = {
  zh: {
    sheets: ['任务', '按类别', '按单位'],
    asOf: '统计日期',
    measures: [
      ...['类别', '任务', '牵头单位', '配合单位', '完成时限', '状态', '指标', '单位'],
      ...['计划', '实际', '完成率', '最近进展', '报送时间', '摘自'],
    ],
    groups: ['名称', '任务数', '未开始', '推进中', '已完成', '已逾期', '平均完成率'],
    totals: ['指标', '单位', '计划合计', '实际合计', '完成率'],
    all: '合计',
    none: '未定',
  },
  en: {
    sheets: ['Measures', 'By category', 'By office'],
    asOf: 'As of',
    measures: [
      ...['Category', 'Measure', 'Lead', 'Joint', 'Deadline', 'State', 'Indicator', 'Unit'],
      ...['Planned', 'Actual', 'Completion', 'Last progress', 'Reported', 'Read from'],
    ],
    groups: ['Name', 'Measures', 'Not begun', 'In progress', 'Done', 'Overdue', 'Mean completion'],
    totals: ['Indicator', 'Unit', 'Planned in all', 'Actual in all', 'Completion'],
    all: 'All',
    none: 'Not set',
  },
} as const;

const stateWords: Readonly<Record<MeasureStateWord, Localised>> = {
  not_begun: { zh: '未开始', en: 'not begun' },
  in_progress: { zh: '推进中', en: 'in progress' },
  done: { zh: '已完成', en: 'done' },
  overdue: { zh: '已逾期', en: 'overdue' },
};

const text = (value: string | null) =>
  value === null || value === '' ? null : { type: String, value };
const count = (value: number | null) => (value === null ? null : { type: Number, value });
const share = (value: number | null) =>
  value === null ? null : { type: Number, value, format: '0.0%' };
const head = (names: readonly string[]): Row =>
  names.map((value) => ({ value, fontWeight: 'bold' as const }));

/** A board as an Excel file: one row an indicator of each measure, then the groups with their totals. */
export async function boardWorkbook(board: ProgrammeBoard, language: Language): Promise<Buffer> {
  const key = language === 'en' ? 'en' : 'zh';
  const said = words[key];
  const [measures = '', byCategory = '', byOffice = ''] = said.sheets;
  const title: Row[] = [
    [{ value: board.programme.name, fontWeight: 'bold' }],
    [text(`${said.asOf} ${board.today}`)],
    [],
  ];
  const groups = (sheet: string, own: readonly BoardGroup[]) => ({
    sheet,
    columns: [32, 10, 10, 10, 10, 10, 12, 24, 10, 14, 14, 12].map((width) => ({ width })),
    data: [
      ...title,
      head([...said.groups, ...said.totals]),
      ...[...own, { name: said.all, ...board.total }].flatMap((group) =>
        groupRows(group, said.none),
      ),
    ],
  });
  const file = writeXlsxFile([
    {
      sheet: measures,
      columns: [18, 44, 26, 30, 12, 10, 24, 8, 12, 12, 10, 50, 17, 50].map((width) => ({ width })),
      data: [
        ...title,
        head(said.measures),
        ...board.measures.flatMap((measure) => measureRows(measure, key)),
      ],
    },
    groups(byCategory, board.byCategory),
    groups(byOffice, board.byOffice),
  ]);
  return file.toBuffer();
}

function measureRows(measure: Measure, key: 'zh' | 'en'): Row[] {
  const { lastReport } = measure;
  const indicators = measure.indicators.length === 0 ? [null] : measure.indicators;
  return indicators.map((indicator) => [
    text(measure.category),
    text(measure.title),
    text(measure.lead?.name ?? null),
    text(measure.joint.map(({ name }) => name).join(key === 'zh' ? '、' : ', ')),
    text(measure.deadline),
    text(stateWords[measure.state][key]),
    text(indicator?.name ?? null),
    text(indicator?.unit ?? null),
    count(indicator?.planned ?? null),
    count(indicator?.actual ?? null),
    share(indicator?.completion ?? null),
    text(lastReport?.text ?? null),
    text(lastReport ? cityTimeText(lastReport.atMs) : null),
    text(measure.quote),
  ]);
}

/** A group has a row for each of its totals; its own figures stand in the first. */
function groupRows(group: BoardGroup, none: string): Row[] {
  const { states } = group;
  const totals = group.totals.length === 0 ? [null] : group.totals;
  return totals.map((total, index) => [
    ...(index > 0
      ? Array.from({ length: 7 }, () => null)
      : [
          text(group.name === '' ? none : group.name),
          count(group.measures),
          count(states.not_begun),
          count(states.in_progress),
          count(states.done),
          count(states.overdue),
          share(group.completion),
        ]),
    text(total?.name ?? null),
    text(total?.unit ?? null),
    count(total?.planned ?? null),
    count(total?.actual ?? null),
    share(total?.completion ?? null),
  ]);
}
