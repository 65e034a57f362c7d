/**
 * Text as a series of units, one number each: a Chinese character or other letter is its code point, a run of Latin
 * letters and digits (a word, a number, a code) is one unit at or above `RUN`, and `BREAK` stands between what does not
 * belong together. Runs up to five letters or digits, and numbers up to nine digits, have numbers of their own; longer
 * ones are hashed into 2³¹.
 */
export const BREAK = 0;
export const RUN = 0x40000;

const SHORT_RUNS = 37 ** 5 * 2;
const LONG_NUMBERS = RUN + SHORT_RUNS;
const HASHED = 0x80000000;

const DIGIT = 1;
const LATIN = 2;
const LETTER = 3;

/** What each UTF-16 code unit is: 0 separates, otherwise one of the kinds above. */
const kinds = kindsOfCodeUnits();

function kindsOfCodeUnits(): Uint8Array {
  const table = new Uint8Array(0x10000);
  const letter = /[\p{L}\p{N}]/u;
  for (let code = 0x30; code <= 0x39; code += 1) table[code] = DIGIT;
  for (let code = 0x61; code <= 0x7a; code += 1) table[code] = LATIN;
  for (let code = 0x80; code < 0x10000; code += 1) {
    if (code >= 0xd800 && code <= 0xdfff) table[code] = LETTER;
    else if (letter.test(String.fromCharCode(code))) table[code] = LETTER;
  }
  return table;
}

/** A growing list of units that is used again for each text. */
export class UnitBuffer {
  units = new Uint32Array(1024);
  length = 0;

  push(unit: number): void {
    if (this.length === this.units.length) {
      const wider = new Uint32Array(this.length * 2);
      wider.set(this.units);
      this.units = wider;
    }
    this.units[this.length] = unit;
    this.length += 1;
  }
}

/** Splits a text that went through `Normaliser.normalise` into units, at the end of `into`. */
export function splitUnits(text: string, into: UnitBuffer): void {
  const end = text.length;
  let at = 0;
  let afterBreak = true;
  while (at < end) {
    const code = text.charCodeAt(at);
    const kind = kinds[code]!;
    if (kind === 0) {
      if (!afterBreak) into.push(BREAK);
      afterBreak = true;
      at += 1;
      continue;
    }
    afterBreak = false;
    if (kind === LETTER) {
      const point = code >= 0xd800 && code <= 0xdbff ? text.codePointAt(at)! : code;
      into.push(point);
      at += point > 0xffff ? 2 : 1;
      continue;
    }
    const from = at;
    at = endOfRun(text, at, end);
    into.push(runUnit(text.slice(from, at)));
  }
  if (!afterBreak) into.push(BREAK);
}

/** Where the run ends: letters and digits, a point or the commas of thousands in a number, the sign of a percentage. */
function endOfRun(text: string, from: number, end: number): number {
  let at = from;
  for (; at < end; at += 1) {
    const code = text.charCodeAt(at);
    if (isDigit(code) || kinds[code] === LATIN) continue;
    const isAfterDigit = at > from && isDigit(text.charCodeAt(at - 1));
    if (isAfterDigit && code === 0x25) return at + 1;
    if (isAfterDigit && code === 0x2e && isDigit(text.charCodeAt(at + 1))) continue;
    // 1,000 is one number; 12345,110 are two.
    if (isAfterDigit && code === 0x2c && /^\d{1,3}(,\d{3})*$/.test(text.slice(from, at))) {
      if (/^,\d{3}(?!\d)/.test(text.slice(at, at + 5))) continue;
    }
    break;
  }
  return at;
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

/** The unit of a run; commas within numbers do not count (1,000 is 1000). */
export function runUnit(written: string): number {
  const run = written.includes(',') ? written.replaceAll(',', '') : written;
  const short = run.length <= 5 ? shortCode(run) : -1;
  if (short >= 0) return RUN + short;
  if (run.length <= 9 && /^\d+$/.test(run)) {
    // Numbers of six digits and more, with their leading zeros: 10⁶ of the first length, 10⁷ of the next, ….
    const below = run.length === 6 ? 0 : (10 ** run.length - 1_000_000) / 9;
    return LONG_NUMBERS + below + Number(run);
  }
  let hash = 0x811c9dc5;
  for (let n = 0; n < run.length; n += 1) {
    hash = Math.imul(hash ^ run.charCodeAt(n), 0x01000193);
    hash ^= hash >>> 15;
  }
  return HASHED + ((hash >>> 1) & 0x7fffffff);
}

function shortCode(run: string): number {
  let code = 0;
  for (let n = 0; n < run.length; n += 1) {
    const unit = run.charCodeAt(n);
    const digit = unit >= 0x61 && unit <= 0x7a ? unit - 0x61 + 11 : unit - 0x30 + 1;
    if (digit < 1 || digit > 36 || (unit > 0x39 && unit < 0x61)) return -1;
    code = code * 37 + digit;
  }
  return code;
}
