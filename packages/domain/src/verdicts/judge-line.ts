import type { Calendar } from '../calendar/calendar.ts';
import { localTime } from '../calendar/local-time.ts';
import { isOpenAt } from '../calendar/open-hours.ts';
import { hoursOfLine } from '../calendar/published-hours.ts';
import type { VerdictPolicy } from '../campaigns/campaign.ts';
import type { Line } from '../lines/line.ts';
import type { VerdictObservation } from '../probes/observation.ts';
import type { CallOutcome } from '../probes/outcome.ts';
import type { SpotCheck } from '../spot-checks/spot-check.ts';
import { betaCdf, rateInterval } from './beta.ts';
import { lastChange } from './change-point.ts';
import { fadingTally, type FadingTally } from './fading.ts';
import { classOfObservation, isLasting, spotCheckMeaning } from './outcome-class.ts';
import { decideReach, fewestDaysWithPrior, type ReachDecision } from './reach-decision.ts';
import {
  outcomeClasses,
  type FaultKind,
  type OutcomeClass,
  type Verdict,
  type VerdictChange,
  type VerdictKind,
  type VerdictPrior,
  type VerdictRule,
} from './verdict.ts';

const intervalLevel = 0.95;
/** Least time between two calls that agree on a lasting fault: no passing fault of an exchange spans it often. */
const concordantMs = 2 * 3_600_000;
/** What one person's word is worth, and two that agree; not measured, stated. */
const oneWord = 0.95;
const twoWords = 0.99;
/** No verdict is surer than this: the model itself may be wrong. */
const surest = 0.999;

/** Listings say that the line is not the service's any more, and somebody has looked at them. */
export interface ListingContradiction {
  readonly conflictId: string;
  readonly atMs: number;
}

/** All that a verdict rests on; the same facts give the same verdict. */
export interface JudgeFacts {
  readonly line: Pick<Line, 'id' | 'purpose' | 'hours'>;
  readonly calendar: Calendar;
  readonly policy: VerdictPolicy;
  readonly observations: readonly VerdictObservation[];
  readonly spotChecks: readonly SpotCheck[];
  readonly contradictions: readonly ListingContradiction[];
  readonly prior: VerdictPrior;
  /** No more calls will come in this period: what stands may be decided with the reference too. */
  readonly final: boolean;
  readonly nowMs: number;
}

interface Trial {
  readonly id: string;
  readonly atMs: number;
  readonly day: string;
  readonly counts: OutcomeClass;
  readonly outcome: CallOutcome | null;
  readonly lasting: boolean;
  readonly confidence: number;
  readonly timeToPersonMs: number | null;
}

/** The verdict on a line, from its calls since it changed last: lasting faults first, then a person's word, then the test of its reach. */
export function judgeLine(facts: JudgeFacts): Verdict {
  const trials = trialsOf(facts);
  const all = trials.filter(({ counts }) => counts !== 'excluded');
  const change = changeOf(all);
  const counted = change === null ? all : all.filter(({ atMs }) => atMs >= change.atMs);
  // A tally of calls in published hours; a lasting fault heard at night is evidence of its own kind only.
  const reached = counted.filter(({ counts }) => counts === 'reached').length;
  const tally = fadingTally(
    counted.map(({ day, atMs, counts }) => ({ day, atMs, isReached: counts === 'reached' })),
    facts.nowMs,
    facts.policy.halfLifeDays,
  );
  const decision = decideReach(tally, facts.policy, facts.prior, facts.final);
  const counts = Object.fromEntries(
    outcomeClasses.map((one) => {
      const some = one === 'excluded' ? trials : counted;
      return [one, some.filter((trial) => trial.counts === one).length];
    }),
  ) as Record<OutcomeClass, number>;
  const word =
    lastingFault(counted) ??
    personsWord(facts, counted) ??
    contradicted(facts) ??
    byReach(decision, counts, counted, tally);
  const times = counted.flatMap(({ timeToPersonMs }) => timeToPersonMs ?? []);
  return {
    lineId: facts.line.id,
    kind: word.kind,
    rule: word.rule,
    confidence: rounded(Math.min(surest, word.confidence)),
    kindConfidence: rounded(word.kindConfidence),
    decidedAtMs: facts.nowMs,
    attempts: counted.length,
    reached,
    reachRate: counted.length === 0 ? null : reached / counted.length,
    interval: rateInterval(tally.reachedWeight, tally.weight, intervalLevel),
    intervalLevel,
    closeness: decision.closeness,
    counts,
    blankDays: tally.allBlankDays,
    medianTimeToPersonMs: median(times),
    evidence: [...new Set([...counted.map(({ id }) => id), ...word.alsoRestsOn])],
    prior: facts.prior,
    change,
  };
}

/** When the line changed last. Of a day on which nobody was reached only the first miss counts: it may be one absence. */
function changeOf(counted: readonly Trial[]): VerdictChange | null {
  const isReached = ({ counts }: Trial) => counts === 'reached';
  const reachedOn = new Set(counted.filter(isReached).map(({ day }) => day));
  const missed = new Set<string>();
  const told = counted.filter(({ day }) => {
    if (reachedOn.has(day)) return true;
    const isFirst = !missed.has(day);
    missed.add(day);
    return isFirst;
  });
  const change = lastChange(told.map(isReached));
  const first = change === null ? undefined : told[change.before];
  if (first === undefined) return null;
  const before = counted.filter(({ atMs }) => atMs < first.atMs);
  return {
    day: first.day,
    atMs: first.atMs,
    attemptsBefore: before.length,
    reachedBefore: before.filter(isReached).length,
  };
}

interface Word {
  readonly kind: VerdictKind;
  readonly rule: VerdictRule;
  readonly confidence: number;
  readonly kindConfidence: number;
  readonly alsoRestsOn: readonly string[];
}

function trialsOf(facts: JudgeFacts): Trial[] {
  const { hours } = hoursOfLine(facts.line);
  const { purpose } = facts.line;
  const { slowAfterMs } = facts.policy;
  // What was heard before is in the prior already.
  const knownUntilMs = facts.prior.history?.untilMs ?? -Infinity;
  const heard = facts.observations.filter(({ startedAtMs }) => startedAtMs > knownUntilMs);
  const calls = heard.map((observation): Trial => {
    const inHours = isOpenAt(hours, facts.calendar, observation.startedAtMs);
    return {
      id: observation.id,
      atMs: observation.startedAtMs,
      day: localTime(facts.calendar, observation.startedAtMs).day,
      counts: classOfObservation(observation, { purpose, inHours, slowAfterMs }),
      outcome: observation.outcome,
      lasting: isLasting(observation),
      confidence: observation.confidence,
      timeToPersonMs: observation.timeToPersonMs,
    };
  });
  const checks = facts.spotChecks.map((check): Trial => {
    const inHours = isOpenAt(hours, facts.calendar, check.checkedAtMs);
    const counts = spotCheckMeaning[check.code];
    return {
      id: check.id,
      atMs: check.checkedAtMs,
      day: localTime(facts.calendar, check.checkedAtMs).day,
      // Who answers is a person's word whenever it is heard; that nobody does, only in the hours.
      counts: inHours || check.code === '23' || counts === 'wrong_party' ? counts : 'excluded',
      outcome: null,
      lasting: check.code === '23',
      confidence: oneWord,
      timeToPersonMs: null,
    };
  });
  return [...calls, ...checks].toSorted((a, b) => a.atMs - b.atMs || (a.id < b.id ? -1 : 1));
}

/** Two sure calls hours apart that meet the same lasting fault, and none since the first that got through. */
function lastingFault(counted: readonly Trial[]): Word | null {
  const lastThrough = counted.findLastIndex(
    ({ counts }) => counts === 'reached' || counts === 'reached_late' || counts === 'wrong_party',
  );
  const since = counted.slice(lastThrough + 1).filter(({ lasting }) => lasting);
  const [first] = since;
  const last = since.at(-1);
  if (!first || !last || last.atMs - first.atMs < concordantMs) return null;
  const doubt = since.reduce((product, { confidence }) => product * (1 - confidence), 1);
  const changed = since.filter(({ outcome }) => outcome === 'number_changed').length;
  return {
    kind: 'invalid',
    rule: changed * 2 > since.length ? 'number_changed' : 'concordant_dead',
    confidence: 1 - doubt,
    kindConfidence: 1,
    alsoRestsOn: [],
  };
}

/** The latest word of a person who spoke to whoever answered. */
function personsWord(facts: JudgeFacts, counted: readonly Trial[]): Word | null {
  const spoke = facts.spotChecks
    .filter(({ code }) => code === '11' || code === '12' || code === '13')
    .toSorted((a, b) => a.checkedAtMs - b.checkedAtMs);
  const last = spoke.at(-1);
  if (!last || last.code === '11') return null;
  const since = spoke.slice(spoke.findLastIndex(({ code }) => code === '11') + 1);
  const wrong = counted.filter(({ counts }) => counts === 'wrong_party').length;
  return {
    kind: 'outdated',
    rule: 'spot_check_wrong_party',
    confidence: since.length > 1 || wrong > 1 ? twoWords : oneWord,
    kindConfidence: 1,
    alsoRestsOn: since.map(({ id }) => id),
  };
}

function contradicted(facts: JudgeFacts): Word | null {
  if (facts.contradictions.length === 0) return null;
  // A person who reached the right office after the listings were compared is believed before paper.
  const latest = Math.max(...facts.contradictions.map(({ atMs }) => atMs));
  if (facts.spotChecks.some(({ code, checkedAtMs }) => code === '11' && checkedAtMs > latest)) {
    return null;
  }
  return {
    kind: 'outdated',
    rule: 'contradicting_listings',
    confidence: oneWord,
    kindConfidence: 1,
    alsoRestsOn: facts.contradictions.map(({ conflictId }) => conflictId),
  };
}

function byReach(
  decision: ReachDecision,
  counts: Readonly<Record<OutcomeClass, number>>,
  counted: readonly Trial[],
  { calledDays, days }: FadingTally,
): Word {
  const { side, by, posterior } = decision;
  const base = { alsoRestsOn: [], kindConfidence: 1 };
  if (side === 'healthy') {
    const rule = by === 'sequential' ? 'sequential_healthy' : 'horizon_healthy';
    return { ...base, kind: 'healthy', rule, confidence: 1 - posterior.faulty };
  }
  if (side === 'faulty') {
    const rule = by === 'sequential' ? 'sequential_faulty' : 'horizon_faulty';
    const { kind, kindConfidence } = faultKind(counts, counted);
    return { ...base, kind, kindConfidence, rule, confidence: 1 - posterior.healthy };
  }
  let rule: VerdictRule = 'between_limits';
  if (counted.length === 0) rule = 'no_observation';
  else if (calledDays < fewestDaysWithPrior) rule = 'too_few';
  else if (days < fewestDaysWithPrior) rule = 'too_old';
  return {
    ...base,
    kind: 'undetermined',
    rule,
    confidence: Math.max(1 - posterior.healthy, 1 - posterior.faulty),
  };
}

const kindOfClass: readonly (readonly [OutcomeClass, FaultKind])[] = [
  ['dead', 'invalid'],
  ['unanswered', 'zombie'],
  ['busy', 'busy'],
  ['reached_late', 'slow'],
  ['wrong_party', 'outdated'],
];

/**
 * The fault is named after the class that most failed calls belong to, the latest breaking a tie. Its
 * confidence is the chance that this class is really more frequent than the next (Jeffreys' prior).
 */
function faultKind(
  counts: Readonly<Record<OutcomeClass, number>>,
  counted: readonly Trial[],
): { kind: FaultKind; kindConfidence: number } {
  const lastAt = (one: OutcomeClass): number =>
    counted.findLastIndex((trial) => trial.counts === one);
  const ranked = kindOfClass
    .map(([one, kind]) => ({ kind, count: counts[one], at: lastAt(one) }))
    .toSorted((a, b) => b.count - a.count || b.at - a.at);
  const [first, second] = ranked;
  if (!first || first.count === 0) {
    // Only recordings that nobody has labelled: the network, not a telephone, speaks.
    return { kind: 'invalid', kindConfidence: 0.5 };
  }
  // Unlabelled failures may belong to the rival.
  const rival = (second?.count ?? 0) + counts.not_reached / 2;
  return { kind: first.kind, kindConfidence: 1 - betaCdf(0.5, first.count + 0.5, rival + 0.5) };
}

function median(values: readonly number[]): number | null {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle];
  if (upper === undefined) return null;
  return sorted.length % 2 === 1 ? upper : Math.round(((sorted[middle - 1] ?? upper) + upper) / 2);
}

function rounded(share: number): number {
  return Math.round(share * 10_000) / 10_000;
}
