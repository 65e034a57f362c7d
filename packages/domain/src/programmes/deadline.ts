import { addDays } from '../calendar/local-time.ts';

/** A last day as a text names it. */
export interface ReadDeadline {
  /** As written: `6月底前`. */
  readonly text: string;
  /** Place in the text, in UTF-16 units. */
  readonly start: number;
  readonly end: number;
  /** `YYYY-MM-DD`. */
  readonly day: string;
  /** The year is not written and was taken from the document or from today. */
  readonly isYearAssumed: boolean;
}

const quarters: Readonly<Record<string, number>> = {
  ...{ 一: 1, 二: 2, 三: 3, 四: 4 },
  ...{ '1': 1, '2': 2, '3': 3, '4': 4 },
};

/**
 * Months and days count as a deadline only with a word that says so (前, 底, 内, 止); a year alone with 到 or 底.
 */
const pattern =
  /(?:到|至)?(?:(?<year>20\d{2})年|(?<near>今年|本年|明年|年))?(?:(?:(?<month>\d{1,2})月(?:份)?(?:(?<day>\d{1,2})[日号](?<dayEnd>之前|以前|前|止|底)?|(?<monthEnd>底|末)(?:之前|以前|前)?|(?<monthHalf>中旬)(?:之前|以前|前)?|(?<monthBefore>之前|以前|前)|(?<monthIn>内)))|(?<half>上半年|下半年)(?:内|底)?(?:之前|前)?|第?(?<quarter>[一二三四1-4])季度(?:末|底|内)?(?:之前|前)?|(?<yearEnd>年?(?:内|底|末)|内|底|末)(?:之前|以前|前)?)/gu;

/**
 * The deadlines that a text names, in their order; days that the calendar has not are none.
 *
 * @param today `YYYY-MM-DD`: a month without a year is the next one from here, unless the text names a year before it
 * @param labelled the text stands in a field for deadlines, where a bare date is one
 */
export function readDeadlines(text: string, today: string, labelled = false): ReadDeadline[] {
  const found: ReadDeadline[] = [];
  for (const match of text.matchAll(pattern)) {
    const groups = match.groups ?? {};
    const { year, near, month, day, dayEnd, half, quarter, yearEnd } = groups;
    if (near === '年' && yearEnd === undefined) continue;
    if (
      year === undefined &&
      near === undefined &&
      yearEnd !== undefined &&
      !yearEnd.startsWith('年')
    )
      continue;
    const isBareDate = day !== undefined && dayEnd === undefined;
    if (isBareDate && !labelled && !/^(?:到|至)/u.test(match[0])) {
      const after = text.slice(match.index + match[0].length);
      if (!/^(?:完成|办结|完工|竣工|建成|截止)/u.test(after)) continue;
    }
    const named = year === undefined ? namedYear(text.slice(0, match.index)) : Number(year);
    const thisYear = Number(today.slice(0, 4));
    const inYear = (of: number): string | null =>
      month !== undefined
        ? lastDayOf(of, Number(month), groups)
        : half !== undefined
          ? `${of}-${half === '上半年' ? '06-30' : '12-31'}`
          : quarter !== undefined
            ? monthEnd(of, (quarters[quarter] ?? 4) * 3)
            : `${of}-12-31`;
    const relative =
      near === '明年' ? thisYear + 1 : near === '今年' || near === '本年' ? thisYear : null;
    let last = inYear(relative ?? named ?? thisYear);
    const isYearAssumed =
      year === undefined && relative === null && (month !== undefined || near !== '年');
    if (last !== null && named === null && relative === null && last < today)
      last = inYear(thisYear + 1);
    if (last === null) continue;
    found.push({
      text: match[0],
      start: match.index,
      end: match.index + match[0].length,
      day: last,
      isYearAssumed,
    });
  }
  return found;
}

/** The year that a text named last, if any. */
function namedYear(text: string): number | null {
  const years = [...text.matchAll(/(20\d{2})年/gu)];
  const last = years.at(-1)?.[1];
  return last === undefined ? null : Number(last);
}

function lastDayOf(
  year: number,
  month: number,
  groups: Readonly<Record<string, string | undefined>>,
): string | null {
  if (month < 1 || month > 12) return null;
  if (groups.day !== undefined) {
    const day = Number(groups.day);
    const isInMonth = day >= 1 && day <= Number(monthEnd(year, month).slice(8));
    return isInMonth ? `${year}-${two(month)}-${two(day)}` : null;
  }
  if (groups.monthHalf !== undefined) return `${year}-${two(month)}-20`;
  // “Before June” ends with May; “before the end of June” with June.
  if (groups.monthBefore !== undefined) return addDays(`${year}-${two(month)}-01`, -1);
  return monthEnd(year, month);
}

function monthEnd(year: number, month: number): string {
  const next = month === 12 ? `${year + 1}-01-01` : `${year}-${two(month + 1)}-01`;
  return addDays(next, -1);
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
