import { isAreaCode } from '../canonical/area-codes.ts';
import { splitAreaCode } from '../canonical/national-number.ts';
import { isShortCode, isThreeDigitCode } from '../canonical/short-codes.ts';
import { isLengthOf, matchAreaForm, matchLocal } from './area-candidate.ts';
import type { Candidate } from './candidate.ts';
import { matchChina, matchMobile, matchTollFree } from './nationwide-candidate.ts';
import { digitsOf, matchAt } from './sticky-match.ts';

const international =
  /(?:\+|00)(?!86)[1-9]\d{0,3}[ -]?(?:\(\d{1,4}\)[ -]?)?\d[\d -]{4,14}\d(?!\d)/y;
const chinaPrefix = /(?:\+ ?86|\(\+?86\)|\(\+?86(?=[ -])|0086|86(?=-))[ .-]{0,2}(?:\(0\))?/y;
/** `(8621)65980373`, `(86-21)65980373`: country and area code in one bracket. */
const countryAndArea = /86[- ]?(\d{2,3})\)[- ]{0,2}([2-8]\d{6,7})(?!\d)/y;
/** `820-99999`, `3720-119`: read where a label or a verb calls for a number. */
const localUneven = /([2-8]\d{2}-\d{5}|[2-8]\d{3}-\d{3})(?![\d-])/y;
/** Digits set apart one by one (`2 3 3 2 1 4 5`), as text out of a pdf often is. */
const spacedDigits = /\d(?: \d){6,11}(?! ?\d)/y;
const spacedArea = /(0(?: \d){2,3}) ?- ?(\d(?: \d){6,7})(?! ?\d)/y;
const areaBehind = / ?\((?:区号 ?:? ?)?(0\d{2,3})\)/y;
/** Hong Kong, Macau and Taiwan without a plus (`(852) 2810 2717`, `886-2-23567890`). */
const neighbour =
  /(852|853)(?:\)[ -]?|[ -])([2-9]\d{3}[ -]?\d{4})(?!\d)|886(?:\)[ -]?|-)0?([2-9](?:[ -]?\d){7,8})(?!\d)/y;
const wholeRun = /\d+/y;
const lostZeroHyphen = /(10|2\d|[3-9]\d\d)-([2-8]\d{6,7})(?!\d)/y;

/**
 * Reads the candidate at a digit of folded text. `at` is the first digit of a run; brackets and `+` before it
 * belong to the candidate. Returns null for digits of no interest (under three or over fifteen).
 */
export function candidateAt(text: string, at: number): Candidate | null {
  const before = at > 0 ? text.charCodeAt(at - 1) : 0;
  const opening = before === 0x28 || before === 0x5b ? at - 1 : -1;
  const plus = before === 0x2b;
  const first = text.charCodeAt(at);
  if (plus || first === 0x38 || first === 0x30) {
    let from = plus ? at - 1 : at;
    if (opening >= 0 && first === 0x38) from = opening;
    if (plus && text.charCodeAt(at - 2) === 0x28) from = at - 2;
    const bracketed = opening >= 0 ? matchAt(countryAndArea, text, at) : null;
    if (bracketed !== null && isAreaCode(`0${bracketed[1] ?? ''}`)) {
      return {
        start: opening,
        end: at + bracketed[0].length,
        form: 'geographic',
        strong: true,
        areaCode: `0${bracketed[1] ?? ''}`,
        digits: bracketed[2] ?? '',
        grouped: false,
      };
    }
    const prefix = matchAt(chinaPrefix, text, from);
    if (prefix !== null) {
      const found = matchChina(text, from + prefix[0].length, from);
      if (found !== null) return found;
    }
    if (plus || (first === 0x30 && text.charCodeAt(at + 1) === 0x30)) {
      const abroad = matchAt(international, text, plus ? at - 1 : at);
      if (abroad !== null) {
        return {
          start: plus ? at - 1 : at,
          end: (plus ? at - 1 : at) + abroad[0].length,
          form: 'international',
          strong: plus,
          areaCode: null,
          digits: `+${digitsOf(abroad[0]).replace(/^00/u, '')}`,
          grouped: false,
        };
      }
    }
  }
  if (first === 0x31 || first === 0x30) {
    const found = matchMobile(text, at, at);
    if (found !== null) return found;
  }
  if (first === 0x34 || first === 0x38) {
    const found = matchTollFree(text, at, at);
    if (found !== null) return found;
  }
  if (first === 0x30) {
    const found = matchAreaForm(text, at, opening);
    if (found !== null) return found;
  }
  const run = matchAt(wholeRun, text, at)?.[0] ?? '';
  if (run.length > 15) return null;
  if (run.length === 1) return spacedAt(text, at);
  if (run.length === 3 && first === 0x38) {
    const near = matchAt(neighbour, text, at);
    if (near !== null) {
      return {
        start: opening >= 0 ? opening : at,
        end: at + near[0].length,
        form: 'international',
        strong: false,
        areaCode: null,
        digits: `+${digitsOf(near[0]).replace(/^8860/u, '886')}`,
        grouped: false,
      };
    }
  }
  if (run.length < 7 && first >= 0x32 && first <= 0x38) {
    const uneven = matchAt(localUneven, text, at);
    if (uneven !== null && !isAreaCode(`0${run}`))
      return {
        ...candidateOfRun(at, digitsOf(uneven[0])),
        end: at + uneven[0].length,
        grouped: true,
      };
    const local = matchLocal(text, at, false, false);
    if (local !== null) {
      return {
        start: at,
        end: local.end,
        form: 'local',
        strong: false,
        areaCode: null,
        digits: local.digits,
        grouped: true,
      };
    }
  }
  if (run.length <= 3 && first !== 0x30) {
    const lost = matchAt(lostZeroHyphen, text, at);
    if (lost !== null && isAreaCode(`0${lost[1] ?? ''}`)) {
      return {
        start: at,
        end: at + lost[0].length,
        form: 'lost_zero',
        strong: false,
        areaCode: `0${lost[1] ?? ''}`,
        digits: lost[2] ?? '',
        grouped: false,
      };
    }
  }
  return run.length < 3 ? null : withAreaBehind(text, candidateOfRun(at, run));
}

function candidateOfRun(at: number, run: string): Candidate {
  const base = {
    start: at,
    end: at + run.length,
    areaCode: null,
    digits: run,
    grouped: false,
    strong: false,
  };
  const length = run.length;
  if (length === 8 && isShortCode(run)) return { ...base, form: 'short' };
  if (length === 7 || length === 8) {
    return { ...base, form: /^[2-8]/u.test(run) ? 'local' : 'odd' };
  }
  if ((length === 5 || length === 6) && isShortCode(run)) return { ...base, form: 'short' };
  if (length === 3 && isThreeDigitCode(run)) return { ...base, form: 'short' };
  if (length >= 9 && length <= 11 && !run.startsWith('0')) {
    const split = splitAreaCode(`0${run}`);
    if (split !== null && /^[2-8]/u.test(split.local) && isLengthOf(split)) {
      return { ...base, form: 'lost_zero', areaCode: split.areaCode, digits: split.local };
    }
  }
  return { ...base, form: 'odd' };
}

/** `88581315(0576)`: the area code stands in brackets behind. */
function withAreaBehind(text: string, candidate: Candidate): Candidate {
  if (candidate.form !== 'local') return candidate;
  const behind = matchAt(areaBehind, text, candidate.end);
  const areaCode = behind?.[1] ?? '';
  if (behind === null || !isAreaCode(areaCode)) return candidate;
  return {
    ...candidate,
    end: candidate.end + behind[0].length,
    form: 'geographic',
    strong: true,
    areaCode,
  };
}

/** Digits set apart by single blanks; they need a label or a column as every number without an area code does. */
function spacedAt(text: string, at: number): Candidate | null {
  const base = { start: at, strong: false, grouped: true };
  const area = matchAt(spacedArea, text, at);
  if (area !== null && isAreaCode(digitsOf(area[1] ?? ''))) {
    return {
      ...base,
      end: at + area[0].length,
      form: 'geographic',
      strong: true,
      areaCode: digitsOf(area[1] ?? ''),
      digits: digitsOf(area[2] ?? ''),
    };
  }
  const spaced = matchAt(spacedDigits, text, at);
  if (spaced === null) return null;
  const whole = candidateOfRun(at, digitsOf(spaced[0]));
  const mobileDigits = /^1[3-9]\d{9}$/u.test(whole.digits);
  const split = splitAreaCode(whole.digits);
  const end = at + spaced[0].length;
  if (mobileDigits) return { ...whole, end, form: 'mobile', grouped: true };
  if (split !== null && isLengthOf(split)) {
    return {
      ...base,
      end,
      form: 'geographic',
      areaCode: split.areaCode,
      digits: split.local,
    };
  }
  return whole.form === 'local' ? { ...whole, end, grouped: true } : null;
}
