const encoder = new TextEncoder();

/**
 * Cuts a text into pieces of at most so many bytes of UTF-8, behind a line or a sentence where one ends in the second half
 * of a piece, and never within a letter.
 *
 * @param most ≥ 4: every letter has room
 */
export function cutText(text: string, most: number): string[] {
  const pieces: string[] = [];
  let rest = text.trim();
  while (rest !== '') {
    const whole = fitting(rest, most);
    const piece = whole.length === rest.length ? whole : untilPause(whole);
    pieces.push(piece.trim());
    rest = rest.slice(piece.length).trim();
  }
  return pieces;
}

function fitting(text: string, most: number): string {
  let bytes = 0;
  let end = 0;
  for (const letter of text) {
    bytes += encoder.encode(letter).length;
    if (bytes > most) break;
    end += letter.length;
  }
  return text.slice(0, end);
}

function untilPause(text: string): string {
  for (const pause of [/\n/gu, /[。！？!?;；]/gu, /[，, ]/gu]) {
    const last = [...text.matchAll(pause)].at(-1);
    if (last && last.index >= text.length / 2) return text.slice(0, last.index + last[0].length);
  }
  return text;
}
