/** A piece of a text. */
export interface Stretch {
  readonly text: string;
  /** Place in the text that it was cut from, in UTF-16 units. */
  readonly start: number;
}

/** Longer lines are no paragraphs: reading one looks back and forth in it, so it must stay short. */
const longest = 4_000;

/** The paragraphs of a text, a line each; a line that is too long is cut behind the end of a sentence. */
export function paragraphsOf(text: string): Stretch[] {
  return [...text.matchAll(/[^\n]+/gu)].flatMap((line) => {
    const pieces: Stretch[] = [];
    for (let from = 0; from < line[0].length;) {
      const piece = line[0].slice(from, from + longest);
      const isLast = from + piece.length >= line[0].length;
      const end = isLast ? -1 : Math.max(piece.lastIndexOf('。'), piece.lastIndexOf('；'));
      const kept = end > 0 ? piece.slice(0, end + 1) : piece;
      pieces.push({ text: kept, start: line.index + from });
      from += kept.length;
    }
    return pieces;
  });
}

/** The sentences of a text, each with its place; marks belong to the sentence that they end. */
export function sentencesOf(text: string): Stretch[] {
  return [...text.matchAll(/[^。！？\n]+[。！？]*/gu)].map((match) => ({
    text: match[0],
    start: match.index,
  }));
}
