import { bestStretch, differingAfter, fitOf, type Alignment, type Words } from './alignment.ts';
import { ones, WEAKEST_BITS, type Print } from './print.ts';

/** A stretch of the query that is a stretch of a stored sound. */
export interface PrintMatch {
  readonly id: string;
  /** In the query. */
  readonly fromMs: number;
  readonly toMs: number;
  /** Where `fromMs` lies in the stored sound. */
  readonly offsetMs: number;
  readonly bitErrorRate: number;
  /** How badly the two fit: 0.1 for a recording over a clean network, 0.8 through noise of 15 dB with 5 % lost. */
  readonly misfit: number;
}

export interface FindOptions {
  /** Shorter matches are not given; unless said 1,500 ms, or what is known of a shorter sound, if that is 900 ms. */
  readonly leastMs?: number;
  /** Only words of the query from this number on are looked up; earlier ones still count for the length. */
  readonly sinceWord?: number;
}

/**
 * What nobody has labelled must fit so well to be called a recording: the same words by the same clerk in many calls
 * come near each other, but not so near (0.65 at the least of 50,000 pairs); in more noise than this a recording is
 * treated as a person.
 */
export const RECORDING_MISFIT = 0.45;
/** Chance matches are excluded by length: 1.5 s of words. */
const LEAST_MS = 1500;
/**
 * A shorter sound must be all there, and fit as only a recording does. The same two syllables by the same voice once
 * more come as near as 0.47 from 0.9 s on (3,265 sayings), words of other sentences as 0.63 (19,883 queries); what is
 * shorter than that comes nearer.
 */
const SHORT_SOUND = { leastWords: 45, share: 0.8, misfit: 0.42 };
/** What a seed is looked at by, before the whole diagonal is. */
const SEED_REACH = 14;
const SEED_RATE = 0.32;
/**
 * What noise of 15 dB with 5 % of lost packets makes of a recording: bit errors of 0.13 (0.2 at the most), and local
 * shifts that stray by 0.1 words (0.27). A sentence said again errs by 0.17 and strays by 0.25 where it comes nearest,
 * which it does over short stretches; so the limit of their sum, in shares of these, is lower for 1.5 s than for 3 s.
 */
const ERRORS = 0.22;
const STRAYING = 0.5;
const LIMIT_SHORT = { words: 75, sum: 0.95 };
const LIMIT_LONG = { words: 150, sum: 1.7 };
/** Words must vary: a stretch that says the same throughout is a tone's. */
const LEAST_VARIETY = 0.12;
/** So many entries of one slot are looked at; words that occur more often tell nothing. */
const MOST_ENTRIES = 64;
/** Diagonals so near are one match. */
const SAME_DIAGONAL = 6;
const FIRST_WORDS = 4096;
/** What a word may have been: itself, with one, or with two of its unreliable bits turned over. */
const MOST_READINGS = 1 + WEAKEST_BITS + (WEAKEST_BITS * (WEAKEST_BITS - 1)) / 2;

interface Stored {
  readonly id: string;
  readonly from: number;
  readonly to: number;
  readonly hopMs: number;
  /** How many of its words say something. */
  readonly says: number;
  alive: boolean;
}

type Verified = Alignment & { readonly misfit: number };
interface Found {
  readonly number: number;
  readonly alignment: Verified;
}

/** A library of prints in memory: about 13 bytes a word, or 4 kB for a sound of 6 s. */
export class PrintIndex {
  private words: Uint32Array = new Uint32Array(FIRST_WORDS);
  /** The sound of each word, and the next word of the same slot. */
  private owners: Int32Array = new Int32Array(FIRST_WORDS);
  private links: Int32Array = new Int32Array(FIRST_WORDS);
  private slots: Int32Array = new Int32Array(FIRST_WORDS).fill(-1);
  private used = 0;
  private dead = 0;
  private stored: Stored[] = [];
  private readonly byId = new Map<string, number>();
  private readonly readings = new Uint32Array(MOST_READINGS);

  /** How many sounds there are. */
  get size(): number {
    return this.byId.size;
  }

  /** How much memory the words and their table take, in bytes. */
  get bytes(): number {
    const { words, owners, links, slots } = this;
    return words.byteLength + owners.byteLength + links.byteLength + slots.byteLength;
  }

  /** Whether there is a sound of that id. */
  has(id: string): boolean {
    return this.byId.has(id);
  }

  /** The ids of all sounds, in the order in which they were added. */
  ids(): IterableIterator<string> {
    return this.byId.keys();
  }

  /** The print of a stored sound as it was added, or null. */
  printOf(id: string): Print | null {
    const stored = this.stored[this.byId.get(id) ?? -1];
    if (stored === undefined) return null;
    return { words: this.words.slice(stored.from, stored.to), hopMs: stored.hopMs };
  }

  /** How long a stored sound is; 0 where there is none. */
  lengthMs(id: string): number {
    const stored = this.stored[this.byId.get(id) ?? -1];
    return stored === undefined ? 0 : (stored.to - stored.from) * stored.hopMs;
  }

  /** Adds a sound, or replaces the one of that id. */
  add(id: string, print: Print): void {
    this.remove(id);
    const { length } = print.words;
    this.reserve(this.used + length);
    const from = this.used;
    this.words.set(print.words, from);
    this.used += length;
    const number = this.stored.length;
    const says = print.words.reduce((sum, word) => (word === 0 ? sum : sum + 1), 0);
    this.stored.push({ id, from, to: this.used, hopMs: print.hopMs, says, alive: true });
    this.byId.set(id, number);
    this.enter(number);
  }

  /** Forgets a sound; one that is not there is passed over. */
  remove(id: string): void {
    const number = this.byId.get(id);
    const stored = number === undefined ? undefined : this.stored[number];
    if (stored === undefined) return;
    this.byId.delete(id);
    stored.alive = false;
    this.dead += stored.to - stored.from;
    if (this.dead > FIRST_WORDS && this.dead * 2 > this.used) this.compact();
  }

  /** The stretches of the query that are known, the longest first; at most one for each place in a sound. */
  find(query: Print, options: FindOptions = {}): readonly PrintMatch[] {
    const side: Words = { words: query.words, from: 0, to: query.words.length };
    const found: Found[] = [];
    const since = Math.max(0, options.sinceWord ?? 0);
    for (let at = since; at < side.to; at += 1) this.seek(query, side, at, options, found);
    return found
      .map(({ number, alignment }) => matchOf(this.stored[number]!, alignment, query.hopMs))
      .toSorted((a, b) => b.toMs - b.fromMs - (a.toMs - a.fromMs));
  }

  /**
   * For how long, in ms, the query and a stored sound go on after a match and differ: where they do, the two have only
   * a piece in common.
   */
  differsAfterMs(
    query: Print,
    match: Pick<PrintMatch, 'id' | 'fromMs' | 'toMs' | 'offsetMs'>,
  ): number {
    const stored = this.stored[this.byId.get(match.id) ?? -1];
    if (stored === undefined) return 0;
    const side: Words = { words: query.words, from: 0, to: query.words.length };
    const shift = stored.from + Math.round((match.offsetMs - match.fromMs) / query.hopMs);
    const to = Math.round(match.toMs / query.hopMs);
    return differingAfter(side, { words: this.words, ...stored }, to, shift) * query.hopMs;
  }

  /** Looks up one word of the query in all its probable readings, and adds what it leads to. */
  private seek(query: Print, side: Words, at: number, options: FindOptions, found: Found[]): void {
    const word = query.words[at]!;
    if (word === 0 || (at > 0 && word === query.words[at - 1])) return;
    const mask = this.slots.length - 1;
    const count = readingsOf(word, query.weakest?.[at] ?? guessedBits(at), this.readings);
    for (let turn = 0; turn < count; turn += 1) {
      const reading = this.readings[turn]!;
      let entry = this.slots[slotOf(reading) & mask]!;
      for (let n = 0; entry >= 0 && n < MOST_ENTRIES; entry = this.links[entry]!, n += 1) {
        if (this.words[entry] !== reading) continue;
        const number = this.owners[entry]!;
        const stored = this.stored[number]!;
        if (!stored.alive) continue;
        const shift = entry - at;
        if (found.some((one) => one.number === number && isNear(one.alignment, shift, at)))
          continue;
        if (!this.isSeed(query.words, at, stored, entry)) continue;
        const alignment = verified(side, { words: this.words, ...stored }, shift, options);
        if (alignment !== null) found.push({ number, alignment });
      }
    }
  }

  /** Whether the words around two that are alike agree too; most that are alike by chance fall here. */
  private isSeed(query: Uint32Array, at: number, stored: Stored, entry: number): boolean {
    const first = -Math.min(SEED_REACH, at, entry - stored.from);
    const end = Math.min(SEED_REACH, query.length - at, stored.to - entry);
    let errors = 0;
    let compared = 0;
    for (let away = first; away < end; away += 1) {
      const a = query[at + away]!;
      const b = this.words[entry + away]!;
      if (a === 0 || b === 0) continue;
      errors += ones(a ^ b);
      compared += 1;
    }
    return compared >= SEED_REACH / 2 && errors <= SEED_RATE * 32 * compared;
  }

  private enter(number: number): void {
    const { from, to } = this.stored[number]!;
    const mask = this.slots.length - 1;
    for (let at = from; at < to; at += 1) {
      this.owners[at] = number;
      this.links[at] = -1;
      const word = this.words[at]!;
      if (word === 0 || (at > from && word === this.words[at - 1])) continue;
      const slot = slotOf(word) & mask;
      this.links[at] = this.slots[slot]!;
      this.slots[slot] = at;
    }
  }

  private reserve(length: number): void {
    if (length > this.words.length) {
      const capacity = Math.max(length, Math.ceil(this.words.length * 1.5));
      this.words = grown(this.words, new Uint32Array(capacity));
      this.owners = grown(this.owners, new Int32Array(capacity));
      this.links = grown(this.links, new Int32Array(capacity));
    }
    if (length > this.slots.length) {
      let slots = this.slots.length;
      while (slots < length) slots *= 2;
      this.slots = new Int32Array(slots).fill(-1);
      for (const [number, { alive }] of this.stored.entries()) if (alive) this.enter(number);
    }
  }

  /** Forgets removed sounds. */
  private compact(): void {
    const living = this.stored.filter(({ alive }) => alive);
    let used = 0;
    this.stored = living.map((stored): Stored => {
      this.words.copyWithin(used, stored.from, stored.to);
      const from = used;
      used += stored.to - stored.from;
      return { ...stored, from, to: used };
    });
    this.used = used;
    this.dead = 0;
    this.slots.fill(-1);
    for (const [number, { id }] of this.stored.entries()) {
      this.byId.set(id, number);
      this.enter(number);
    }
  }
}

/** Whether the sounds agree around a seed for long enough, closely and rigidly. */
function verified(
  query: Words,
  other: Words & Pick<Stored, 'says'>,
  shift: number,
  options: FindOptions,
): Verified | null {
  let best: Alignment | null = null;
  for (let away = -1; away <= 1; away += 1) {
    const stretch = bestStretch(query, other, shift + away);
    if (stretch !== null && score(stretch) > score(best)) best = stretch;
  }
  if (best === null) return null;
  const limit = mostMisfit(best, other, options);
  if (limit === 0 || !isVaried(query, best)) return null;
  const { bitErrorRate, looseness } = fitOf(query, other, best);
  const misfit = bitErrorRate / ERRORS + looseness / STRAYING;
  return misfit > limit ? null : { ...best, bitErrorRate, misfit };
}

/** How badly a stretch may fit; 0 where it is too short to prove anything. */
function mostMisfit(
  { compared }: Alignment,
  { says }: Pick<Stored, 'says'>,
  { leastMs }: FindOptions,
): number {
  if (compared < (leastMs ?? LEAST_MS) / 20) {
    const isWhole = compared >= Math.max(SHORT_SOUND.leastWords, SHORT_SOUND.share * says);
    return leastMs === undefined && isWhole ? SHORT_SOUND.misfit : 0;
  }
  const part = (compared - LIMIT_SHORT.words) / (LIMIT_LONG.words - LIMIT_SHORT.words);
  return LIMIT_SHORT.sum + Math.max(0, Math.min(1, part)) * (LIMIT_LONG.sum - LIMIT_SHORT.sum);
}

/** How much a stretch speaks for a match. */
function score(stretch: Alignment | null): number {
  return stretch === null ? 0 : stretch.compared * (0.3 - stretch.bitErrorRate);
}

function isVaried({ words }: Words, { from, to, compared }: Alignment): boolean {
  const different = new Set<number>();
  for (let n = from; n < to; n += 1) different.add(words[n]!);
  return different.size >= compared * LEAST_VARIETY;
}

function isNear(alignment: Alignment, shift: number, at: number): boolean {
  const isBeside = Math.abs(alignment.shift - shift) <= SAME_DIAGONAL;
  return isBeside && at >= alignment.from - SEED_REACH && at < alignment.to + SEED_REACH;
}

function matchOf(stored: Stored, alignment: Verified, hopMs: number): PrintMatch {
  return {
    id: stored.id,
    fromMs: alignment.from * hopMs,
    toMs: alignment.to * hopMs,
    offsetMs: (alignment.from + alignment.shift - stored.from) * hopMs,
    bitErrorRate: alignment.bitErrorRate,
    misfit: alignment.misfit,
  };
}

/** Spreads words over the slots (Fibonacci hashing). */
function slotOf(word: number): number {
  return (Math.imul(word, 0x9e3779b1) >>> 7) ^ word;
}

function grown<T extends Uint32Array | Int32Array>(old: T, larger: T): T {
  larger.set(old);
  return larger;
}

/** Writes what a word may have been into `into`, likeliest first; gives how many there are. */
function readingsOf(word: number, weakest: number, into: Uint32Array): number {
  into[0] = word;
  let singles = 1;
  for (let bits = weakest; bits !== 0 && singles <= WEAKEST_BITS; bits &= bits - 1) {
    into[singles] = word ^ (bits & -bits);
    singles += 1;
  }
  let count = singles;
  for (let first = 1; first < singles; first += 1) {
    for (let second = first + 1; second < singles; second += 1) {
      into[count] = into[first]! ^ into[second]! ^ word;
      count += 1;
    }
  }
  return count;
}

/** Where nothing is known of a word's bits, all of them are tried in turn. */
function guessedBits(at: number): number {
  let bits = 0;
  for (let rank = 0; rank < WEAKEST_BITS; rank += 1) bits |= 1 << ((rank * 5 + at) % 32);
  return bits;
}
