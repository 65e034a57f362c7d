import { makeCity, smallestCity, type City } from '@everyline/exchange';

import {
  workbook,
  type SheetCell,
} from '../packages/exchange/src/city/documents/office-open-xml.ts';
import { readAll, sketch } from '../packages/server/src/sources/fixtures/read-all.ts';

type Behaviour = City['lines'][number]['behaviour'];

/** The tree of departments, a row an office: level by level, and its number in the city's register. */
const tree: readonly (readonly [first: string, second: string, third: string, code: string])[] = [
  ['云川市人民政府', '', '', '530'],
  ['', '云川市人力资源和社会保障局', '', '531'],
  ['', '', '云川市社会保险中心', '53101'],
  ['', '', '云川市就业服务中心', '53102'],
  ['', '云川市医疗保障局', '', '532'],
  ['', '', '云川市医保中心', '53201'],
  ['', '云川市公安局', '', '533'],
  ['', '', '云川市公安局户政处', '53301'],
  ['', '', '云川市公安局出入境管理支队', '53302'],
  ['', '云川市民政局', '', '534'],
  ['', '', '云川市民政局婚姻登记处', '53401'],
  ['', '云川市住房公积金管理中心', '', '535'],
];

/** The table of departments as an office keeps it. */
export function departmentTable(): { name: string; bytes: Uint8Array } {
  const rows = [['一级', '二级', '三级', '编码'], ...tree];
  return {
    name: '云川市单位目录.csv',
    bytes: new TextEncoder().encode(rows.map((row) => row.join(',')).join('\n')),
  };
}

const person = (ringMs: number): Behaviour => ({ kind: 'person', ringMs, greeting: 'office' });
const menu: Behaviour = { kind: 'ivr', ringMs: 3_000, then: 'hangs_up' };
const unanswered: Behaviour = { kind: 'no_answer' };

/** What callers meet at the lines of the story, as they are published. */
const published = {
  pension: ['云川市社会保险中心', '养老待遇核定', person(5_000)],
  pensionCard: ['云川市社会保险中心', '社会保障卡补办', unanswered],
  jobs: ['云川市就业服务中心', '就业登记、失业登记', { kind: 'busy', by: 'tone' }],
  graduates: ['云川市就业服务中心', '高校毕业生档案查询', person(7_000)],
  medical: ['云川市医保中心', '异地就医备案', person(6_000)],
  injury: ['云川市医保中心', '工伤保险待遇申领', { kind: 'unallocated', by: 'announcement' }],
  household: ['云川市公安局户政处', '户口登记、身份证办理', person(8_000)],
  residence: ['云川市公安局户政处', '居住证办理', unanswered],
  passport: ['云川市公安局出入境管理支队', '护照办理', person(5_000)],
  visa: ['云川市公安局出入境管理支队', '港澳通行证签注', menu],
  marriage: ['云川市民政局婚姻登记处', '结婚登记预约', unanswered],
  divorce: ['云川市民政局婚姻登记处', '离婚登记预约', person(9_000)],
  fund: ['云川市住房公积金管理中心', '公积金提取', person(4_000)],
  loan: ['云川市住房公积金管理中心', '公积金贷款', menu],
} as const satisfies Readonly<Record<string, readonly [string, string, Behaviour]>>;

export type StoryLine = keyof typeof published;

/** The sample city with the lines of the story, and how they are known. */
export interface StoryPapers {
  readonly sample: City;
  /** The telephone number as a person dials it, e.g. `+8689987565231`. */
  dialled(line: StoryLine): string;
  /** The number as screens show it. */
  shown(line: StoryLine): string;
  /** The page of numbers as the city publishes it: a workbook with merged headings and offices. */
  document(): { name: string; bytes: Uint8Array };
  /** What the city is once lines have been mended: they answer. */
  mended(lines: readonly StoryLine[]): City;
}

/** Writes the story's papers: numbers of the sample city that the simulated exchange answers. */
export function storyPapers(): StoryPapers {
  const city = makeCity({ seed: 11, lineCount: smallestCity, publishedOn: '2026-09-01' });
  const names = Object.keys(published) as StoryLine[];
  const free = city.lines.filter(
    ({ number, numberType, protection }) =>
      numberType === 'geographic' && number.extension === null && protection === null,
  );
  const own = new Map(
    names.map((name, at) => {
      const line = free[at];
      if (line === undefined) throw new Error('the sample city has too few lines');
      return [name, line] as const;
    }),
  );
  const dialled = (name: StoryLine) => own.get(name)?.number.dialled ?? '';
  const local = (name: StoryLine) => dialled(name).replace(`+86${city.areaCode.slice(1)}`, '');
  const shown = (name: StoryLine) =>
    `${city.areaCode}-${local(name).slice(0, 4)} ${local(name).slice(4)}`;
  const behaving = (behaviourOf: (name: StoryLine) => Behaviour): City => ({
    ...city,
    lines: names.flatMap((name) => {
      const line = own.get(name);
      return line === undefined ? [] : [{ ...line, behaviour: behaviourOf(name) }];
    }),
  });
  return {
    sample: behaving((name) => published[name][2]),
    dialled,
    shown,
    document: () => {
      const rows: SheetCell[][] = [
        ['云川市政务服务公开电话一览表', null, null, null],
        ['单位', '办理事项', '咨询电话', '服务时间'],
        ...names.map((name) => [
          published[name][0],
          published[name][1],
          `${city.areaCode}-${local(name)}`,
          '工作日 9:00-12:00，13:00-17:00',
        ]),
      ];
      const merged = ['A1:D1'];
      for (let from = 2; from < rows.length;) {
        let to = from;
        while (rows[to + 1]?.[0] === rows[from]?.[0]) {
          to += 1;
          (rows[to] ?? [])[0] = null;
        }
        if (to > from) merged.push(`A${from + 1}:A${to + 1}`);
        from = to + 1;
      }
      return {
        name: '云川市政务服务公开电话一览表.xlsx',
        bytes: workbook([{ name: '公开电话', rows, merged }]),
      };
    },
    mended: (lines) => {
      const those = new Set(lines);
      return behaving((name) => (those.has(name) ? menu : published[name][2]));
    },
  };
}

/** A paper as a browser uploads it. */
export function fileOf({ name, bytes }: { name: string; bytes: Uint8Array }) {
  return { name, mimeType: 'application/octet-stream', buffer: Buffer.from(bytes) };
}

/** The text of a file that the city hands out, cell by cell and paragraph by paragraph. */
export async function textOf(name: string, bytes: Uint8Array): Promise<string> {
  const { blocks, rejected } = await readAll(name, bytes);
  if (rejected.length > 0) throw new Error(JSON.stringify(rejected));
  return blocks.map(sketch).join('\n');
}
