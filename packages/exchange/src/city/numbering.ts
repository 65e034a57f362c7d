import type { TelephoneNumber } from '@everyline/domain';
import type { Chance } from './chance.ts';

/**
 * Area code of the sample city. 0899 was Sanya's until Hainan's codes became one (0898); nobody has
 * it now, so a number of the sample city reaches no subscriber even if every guard failed, and
 * libphonenumber calls it "possible" (right length) without calling it "valid" (assigned).
 */
export const sampleAreaCode = '0899';

/** Mobile numbers of the sample city begin with 154: no operator has been given that block. */
const sampleMobilePrefix = '154';

/** 400 numbers of the sample city begin with 4002, a block from which nothing has been assigned. */
const sampleTollFreePrefix = '4002';

/** E.164 of a local number of the sample city (`61881111` → `+8689961881111`). */
function geographicOf(local: string): string {
  return `+86${sampleAreaCode.slice(1)}${local}`;
}

/** Gives out numbers of the sample city, each one once, in blocks as a real exchange would. */
export interface NumberPlan {
  /** Next free eight-digit number in the block of an organisation (a bureau or a district). */
  readonly geographic: (block: string) => string;
  /** `count` consecutive numbers of a block, the first one ending in 1. */
  readonly consecutive: (block: string, count: number) => readonly string[];
  readonly mobile: () => string;
  readonly tollFree: () => string;
}

export function makeNumberPlan(chance: Chance): NumberPlan {
  const taken = new Set<string>();
  const prefixes = new Map<string, string>();
  const usedPrefixes = new Set<string>();
  const prefixOf = (block: string): string => {
    const known = prefixes.get(block);
    if (known !== undefined) return known;
    let prefix: string;
    do prefix = `${chance.pick(['6', '8'])}${String(100 + chance.whole(900))}`;
    while (usedPrefixes.has(prefix));
    usedPrefixes.add(prefix);
    prefixes.set(block, prefix);
    return prefix;
  };
  const unused = (make: () => string): string => {
    for (;;) {
      const number = make();
      if (taken.has(number)) continue;
      taken.add(number);
      return number;
    }
  };
  return {
    geographic: (block) => {
      const prefix = prefixOf(block);
      return unused(() => geographicOf(prefix + String(chance.whole(10_000)).padStart(4, '0')));
    },
    consecutive: (block, count) => {
      const prefix = prefixOf(block);
      for (;;) {
        const tens = String(chance.whole(1_000)).padStart(3, '0');
        const run = Array.from({ length: count }, (_, at) =>
          geographicOf(`${prefix}${tens}${String(at + 1)}`),
        );
        if (run.some((number) => taken.has(number))) continue;
        for (const number of run) taken.add(number);
        return run;
      }
    },
    mobile: () =>
      unused(() => `+86${sampleMobilePrefix}${String(chance.whole(1e8)).padStart(8, '0')}`),
    tollFree: () =>
      unused(() => `+86${sampleTollFreePrefix}${String(chance.whole(1e6)).padStart(6, '0')}`),
  };
}

/** A number without extension in its canonical form; short codes get the city's calling area. */
export function telephoneNumber(dialled: string, extension: string | null = null): TelephoneNumber {
  return { dialled, areaCode: dialled.startsWith('+') ? null : sampleAreaCode, extension };
}

/** The local digits of a geographic number of the sample city, or null for any other number. */
export function localDigits(dialled: string): string | null {
  const prefix = `+86${sampleAreaCode.slice(1)}`;
  return dialled.startsWith(prefix) && dialled.length === prefix.length + 8
    ? dialled.slice(prefix.length)
    : null;
}
