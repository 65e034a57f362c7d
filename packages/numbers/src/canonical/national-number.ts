import type { ListingIssue } from '../issue.ts';
import { callingArea, isAreaCode, successorOfAreaCode } from './area-codes.ts';
import { isShortCode, isThreeDigitCode } from './short-codes.ts';

/** What kind of number a canonical number is; `extension` is any number with digits dialled after the switchboard answers. */
export type NumberType = 'geographic' | 'mobile' | 'short_code' | 'toll_free' | 'extension';

/** A number brought into the one form, or the reason why that cannot be done. */
export type Completed =
  | {
      readonly kind: 'number';
      readonly number: string;
      readonly numberType: NumberType;
      readonly areaCode: string | null;
    }
  | { readonly kind: 'malformed'; readonly issue: ListingIssue };

/** Tells whether the digits can be a subscriber's number inside a calling area: it starts with 2 to 8 (9… and 1… are services). */
export function isLocalShape(local: string): boolean {
  return /^[2-8]\d{6,7}$/u.test(local);
}

/** E.164 of an area code (with its zero) and a local number, or what is wrong with them. */
export function completeGeographic(areaCode: string, local: string): Completed {
  if (isShortCode(local) || (isThreeDigitCode(local) && local.length === 3)) {
    return { kind: 'number', number: local, numberType: 'short_code', areaCode };
  }
  const code =
    callingArea(areaCode) === null ? (successorOfAreaCode(areaCode) ?? areaCode) : areaCode;
  const area = callingArea(code);
  if (area === null)
    return { kind: 'malformed', issue: { code: 'no_area_code', data: { areaCode } } };
  // Where a merged area lengthened its numbers, an old code with an old number cannot be completed safely.
  const expected = area.localLength;
  if (local.length !== expected) {
    return {
      kind: 'malformed',
      issue: { code: 'wrong_length_in_area', data: { areaCode, digits: local.length, expected } },
    };
  }
  if (!isLocalShape(local)) {
    return {
      kind: 'malformed',
      issue: { code: 'no_such_number_in_area', data: { areaCode, first: local.slice(0, 1) } },
    };
  }
  return {
    kind: 'number',
    number: `+86${code.slice(1)}${local}`,
    numberType: 'geographic',
    areaCode: code,
  };
}

/** Splits glued digits that start with a zero (`02861881111`) into area code and local number, or returns null. */
export function splitAreaCode(
  digits: string,
): { readonly areaCode: string; readonly local: string } | null {
  if (!digits.startsWith('0')) return null;
  const short = digits.slice(0, 3);
  if (/^0(?:10|2\d)$/u.test(short)) {
    return isAreaCode(short) ? { areaCode: short, local: digits.slice(3) } : null;
  }
  const long = digits.slice(0, 4);
  return long.length === 4 && isAreaCode(long) ? { areaCode: long, local: digits.slice(4) } : null;
}

/** Completes eleven digits of a mobile number. */
export function completeMobile(digits: string): Completed {
  if (!/^1[3-9]\d{9}$/u.test(digits))
    return { kind: 'malformed', issue: { code: 'mobile_form', data: {} } };
  return { kind: 'number', number: `+86${digits}`, numberType: 'mobile', areaCode: null };
}

/** Completes ten digits of a 400 or 800 number. */
export function completeTollFree(digits: string): Completed {
  if (digits.length !== 10) {
    return {
      kind: 'malformed',
      issue: {
        code: 'wrong_length_toll_free',
        data: { prefix: digits.slice(0, 3), digits: digits.length },
      },
    };
  }
  return { kind: 'number', number: `+86${digits}`, numberType: 'toll_free', areaCode: null };
}
