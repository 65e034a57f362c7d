import { MOST_CHARACTERS, type Passage } from './passage.ts';

/** The passages of a stretch of text under one heading path, each within `MOST_CHARACTERS`. */
export function cutStretch(
  text: string,
  stretch: {
    readonly headings: readonly string[];
    readonly from: number;
    readonly to: number;
  },
): Passage[] {
  const { headings, to } = stretch;
  const passages: Passage[] = [];
  let from = stretch.from;
  while (from < to) {
    const end = to - from <= MOST_CHARACTERS ? to : endBefore(text, from, from + MOST_CHARACTERS);
    passages.push({ headings, from, to: end, text: text.slice(from, end) });
    from = end;
  }
  return passages;
}

/** The last good place to cut in the second half of a stretch: after a line, a sentence, a clause; else anywhere. */
function endBefore(text: string, from: number, most: number): number {
  const half = from + Math.floor((most - from) / 2);
  const stretch = text.slice(half, most);
  for (const sign of [/\n/gu, /[。！？][”’）]*/gu, /[；;，,、\s]/gu]) {
    let last = -1;
    for (const found of stretch.matchAll(sign)) last = found.index + found[0].length;
    if (last > 0) return half + last;
  }
  // A letter of two units is not cut in two.
  const code = text.charCodeAt(most - 1);
  return code >= 0xd800 && code <= 0xdbff ? most - 1 : most;
}
