import type { Block, Cell, TextRun } from '@everyline/numbers';
import type { TextLine } from './text-lines.ts';

const HEADING = /^ {0,3}(#{1,6})\s+(.*?)\s*#*\s*$/;
const UNDERLINE = /^ {0,3}(=+|-{2,})\s*$/;
const ITEM = /^(\s*)(?:[-*+]|\d{1,3}[.)])\s+(.*)$/;
const TABLE_RULE = /^\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*$/;
const INLINE =
  /~~(?<struck>[^~]+)~~|<(?:del|s|strike)>(?<deleted>[^<]*)<\/(?:del|s|strike)>|!?\[(?<label>[^\]]*)\]\((?<href>[^)\s]*)[^)]*\)|\*\*(?<bold>[^*]+)\*\*|__(?<under>[^_]+)__|<(?<auto>(?:tel|mailto|https?):[^>\s]+)>|(?<br><br\s*\/?>)|<\/?[a-zA-Z][^>]*>/g;

/** Runs of one piece of markdown text: strike-through, links and bold; other marks stay as written. */
export function markdownRuns(text: string): TextRun[] {
  const runs: TextRun[] = [];
  const put = (run: TextRun): void => {
    if (run.text !== '') runs.push(run);
  };
  let at = 0;
  for (const match of text.matchAll(INLINE)) {
    put({ text: unescaped(text.slice(at, match.index)) });
    at = match.index + match[0].length;
    const { struck, deleted, label, href, bold, under, auto, br } = match.groups ?? {};
    if (struck ?? deleted) put({ text: unescaped(struck ?? deleted ?? ''), struck: true });
    else if (label !== undefined) put({ text: unescaped(label), ...(href ? { href } : {}) });
    else if (bold ?? under) put({ text: unescaped(bold ?? under ?? ''), bold: true });
    else if (auto) put({ text: auto.replace(/^(?:tel|mailto):/, ''), href: auto });
    else if (br) put({ text: '\n' });
  }
  put({ text: unescaped(text.slice(at)) });
  return runs;
}

function unescaped(text: string): string {
  return text
    .replace(/\\([\\`*_{}[\]()#+\-.!|~<>])/g, '$1')
    .replace(/&nbsp;/g, ' ')
    .replace(/&amp;/g, '&');
}

/** Markdown, line by line: headings, list items, pipe tables and paragraphs. */
export class MarkdownBlocks {
  private readonly maxChars: number;
  private lines: TextLine[] = [];
  private chars = 0;
  private listDepth = 0;
  private table: TextLine[] = [];
  private fenced = false;

  constructor(maxChars: number) {
    this.maxChars = maxChars;
  }

  *push(line: TextLine): Generator<Block> {
    const { text } = line;
    if (/^ {0,3}(```|~~~)/.test(text)) {
      yield* this.end();
      this.fenced = !this.fenced;
      return;
    }
    if (this.fenced) {
      this.lines.push(line);
      return;
    }
    if (
      text.includes('|') &&
      (this.table.length > 0 || text.trim().startsWith('|') || this.mayHeadTable(text))
    ) {
      if (this.table.length === 0) yield* this.flush();
      this.table.push(line);
      if (this.table.length >= 1_000) yield* this.flushTable(true);
      return;
    }
    yield* this.flushTable(false);
    const heading = HEADING.exec(text);
    const rule = UNDERLINE.exec(text);
    const item = ITEM.exec(text);
    if (text.trim() === '') yield* this.flush();
    else if (heading) {
      yield* this.flush();
      yield headingBlock(heading[2] ?? '', heading[1]?.length ?? 1, line);
    } else if (rule && this.lines.length === 1 && this.listDepth === 0) {
      const [above] = this.lines;
      this.lines = [];
      this.chars = 0;
      if (above) yield headingBlock(above.text, rule[1]?.startsWith('=') ? 1 : 2, above);
    } else {
      if (item || this.chars + text.length > this.maxChars) yield* this.flush();
      if (item) this.listDepth = 1 + Math.floor((item[1]?.length ?? 0) / 2);
      this.lines.push(
        item
          ? { ...line, text: item[2] ?? '' }
          : { ...line, text: text.replace(/^\s*(?:>\s?)*/, '') },
      );
      this.chars += text.length;
    }
  }

  *end(): Generator<Block> {
    yield* this.flushTable(false);
    yield* this.flush();
  }

  /** `a | b` without outer pipes begins a table when it stands at the beginning of a paragraph. */
  private mayHeadTable(text: string): boolean {
    return this.lines.length === 0 && /\S\s\|\s\S/.test(text);
  }

  private *flush(): Generator<Block> {
    const [first] = this.lines;
    if (first) {
      yield {
        kind: 'paragraph',
        text: markdownRuns(this.lines.map((line) => line.text).join('\n')),
        position: { line: first.line, column: 1, offset: first.offset },
        ...(this.listDepth > 0 ? { listDepth: this.listDepth } : {}),
      };
    }
    this.lines = [];
    this.chars = 0;
    this.listDepth = 0;
  }

  private *flushTable(goesOn: boolean): Generator<Block> {
    const { table } = this;
    const [first, second] = table;
    if (!first) return;
    const ruled = second !== undefined && TABLE_RULE.test(second.text);
    this.table = goesOn && ruled ? [first, second] : [];
    if (!ruled && !first.text.trim().startsWith('|')) {
      this.lines.push(...table);
      if (goesOn) yield* this.flush();
      return;
    }
    const rows = table.filter((line) => !TABLE_RULE.test(line.text)).map(cellsOf);
    yield {
      kind: 'table',
      rows,
      position: { line: first.line, column: 1, offset: first.offset },
      ...(ruled ? { headerRows: 1 } : {}),
    };
  }
}

function headingBlock(text: string, level: number, line: TextLine): Block {
  return {
    kind: 'heading',
    level,
    text: markdownRuns(text),
    position: { line: line.line, column: 1, offset: line.offset },
  };
}

function cellsOf(line: TextLine): Cell[] {
  const inner = line.text
    .trim()
    .replace(/^\|/, '')
    .replace(/(?<!\\)\|$/, '');
  return inner.split(/(?<!\\)\|/).map((text) => ({
    text: markdownRuns(text.trim()),
    position: { line: line.line },
  }));
}
