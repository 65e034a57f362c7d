import { readFigures, type Figure } from './figure.ts';
import { sentencesOf, type Stretch } from './paragraphs.ts';

/** One subject of a text with the figures that are said of it. */
export interface StatedItem {
  /** Its name, without the verbs around it. */
  readonly label: string;
  readonly figures: readonly Figure[];
}

/** A whole and the parts into which the text divides it. */
export interface Partition {
  readonly whole: StatedItem;
  readonly parts: readonly StatedItem[];
  /** False where the text itself says that it names only some (`主要`, `等`). */
  readonly isComplete: boolean;
  /** The stretch of the text from the first part to the last. */
  readonly start: number;
  readonly end: number;
}

export interface Statements {
  readonly items: readonly StatedItem[];
  readonly partitions: readonly Partition[];
  /** What the paragraph spoke of last as a whole: the next may go on dividing it. */
  readonly whole: StatedItem | null;
}

/** Where the parts of a whole begin. */
const marker =
  /其中(?:包括|有)?[，,：:]?|(?:主要)?包括[：:，,]?|(?:具体)?分为[：:，,]?|分别(?:是|为)[：:，,]?|(?<=\d[^，。；\d]{1,12})(?<!过程|集|年)中[，,：:]/gu;
/** Words of how far something is: parts by state need no `其中`. */
const stateWord =
  /(?:完工|竣工|完成|建成|投用|投产|办结|续建|在建|继续|推进|加快|开工|动工|启动|新建|未开|停工|待建)/u;

/**
 * Reads what a paragraph says of which subject, and where it divides a whole into parts.
 *
 * @param offset place of the paragraph in the whole text
 * @param before the whole that the paragraph before spoke of
 */
export function readStatements(
  paragraph: string,
  offset = 0,
  before: StatedItem | null = null,
): Statements {
  const items: StatedItem[] = [];
  const partitions: Partition[] = [];
  let lastWhole = before;
  const brackets = breakdowns(paragraph, offset);
  items.push(...brackets.flatMap(({ parts }) => parts));
  partitions.push(...brackets);
  for (const sentence of sentencesOf(withoutBreakdowns(paragraph, offset, brackets))) {
    const read = readSentence(sentence.text, offset + sentence.start, lastWhole);
    items.push(...read.items);
    partitions.push(...read.partitions);
    lastWhole = read.whole ?? lastWhole;
  }
  return { items, partitions, whole: lastWhole === before ? null : lastWhole };
}

/** `学校12所（小学5所、初中7所）`: a bracket behind a figure that divides it into two parts or more. */
function breakdowns(paragraph: string, offset: number): Partition[] {
  return [...paragraph.matchAll(/[（(]([^（()）]*\d[^（()）]*)[）)]/gu)].flatMap((match) => {
    const parts = itemsOf(match[1] ?? '', offset + match.index + 1);
    const [first] = parts[0]?.figures ?? [];
    const last = parts.at(-1)?.figures.at(-1);
    const near = Math.max(0, match.index - 24);
    const whole = itemsOf(paragraph.slice(near, match.index), offset + near).at(-1);
    const divided = whole?.figures.at(-1);
    const isBreakdown =
      divided?.end === offset + match.index &&
      parts.length > 1 &&
      parts.every(({ figures }) => figures[0]?.dimension === divided.dimension);
    if (!isBreakdown || !whole || !first || !last) return [];
    const start = first.start - first.before.length;
    return [
      { whole: { ...whole, figures: [divided] }, parts, isComplete: true, start, end: last.end },
    ];
  });
}

/** The paragraph with blanks for its breakdowns, so that what stands around them reads on. */
function withoutBreakdowns(
  paragraph: string,
  offset: number,
  brackets: readonly Partition[],
): string {
  let left = paragraph;
  for (const { start, end } of brackets) {
    const [from, to] = [start - offset, end - offset];
    left = left.slice(0, from) + ' '.repeat(to - from) + left.slice(to);
  }
  return left;
}

function readSentence(text: string, offset: number, before: StatedItem | null): Statements {
  const items: StatedItem[] = [];
  const drafts: Draft[] = [];
  let outer: Draft | null = null;
  let heads: StatedItem[] = [];
  for (const segment of text.matchAll(/[^；;]+/gu)) {
    const chunks = chunksOf(segment[0]).map(({ text: chunk, start, leads }) => ({
      found: itemsOf(chunk, offset + segment.index + start),
      leads,
      text: chunk,
    }));
    for (const [index, { found, leads, text: chunk }] of chunks.entries()) {
      items.push(...found);
      if (index === 0 && leads === '') {
        if (outer === null) heads = [...heads, ...found];
        else outer.parts.push(...found);
        continue;
      }
      // At the head of a segment it divides the whole again, after a part it divides that part.
      const nested: boolean = outer !== null && (chunks[0]?.found.length ?? 0) > 0 && index > 0;
      const whole: StatedItem | null = nested
        ? (outer?.parts.at(-1) ?? null)
        : (outer?.whole ?? merged(heads) ?? before);
      if (whole === null) continue;
      const draft: Draft = { whole, parts: found, isOpen: isOpenEnded(leads, chunk) };
      drafts.push(draft);
      if (!nested) outer = draft;
    }
  }
  const byState = outer === null ? partsByState(heads, before) : null;
  if (byState) drafts.push(byState);
  const partitions = drafts.flatMap((draft) => finished(draft));
  const whole = outer?.whole ?? (byState ? null : merged(heads));
  return { items, partitions, whole };
}

interface Draft {
  readonly whole: StatedItem;
  readonly parts: StatedItem[];
  readonly isOpen: boolean;
}

function finished({ whole, parts, isOpen }: Draft): Partition[] {
  const figures = parts.flatMap((part) => part.figures);
  const first = figures[0];
  const last = figures.at(-1);
  if (first === undefined || last === undefined) return [];
  const start = first.start - first.before.length;
  return [{ whole, parts, isComplete: !isOpen, start, end: last.end }];
}

function isOpenEnded(leads: string, chunk: string): boolean {
  if (leads.includes('主要')) return true;
  const last = readFigures(chunk).at(-1);
  return last !== undefined && /^[^，。；,;]{0,8}等(?![级待额于同])/u.test(chunk.slice(last.end));
}

/** Three or more subjects of one count, each with a word of its state, divide the whole before them. */
function partsByState(found: readonly StatedItem[], before: StatedItem | null): Draft | null {
  if (before === null || found.length < 3) return null;
  const dimension = found[0]?.figures[0]?.dimension;
  const largest = before.figures.find(
    (one) => one.dimension === dimension && one.role === 'actual',
  );
  const fits = found.every(({ label, figures }) => {
    const [only, ...others] = figures;
    if (only === undefined || others.length > 0 || largest === undefined) return false;
    const isState = stateWord.test(label) || stateWord.test(only.before);
    return isState && only.dimension === dimension && only.value <= largest.value;
  });
  return fits ? { whole: before, parts: [...found], isOpen: false } : null;
}

/** All that was said of a whole; of figures of one kind the last stands. */
function merged(heads: readonly StatedItem[]): StatedItem | null {
  const [first] = heads;
  if (first === undefined) return null;
  const figures = new Map<string, Figure>();
  for (const figure of heads.flatMap((one) => one.figures)) {
    figures.set(`${figure.role} ${figure.dimension}`, figure);
  }
  return { label: first.label, figures: [...figures.values()] };
}

interface Chunk extends Stretch {
  /** The words that lead to it: empty for what stands before the first. */
  readonly leads: string;
}

function chunksOf(segment: string): Chunk[] {
  const chunks: Chunk[] = [];
  let from = 0;
  let leads = '';
  for (const match of segment.matchAll(marker)) {
    if (match.index > from || leads !== '') {
      chunks.push({ text: segment.slice(from, match.index), start: from, leads });
    }
    from = match.index + match[0].length;
    leads = match[0];
  }
  chunks.push({ text: segment.slice(from), start: from, leads });
  return chunks;
}

/** Figures of one subject stand together until one of the same kind begins the next. */
function itemsOf(chunk: string, offset: number): StatedItem[] {
  const figures = readFigures(chunk);
  const groups: Figure[][] = [];
  let kinds = new Set<string>();
  for (const figure of figures) {
    const kind = `${figure.role} ${figure.dimension}`;
    const isNext = kinds.has(kind) || countsAnother(figure, groups.at(-1) ?? []);
    if (groups.length === 0 || isNext) {
      groups.push([]);
      kinds = new Set();
    }
    kinds.add(kind);
    groups.at(-1)?.push(figure);
  }
  return groups.map((group) => ({
    label: group[0] === undefined ? '' : nameOfFigure(group[0], chunk.slice(group[0].end)),
    figures: group.map((one) => ({ ...one, start: one.start + offset, end: one.end + offset })),
  }));
}

const leadingWords =
  /^(?:其中|两地|各地|我市|本市|全年|全市|全区|全县|全省|今年|年内|年度|去年|截至目前|目前|累计|一共|共计|总共|共|已经|已|均|新增(?=\d)|实施|安排|计划|推进|办理|完成(?=.)|的|为|有|是|和|与|及|以及|在(?!建)|将|约|近|超过|超|达到|达|由)+/u;
const trailingWords =
  /(?:计划|实际|年度|累计|完成|实现|达到|达|共计|共|已|均|总数|数量|个数|占|为|有|约|近|超过|超|约为|的|是|了|：|:)+$/u;

/** A count of other things, with a name of its own. */
function countsAnother(figure: Figure, group: readonly Figure[]): boolean {
  const isCount = (one: Figure) => one.low === one.high && one.role === 'actual';
  if (!isCount(figure) || figure.before.replace(leadingWords, '') === '') return false;
  return group.some((one) => isCount(one) && one.dimension !== figure.dimension);
}

/** What a figure counts or measures, by the words before it, else by those after it; without verbs. */
export function nameOfFigure(figure: Figure, after: string): string {
  const before = figure.before.replace(leadingWords, '').replace(trailingWords, '').trim();
  if (before !== '') return before;
  const behind = (/^[^，。；,;：:（()）\d]*/u.exec(after)?.[0] ?? '')
    .replace(/(?:年度|计划|累计|实际|已)?(?:完成|实现|总?投资|投入|达到?|占|同比|均).*$/u, '')
    .replace(/^(?:的|以上|左右|以内)+/u, '');
  return behind.replace(/[、和与及]+$/u, '').trim() || figure.before.trim();
}
