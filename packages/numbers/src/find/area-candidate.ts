import { callingArea, isAreaCode } from '../canonical/area-codes.ts';
import { splitAreaCode } from '../canonical/national-number.ts';
import { isShortCode, isThreeDigitCode } from '../canonical/short-codes.ts';
import type { Candidate } from './candidate.ts';
import { digitsOf, matchAt } from './sticky-match.ts';

const areaWithSeparator =
  /(0\d{2,3})( ?- ?\)|\) ?[- ]{0,2}|\] ?-?|\n?[ ]{0,2}[-_·./]{1,2}(?:[ ]{0,2}\n?)[ ]{0,2}| {1,3}|\n)/y;
const areaGlued = /0\d{9,11}(?!\d)/y;
const localWhole = /\d{3,10}(?!\d)/y;
const localGrouped =
  /(\d{4}[ -]\d{4}|\d{3}[ -]\d{4}|\d{2} \d{2} \d{2} \d{2}|\d{4} \d{3})(?![\d])(?![ -]\d{3,4}(?!\d))/y;
/** Groups as no rule sets them (`66 21234`), read behind an area code only. */
const localOddGroups = /(\d{2,5})[ ](\d{2,5})(?![\d-])(?! \d{2,4}(?!\d))/y;
const localDotted = /(\d{3,4}\.\d{4})(?![.\d])/y;
const brokenByLineEnd = /(\d{1,7})-? ?\n ?(\d{1,7})(?!\d)/y;
const wholeRun = /\d+/y;
const yearPair = /^(?:19|20)\d\d[ -](?:19|20)\d\d$/u;

/** Local number or short code at `at`, of any length that a fault could have left. */
export function matchLocal(
  text: string,
  at: number,
  afterAreaCode: boolean,
  tight: boolean,
): { end: number; digits: string; grouped: boolean } | null {
  const grouped = matchAt(localGrouped, text, at);
  if (grouped !== null && !yearPair.test(grouped[0])) {
    return { end: at + grouped[0].length, digits: digitsOf(grouped[0]), grouped: true };
  }
  const odd = afterAreaCode ? matchAt(localOddGroups, text, at) : null;
  if (odd !== null && /^\d{7,8}$/u.test(digitsOf(odd[0])) && !isShortCode(odd[1] ?? ''))
    return { end: at + odd[0].length, digits: digitsOf(odd[0]), grouped: true };
  const dotted = afterAreaCode ? matchAt(localDotted, text, at) : null;
  if (dotted !== null)
    return { end: at + dotted[0].length, digits: digitsOf(dotted[0]), grouped: true };
  const whole = matchAt(localWhole, text, at);
  const broken = matchAt(brokenByLineEnd, text, at);
  if (broken !== null) {
    const digits = (broken[1] ?? '') + (broken[2] ?? '');
    const first = (broken[1] ?? '').length;
    const complete = first >= 7 || (first >= 5 && isShortCode(broken[1] ?? ''));
    if (!complete && (digits.length === 7 || digits.length === 8)) {
      return { end: at + broken[0].length, digits, grouped: true };
    }
  }
  if (whole === null || !afterAreaCode) return null;
  const digits = whole[0];
  const acceptable =
    (digits.length >= 7 && digits.length <= 8) ||
    isShortCode(digits) ||
    (digits.length === 3 && isThreeDigitCode(digits)) ||
    (tight && digits.length <= 9);
  return acceptable ? { end: at + digits.length, digits, grouped: false } : null;
}

/** A number behind an area code at `at`, in whatever form the two are joined. `opening` is the bracket before it, or -1. */
export function matchAreaForm(text: string, at: number, opening: number): Candidate | null {
  const separated = matchAt(areaWithSeparator, text, at);
  if (separated !== null) {
    const areaCode = separated[1] ?? '';
    if (isAreaCode(areaCode)) {
      const separator = separated[2] ?? '';
      const tight = /[-)\]]/u.test(separator);
      const local = matchLocal(text, at + separated[0].length, true, tight);
      if (local !== null) {
        const closes = opening >= 0 && !separator.includes(')') && !separator.includes(']');
        return {
          start: opening >= 0 && !closes ? opening : at,
          end: local.end,
          form: 'geographic',
          // `0830-1200` may be a time; fewer than five digits need a label.
          strong:
            local.digits.length >= 7 ||
            (tight &&
              (local.digits.length >= 5 ||
                (local.digits.length === 3 && isThreeDigitCode(local.digits)))),
          areaCode,
          digits: local.digits,
          grouped: !tight || local.grouped,
        };
      }
    }
  }
  const several = separated === null ? null : gluedNumbers(text, at, separated);
  if (several !== null) return several;
  const glued = matchAt(areaGlued, text, at);
  if (glued !== null) {
    const split = splitAreaCode(glued[0]);
    if (split !== null) {
      return {
        start: at,
        end: at + glued[0].length,
        form: 'geographic',
        strong: split.local.length === 7 || split.local.length === 8,
        areaCode: split.areaCode,
        digits: split.local,
        grouped: false,
      };
    }
  }
  const broken = matchAt(/0\d{3,10}\n ?\d{1,8}(?!\d)/y, text, at);
  if (broken !== null) {
    const split = splitAreaCode(digitsOf(broken[0]));
    const first = splitAreaCode(/^\d+/u.exec(broken[0])?.[0] ?? '');
    if (split !== null && isLengthOf(split) && (first === null || first.local.length < 7)) {
      return {
        start: at,
        end: at + broken[0].length,
        form: 'geographic',
        strong: true,
        areaCode: split.areaCode,
        digits: split.local,
        grouped: true,
      };
    }
  }
  return null;
}

/** Two or three whole numbers behind one area code with nothing between them; a label must say that it is a number. */
function gluedNumbers(text: string, at: number, separated: RegExpExecArray): Candidate | null {
  const areaCode = separated[1] ?? '';
  const from = at + separated[0].length;
  const run = matchAt(wholeRun, text, from)?.[0] ?? '';
  const length = callingArea(areaCode)?.localLength;
  if (length === undefined || run.length < 14 || run.length > 36) return null;
  const parts = splitGlued(run, length);
  const [digits, ...glued] = parts ?? [];
  if (digits?.length !== length || glued.length === 0) return null;
  return {
    start: at,
    end: from + run.length,
    form: 'geographic',
    strong: false,
    areaCode,
    digits,
    grouped: false,
    glued,
  };
}

/** Splits digits into local numbers of one length and mobiles, or returns null when they do not come out even. */
function splitGlued(digits: string, localLength: number): string[] | null {
  if (digits === '') return [];
  const sizes = /^1[3-9]/u.test(digits) ? [11] : /^[2-8]/u.test(digits) ? [localLength] : [];
  for (const size of sizes) {
    if (digits.length < size) continue;
    const rest = splitGlued(digits.slice(size), localLength);
    if (rest !== null) return [digits.slice(0, size), ...rest];
  }
  return null;
}

/** Tells whether the local part has the length of a subscriber's number. */
export function isLengthOf(split: { local: string }): boolean {
  return split.local.length === 7 || split.local.length === 8;
}
