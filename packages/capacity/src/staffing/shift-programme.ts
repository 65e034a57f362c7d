import { checkRules, type ShiftRules, type WeekNeed } from './shift-rules.ts';

/** What a solver makes of a programme: values by the variables' names; null where it found none in time. */
export type SolveProgramme = (
  programme: string,
  limits: { readonly gap: number; readonly seconds: number },
) => Promise<{
  readonly values: ReadonlyMap<string, number>;
  /** No solution costs less; null where the time ran out before that was known. */
  readonly bound: number | null;
} | null>;

/** Who begins when and has which days off, and how many take a break when. */
export const variables = {
  people: (start: number, off: number) => `p_${start}_${off}`,
  onBreak: (day: number, start: number, rule: number, begin: number) =>
    `b_${day}_${start}_${rule}_${begin}`,
  missing: (day: number, interval: number) => `u_${day}_${interval}`,
} as const;

/** One person missing for one interval costs as much as so many people of the week. */
const MISSING_COSTS = 1;

/**
 * The integer programme for the fewest people whose shifts and breaks cover a week's need, as text in the LP format:
 * people by beginning and days off; the breaks by how many begin when, not by person, which keeps it small (Aykin,
 * Management Science 42, 1996). Throws `RangeError` for rules that contradict themselves.
 */
export function shiftProgramme(rules: ShiftRules, need: WeekNeed): string {
  checkRules(rules, need);
  const { starts, daysOff, breaks, length } = rules;
  const working = (day: number, start: number): string[] =>
    daysOff.flatMap((off, n) => (off.includes(day) ? [] : [variables.people(start, n)]));
  const people = starts.flatMap((start) => daysOff.map((_, n) => variables.people(start, n)));
  const rows: string[] = [];
  const onBreak: string[] = [];
  const missing: string[] = [];
  for (const [day, needs] of need.entries()) {
    for (const [interval, needed] of needs.entries()) {
      if (needed === 0) continue;
      const terms: string[] = [];
      for (const start of starts) {
        if (interval < start || interval >= start + length) continue;
        for (const name of working(day, start)) terms.push(`+ ${name}`);
        for (const [rule, { length: breakLength, begins }] of breaks.entries()) {
          for (const begin of begins) {
            const from = start + begin;
            if (interval >= from && interval < from + breakLength) {
              terms.push(`- ${variables.onBreak(day, start, rule, begin)}`);
            }
          }
        }
      }
      const name = variables.missing(day, interval);
      missing.push(name);
      rows.push(` n_${day}_${interval}: ${wrapped(terms)} + ${name} >= ${needed}`);
    }
    for (const start of starts) {
      for (const [rule, { begins }] of breaks.entries()) {
        const names = begins.map((begin) => variables.onBreak(day, start, rule, begin));
        onBreak.push(...names);
        const there = working(day, start).map((name) => `- ${name}`);
        rows.push(
          ` r_${day}_${start}_${rule}: ${wrapped([...names.map((name) => `+ ${name}`), ...there])} = 0`,
        );
      }
    }
  }
  return [
    'Minimize',
    ` cost: ${wrapped([...people, ...missing.map((name) => `${MISSING_COSTS} ${name}`)].map((term) => `+ ${term}`))}`,
    'Subject To',
    ...rows,
    'General',
    ...[...people, ...onBreak].map((name) => ` ${name}`),
    'End',
    '',
  ].join('\n');
}

/** Terms over several lines: readers of the format take no line of any length. */
function wrapped(terms: readonly string[]): string {
  const lines: string[] = [];
  for (let n = 0; n < terms.length; n += 12) lines.push(terms.slice(n, n + 12).join(' '));
  return lines.join('\n  ');
}
