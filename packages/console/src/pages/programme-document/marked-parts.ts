/** A stretch of a text, in UTF-16 units. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

interface Part {
  readonly start: number;
  readonly part: string;
  readonly marked: boolean;
}

/** Cuts a text into parts that are marked and parts that are not; stretches may overlap. */
export function markedParts(text: string, stretches: readonly Stretch[]): Part[] {
  const parts: Part[] = [];
  let at = 0;
  const add = (end: number, marked: boolean) => {
    if (end > at) parts.push({ start: at, part: text.slice(at, end), marked });
    at = Math.max(at, end);
  };
  for (const { start, end } of stretches.toSorted((a, b) => a.start - b.start)) {
    add(Math.min(start, text.length), false);
    add(Math.min(end, text.length), true);
  }
  add(text.length, false);
  return parts;
}
