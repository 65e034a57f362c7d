import { widened } from './term-table.ts';

const PAGE_BITS = 20;
const PAGE = 1 << PAGE_BITS;
const SMALLEST = 2;
const FIELDS = 4;
const CLASS = 1;
const AT_PAGE = 2;
const AT = 3;

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
  /** Of each term, side by side: how many postings, the class of its block, its page, and where in the page it begins. */
  #lists = new Uint32Array(FIELDS << 11);
  #count = 0;

  /** How many postings there are. */
  get count(): number {
    return this.#count;
  }

  get bytes(): number {
    const pages = this.#pages.reduce((sum, page) => sum + page.byteLength, 0);
    return pages + this.#lists.byteLength;
  }

  /** In how many entries a term is. */
  length(term: number): number {
    return this.#lists[term * FIELDS] ?? 0;
  }

  /** The list of a term, as a window on memory that holds until the next change. */
  list(term: number): Uint32Array {
    const length = this.length(term);
    if (length === 0) return NOTHING;
    const at = this.#lists[term * FIELDS + AT]!;
    return this.#pages[this.#lists[term * FIELDS + AT_PAGE]!]!.subarray(at, at + length);
  }

  /** Adds a posting; returns how many the term has now. */
  add(term: number, place: number, weight: number): number {
    const list = term * FIELDS;
    while (list >= this.#lists.length) this.#lists = widened(this.#lists);
    const length = this.#lists[list]!;
    if (length === 0) this.#allocate(list, 0);
    else if (length === sizeOf(this.#lists[list + CLASS]!)) this.#grow(list, length);
    const page = this.#pages[this.#lists[list + AT_PAGE]!]!;
    page[this.#lists[list + AT]! + length] = (place << 8) | weight;
    this.#lists[list] = length + 1;
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
    const at = term * FIELDS;
    this.#lists[at] = last;
    this.#count -= 1;
    if (last === 0) {
      this.#release(this.#lists[at + CLASS]!, this.#lists[at + AT_PAGE]!, this.#lists[at + AT]!);
    }
    return last;
  }

  #grow(list: number, length: number): void {
    const kind = this.#lists[list + CLASS]!;
    const page = this.#lists[list + AT_PAGE]!;
    const at = this.#lists[list + AT]!;
    this.#allocate(list, kind + 1);
    const target = this.#pages[this.#lists[list + AT_PAGE]!]!;
    target.set(this.#pages[page]!.subarray(at, at + length), this.#lists[list + AT]);
    this.#release(kind, page, at);
  }

  #allocate(list: number, kind: number): void {
    const size = sizeOf(kind);
    const spare = this.#spare[kind];
    this.#lists[list + CLASS] = kind;
    if (spare !== undefined && spare.length > 0) {
      this.#lists[list + AT] = spare.pop()!;
      this.#lists[list + AT_PAGE] = spare.pop()!;
      return;
    }
    if (size > PAGE) {
      this.#pages.push(new Uint32Array(size));
      this.#lists[list + AT_PAGE] = this.#pages.length - 1;
      this.#lists[list + AT] = 0;
      // The page that was being cut is left where it is: the next block begins a new one.
      this.#next = PAGE;
      return;
    }
    if (this.#next + size > PAGE) {
      this.#pages.push(new Uint32Array(PAGE));
      this.#next = 0;
    }
    this.#lists[list + AT_PAGE] = this.#pages.length - 1;
    this.#lists[list + AT] = this.#next;
    this.#next += size;
  }

  #release(kind: number, page: number, at: number): void {
    (this.#spare[kind] ??= []).push(page, at);
  }
}

const NOTHING = new Uint32Array(0);

/** The size of a block of a class: 2, 3, 4, 6, 8, 12, 16, …. */
function sizeOf(kind: number): number {
  const power = SMALLEST << (kind >> 1);
  return (kind & 1) === 0 ? power : power + (power >> 1);
}
