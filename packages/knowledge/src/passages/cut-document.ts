import { textOfParts, type DocumentPart, type PlacedPart } from './document-text.ts';
import { ITEM_LEVEL, nameOf, numberingOf } from './numbering.ts';
import { MOST_CHARACTERS, type Passage } from './passage.ts';
import { cutStretch } from './cut-stretch.ts';

/** A passage that is being filled. */
interface Open {
  headings: readonly string[];
  from: number;
  to: number;
  /** Nothing but headings so far. */
  isHead: boolean;
  isTable: boolean;
}

/**
 * Cuts a document along its headings, chapters, articles and tables. The passages stand one behind the other and together
 * are the whole text: nothing is lost and nothing stands in two.
 */
export function cutDocument(parts: readonly DocumentPart[]): {
  readonly text: string;
  readonly passages: readonly Passage[];
} {
  const { text, placed } = textOfParts(parts);
  return { text, passages: cutPlaced(text, placed) };
}

function cutPlaced(text: string, placed: readonly PlacedPart[]): Passage[] {
  const passages: Passage[] = [];
  const path: { level: number; name: string }[] = [];
  let open: Open | null = null;
  const close = (): void => {
    if (open !== null) passages.push(...cutStretch(text, open));
    open = null;
  };
  for (const { part, from, to } of placed) {
    const head = headOf(part);
    if (head !== null) {
      while ((path.at(-1)?.level ?? 0) >= head.level) path.pop();
      path.push(head);
    }
    const headings = path.map(({ name }) => name);
    const before: Open | null = open;
    if (before !== null && staysTogether(before, part, head?.level ?? null, to)) {
      before.to = to;
      before.isTable = part.kind === 'row';
      if (before.isHead) before.headings = headings;
      before.isHead &&= isOnlyHead(part);
      continue;
    }
    close();
    open = { headings, from, to, isHead: isOnlyHead(part), isTable: part.kind === 'row' };
  }
  close();
  return passages;
}

function headOf(part: DocumentPart): { level: number; name: string } | null {
  if (part.kind === 'row') return null;
  if (part.kind === 'heading') {
    return { level: part.level, name: part.text.trim().replace(/\s+/gu, ' ') };
  }
  const numbering = numberingOf(part.text);
  if (numbering === null || numbering.level > ITEM_LEVEL) return null;
  return { level: numbering.level, name: nameOf(numbering) };
}

/** Whether a part says nothing by itself: a heading, or a number with its title alone. */
function isOnlyHead(part: DocumentPart): boolean {
  if (part.kind === 'heading') return true;
  if (part.kind === 'row') return false;
  const rest = numberingOf(part.text)?.rest;
  return rest !== undefined && rest.length <= 30 && !/[。；;！？：:]/u.test(rest);
}

function staysTogether(open: Open, part: DocumentPart, level: number | null, to: number): boolean {
  if (open.isHead) return true;
  if (to - open.from > MOST_CHARACTERS) return false;
  if (level !== null && level < ITEM_LEVEL) return false;
  return (part.kind === 'row') === open.isTable;
}
