import type { Purpose } from '../lines/line.ts';
import type { VerdictObservation } from '../probes/observation.ts';
import type { CallOutcome } from '../probes/outcome.ts';
import type { SpotCheckCode } from '../spot-checks/spot-check.ts';
import type { OutcomeClass } from './verdict.ts';

/** Below this the classifier's word is not believed: see `classOfObservation`. */
export const leastConfidence = 0.5;

/**
 * What each outcome says about getting through in the published hours (docs/reference/verdict-method.md
 * gives the reason of each row). `excluded` outcomes speak of the trunk, the network, our own dial plan
 * or nothing at all, never of the line.
 */
export const outcomeMeaning: Readonly<Record<CallOutcome, OutcomeClass>> = {
  answered_person: 'reached',
  answered_ivr: 'reached',
  answered_voicemail: 'unanswered',
  answered_after_hours: 'unanswered',
  answered_fax: 'dead',
  answered_silent: 'unanswered',
  answered_dropped: 'unanswered',
  answered_unknown: 'excluded',
  announcement_unknown: 'not_reached',
  busy: 'busy',
  no_answer: 'unanswered',
  unallocated: 'dead',
  number_changed: 'dead',
  suspended: 'dead',
  barred: 'dead',
  powered_off: 'dead',
  unreachable: 'dead',
  rejected: 'dead',
  network_congestion: 'excluded',
  trunk_fault: 'excluded',
  invalid_format: 'excluded',
  interrupted: 'excluded',
  not_dialled: 'excluded',
};

/** Outcomes that no hour of the day explains: two that agree are enough for `invalid`. */
const lasting: ReadonlySet<CallOutcome> = new Set<CallOutcome>([
  'unallocated',
  'number_changed',
  'suspended',
]);

/** How sure such an outcome must be to count towards two that agree. */
const lastingConfidence = 0.8;

export function isLasting(
  observation: Pick<VerdictObservation, 'outcome' | 'confidence'>,
): boolean {
  return lasting.has(observation.outcome) && observation.confidence >= lastingConfidence;
}

/**
 * How one observation counts for its line. Outside the published hours nothing counts but what no hour
 * explains. Of an unsure outcome only that the call did not get through is kept; an unsure answer is
 * left out. What failed in a bad hour of its trunk does not count.
 */
export function classOfObservation(
  observation: VerdictObservation,
  facts: { readonly purpose: Purpose; readonly inHours: boolean; readonly slowAfterMs: number },
): OutcomeClass {
  if (observation.isSetAside === true) return 'excluded';
  const meaning = meaningFor(observation, facts.purpose);
  if (!facts.inHours && !isLasting(observation)) return 'excluded';
  if (observation.confidence < leastConfidence) {
    return meaning === 'reached' || meaning === 'excluded' ? 'excluded' : 'not_reached';
  }
  const late =
    (observation.timeToPersonMs ?? 0) > facts.slowAfterMs ||
    // Kept in a queue to the end of the probe: the time to a person is at least so long.
    (observation.queuedMs ?? 0) >= facts.slowAfterMs;
  if (late && (meaning === 'reached' || observation.outcome === 'answered_unknown')) {
    return 'reached_late';
  }
  return meaning;
}

function meaningFor(observation: VerdictObservation, purpose: Purpose): OutcomeClass {
  if (observation.outcome === 'answered_fax' && purpose === 'fax') return 'reached';
  if (observation.outcome === 'answered_unknown' && observation.timeToPersonMs !== null) {
    return 'reached';
  }
  return outcomeMeaning[observation.outcome];
}

/** How a person's test call counts (codes of Chinese spot checks). */
export const spotCheckMeaning: Readonly<Record<SpotCheckCode, OutcomeClass>> = {
  '11': 'reached',
  '12': 'wrong_party',
  '13': 'wrong_party',
  '14': 'unanswered',
  '21': 'unanswered',
  '22': 'busy',
  '23': 'dead',
};
