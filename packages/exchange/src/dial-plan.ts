import type { Behaviour } from './behaviours/behaviour.ts';

/** What is behind each number of the simulated network. */
export interface DialPlan {
  /** The line that a dialled number reaches at a time; null: there is none (404). */
  lookUp(dialled: string, atMs: number): Behaviour | null;
}

/** The length of a Chinese area code with its zero: 010 and 02x have three digits, all others four. */
function areaCodeLength(national: string): number {
  return /^0(10|2\d)/.test(national) ? 3 : 4;
}

/**
 * One spelling for every way to dial a number: `+86` and the significant number, or the bare short code, or what was
 * dialled where it is neither. Accepts E.164 with or without the plus, 00 and 86 prefixes, the national form with its
 * zero, the local form within `areaCode` (`028`), mobiles, 400/800 numbers, and short codes alone or behind an area code.
 */
export function canonicalDialled(dialled: string, areaCode: string): string {
  const written = dialled.replace(/[^\d+]/g, '');
  let digits = written.replaceAll('+', '');
  const international = written.startsWith('+')
    ? digits
    : digits.startsWith('00')
      ? digits.slice(2)
      : null;
  if (international !== null) {
    if (!international.startsWith('86')) return `+${international}`;
    digits = international.slice(2).replace(/^0+/, '0');
    if (/^(1[3-9]\d{9}|[48]00\d{7})$/.test(digits)) return `+86${digits}`;
    // Behind a country code stands an area code, but for the shortest codes.
    if (!digits.startsWith('0') && digits.length > 6) digits = `0${digits}`;
  }
  if (/^0?1[3-9]\d{9}$/.test(digits)) return `+86${digits.replace(/^0/, '')}`;
  if (/^[48]00\d{7}$/.test(digits)) return `+86${digits}`;
  if (/^86\d{9,11}$/.test(digits)) return canonicalDialled(`+${digits}`, areaCode);
  if (digits.startsWith('0')) {
    const local = digits.slice(areaCodeLength(digits));
    if (/^[1-9]\d{2,5}$/.test(local)) return local;
    return local.length >= 7 ? `+86${digits.slice(1)}` : digits;
  }
  if (/^[2-9]\d{6,7}$/.test(digits)) return `+86${areaCode.replace(/^0/, '')}${digits}`;
  return digits === '' ? dialled : digits;
}

/** A dial plan from a table of numbers in any spelling. */
export class TableDialPlan implements DialPlan {
  readonly #areaCode: string;
  readonly #lines = new Map<string, Behaviour>();

  constructor(lines: Iterable<readonly [number: string, behaviour: Behaviour]>, areaCode: string) {
    this.#areaCode = areaCode;
    for (const [number, behaviour] of lines) {
      this.#lines.set(canonicalDialled(number, areaCode), behaviour);
    }
  }

  get size(): number {
    return this.#lines.size;
  }

  lookUp(dialled: string): Behaviour | null {
    return this.#lines.get(canonicalDialled(dialled, this.#areaCode)) ?? null;
  }
}
