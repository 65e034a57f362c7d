import { callOutcomes, type CallOutcome } from '../probes/outcome.ts';

/** What a failing trunk can make a caller meet, one after another on all numbers. */
export const symptoms = ['busy', 'unanswered', 'silent', 'dead', 'announcement'] as const;
export type Symptom = (typeof symptoms)[number];

const symptomsOf: Readonly<Partial<Record<CallOutcome, Symptom>>> = {
  busy: 'busy',
  no_answer: 'unanswered',
  answered_silent: 'silent',
  answered_dropped: 'silent',
  unallocated: 'dead',
  suspended: 'dead',
  barred: 'dead',
  powered_off: 'dead',
  unreachable: 'dead',
  rejected: 'dead',
  number_changed: 'dead',
  announcement_unknown: 'announcement',
};

/** Outcomes of calls that came through to something that answered. */
const cameThrough: ReadonlySet<CallOutcome> = new Set<CallOutcome>([
  'answered_person',
  'answered_ivr',
  'answered_voicemail',
  'answered_after_hours',
  'answered_fax',
  'answered_unknown',
]);

/** The symptom of an outcome; null where the call came through to something that answered. */
export function symptomOf(outcome: CallOutcome): Symptom | null {
  return symptomsOf[outcome] ?? null;
}

/** The outcomes in which a symptom shows. */
export function outcomesOf(symptom: Symptom): CallOutcome[] {
  return callOutcomes.filter((outcome) => symptomsOf[outcome] === symptom);
}

/** Whether a call says anything about how its trunk fares; faults of the trunk itself are counted elsewhere. */
export function tellsOfTrunk(outcome: CallOutcome): boolean {
  return symptomOf(outcome) !== null || cameThrough.has(outcome);
}
