import type { Position, TextRun } from '../document/block.ts';

/** Longer text is read in windows of this many characters, cut at a line end or a full stop. */
export const windowCharacters = 24_000;

/** The runs of a stretch of text. */
export function sliceRuns(runs: readonly TextRun[], from: number, to: number): TextRun[] {
  const slices: TextRun[] = [];
  let at = 0;
  for (const run of runs) {
    const text = run.text.slice(Math.max(0, from - at), Math.max(0, to - at));
    at += run.text.length;
    if (text !== '') slices.push({ ...run, text });
  }
  return slices;
}

/** Stretches of struck-out text, counted from `offset`. */
export function struckRanges(runs: readonly TextRun[], offset: number): [number, number][] {
  const ranges: [number, number][] = [];
  let at = offset;
  for (const run of runs) {
    if (run.struck === true) ranges.push([at, at + run.text.length]);
    at += run.text.length;
  }
  return ranges;
}

/** Position of a place inside a text that begins at a position; `\n` is a line of the source. */
export function positionInside(position: Position, text: string, index: number): Position {
  if (index === 0 || position.line === undefined) return position;
  let line = position.line;
  let start = 0;
  for (let end = text.indexOf('\n'); end >= 0 && end < index; end = text.indexOf('\n', end + 1)) {
    line += 1;
    start = end + 1;
  }
  const { offset: _offset, ...rest } = position;
  return {
    ...rest,
    line,
    column: line === position.line ? (position.column ?? 1) + index : index - start + 1,
  };
}

/** Cuts long text at line ends and full stops, never inside a number. */
export function* windowsOf(text: string): Generator<[number, number]> {
  let from = 0;
  while (from < text.length) {
    let to = Math.min(text.length, from + windowCharacters);
    if (to < text.length) {
      const tail = text.slice(to - 2000, to);
      const cut = Math.max(tail.lastIndexOf('\n'), tail.lastIndexOf('。'), tail.lastIndexOf('；'));
      const blank = cut >= 0 ? cut : tail.search(/[^\d\s\-()转][^\d\-()转]*$/u);
      if (blank > 0) to = to - 2000 + blank + 1;
    }
    yield [from, to];
    from = to;
  }
}
