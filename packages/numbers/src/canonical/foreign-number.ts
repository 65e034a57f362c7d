import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import type { Completed } from './national-number.ts';

/** Completes a number of another country written with its code (`+85228881234`), by the published numbering plans. */
export function foreignNumber(digits: string): Completed {
  const parsed = parsePhoneNumberFromString(digits);
  if (parsed?.isValid() !== true) {
    return { kind: 'malformed', issue: { code: 'no_country', data: { number: digits } } };
  }
  const type = parsed.getType();
  const numberType =
    type === 'MOBILE'
      ? 'mobile'
      : type === 'TOLL_FREE' || type === 'SHARED_COST'
        ? 'toll_free'
        : 'geographic';
  return { kind: 'number', number: parsed.number, numberType, areaCode: null };
}
