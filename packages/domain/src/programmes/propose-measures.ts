import { readDeadlines, type ReadDeadline } from './deadline.ts';
import type { OfficeFinder, OfficeMention } from './office-names.ts';
import { proposedIndicators, type ProposedIndicator } from './propose-indicators.ts';
import { paragraphsOf, sentencesOf, type Stretch } from './paragraphs.ts';
import { readStatements, type StatedItem } from './statement.ts';

/** A measure as a text seems to name it, for a person to accept, change or refuse. */
export interface MeasureProposal {
  /** The stretch of the text that it was read from, word for word. */
  readonly quote: string;
  readonly start: number;
  readonly end: number;
  readonly title: string;
  /** The heading above it, or the whole that it is a part of; empty where there is none. */
  readonly category: string;
  readonly leadOfficeId: string | null;
  readonly jointOfficeIds: readonly string[];
  /** Offices that the text names and the tree does not have. */
  readonly unknownOffices: readonly string[];
  readonly deadline: Pick<ReadDeadline, 'text' | 'day' | 'isYearAssumed'> | null;
  readonly indicators: readonly ProposedIndicator[];
}

export interface ProposeOptions {
  readonly offices: OfficeFinder;
  /** `YYYY-MM-DD`, for dates without a year. */
  readonly today: string;
}

const undertaking =
  /完成|建成|实现|推进|开展|建立|健全|制定|出台|清理|整改|改造|新建|新增|落实|启动|打造|实施|提升|提高|确保|达到|公布|编制|整合|归并|建设|培训|印发|办结|压减|优化/u;
const heading = /^\s*(?:[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十]{1,3}[章节部分]+)/u;
const numbering =
  /^\s*(?:#+\s*)?(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,3}[.．、](?!\d)|[一二三四五六七八九十]{1,3}是|[①-⑳●•·-])?\s*/u;
const dueField = /(?:完成|办结|截止)?(?:时限|时间|期限|日期)[：:]\s*(?<due>[^；;。\n）)]+)/u;
const officeField =
  /(?:牵头|主办|主要责任|责任|负责|配合|协同|协办|参与|参加|联合)(?:责任)?(?:单位|部门)[：:]/u;
const fieldToItsEnd =
  /(?:(?:牵头|主办|主要责任|责任|负责|配合|协同|协办|参与|参加|联合)(?:责任)?(?:单位|部门)|(?:完成|办结|截止)?(?:时限|时间|期限|日期))[：:][^；;。\n]*[；;。]?/gu;
/** Fields of a table's row that name neither who, nor when, nor what. */
const otherFields = /(?:序号|编号|类别|领域|分类|板块|备注)[：:][^；\n]*；?/gu;
const categoryField = /(?:类别|领域|分类|板块)[：:]\s*(?<category>[^；\n]+)/u;
const taskField = /(?:工作|重点|主要|具体)?(?:任务|事项|措施|举措|内容|任务名称|项目名称)[：:]/gu;
const fieldsInBrackets = /[（(][^（()）]*(?:单位|部门|时限|期限)[：:][^（()）]*[）)]/gu;

/** Proposes measures: who undertakes what by when, with which figures. Nothing is proposed that does not stand in the text. */
export function proposeMeasures(text: string, options: ProposeOptions): MeasureProposal[] {
  const found: MeasureProposal[] = [];
  let category = '';
  let whole: StatedItem | null = null;
  let before: Stretch | null = null;
  for (const paragraphText of paragraphsOf(text)) {
    const line = trimmed(paragraphText);
    if (line.text === '') continue;
    if (isHeading(line.text)) {
      category = line.text.replace(numbering, '').replace(/[。：:]$/u, '');
      before = null;
      continue;
    }
    const fields = officeField.test(line.text) || dueField.test(line.text);
    const paragraph: Stretch =
      fields && before !== null && before.text.length < 4_000 && isFieldsOnly(line.text)
        ? { text: text.slice(before.start, line.start + line.text.length), start: before.start }
        : line;
    if (paragraph !== line) {
      // What was read of the line before is read again with its fields.
      while (found.length > 0 && (found.at(-1)?.start ?? 0) >= paragraph.start) found.pop();
    }
    const statements = readStatements(line.text, line.start, whole);
    whole = statements.whole;
    const undertaken = fields
      ? [proposalOf(paragraph, category, options)]
      : sentencesOf(line.text).map((sentence) =>
          proposalOf(
            trimmed({ text: sentence.text, start: line.start + sentence.start }),
            category,
            options,
          ),
        );
    const own = undertaken.filter((one) => one !== null);
    found.push(...own);
    if (own.length === 0) found.push(...resultsOf(text, statements, category));
    before = paragraph;
  }
  return found;
}

function trimmed({ text, start }: Stretch): Stretch {
  const lead = text.length - text.trimStart().length;
  return { text: text.trim(), start: start + lead };
}

function isHeading(text: string): boolean {
  if (/^#+\s/u.test(text)) return true;
  if (text.length > 40 || officeField.test(text)) return false;
  return heading.test(text) && !/[，；]|\d/u.test(text);
}

function isFieldsOnly(text: string): boolean {
  const rest = text
    .replace(fieldsInBrackets, '')
    .replace(/(?:单位|部门|时限|时间|期限|日期)[：:][^；;。\n]*[；;。]?/gu, '');
  return rest.replace(/[^\p{L}\p{N}]/gu, '').length <= 6;
}

/** One undertaking, or null where the stretch names neither who nor by when, or nothing that is to be done. */
function proposalOf(
  { text, start }: Stretch,
  category: string,
  { offices, today }: ProposeOptions,
): MeasureProposal | null {
  const mentions = offices.mentions(text);
  const due = dueField.exec(text);
  const labelled = due?.groups?.due;
  const inField = labelled === undefined ? [] : readDeadlines(labelled, today, true);
  const inText = readDeadlines(text, today);
  const deadlines = inField.length > 0 ? inField : inText;
  const isTask = undertaking.test(text) || officeField.test(text);
  if (!isTask || (mentions.length === 0 && deadlines.length === 0)) return null;
  const task = withoutWhoAndWhen(text, mentions, inText);
  const indicators = proposedIndicators(task.replaceAll(gap, '，'), 'undertaking');
  // A date in a report of what was done is none by which anything is undertaken.
  if (mentions.length === 0 && indicators.length === 0 && !/(?:要|将|须|应|确保|力争)/u.test(text))
    return null;
  const title = rowTask(text) ?? titleOf(task);
  if (title === '') return null;
  const known = mentions.filter((one) => one.id !== null);
  const leading = mentions.find((one) => one.leads);
  // Where the text names a leader whom nobody knows, no other office takes that place.
  const lead = leading === undefined ? known[0] : leading.id === null ? undefined : leading;
  const joint = new Set(known.flatMap(({ id }) => (id === null || id === lead?.id ? [] : [id])));
  const last = deadlines.at(-1);
  return {
    quote: text,
    start,
    end: start + text.length,
    title,
    category: categoryField.exec(text)?.groups?.category?.trim() ?? category,
    leadOfficeId: lead?.id ?? null,
    jointOfficeIds: [...joint],
    unknownOffices: [...new Set(mentions.flatMap((one) => (one.id === null ? [one.text] : [])))],
    deadline: last ? { text: last.text, day: last.day, isYearAssumed: last.isYearAssumed } : null,
    indicators,
  };
}

/** Stands where something was cut out; no text has it. */
const gap = '\uE000';

/** The text without fields, offices and deadlines. */
function withoutWhoAndWhen(
  text: string,
  mentions: readonly OfficeMention[],
  deadlines: readonly ReadDeadline[],
): string {
  let left = text;
  for (const { start, end } of [...mentions, ...deadlines]) {
    left = left.slice(0, start) + gap.repeat(end - start) + left.slice(end);
  }
  return left
    .replace(fieldsInBrackets, '')
    .replace(fieldToItsEnd, '')
    .replace(otherFields, '')
    .replace(taskField, '')
    .replace(/(?:要|将|应|须)?(?:在|于)?\uE000+/gu, gap)
    .trim()
    .replace(numbering, '');
}

/** The field of a table's row that says what is to be done. */
function rowTask(text: string): string | null {
  const found =
    /(?:^|；)\s*(?:工作|重点|主要|具体)?(?:任务|事项|措施|举措|内容)(?:名称)?[：:]\s*([^；\n]+)/u.exec(
      text,
    )?.[1];
  return found === undefined
    ? null
    : bareClause(found.replace(numbering, '')).slice(0, 100) || null;
}

/** The first words that say what is to be done. */
function titleOf(task: string): string {
  for (const { text } of sentencesOf(task)) {
    let title = '';
    for (const clause of text.split(/[，,；;。：:！？]/u).map(bareClause)) {
      if (clause.replace(/[^\p{L}\p{N}]/gu, '').length < 3) continue;
      const longer = title === '' ? clause : `${title}，${clause}`;
      if (longer.length > 60) break;
      title = longer;
    }
    if (title !== '') return title.slice(0, 100);
  }
  return '';
}

function bareClause(clause: string): string {
  return clause
    .replace(/^(?:由|在|于|请|并|等|各|[、和与及]|\uE000|\s)+/u, '')
    .replace(/^(?:总?牵头|主办|负责|配合|会同|协同|参与|联合)(?:负责|推进|落实|做好)?/u, '')
    .replace(/(?:牵头|配合|会同|协同|参与|[、和与及\uE000]|各区县|各有关单位)+$/u, '')
    .replace(/\uE000/gu, '')
    .trim();
}

/** Results that name a rate of a plan: each part of a whole, or the whole where it is not divided. */
function resultsOf(
  text: string,
  { items, partitions }: Pick<ReturnType<typeof readStatements>, 'items' | 'partitions'>,
  category: string,
): MeasureProposal[] {
  const divided = partitions.filter(({ parts }) => parts.some(hasRate));
  const wholes = new Set(divided.map(({ whole }) => whole.figures[0]?.start));
  const parts = new Map(
    divided.flatMap(({ whole, parts: own }) => own.map((part) => [part, whole.label] as const)),
  );
  return items
    .filter((item) => hasRate(item) && item.label !== '' && !wholes.has(item.figures[0]?.start))
    .map((item) => {
      const first = item.figures[0];
      const at = first?.start ?? 0;
      const start = first?.before ? text.lastIndexOf(first.before, at) : at;
      const end = item.figures.at(-1)?.end ?? start;
      return {
        quote: text.slice(start, end),
        start,
        end,
        title: item.label.slice(0, 100),
        category: category === '' ? (parts.get(item) ?? '') : category,
        ...{ leadOfficeId: null, jointOfficeIds: [], unknownOffices: [], deadline: null },
        indicators: proposedIndicators(text.slice(start, end), 'result'),
      };
    })
    .filter(({ indicators }) => indicators.length > 0);
}

const hasRate = ({ figures }: StatedItem) => figures.some(({ role }) => role === 'of_plan');
