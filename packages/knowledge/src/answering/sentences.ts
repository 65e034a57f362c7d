/** A sentence with its place, in UTF-16 units of the text that it was taken from. */
export interface Sentence {
  /** As it stands, without the line breaks that a column or a file put into it. */
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

const LEAD = /^\s*(?:本报讯\s*(?:[（(][^）)]{0,40}[）)])?\s*)?/u;
const END = /[。！？!?][”’」』）)]*|\n\s*/gu;

/**
 * The sentences of a text in order. A line ends one, as parts of documents are lines; a blank line only where what stands
 * before it was whole, as columns of newspapers break sentences.
 */
export function sentencesOf(text: string): Sentence[] {
  const sentences: Sentence[] = [];
  let from = 0;
  const add = (to: number): void => {
    const written = text.slice(from, to);
    // The lead of a report (本报讯, with who wrote it) is no part of what it says.
    const lead = LEAD.exec(written)?.[0].length ?? 0;
    const joined = written
      .slice(lead)
      .replace(/[\n\r]+\s*/gu, '')
      .trim();
    if (joined !== '') {
      sentences.push({
        text: joined,
        from: from + lead,
        to: from + written.trimEnd().length,
      });
    }
    from = to;
  };
  for (const found of text.matchAll(END)) {
    const to = found.index + found[0].length;
    const isBlankLine = /\n\s*\n/u.test(found[0]);
    if (isBlankLine && isBroken(text, from, found.index)) continue;
    add(to);
  }
  add(text.length);
  return sentences;
}

/** A long stretch without an end goes on after a blank line; a short one is a heading or a row. */
function isBroken(text: string, from: number, to: number): boolean {
  const line = text.slice(text.lastIndexOf('\n', to - 1) + 1, to).trim();
  return (
    to - from > 50 && line.length > 12 && !/[。！？；：:]$/u.test(line) && !line.includes('记者 ')
  );
}
