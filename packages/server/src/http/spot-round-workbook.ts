import type { Language, Proportion, SpotFinding, SpotRoundDetail } from '@everyline/contract';
import { spotCheckCodeNames } from '@everyline/domain';
import writeXlsxFile, { type Row } from 'write-excel-file/node';

import { cityTimeText } from '../app/settings/city-time-text.ts';

const words = {
  zh: {
    sheets: ['结果', '样本', '逐条'],
    all: '全部',
    nobody: '无人认领',
    rates: [
      '范围',
      '已查',
      '有效',
      '有效率',
      '下限',
      '上限',
      '提问',
      '答对',
      '答对率',
      '下限',
      '上限',
    ],
    strata: ['单位', '分级', '可抽', '抽取'],
    seed: '种子',
    lines: ['号码', '单位', '分级', '结果', '含义', '问题', '回答', '备注', '抽查员', '时间'],
    answers: { right: '答对', wrong: '答错' },
  },
  en: {
    sheets: ['Result', 'Sample', 'Lines'],
    all: 'All',
    nobody: 'Unowned',
    rates: [
      ...['Part', 'Checked', 'Effective', 'Effective rate', 'from', 'to'],
      ...['Questions', 'Right', 'Share right', 'from', 'to'],
    ],
    strata: ['Department', 'Tier', 'Lines', 'Drawn'],
    seed: 'Seed',
    lines: [
      ...['Number', 'Department', 'Tier', 'Code', 'Meaning', 'Question', 'Answer'],
      ...['Note', 'Tester', 'Time'],
    ],
    answers: { right: 'right', wrong: 'wrong' },
  },
} as const;

const text = (value: string | null) => (value === null ? null : { type: String, value });
const count = (value: number) => ({ type: Number, value });
const share = (value: number | null) =>
  value === null ? null : { type: Number, value, format: '0.0%' };
const head = (names: readonly string[]): Row =>
  names.map((value) => ({ value, fontWeight: 'bold' as const }));

/** A round as an Excel file: what it says with its rates, its strata, and every line checked. */
export async function spotRoundWorkbook(
  round: SpotRoundDetail,
  findings: readonly SpotFinding[],
  language: Language,
): Promise<Buffer> {
  const key = language === 'en' ? 'en' : 'zh';
  const said = words[key];
  const [result = '', sample = '', lines = ''] = said.sheets;
  const file = writeXlsxFile([
    {
      sheet: result,
      columns: [36, 9, 9, 10, 9, 9, 9, 9, 10, 9, 9].map((width) => ({ width })),
      data: [
        [{ value: round.name, fontWeight: 'bold' }],
        ...round.summary.map((sentence) => [text(sentence[key])]),
        [],
        head(said.rates),
        rates(said.all, round.result),
        ...round.byTier.map((part) => rates(part.tier, part)),
        ...round.byDepartment.map((part) => rates(part.department ?? said.nobody, part)),
      ],
    },
    {
      sheet: sample,
      columns: [36, 8, 8, 8].map((width) => ({ width })),
      data: [
        [text(said.seed), text(round.seed)],
        head(said.strata),
        ...round.strata.map((one) => [
          text(one.department ?? said.nobody),
          text(one.tier),
          count(one.population),
          count(one.sample),
        ]),
      ],
    },
    {
      sheet: lines,
      columns: [20, 30, 6, 6, 24, 40, 8, 40, 20, 17].map((width) => ({ width })),
      stickyRowsCount: 1,
      data: [
        head(said.lines),
        ...findings.map((one) => [
          text(one.display),
          text(one.department ?? said.nobody),
          text(one.tier),
          text(one.code),
          text(spotCheckCodeNames[one.code][key]),
          text(one.question),
          text(one.answerRight === null ? null : said.answers[one.answerRight ? 'right' : 'wrong']),
          text(one.note),
          text(one.tester),
          text(cityTimeText(one.checkedAtMs)),
        ]),
      ],
    },
  ]);
  return file.toBuffer();
}

function rates(
  name: string,
  { effective, knowledge }: { readonly effective: Proportion; readonly knowledge: Proportion },
): Row {
  return [
    text(name),
    ...[effective, knowledge].flatMap(({ of, successes, rate, interval }) => [
      count(of),
      count(successes),
      share(rate),
      share(of === 0 ? null : interval[0]),
      share(of === 0 ? null : interval[1]),
    ]),
  ];
}
