import type { CallOutcome } from '../probes/outcome.ts';
import {
  chanceOfSymptom,
  isAnsweredByMachine,
  isKnownGood,
  isTimeKnown,
  type OtherDays,
} from './expected-symptoms.ts';
import { symptomOf, symptoms, tellsOfTrunk, type Symptom } from './symptom.ts';

/** One call of the day, as the search for bad hours sees it. */
export interface HourCall {
  readonly id: string;
  /** The dialled number: lines behind one number are one witness. */
  readonly number: string;
  readonly departmentId: string | null;
  readonly atMs: number;
  readonly outcome: CallOutcome;
  /** A person has named the number as one that always answers. */
  readonly isControl: boolean;
}

/** The figures that a bad hour rests on. */
export interface BadHourFigures {
  /** First calls to different numbers in the window, and those of them that failed in this way. */
  readonly numbers: number;
  readonly failed: number;
  readonly departments: number;
  /** How many were to be expected to fail in this way, allowing for time of day and city. */
  readonly expected: number;
  /** Natural logarithm of how many times likelier the calls are with the trunk at fault. */
  readonly logLikelihoodRatio: number;
  /** Control numbers and numbers that machines answer, in the window. */
  readonly witnesses: { readonly failed: number; readonly fine: number };
  /** Calls over other trunks in the window. */
  readonly otherTrunks: {
    readonly numbers: number;
    readonly failed: number;
    readonly expected: number;
  };
}

/** A stretch of a trunk's day in which calls failed in one way on more numbers than chance allows. */
export interface BadHour {
  readonly state: 'suspected' | 'found';
  readonly symptom: Symptom;
  readonly fromMs: number;
  /** The last call that failed in this way. */
  readonly lastFailedMs: number;
  /** The first call of those that show it is over; null while it goes on. */
  readonly toMs: number | null;
  readonly figures: BadHourFigures;
}

/** Shares of calls that a failing trunk may spoil; each is tried. */
const spoiltShares = [0.6, 0.95] as const;

/**
 * Chance that a window of a trunk that works is found, for each call at which one may begin and whatever its length. The
 * likelihood ratio of a window is a supermartingale while no call's chance is larger than expected, so it ever passes
 * 1 ÷ bound with at most this chance (Ville's inequality), divided over all symptoms and shares that are tried.
 */
export const falseAlarmBound = 1 / 10_000;
const foundAt = Math.log((symptoms.length * spoiltShares.length) / falseAlarmBound);
/** From here on control numbers are called: one window in three hundred of a working trunk comes so far. */
const suspectedAt = foundAt / 2;

const fewestNumbers = { suspected: 5, found: 8 } as const;
const fewestDepartments = 3;
/**
 * So many of the numbers must have come through on other days, unless there is a witness. Of numbers nobody knows a
 * campaign may have been given nothing but dead ones.
 */
const fewestKnownGood = 4;
/** Further failures of one office are taken for the office's own: it may have one exchange. */
const mostOfDepartment = 3;
/** A window is over when so many numbers in a row did not fail in this way, at odds of twenty to one. */
const fineToEnd = 3;
const endDrop = Math.log(20);
/** How sure other trunks must be, as odds, before they speak for or against. */
const otherTrunkOdds = Math.log(20);
const fewestOfOtherTrunks = 4;

/**
 * Bad hours of one trunk on one day.
 *
 * @param calls of the trunk on the day, in time order
 * @param others of other trunks on the day, in any order
 * @param days what the calls of other days say
 */
export function findBadHours(
  calls: readonly HourCall[],
  others: readonly HourCall[],
  days: (atMs: number) => OtherDays,
): BadHour[] {
  const telling = calls.filter(({ outcome }) => tellsOfTrunk(outcome));
  return symptoms
    .flatMap((symptom) => {
      const stretches = spoiltShares.flatMap((share) => stretchesOf(telling, symptom, share, days));
      return apart(stretches).flatMap((one) => judgeStretch(one, telling, others, days) ?? []);
    })
    .toSorted((a, b) => a.fromMs - b.fromMs);
}

/** Calls over a trunk that a quick look takes in. */
export const quickLookCalls = 24;
/** Share of them that must have failed in one way before more is read. */
const quickLookShare = 0.4;

/** Whether the last calls over a trunk are worth a search: many numbers and offices that fail in the way of the latest. */
export function isWorthSearching(last: readonly HourCall[], symptom: Symptom): boolean {
  const telling = last.filter(({ outcome }) => tellsOfTrunk(outcome));
  const failed = telling.filter(({ outcome }) => symptomOf(outcome) === symptom);
  const offices = new Set(failed.map(({ departmentId, number }) => departmentId ?? number));
  const numbers = new Set(failed.map(({ number }) => number));
  return (
    failed.length >= quickLookShare * Math.min(telling.length, 2 * fewestNumbers.suspected) &&
    numbers.size >= fewestNumbers.suspected &&
    offices.size >= fewestDepartments
  );
}

/** The first of the calls by which a bad hour that began before these is seen to be over; null while it goes on. */
export function firstFineCall(
  after: readonly HourCall[],
  symptom: Symptom,
): Pick<HourCall, 'atMs'> | null {
  const telling = after.filter(({ outcome }) => tellsOfTrunk(outcome));
  const lastFailed = telling.findLastIndex(({ outcome }) => symptomOf(outcome) === symptom);
  const fine = telling.slice(lastFailed + 1);
  return fine.length >= fineToEnd ? (fine[0] ?? null) : null;
}

/** Calls in which one symptom is likelier than chance, before anything else is asked. */
interface Stretch {
  readonly symptom: Symptom;
  readonly share: number;
  readonly from: number;
  /** The last call by which the ratio grew. */
  readonly last: number;
  /** The first of the calls by which it is over. */
  readonly end: number | null;
  readonly height: number;
}

/** Follows the likelihood ratio call by call; it begins anew wherever it has fallen to nothing. */
function stretchesOf(
  calls: readonly HourCall[],
  symptom: Symptom,
  share: number,
  days: (atMs: number) => OtherDays,
): Stretch[] {
  const found: Stretch[] = [];
  let now = beginAt(0);
  calls.forEach((call, at) => {
    if (symptomOf(call.outcome) === symptom) {
      if (isCounted(call)) {
        const chance = chanceOfSymptom(days(call.atMs), call.number, symptom, call.isControl);
        now.sum += Math.log((share + (1 - share) * chance) / chance);
      }
      // A failure that counts no further still goes on with what has not been interrupted.
      if (now.sum > now.height || now.fine.length === 0) now.last = at;
      now.height = Math.max(now.height, now.sum);
      now.fine = [];
    } else {
      now.sum += Math.log(1 - share);
      now.fine.push(at);
    }
    const isOver = now.fine.length >= fineToEnd && now.sum <= now.height - endDrop;
    if (!isOver && now.sum > 0) return;
    keep(isOver || now.fine.length >= fineToEnd ? (now.fine[0] ?? at) : null, at);
  });
  keep(null, calls.length);
  return found;

  /** Of each number the first failure, and of each office so many. */
  function isCounted({ number, departmentId }: HourCall): boolean {
    if (now.numbers.has(number)) return false;
    now.numbers.add(number);
    const office = departmentId ?? number;
    const before = now.offices.get(office) ?? 0;
    now.offices.set(office, before + 1);
    return before < mostOfDepartment;
  }

  function keep(end: number | null, at: number): void {
    if (now.height >= suspectedAt) {
      // What has fallen to nothing is over, however few calls it took.
      const over = end ?? (at < calls.length ? now.last + 1 : null);
      const { from, last, height } = now;
      found.push({ symptom, share, from, last, end: over, height });
    }
    now = beginAt(at + 1);
  }
}

function beginAt(from: number) {
  return {
    from,
    last: from,
    sum: 0,
    height: 0,
    fine: [] as number[],
    numbers: new Set<string>(),
    offices: new Map<string, number>(),
  };
}

function scoreOf(isFailed: boolean, chance: number, share: number): number {
  return isFailed ? Math.log((share + (1 - share) * chance) / chance) : Math.log(1 - share);
}

/** Of stretches of one symptom that overlap the likeliest. */
function apart(stretches: readonly Stretch[]): Stretch[] {
  const kept: Stretch[] = [];
  for (const one of stretches.toSorted((a, b) => b.height - a.height)) {
    if (kept.every((other) => one.from > other.last || one.last < other.from)) kept.push(one);
  }
  return kept;
}

function judgeStretch(
  stretch: Stretch,
  calls: readonly HourCall[],
  others: readonly HourCall[],
  days: (atMs: number) => OtherDays,
): BadHour | null {
  const { symptom, share } = stretch;
  const within = firstCalls(calls.slice(stretch.from, stretch.last + 1));
  const isFailed = ({ outcome }: HourCall) => symptomOf(outcome) === symptom;
  // It begins with the first call that failed in this way.
  const inIt = within.slice(within.findIndex(isFailed));
  const failed = inIt.filter(isFailed);
  const [first] = failed;
  const last = failed.at(-1);
  if (first === undefined || last === undefined) return null;
  const departments = new Set(failed.map(({ departmentId, number }) => departmentId ?? number));
  if (departments.size < fewestDepartments || failed.length < fewestNumbers.suspected) return null;

  const chanceOf = ({ atMs, number, isControl }: HourCall) =>
    chanceOfSymptom(days(atMs), number, symptom, isControl);
  const telling = inIt.filter(
    ({ isControl, atMs, number }) => isControl || isAnsweredByMachine(days(atMs), number),
  );
  const witnesses = {
    failed: telling.filter(isFailed).length,
    fine: telling.filter((call) => !isFailed(call)).length,
  };
  const elsewhere = firstCalls(
    others.filter(
      ({ atMs, outcome }) => atMs >= first.atMs && atMs <= last.atMs && tellsOfTrunk(outcome),
    ),
  );
  const otherRatio = elsewhere.reduce(
    (sum, call) => sum + scoreOf(isFailed(call), chanceOf(call), share),
    0,
  );
  const isElsewhereTelling = elsewhere.length >= fewestOfOtherTrunks;
  const isElsewhereWell = isElsewhereTelling && otherRatio <= -otherTrunkOdds;
  const isElsewhereToo = isElsewhereTelling && otherRatio >= otherTrunkOdds;
  const witnessesFail = witnesses.failed >= 2 && witnesses.failed >= 3 * witnesses.fine;
  const witnessesFine = witnesses.fine >= 2 && witnesses.fine > witnesses.failed;
  // All lines meet it, over any trunk, or those that are sure to answer do answer: it is not the trunk.
  if (isElsewhereToo || (witnessesFine && !isElsewhereWell)) return null;

  const knownGood = failed.filter((call) => isKnownGood(days(call.atMs), call.number, symptom));
  const hasWitness = isElsewhereWell || witnessesFail;
  const isFound =
    stretch.height >= foundAt &&
    failed.length >= fewestNumbers.found &&
    (hasWitness ||
      (knownGood.length >= fewestKnownGood && !needsWitness(symptom, days(first.atMs))));
  const end = stretch.end === null ? undefined : calls[stretch.end];
  return {
    state: isFound ? 'found' : 'suspected',
    symptom,
    fromMs: first.atMs,
    lastFailedMs: last.atMs,
    toMs: end?.atMs ?? null,
    figures: {
      numbers: inIt.length,
      failed: failed.length,
      departments: departments.size,
      expected: rounded(sumOf(inIt, chanceOf)),
      logLikelihoodRatio: rounded(stretch.height),
      witnesses,
      otherTrunks: {
        numbers: elsewhere.length,
        failed: elsewhere.filter(isFailed).length,
        expected: rounded(sumOf(elsewhere, chanceOf)),
      },
    },
  };
}

/**
 * Whether figures alone do not convict a trunk. That nobody answers all offices can have among themselves, at lunch or at
 * a feast; that all are busy, at a time of day which is not known from other days.
 */
function needsWitness(symptom: Symptom, days: OtherDays): boolean {
  return symptom === 'unanswered' || (symptom === 'busy' && !isTimeKnown(days));
}

/** Of each number its first call. */
function firstCalls(calls: readonly HourCall[]): HourCall[] {
  const seen = new Set<string>();
  return calls.filter(({ number }) => {
    if (seen.has(number)) return false;
    seen.add(number);
    return true;
  });
}

function sumOf(calls: readonly HourCall[], value: (call: HourCall) => number): number {
  return calls.reduce((sum, call) => sum + value(call), 0);
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
