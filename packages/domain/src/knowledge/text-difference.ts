/** A stretch of text that two versions share, or that only one of them has. */
export interface TextPart {
  readonly kind: 'same' | 'added' | 'removed';
  readonly text: string;
}

/** Above so many pairs of pieces a difference costs more than it tells: the middle is shown as replaced. */
const MOST_PAIRS = 1_000_000;

/** What was taken out of a text and what was put in, in reading order; Chinese by the character, other words whole. */
export function textDifference(before: string, after: string): TextPart[] {
  const old = piecesOf(before);
  const now = piecesOf(after);
  let head = 0;
  while (head < old.length && head < now.length && old[head] === now[head]) head += 1;
  let tail = 0;
  while (
    tail < old.length - head &&
    tail < now.length - head &&
    old[old.length - 1 - tail] === now[now.length - 1 - tail]
  ) {
    tail += 1;
  }
  const parts: TextPart[] = [];
  add(parts, 'same', old.slice(0, head));
  between(parts, old.slice(head, old.length - tail), now.slice(head, now.length - tail));
  add(parts, 'same', tail === 0 ? [] : old.slice(-tail));
  return parts;
}

function piecesOf(text: string): string[] {
  return text.match(/[\p{Script=Latin}\p{N}_]+|\s+|[\s\S]/gu) ?? [];
}

function add(parts: TextPart[], kind: TextPart['kind'], pieces: readonly string[]): void {
  if (pieces.length === 0) return;
  const text = pieces.join('');
  const last = parts.at(-1);
  if (last?.kind === kind) parts[parts.length - 1] = { kind, text: last.text + text };
  else parts.push({ kind, text });
}

/** The longest common run of pieces stays; what is left of either text was removed or added. */
function between(parts: TextPart[], old: readonly string[], now: readonly string[]): void {
  if (old.length * now.length > MOST_PAIRS) {
    add(parts, 'removed', old);
    add(parts, 'added', now);
    return;
  }
  const width = now.length + 1;
  const common = new Uint32Array((old.length + 1) * width);
  for (let i = old.length - 1; i >= 0; i -= 1) {
    for (let j = now.length - 1; j >= 0; j -= 1) {
      common[i * width + j] =
        old[i] === now[j]
          ? common[(i + 1) * width + j + 1]! + 1
          : Math.max(common[(i + 1) * width + j]!, common[i * width + j + 1]!);
    }
  }
  let i = 0;
  let j = 0;
  while (i < old.length && j < now.length) {
    if (old[i] === now[j]) {
      add(parts, 'same', [old[i]!]);
      i += 1;
      j += 1;
    } else if (common[(i + 1) * width + j]! >= common[i * width + j + 1]!) {
      add(parts, 'removed', [old[i]!]);
      i += 1;
    } else {
      add(parts, 'added', [now[j]!]);
      j += 1;
    }
  }
  add(parts, 'removed', old.slice(i));
  add(parts, 'added', now.slice(j));
}
