import type { Candidate } from '../find/candidate.ts';
import type { ListingIssue } from '../issue.ts';
import { foreignNumber } from './foreign-number.ts';
import { callingArea } from './area-codes.ts';
import {
  completeGeographic,
  completeMobile,
  completeTollFree,
  isLocalShape,
  type Completed,
} from './national-number.ts';

/** Where an omitted area code may come from, best first; the first that suits the number's length is taken. */
export type AreaSource = readonly (string | null)[];

/** A completed candidate: the number or the fault, and whether its area code was inferred. */
export interface CompletedCandidate {
  readonly completed: Completed;
  readonly areaCodeInferred: boolean;
  readonly note: ListingIssue | null;
}

function local(digits: string, sources: AreaSource): CompletedCandidate {
  const first = sources.find((code) => code !== null && code !== '') ?? null;
  for (const code of sources) {
    if (code === null || code === '') continue;
    const completed = completeGeographic(code, digits);
    if (completed.kind === 'number') return { completed, areaCodeInferred: true, note: null };
  }
  if (first !== null) {
    const completed = completeGeographic(first, digits);
    return { completed, areaCodeInferred: true, note: null };
  }
  return {
    completed: {
      kind: 'malformed',
      issue: { code: 'city_unknown', data: { digits: digits.length } },
    },
    areaCodeInferred: false,
    note: null,
  };
}

function odd(digits: string, sources: AreaSource): Completed {
  const length = digits.length;
  if (length === 8 && /^168/u.test(digits)) {
    return { kind: 'malformed', issue: { code: 'voice_service', data: { number: digits } } };
  }
  if (/^1[3-9]/u.test(digits) && length >= 10 && length <= 12) {
    return {
      kind: 'malformed',
      issue: { code: 'wrong_length_mobile', data: { digits: length } },
    };
  }
  if (/^[48]00/u.test(digits) && length >= 9 && length <= 11) return completeTollFree(digits);
  const area = sources.find((code) => code !== null && code !== '') ?? null;
  const expected = area === null ? null : (callingArea(area)?.localLength ?? null);
  if (length === 7 || length === 8) {
    return {
      kind: 'malformed',
      issue: { code: 'no_such_number', data: { first: digits.slice(0, 1) } },
    };
  }
  return {
    kind: 'malformed',
    issue:
      expected === null
        ? { code: 'wrong_length', data: { digits: length } }
        : { code: 'wrong_length_expected', data: { digits: length, expected } },
  };
}

/** Brings a candidate into the one form, taking an omitted area code from the first source that suits. */
export function completeCandidate(candidate: Candidate, sources: AreaSource): CompletedCandidate {
  const { form, digits, areaCode } = candidate;
  const given = (completed: Completed, note: ListingIssue | null = null): CompletedCandidate => ({
    completed,
    areaCodeInferred: false,
    note,
  });
  switch (form) {
    case 'mobile':
      return given(completeMobile(digits));
    case 'toll_free':
      return given(completeTollFree(digits));
    case 'geographic':
      return given(completeGeographic(areaCode ?? '', digits));
    case 'lost_zero':
      return given(completeGeographic(areaCode ?? '', digits), {
        code: 'leading_zero_lost',
        data: {},
      });
    case 'short':
      return given({ kind: 'number', number: digits, numberType: 'short_code', areaCode: null });
    case 'international':
      return given(foreignNumber(digits));
    case 'local':
      return isLocalShape(digits) ? local(digits, sources) : given(odd(digits, sources));
    case 'odd':
      return given(odd(digits, sources));
  }
}
