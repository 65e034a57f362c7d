import { callingArea, isAreaCode } from '../canonical/area-codes.ts';
import { splitAreaCode } from '../canonical/national-number.ts';
import { isShortCode, isThreeDigitCode } from '../canonical/short-codes.ts';
import { isDigitAt } from './characters.ts';

/** How a run of digits is written; whether it is a number at all is decided with its surroundings. */
type CandidateForm =
  | 'geographic'
  | 'mobile'
  | 'toll_free'
  | 'international'
  | 'local'
  | 'short'
  | 'lost_zero'
  /** Digits that fit no form; a number with a fault if a label says so. */
  | 'odd';

/** Digits in folded text that are written like a telephone number. */
export interface Candidate {
  readonly start: number;
  readonly end: number;
  readonly form: CandidateForm;
  /** The way it is written is proof enough where nothing speaks against it. */
  readonly strong: boolean;
  readonly areaCode: string | null;
  /** Local digits after an area code, otherwise all digits. */
  readonly digits: string;
  /** The digits are broken by blanks or hyphens; a longer row of groups is an account, not a number. */
  readonly grouped: boolean;
  /** Further numbers glued behind without a sign (`0571-8778388387022776`), local, mobile or with an area code. */
  readonly glued?: readonly string[];
}

const international =
  /(?:\+|00)(?!86)[1-9]\d{0,3}[ -]?(?:\(\d{1,4}\)[ -]?)?\d[\d -]{4,14}\d(?!\d)/y;
const chinaPrefix = /(?:\+ ?86|\(\+?86\)|\(\+?86(?=[ -])|0086|86(?=-))[ .-]{0,2}(?:\(0\))?/y;
const mobile = /0?(1[3-9]\d)([ .-]?)(\d{4})\2(\d{4})(?!\d)/y;
const mobileOddGroups = /(1[3-9]\d{2})([ -])(\d{3})\2(\d{4})(?!\d)/y;
const tollFree = /([48]00)(?:[ -]{0,2}\d){7}(?![\d])(?! ?-? ?\d{4,})/y;
const tollFreeFaulty = /[48]00-\d{2,5}-?\d{2,5}(?![\d-])/y;
const areaWithSeparator =
  /(0\d{2,3})( ?- ?\)|\) ?[- ]{0,2}|\] ?-?|\n?[ ]{0,2}[-_·./]{1,2}(?:[ ]{0,2}\n?)[ ]{0,2}| {1,3}|\n)/y;
const areaGlued = /0\d{9,11}(?!\d)/y;
const localWhole = /\d{3,10}(?!\d)/y;
const localGrouped =
  /(\d{4}[ -]\d{4}|\d{3}[ -]\d{4}|\d{2} \d{2} \d{2} \d{2}|\d{4} \d{3})(?![\d])(?![ -]\d{3,4}(?!\d))/y;
/** Groups as no rule sets them (`66 21234`), read behind an area code only. */
const localOddGroups = /(\d{2,5})[ ](\d{2,5})(?![\d-])(?! \d{2,4}(?!\d))/y;
/** `820-99999`, `3720-119`: read where a label or a verb calls for a number. */
const localUneven = /([2-8]\d{2}-\d{5}|[2-8]\d{3}-\d{3})(?![\d-])/y;
const localDotted = /(\d{3,4}\.\d{4})(?![.\d])/y;
/** Digits set apart one by one (`2 3 3 2 1 4 5`), as text out of a pdf often is. */
const spacedDigits = /\d(?: \d){6,11}(?! ?\d)/y;
const spacedArea = /(0(?: \d){2,3}) ?- ?(\d(?: \d){6,7})(?! ?\d)/y;
const areaBehind = / ?\((?:区号 ?:? ?)?(0\d{2,3})\)/y;
const mobileBroken = /(1[3-9]\d{1,8})-? ?\n ?(\d{1,8})(?!\d)/y;
/** Hong Kong, Macau and Taiwan without a plus (`(852) 2810 2717`, `886-2-23567890`). */
const neighbour =
  /(852|853)(?:\)[ -]?|[ -])([2-9]\d{3}[ -]?\d{4})(?!\d)|886(?:\)[ -]?|-)0?([2-9](?:[ -]?\d){7,8})(?!\d)/y;
const brokenByLineEnd = /(\d{1,7})-? ?\n ?(\d{1,7})(?!\d)/y;
const wholeRun = /\d+/y;
const lostZeroHyphen = /(10|2\d|[3-9]\d\d)-([2-8]\d{6,7})(?!\d)/y;

function match(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

function digitsOf(text: string): string {
  return text.replace(/\D/gu, '');
}

const yearPair = /^(?:19|20)\d\d[ -](?:19|20)\d\d$/u;

/** Local number or short code at `at`, of any length that a fault could have left. */
function matchLocal(
  text: string,
  at: number,
  afterAreaCode: boolean,
  tight: boolean,
): { end: number; digits: string; grouped: boolean } | null {
  const grouped = match(localGrouped, text, at);
  if (grouped !== null && !yearPair.test(grouped[0])) {
    return { end: at + grouped[0].length, digits: digitsOf(grouped[0]), grouped: true };
  }
  const odd = afterAreaCode ? match(localOddGroups, text, at) : null;
  if (odd !== null && /^\d{7,8}$/u.test(digitsOf(odd[0])) && !isShortCode(odd[1] ?? ''))
    return { end: at + odd[0].length, digits: digitsOf(odd[0]), grouped: true };
  const dotted = afterAreaCode ? match(localDotted, text, at) : null;
  if (dotted !== null)
    return { end: at + dotted[0].length, digits: digitsOf(dotted[0]), grouped: true };
  const whole = match(localWhole, text, at);
  const broken = match(brokenByLineEnd, text, at);
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

function matchAreaForm(text: string, at: number, opening: number): Candidate | null {
  const separated = match(areaWithSeparator, text, at);
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
  const glued = match(areaGlued, text, at);
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
  const broken = match(/0\d{3,10}\n ?\d{1,8}(?!\d)/y, text, at);
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
  const run = match(wholeRun, text, from)?.[0] ?? '';
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
export function splitGlued(digits: string, localLength: number): string[] | null {
  if (digits === '') return [];
  const sizes = /^1[3-9]/u.test(digits) ? [11] : /^[2-8]/u.test(digits) ? [localLength] : [];
  for (const size of sizes) {
    if (digits.length < size) continue;
    const rest = splitGlued(digits.slice(size), localLength);
    if (rest !== null) return [digits.slice(0, size), ...rest];
  }
  return null;
}

function isLengthOf(split: { local: string }): boolean {
  return split.local.length === 7 || split.local.length === 8;
}

function matchChina(text: string, at: number, start: number): Candidate | null {
  let from = at;
  if (text.charCodeAt(from) === 0x28 && isDigitAt(text, from + 1)) from += 1;
  const found = matchMobile(text, from, start) ?? matchTollFree(text, from, start);
  if (found !== null) return found;
  const area = matchAreaForm(text, from, -1);
  if (area !== null) return { ...area, start, strong: true };
  // After +86 the zero of the area code is left out.
  const code = match(/(10|2\d|[3-9]\d\d)\)?[ -]{1,2}(\d{5})(?!\d)/y, text, from);
  if (code !== null && isAreaCode(`0${code[1] ?? ''}`) && isShortCode(code[2] ?? '')) {
    return {
      start,
      end: from + code[0].length,
      form: 'geographic',
      strong: true,
      areaCode: `0${code[1] ?? ''}`,
      digits: code[2] ?? '',
      grouped: false,
    };
  }
  const bare = match(/(10|2\d|[3-9]\d\d)\)?[ .-]{0,2}((?:\d[ .-]?){6,7}\d)(?!\d)/y, text, from);
  if (bare !== null && isAreaCode(`0${bare[1] ?? ''}`)) {
    const digits = digitsOf(bare[2] ?? '');
    return {
      start,
      end: from + bare[0].length,
      form: 'geographic',
      strong: true,
      areaCode: `0${bare[1] ?? ''}`,
      digits,
      grouped: false,
    };
  }
  return null;
}

function matchMobile(text: string, at: number, start: number): Candidate | null {
  const found = match(mobile, text, at) ?? match(mobileOddGroups, text, at);
  if (found === null) {
    const broken = match(mobileBroken, text, at);
    if (broken === null || digitsOf(broken[0]).length !== 11) return null;
    return {
      start,
      end: at + broken[0].length,
      form: 'mobile',
      strong: false,
      areaCode: null,
      digits: digitsOf(broken[0]),
      grouped: true,
    };
  }
  return {
    start,
    end: at + found[0].length,
    form: 'mobile',
    strong: true,
    areaCode: null,
    digits: digitsOf(found[0]).replace(/^0/u, ''),
    grouped: found[2] !== '',
  };
}

function matchTollFree(text: string, at: number, start: number): Candidate | null {
  const found = match(tollFree, text, at);
  if (found === null) {
    const faulty = match(tollFreeFaulty, text, at);
    const digits = faulty === null ? '' : digitsOf(faulty[0]);
    if (faulty === null || digits.length === 10) return null;
    return {
      start,
      end: at + faulty[0].length,
      form: 'odd',
      strong: false,
      areaCode: null,
      digits,
      grouped: true,
    };
  }
  const groups = found[0].split(/[ -]+/u);
  if (groups.length > 4 || groups.some((group) => group.length < 2)) return null;
  return {
    start,
    end: at + found[0].length,
    form: 'toll_free',
    strong: groups.length > 1,
    areaCode: null,
    digits: digitsOf(found[0]),
    grouped: groups.length > 1,
  };
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
    const prefix = match(chinaPrefix, text, from);
    if (prefix !== null) {
      const found = matchChina(text, from + prefix[0].length, from);
      if (found !== null) return found;
    }
    if (plus || (first === 0x30 && text.charCodeAt(at + 1) === 0x30)) {
      const abroad = match(international, text, plus ? at - 1 : at);
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
  const run = match(wholeRun, text, at)?.[0] ?? '';
  if (run.length > 15) return null;
  if (run.length === 1) return spacedAt(text, at);
  if (run.length === 3 && first === 0x38) {
    const near = match(neighbour, text, at);
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
    const uneven = match(localUneven, text, at);
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
    const lost = match(lostZeroHyphen, text, at);
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

/** `88581315(0576)`: the area code stands in brackets behind. */
function withAreaBehind(text: string, candidate: Candidate): Candidate {
  if (candidate.form !== 'local') return candidate;
  const behind = match(areaBehind, text, candidate.end);
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
  const area = match(spacedArea, text, at);
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
  const spaced = match(spacedDigits, text, at);
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
