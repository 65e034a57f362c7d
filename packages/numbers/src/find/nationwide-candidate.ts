import { isAreaCode } from '../canonical/area-codes.ts';
import { isShortCode } from '../canonical/short-codes.ts';
import { matchAreaForm } from './area-candidate.ts';
import type { Candidate } from './candidate.ts';
import { isDigitAt } from './characters.ts';
import { digitsOf, matchAt } from './sticky-match.ts';

const mobile = /0?(1[3-9]\d)([ .-]?)(\d{4})\2(\d{4})(?!\d)/y;
const mobileOddGroups = /(1[3-9]\d{2})([ -])(\d{3})\2(\d{4})(?!\d)/y;
const mobileBroken = /(1[3-9]\d{1,8})-? ?\n ?(\d{1,8})(?!\d)/y;
const tollFree = /([48]00)(?:[ -]{0,2}\d){7}(?![\d])(?! ?-? ?\d{4,})/y;
const tollFreeFaulty = /[48]00-\d{2,5}-?\d{2,5}(?![\d-])/y;

/** A number behind `+86`, which may leave out the zero of its area code. */
export function matchChina(text: string, at: number, start: number): Candidate | null {
  let from = at;
  if (text.charCodeAt(from) === 0x28 && isDigitAt(text, from + 1)) from += 1;
  const found = matchMobile(text, from, start) ?? matchTollFree(text, from, start);
  if (found !== null) return found;
  const area = matchAreaForm(text, from, -1);
  if (area !== null) return { ...area, start, strong: true };
  // After +86 the zero of the area code is left out.
  const code = matchAt(/(10|2\d|[3-9]\d\d)\)?[ -]{1,2}(\d{5})(?!\d)/y, text, from);
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
  const bare = matchAt(/(10|2\d|[3-9]\d\d)\)?[ .-]{0,2}((?:\d[ .-]?){6,7}\d)(?!\d)/y, text, from);
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

/** A mobile number at `at`, in groups or broken by a line end. */
export function matchMobile(text: string, at: number, start: number): Candidate | null {
  const found = matchAt(mobile, text, at) ?? matchAt(mobileOddGroups, text, at);
  if (found === null) {
    const broken = matchAt(mobileBroken, text, at);
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

/** A 400 or 800 number at `at`, or one with digits missing. */
export function matchTollFree(text: string, at: number, start: number): Candidate | null {
  const found = matchAt(tollFree, text, at);
  if (found === null) {
    const faulty = matchAt(tollFreeFaulty, text, at);
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
