/**
 * Numbers for terms, which are pairs of units: an open hash table in typed arrays. A term keeps its number until it is
 * removed; numbers of removed terms are given again.
 */
export class TermTable {
  #slots = new Int32Array(1 << 12).fill(-1);
  /** The two units of each term, side by side: they are always read together. */
  #pairs = new Uint32Array(1 << 12);
  /** Terms ever numbered at once; the arrays beside this table are to have room for so many. */
  #numbered = 0;
  readonly #free: number[] = [];

  /** The count of terms. */
  get size(): number {
    return this.#numbered - this.#free.length;
  }

  /** Above every number that is in use. */
  get limit(): number {
    return this.#numbered;
  }

  get bytes(): number {
    return this.#slots.byteLength + this.#pairs.byteLength;
  }

  /** The number of a term, or −1. */
  find(first: number, second: number): number {
    const mask = this.#slots.length - 1;
    for (let slot = hash(first, second) & mask; ; slot = (slot + 1) & mask) {
      const term = this.#slots[slot]!;
      if (term < 0) return -1;
      if (this.#pairs[2 * term] === first && this.#pairs[2 * term + 1] === second) return term;
    }
  }

  /** The number of a term, which is given one if it has none. */
  add(first: number, second: number): number {
    const mask = this.#slots.length - 1;
    let slot = hash(first, second) & mask;
    for (; ; slot = (slot + 1) & mask) {
      const term = this.#slots[slot]!;
      if (term < 0) break;
      if (this.#pairs[2 * term] === first && this.#pairs[2 * term + 1] === second) return term;
    }
    const term = this.#free.pop() ?? this.#numbered++;
    if (2 * term >= this.#pairs.length) this.#pairs = widened(this.#pairs);
    this.#pairs[2 * term] = first;
    this.#pairs[2 * term + 1] = second;
    this.#slots[slot] = term;
    if (this.size * 2 > this.#slots.length) this.#rehash();
    return term;
  }

  /** Takes a term out; the terms behind it in the table move up, so that nothing of it stays. */
  remove(term: number): void {
    const mask = this.#slots.length - 1;
    let hole = this.#hashOf(term) & mask;
    while (this.#slots[hole] !== term) hole = (hole + 1) & mask;
    for (let slot = (hole + 1) & mask; this.#slots[slot]! >= 0; slot = (slot + 1) & mask) {
      const moved = this.#slots[slot]!;
      const home = this.#hashOf(moved) & mask;
      if (((slot - home) & mask) >= ((slot - hole) & mask)) {
        this.#slots[hole] = moved;
        hole = slot;
      }
    }
    this.#slots[hole] = -1;
    this.#pairs.fill(0, 2 * term, 2 * term + 2);
    this.#free.push(term);
  }

  /** The terms of which a unit is part. */
  with(unit: number): number[] {
    const found: number[] = [];
    for (let term = 0; term < this.#numbered; term += 1) {
      if (this.#pairs[2 * term] === unit || this.#pairs[2 * term + 1] === unit) found.push(term);
    }
    return found;
  }

  #hashOf(term: number): number {
    return hash(this.#pairs[2 * term]!, this.#pairs[2 * term + 1]!);
  }

  #rehash(): void {
    const old = this.#slots;
    const slots = new Int32Array(old.length * 2).fill(-1);
    const mask = slots.length - 1;
    for (const term of old) {
      if (term < 0) continue;
      let slot = this.#hashOf(term) & mask;
      while (slots[slot]! >= 0) slot = (slot + 1) & mask;
      slots[slot] = term;
    }
    this.#slots = slots;
  }
}

function hash(first: number, second: number): number {
  let mixed = Math.imul(first, 0x9e3779b1) ^ Math.imul(second, 0x85ebca6b);
  mixed ^= mixed >>> 15;
  mixed = Math.imul(mixed, 0xc2b2ae35);
  return (mixed ^ (mixed >>> 13)) >>> 0;
}

/** The array with room for twice as many. */
export function widened<
  Numbers extends Uint8Array | Uint16Array | Uint32Array | Int32Array | Float32Array,
>(numbers: Numbers): Numbers {
  const wider = new (numbers.constructor as new (length: number) => Numbers)(numbers.length * 2);
  wider.set(numbers);
  return wider;
}
