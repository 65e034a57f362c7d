/** Uniform numbers in [0, 1). */
export type Chance = () => number;

/** Longer inputs are cut: a datagram cannot be longer. */
const longestBytes = 65_535;
const interesting = [0, 1, 9, 10, 13, 32, 34, 44, 58, 59, 60, 62, 127, 128, 191, 192, 255];
const interestingNumbers = [
  '0',
  '-1',
  '1',
  '255',
  '65536',
  '4294967295',
  '4294967296',
  '99999999999999999999',
];

function below(limit: number, chance: Chance): number {
  return Math.floor(chance() * limit);
}

function spliced(
  bytes: Uint8Array,
  at: number,
  remove: number,
  insert: Uint8Array<ArrayBufferLike>,
): Uint8Array {
  const kept = Math.min(bytes.length - at, remove);
  const made = new Uint8Array(bytes.length - kept + insert.length);
  made.set(bytes.subarray(0, at));
  made.set(insert, at);
  made.set(bytes.subarray(at + kept), at + insert.length);
  return made;
}

/** Where a number of ASCII digits stands, to be replaced by one that is hard; null where none does. */
function someNumber(bytes: Uint8Array, chance: Chance): { at: number; length: number } | null {
  const from = below(bytes.length, chance);
  for (let at = from; at < Math.min(bytes.length, from + 200); at += 1) {
    let length = 0;
    while ((bytes[at + length] ?? 0) >= 48 && (bytes[at + length] ?? 0) <= 57) length += 1;
    if (length > 0) return { at, length };
  }
  return null;
}

/** One random change of an input: bits, bytes, numbers, words of the protocol, pieces taken out, doubled or moved. */
function changedOnce(
  bytes: Uint8Array,
  others: readonly Uint8Array[],
  words: readonly Uint8Array[],
  chance: Chance,
): Uint8Array {
  const at = below(bytes.length + 1, chance);
  const some = (): number => 1 + below(chance() < 0.8 ? 8 : 200, chance);
  switch (below(10, chance)) {
    case 0: {
      const made = Uint8Array.from(bytes);
      if (at < made.length) made[at] = (made[at] ?? 0) ^ (1 << below(8, chance));
      return made;
    }
    case 1: {
      const made = Uint8Array.from(bytes);
      if (at < made.length) made[at] = interesting[below(interesting.length, chance)] ?? 0;
      return made;
    }
    case 2:
      return spliced(bytes, at, 0, Uint8Array.of(below(256, chance)));
    case 3:
      return spliced(bytes, at, some(), new Uint8Array());
    case 4: {
      const from = below(bytes.length, chance);
      return spliced(bytes, at, 0, bytes.slice(from, from + some()));
    }
    case 5: {
      const word = words[below(words.length, chance)] ?? new Uint8Array();
      return spliced(bytes, at, chance() < 0.5 ? word.length : 0, word);
    }
    case 6: {
      const found = someNumber(bytes, chance);
      if (found === null) return bytes.slice(0, at);
      const text = interestingNumbers[below(interestingNumbers.length, chance)] ?? '0';
      return spliced(bytes, found.at, found.length, new TextEncoder().encode(text));
    }
    case 7: {
      const other = others[below(others.length, chance)] ?? bytes;
      return spliced(bytes.slice(0, at), at, 0, other.slice(below(other.length, chance)));
    }
    case 8: {
      const lineEnd = bytes.indexOf(10, at);
      const nextEnd = lineEnd < 0 ? -1 : bytes.indexOf(10, lineEnd + 1);
      if (nextEnd < 0) return bytes.slice(0, at);
      const line = bytes.slice(lineEnd + 1, nextEnd + 1);
      return chance() < 0.5
        ? spliced(bytes, lineEnd + 1, line.length, new Uint8Array())
        : spliced(bytes, lineEnd + 1, 0, line);
    }
    default: {
      const repeated = bytes.slice(at, at + 1 + below(4, chance));
      const times = 2 + below(chance() < 0.95 ? 40 : 4000, chance);
      const run = new Uint8Array(repeated.length * times);
      for (let n = 0; n < times; n += 1) run.set(repeated, n * repeated.length);
      return spliced(bytes, at, 0, run);
    }
  }
}

/** An input made from one of the corpus by some random changes. */
export function mutated(
  corpus: readonly Uint8Array[],
  words: readonly Uint8Array[],
  chance: Chance,
): Uint8Array {
  let bytes = corpus[below(corpus.length, chance)] ?? new Uint8Array();
  for (let changes = 1 + below(6, chance); changes > 0; changes -= 1) {
    bytes = changedOnce(bytes, corpus, words, chance);
    if (bytes.length > longestBytes) bytes = bytes.slice(0, longestBytes);
  }
  return bytes;
}
