import type { Calendar } from '../calendar/calendar.ts';
import { localTime } from '../calendar/local-time.ts';
import { spansOfDay } from '../calendar/open-hours.ts';
import { hoursOfLine } from '../calendar/published-hours.ts';
import { isWorkingDay } from '../calendar/working-day.ts';
import type { Line } from '../lines/line.ts';
import { verdictObservation, type Observation } from '../probes/observation.ts';
import type { CallOutcome } from '../probes/outcome.ts';
import type { SpotCheck, SpotCheckCode } from '../spot-checks/spot-check.ts';
import { leastConfidence } from '../verdicts/outcome-class.ts';
import type { CauseCall, CauseEvent } from './cause.ts';

/** The part of an observation on which causes rest. */
export type CauseObservation = Pick<
  Observation,
  | 'id'
  | 'startedAtMs'
  | 'outcome'
  | 'confidence'
  | 'timeToPersonMs'
  | 'keptMs'
  | 'heard'
  | 'timings'
  | 'sip'
  | 'script'
  | 'badHourId'
>;

export interface CauseSetting {
  readonly line: Pick<Line, 'purpose' | 'hours'>;
  readonly calendar: Calendar;
  readonly slowAfterMs: number;
}

/** Null: says nothing about the line, or not what. */
const eventOfOutcome: Readonly<Record<CallOutcome, CauseEvent | null>> = {
  answered_person: 'through',
  answered_ivr: 'through',
  answered_voicemail: 'unanswered',
  answered_after_hours: 'says_closed',
  answered_fax: 'fax',
  answered_silent: 'silent',
  answered_dropped: 'dropped',
  answered_unknown: null,
  announcement_unknown: null,
  busy: 'busy',
  no_answer: 'unanswered',
  unallocated: 'vacant',
  number_changed: 'moved',
  suspended: 'suspended',
  barred: 'refused',
  powered_off: 'mobile_off',
  unreachable: 'mobile_off',
  rejected: 'refused',
  network_congestion: 'network',
  trunk_fault: 'network',
  invalid_format: null,
  interrupted: null,
  not_dialled: null,
};

const eventOfCode: Readonly<Record<SpotCheckCode, CauseEvent>> = {
  '11': 'through',
  '12': 'another_office',
  '13': 'another_office',
  '14': 'dropped',
  '21': 'unanswered',
  '22': 'busy',
  '23': 'vacant',
};

/** Q.850: destination out of order, the far end's own line. */
const outOfOrder = 27;
/** Q.850: no route, no circuit, network or equipment in trouble on the way. */
const onTheWay: ReadonlySet<number> = new Set([2, 3, 34, 38, 41, 42, 44, 47]);
/** So long after a key a machine may go on before its menu counts as one without an end. */
const endlessMenuMs = 60_000;

/** Calls and a person's checks in time order; those that say nothing of the line are left out. */
export function causeCalls(
  observations: readonly CauseObservation[],
  spotChecks: readonly SpotCheck[],
  setting: CauseSetting,
): CauseCall[] {
  const calls = observations.flatMap((one) => {
    const event = eventOf(one, setting);
    return event === null ? [] : [{ id: one.id, atMs: one.startedAtMs, event, byPerson: false }];
  });
  const checks = spotChecks.map((one) => ({
    id: one.id,
    atMs: one.checkedAtMs,
    event: eventOfCode[one.code],
    byPerson: true,
  }));
  const { hours } = hoursOfLine(setting.line);
  return [...calls, ...checks]
    .toSorted((a, b) => a.atMs - b.atMs || (a.id < b.id ? -1 : 1))
    .map(({ id, atMs, event, byPerson }) => {
      const { day, minute } = localTime(setting.calendar, atMs);
      const spans = spansOfDay(hours, setting.calendar, day);
      const opening = spans.at(0)?.fromMinute;
      const closing = spans.at(-1)?.toMinute;
      return {
        id,
        event,
        byPerson,
        minute,
        open: spans.some((span) => span.fromMinute <= minute && minute < span.toMinute),
        workingDay: isWorkingDay(setting.calendar, day),
        sinceOpening: opening === undefined ? null : minute - opening,
        untilClosing: closing === undefined ? null : closing - minute,
      };
    });
}

function eventOf(observation: CauseObservation, setting: CauseSetting): CauseEvent | null {
  if (observation.confidence < leastConfidence || observation.badHourId !== null) return null;
  const { outcome, timeToPersonMs } = observation;
  const { queuedMs } = verdictObservation(observation);
  const answered =
    outcome === 'answered_person' ||
    outcome === 'answered_ivr' ||
    (outcome === 'answered_unknown' && (timeToPersonMs !== null || queuedMs !== null));
  if (answered) {
    if (Math.max(timeToPersonMs ?? 0, queuedMs ?? 0) > setting.slowAfterMs) return 'waited';
    if (outcome === 'answered_ivr' && isMenuWithoutEnd(observation)) return 'menu_again';
    return 'through';
  }
  if (outcome === 'answered_fax' && setting.line.purpose === 'fax') return 'through';
  const event = eventOfOutcome[outcome];
  if (event === 'mobile_off' || event === 'refused') {
    const { q850 } = observation.sip;
    if (q850.some(({ cause }) => cause === outOfOrder)) return 'out_of_order';
    if (q850.some(({ cause }) => onTheWay.has(cause))) return 'network';
  }
  return event;
}

/** Keys were pressed, and a machine talked on for a minute without a queue and without a person. */
function isMenuWithoutEnd(observation: CauseObservation): boolean {
  if (observation.timeToPersonMs !== null) return false;
  const after = observation.script?.stretches.find(({ keys }) => keys !== '');
  return after !== undefined && observation.timings.endMs - after.fromMs >= endlessMenuMs;
}

const fineWhenClosed: ReadonlySet<CauseEvent> = new Set<CauseEvent>([
  'unanswered',
  'says_closed',
  'dropped',
]);

/** Whether a call failed: outside the published hours nobody need answer. */
export function hasFailed({ event, open }: Pick<CauseCall, 'event' | 'open'>): boolean {
  return event !== 'through' && (open || !fineWhenClosed.has(event));
}
