import { ones } from './print.ts';

/** How two prints agree along one diagonal: word n of the query beside word n + `shift` of the other. */
export interface Alignment {
  /** Words of the query, from and to before. */
  readonly from: number;
  readonly to: number;
  readonly shift: number;
  /** The share of bits that differ, of the words that say something in both. */
  readonly bitErrorRate: number;
  /** How many words say something in both. */
  readonly compared: number;
}

/** One word of a print lies in a longer array. */
export interface Words {
  readonly words: Uint32Array;
  readonly from: number;
  readonly to: number;
}

/** Words that agree better than this speak for a match, others against it. */
const EVEN_RATE = 0.3;
/** Words that agree worse than this are of different sounds. */
const DIFFERENT_RATE = 0.36;
/** Local shifts are measured on half a second, every 160 ms, up to 80 ms away. */
const BLOCK = 24;
const STEP = 8;
const SPAN = 4;
/** A recording may be played a little faster or slower: its shift grows by so much of the time. */
const MOST_DRIFT = 0.02;

/** The share of bits that differ between query words [from, to) and those shifted; 1 where nothing can be compared. */
export function rateOf(
  query: Words,
  other: Words,
  shift: number,
  from: number,
  to: number,
): { readonly rate: number; readonly compared: number } {
  let errors = 0;
  let compared = 0;
  const first = Math.max(from, other.from - shift, query.from);
  const end = Math.min(to, other.to - shift, query.to);
  for (let n = first; n < end; n += 1) {
    const a = query.words[n]!;
    const b = other.words[n + shift]!;
    if (a === 0 || b === 0) continue;
    errors += ones(a ^ b);
    compared += 1;
  }
  return { rate: compared === 0 ? 1 : errors / compared / 32, compared };
}

/** The stretch on a diagonal that speaks most for a match; null where none does. */
export function bestStretch(query: Words, other: Words, shift: number): Alignment | null {
  const end = Math.min(query.to, other.to - shift);
  const even = EVEN_RATE * 32;
  let sum = 0;
  let since = Math.max(query.from, other.from - shift);
  let best = 0;
  let bestFrom = since;
  let bestTo = since;
  for (let n = since; n < end; n += 1) {
    const a = query.words[n]!;
    const b = other.words[n + shift]!;
    // Silence on both sides says nothing; on one side it speaks against a match.
    if (a !== 0 && b !== 0) sum += even - ones(a ^ b);
    else if (a !== b) sum -= even / 2;
    if (sum <= 0) {
      sum = 0;
      since = n + 1;
    } else if (sum > best) {
      best = sum;
      bestFrom = since;
      bestTo = n + 1;
    }
  }
  if (best === 0) return null;
  const { rate, compared } = rateOf(query, other, shift, bestFrom, bestTo);
  return { from: bestFrom, to: bestTo, shift, bitErrorRate: rate, compared };
}

/**
 * How many words of both go on after a stretch and say different things: nonzero where the two only had a piece in
 * common. A player's clock that runs fast is allowed for.
 */
export function differingAfter(query: Words, other: Words, to: number, shift: number): number {
  let least = Number.POSITIVE_INFINITY;
  let most = 0;
  for (let away = -SPAN; away <= SPAN; away += 1) {
    const { rate, compared } = rateOf(query, other, shift + away, to, query.to);
    least = Math.min(least, rate);
    most = Math.max(most, compared);
  }
  return least >= DIFFERENT_RATE ? most : 0;
}

/** How two prints run beside each other. */
export interface Fit {
  /** The share of bits that differ when the speed of the player is allowed for. */
  readonly bitErrorRate: number;
  /** How far the local shifts stray from a straight line, root mean square, in words. */
  readonly looseness: number;
}

/**
 * How closely and how rigidly the two run beside each other, at a speed that a player's clock allows. A recording
 * keeps its time to a few ms; nobody says a sentence twice with the same timing.
 */
export function fitOf(query: Words, other: Words, alignment: Alignment): Fit {
  const { from, to, shift } = alignment;
  const times: number[] = [];
  const shifts: number[] = [];
  for (let start = from; start + BLOCK <= to; start += STEP) {
    const local = localShift(query, other, shift, start);
    if (local === null) continue;
    times.push(start);
    shifts.push(local);
  }
  if (times.length < 3) return { bitErrorRate: 1, looseness: Number.POSITIVE_INFINITY };
  const meanTime = mean(times);
  const meanShift = mean(shifts);
  let covariance = 0;
  let variance = 0;
  for (const [n, time] of times.entries()) {
    covariance += (time - meanTime) * (shifts[n]! - meanShift);
    variance += (time - meanTime) ** 2;
  }
  const slope = Math.max(-MOST_DRIFT, Math.min(MOST_DRIFT, covariance / variance));
  let squares = 0;
  for (const [n, time] of times.entries()) {
    squares += (shifts[n]! - meanShift - slope * (time - meanTime)) ** 2;
  }
  const centre = meanTime + BLOCK / 2;
  let errors = 0;
  let compared = 0;
  for (let at = from; at < to; at += BLOCK) {
    const end = Math.min(to, at + BLOCK);
    const away = Math.round(meanShift + slope * ((at + end) / 2 - centre));
    const part = rateOf(query, other, shift + away, at, end);
    errors += part.rate * part.compared;
    compared += part.compared;
  }
  const slanted = compared === 0 ? 1 : errors / compared;
  return {
    bitErrorRate: Math.min(alignment.bitErrorRate, slanted),
    looseness: Math.sqrt(squares / times.length),
  };
}

/** Where a half second fits best, in words away from `shift`, to a fraction by a parabola; null in silence. */
function localShift(query: Words, other: Words, shift: number, start: number): number | null {
  const rates: number[] = [];
  for (let away = -SPAN; away <= SPAN; away += 1) {
    const { rate, compared } = rateOf(query, other, shift + away, start, start + BLOCK);
    rates.push(compared < BLOCK / 2 ? 0.5 : rate);
  }
  const least = Math.min(...rates);
  if (least >= 0.5) return null;
  const at = rates.indexOf(least);
  const before = rates[at - 1];
  const after = rates[at + 1];
  if (before === undefined || after === undefined) return at - SPAN;
  const bend = before - 2 * least + after;
  return at - SPAN + (bend > 1e-6 ? (0.5 * (before - after)) / bend : 0);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
