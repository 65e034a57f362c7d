/**
 * A text that is kept, in one piece. What was put together from parts is held as a tree of them, each an object of its
 * own, until somebody reads it through; as the key of a table nobody ever does. Reading it as a number does that, and
 * nothing is cheaper.
 */
export function inOnePiece(text: string): string {
  Number(text);
  return text;
}
