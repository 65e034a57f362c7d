import { isDay, tidyCategory } from './entry-content.ts';
import { questionKey } from './question-key.ts';

/** What a column of a table of questions and answers may hold. */
export const tableFields = [
  'question',
  'paraphrases',
  'shortAnswer',
  'longAnswer',
  'department',
  'category',
  'serviceItems',
  'region',
  'audience',
  'sourceTitle',
  'sourceAddress',
  'quotation',
  'validFrom',
  'validUntil',
  'owner',
  'reviewer',
] as const;
export type TableField = (typeof tableFields)[number];

/** Which column holds which field, counted from 0; a field without a column is not there. */
export type TableMapping = Readonly<Partial<Record<TableField, number>>>;

/** Heads of columns as offices write them, the first that fits wins; blanks and punctuation do not count. */
const HEADS: readonly (readonly [RegExp, TableField])[] = [
  [
    /^(其他|其它|相似|相近|扩展|同义|等价)(问法|问题|问句|提问|说法)$|^(相似|扩展)问$|^(paraphrases?|otherquestions?|similarquestions?|variants?)$/,
    'paraphrases',
  ],
  [
    /^(标准|常见|用户|咨询|来电|市民|热点)?(问题|问句|提问|问|题目|标题)(名称|内容|描述|标题)?$|^(question|questions|q|faq|title)$/,
    'question',
  ],
  [
    /^(简短|简要|简洁|口语|语音|播报|短)(答复|答案|回答|回复)(内容)?$|^(shortanswer|spokenanswer)$/,
    'shortAnswer',
  ],
  [
    /^(详细|标准|完整|参考|文字|长)?(答复|答案|回答|回复|解答|答)(内容|口径|意见)?$|^(answer|answers|a|longanswer|reply)$/,
    'longAnswer',
  ],
  [
    /^(所属|责任|承办|主管|归口|答复|业务)?(单位|部门|处室|科室|机构)(名称)?$|^(department|office|unit)$/,
    'department',
  ],
  [
    /^(知识|问题|业务)?(分类|类别|类目|栏目|目录|类型)(名称)?$|^(category|categories|topic)$/,
    'category',
  ],
  [
    /^(关联|相关)?(服务|办理|政务|业务)?事项(名称)?$|^(serviceitems?|services?|items?)$/,
    'serviceItems',
  ],
  [/^(适用|所属|行政)?(地区|区域|区县|区划|范围)$|^(region|area|district)$/, 'region'],
  [/^(适用|服务|面向)?(对象|人群|群体)$|^(audience|for|forwhom)$/, 'audience'],
  [
    /^(来源|出处|依据|政策)(网址|链接|地址)$|^(网址|链接|sourceaddress|url|link|sourceurl)$/,
    'sourceAddress',
  ],
  [
    /^(政策|法律|文件)?(来源|依据|出处|来源文件|政策文件|来源名称)$|^(source|sourcetitle|basis)$/,
    'sourceTitle',
  ],
  [/^(原文|条文|依据)(摘录|内容|引用)?$|^(quotation|quote|excerpt)$/, 'quotation'],
  [
    /^(生效|有效期?起|有效期?开始|开始|起始)(日期|时间|日)?$|^(validfrom|from|effectivefrom|startdate)$/,
    'validFrom',
  ],
  [
    /^(有效期|有效期?止|有效期?至|有效期?结束|失效|截止|到期|终止)(日期|时间|日)?$|^(validuntil|until|expires|expiry|expirydate|enddate)$/,
    'validUntil',
  ],
  [/^(责任|维护|负责|编写)人(员)?(姓名)?$|^(owner|maintainer)$/, 'owner'],
  [/^(审核|审批|复核)人(员)?(姓名)?$|^(reviewer|approver)$/, 'reviewer'],
];

/** What a head says of its column; null where it is none that matters here. */
export function fieldOfHead(head: string): TableField | null {
  const key = questionKey(head);
  return HEADS.find(([pattern]) => pattern.test(key))?.[1] ?? null;
}

/** The fields of columns by their heads; of two columns for one field the first has it. */
export function proposeMapping(heads: readonly string[]): TableMapping {
  const mapping: Partial<Record<TableField, number>> = {};
  for (const [column, head] of heads.entries()) {
    const field = fieldOfHead(head);
    if (field !== null && !(field in mapping)) mapping[field] = column;
  }
  return mapping;
}

/** What keeps a row from being imported. */
export interface RowProblem {
  readonly issue:
    | 'no_question'
    | 'no_answer'
    | 'too_long'
    | 'no_such_day'
    | 'ends_before_it_begins'
    | 'bad_address'
    | 'unknown_department'
    | 'foreign_department'
    | 'unknown_person';
  readonly field: TableField;
  /** What stands there, cut where it is long. */
  readonly found: string;
}

/** A row of a table, word for word; names of departments and people as they are written. */
export interface TableEntry {
  readonly question: string;
  readonly paraphrases: readonly string[];
  readonly shortAnswer: string;
  readonly longAnswer: string;
  readonly department: string;
  readonly category: string;
  readonly serviceItems: readonly string[];
  readonly region: string;
  readonly audience: string;
  readonly sourceTitle: string;
  readonly sourceAddress: string;
  readonly quotation: string;
  readonly validFrom: string | null;
  readonly validUntil: string | null;
  readonly owner: string;
  readonly reviewer: string;
}

/** The longest text of each field, in UTF-16 units; the others may have 200. */
const LONGEST: Readonly<Partial<Record<TableField, number>>> = {
  question: 1000,
  paraphrases: 20_000,
  shortAnswer: 2000,
  longAnswer: 20_000,
  serviceItems: 20_000,
  sourceTitle: 300,
  sourceAddress: 1000,
  quotation: 4000,
};

const NO_END = /^(长期|永久|长期有效|永久有效|无限期|无|[-—–/]+)$/u;

/** Reads a row by a mapping; null for one in which neither question nor answer stands. */
export function readTableRow(
  cells: readonly string[],
  mapping: TableMapping,
): TableEntry | RowProblem | null {
  const text = (field: TableField) => {
    const column = mapping[field];
    return column === undefined ? '' : tidyText(cells[column] ?? '');
  };
  const [question, shortAnswer, longAnswer] = (
    ['question', 'shortAnswer', 'longAnswer'] as const
  ).map(text) as [string, string, string];
  if (question === '' && shortAnswer === '' && longAnswer === '') return null;
  const problem = (issue: RowProblem['issue'], field: TableField): RowProblem => ({
    issue,
    field,
    found: text(field).slice(0, 100),
  });
  if (questionKey(question) === '') return problem('no_question', 'question');
  if (shortAnswer === '' && longAnswer === '') return problem('no_answer', 'longAnswer');
  for (const field of tableFields) {
    if (text(field).length > (LONGEST[field] ?? 200)) return problem('too_long', field);
  }
  const validFrom = dayOf(text('validFrom'));
  if (validFrom === undefined) return problem('no_such_day', 'validFrom');
  const validUntil = dayOf(text('validUntil'));
  if (validUntil === undefined) return problem('no_such_day', 'validUntil');
  if (validFrom !== null && validUntil !== null && validUntil < validFrom) {
    return problem('ends_before_it_begins', 'validUntil');
  }
  const paraphrases = severalOf(text('paraphrases'));
  if (paraphrases.length > 100 || paraphrases.some((one) => one.length > 1000)) {
    return problem('too_long', 'paraphrases');
  }
  const serviceItems = severalOf(text('serviceItems'));
  if (serviceItems.length > 100 || serviceItems.some((one) => one.length > 200)) {
    return problem('too_long', 'serviceItems');
  }
  const sourceAddress = text('sourceAddress');
  if (sourceAddress !== '' && !/^https?:\/\/\S+$/.test(sourceAddress)) {
    return problem('bad_address', 'sourceAddress');
  }
  return {
    ...{ question, paraphrases, shortAnswer, longAnswer, serviceItems, sourceAddress },
    ...{ validFrom, validUntil },
    department: text('department'),
    category: tidyCategory(text('category')),
    region: text('region'),
    audience: text('audience'),
    sourceTitle: text('sourceTitle'),
    quotation: text('quotation'),
    owner: text('owner'),
    reviewer: text('reviewer'),
  };
}

/** A text with one kind of line break, without what no database holds and without blanks around it. */
export function tidyText(text: string): string {
  return text.replaceAll('\u0000', '').replace(/\r\n?/gu, '\n').trim();
}

/** Several texts of one cell: one a line, or in a single line divided by semicolons or bars. */
function severalOf(text: string): string[] {
  const divided = text.includes('\n') ? text.split('\n') : text.split(/[;；|｜]/u);
  return [...new Set(divided.map((one) => one.trim()))].filter((one) => one !== '');
}

/** The cell that `severalOf` reads back as these texts. */
export function cellOfSeveral(texts: readonly string[]): string {
  const [only] = texts;
  const isDivided = texts.length === 1 && only !== undefined && /[;；|｜]/u.test(only);
  // Said twice it stands on lines of its own, which are not divided further, and counts once.
  return isDivided ? `${only}\n${only}` : texts.join('\n');
}

/** A day as an office writes it; null for none, undefined where it cannot be read. */
function dayOf(text: string): string | null | undefined {
  if (text === '' || NO_END.test(text)) return null;
  const parts =
    /^(\d{4})\s*(?:[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?|(\d{2})(\d{2}))(?:[ T]\d{1,2}:\d{2}(?::\d{2})?)?$/u.exec(
      text.normalize('NFKC'),
    );
  if (parts === null) return undefined;
  const [, year, month = parts[4], date = parts[5]] = parts;
  const day = `${year}-${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}`;
  return isDay(day) ? day : undefined;
}

/** The same for rows and entries that answer the same question for the same people in the same place. */
export function entryKey(of: {
  readonly question: string;
  readonly region: string;
  readonly audience: string;
}): string {
  return [of.question, of.region, of.audience].map(questionKey).join('|');
}
