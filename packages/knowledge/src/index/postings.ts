import { widened } from './term-table.ts';

const PAGE_BITS = 20;
const PAGE = 1 << PAGE_BITS;
const SMALLEST = 2;

/**
 * Lists of postings, one a term. A posting is one number of 32 bits: the place of the entry (24 bits) and the weight of
 * the term in it (8 bits). Lists lie in pages of 4 MB, in blocks of 2, 3, 4, 6, 8, 12, … postings, and are in no order.
 */
export class Postings {
  readonly #pages: Uint32Array[] = [];
  /** Where the next block is cut from the last page. */
  #next = PAGE;
  /** Blocks that were given back, by their class. */
  readonly #spare: number[][] = [];
  #page = new Uint32Array(1 << 11);
  #at = new Uint32Array(1 << 11);
  #lengths = new Uint32Array(1 << 11);
  #classes = new Uint8Array(1 << 11);
  #count = 0;

  /** How many postings there are. */
  get count(): number {
    return this.#count;
  }

  get bytes(): number {
    const pages = this.#pages.reduce((sum, page) => sum + page.byteLength, 0);
    return pages + 13 * this.#lengths.length;
  }

  /** In how many entries a term is. */
  length(term: number): number {
    return this.#lengths[term] ?? 0;
  }

  /** The list of a term, as a window on memory that holds until the next change. */
  list(term: number): Uint32Array {
    const length = this.length(term);
    if (length === 0) return NOTHING;
    const at = this.#at[term]!;
    return this.#pages[this.#page[term]!]!.subarray(at, at + length);
  }

  /** Adds a posting; returns how many the term has now. */
  add(term: number, place: number, weight: number): number {
    while (term >= this.#lengths.length) this.#widen();
    const length = this.#lengths[term]!;
    if (length === 0) this.#allocate(term, 0);
    else if (length === sizeOf(this.#classes[term]!)) this.#grow(term, length);
    this.#pages[this.#page[term]!]![this.#at[term]! + length] = (place << 8) | weight;
    this.#lengths[term] = length + 1;
    this.#count += 1;
    return length + 1;
  }

  /** Takes out the posting of an entry; returns how many the term has left. */
  remove(term: number, place: number, weight: number): number {
    const list = this.list(term);
    const index = list.indexOf(((place << 8) | weight) >>> 0);
    if (index < 0) throw new Error('a posting that was never added cannot be removed');
    const last = list.length - 1;
    list[index] = list[last]!;
    list[last] = 0;
    this.#lengths[term] = last;
    this.#count -= 1;
    if (last === 0) this.#release(this.#classes[term]!, this.#page[term]!, this.#at[term]!);
    return last;
  }

  #grow(term: number, length: number): void {
    const kind = this.#classes[term]!;
    const page = this.#page[term]!;
    const at = this.#at[term]!;
    this.#allocate(term, kind + 1);
    this.#pages[this.#page[term]!]!.set(
      this.#pages[page]!.subarray(at, at + length),
      this.#at[term],
    );
    this.#release(kind, page, at);
  }

  #allocate(term: number, kind: number): void {
    const size = sizeOf(kind);
    const spare = this.#spare[kind];
    this.#classes[term] = kind;
    if (spare !== undefined && spare.length > 0) {
      this.#at[term] = spare.pop()!;
      this.#page[term] = spare.pop()!;
      return;
    }
    if (size > PAGE) {
      this.#pages.push(new Uint32Array(size));
      this.#page[term] = this.#pages.length - 1;
      this.#at[term] = 0;
      // The page that was being cut is left where it is: the next block begins a new one.
      this.#next = PAGE;
      return;
    }
    if (this.#next + size > PAGE) {
      this.#pages.push(new Uint32Array(PAGE));
      this.#next = 0;
    }
    this.#page[term] = this.#pages.length - 1;
    this.#at[term] = this.#next;
    this.#next += size;
  }

  #release(kind: number, page: number, at: number): void {
    (this.#spare[kind] ??= []).push(page, at);
  }

  #widen(): void {
    this.#page = widened(this.#page);
    this.#at = widened(this.#at);
    this.#lengths = widened(this.#lengths);
    this.#classes = widened(this.#classes);
  }
}

const NOTHING = new Uint32Array(0);

/** The size of a block of a class: 2, 3, 4, 6, 8, 12, 16, …. */
function sizeOf(kind: number): number {
  const power = SMALLEST << (kind >> 1);
  return (kind & 1) === 0 ? power : power + (power >> 1);
}
