import type { CallOutcome } from '../probes/outcome.ts';
import { symptomOf, symptoms, tellsOfTrunk, type Symptom } from './symptom.ts';

/** Calls, and how many of them showed each symptom. */
export interface SymptomTally {
  readonly calls: number;
  /** Answered by a machine, which takes no lunch. */
  readonly machine: number;
  readonly symptoms: Readonly<Record<Symptom, number>>;
}

/** What the calls of other days say of the calls of one. */
export interface OtherDays {
  /** All calls of the city. */
  readonly city: SymptomTally;
  /** By dialled number. */
  readonly numbers: ReadonlyMap<string, SymptomTally>;
  /** Calls of the whole city at the same time of other days, and on how many days there were any. */
  readonly sameTime: SymptomTally & { readonly days: number };
}

/** How often each symptom is met before anything is known of a city, worth so many calls. */
const reference: Readonly<Record<Symptom, number>> = {
  busy: 0.12,
  unanswered: 0.2,
  silent: 0.05,
  dead: 0.06,
  announcement: 0.05,
};
const referenceCalls = 20;
/** The city's share is worth so many calls beside a number's own. */
const cityCalls = 3;
/**
 * A time of day, a Monday morning or a burst of callers may multiply the odds of a symptom on all lines at once: up to so
 * much is never the trunk's.
 */
const cityWideOdds = 4;
/** Nothing is taken to be rarer, or more certain. */
const least = 0.01;
const most = 0.97;
/** A time of day is known from so many calls, on so many other days. */
const knownCalls = 20;
const knownDays = 2;
/** The city's share is worth so many calls beside those of a time of day. */
const timeCalls = 5;
/** A number that a machine has answered so often, and at least so nearly always, is a witness of its own. */
const machineCalls = 3;
const machineShare = 0.9;

export const noSymptoms: SymptomTally = {
  calls: 0,
  machine: 0,
  symptoms: { busy: 0, unanswered: 0, silent: 0, dead: 0, announcement: 0 },
};

/** Adds up calls by what they tell of their trunk; the others are left out. */
export function tallySymptoms(
  outcomes: Iterable<{ readonly outcome: CallOutcome; readonly calls: number }>,
): SymptomTally {
  const counts = { ...noSymptoms.symptoms };
  let calls = 0;
  let machine = 0;
  for (const one of outcomes) {
    if (!tellsOfTrunk(one.outcome)) continue;
    calls += one.calls;
    if (one.outcome === 'answered_ivr') machine += one.calls;
    const symptom = symptomOf(one.outcome);
    if (symptom !== null) counts[symptom] += one.calls;
  }
  return { calls, machine, symptoms: counts };
}

/** Whether it is known what the city's lines do at this time of day. */
export function isTimeKnown({ sameTime }: OtherDays): boolean {
  return sameTime.days >= knownDays && sameTime.calls >= knownCalls;
}

/** Whether a number's own calls make it a witness: a machine answers it, at any hour. */
export function isAnsweredByMachine(others: OtherDays, number: string): boolean {
  const own = others.numbers.get(number) ?? noSymptoms;
  return own.machine >= machineCalls && own.machine >= machineShare * own.calls;
}

/** Whether a number has shown on other days, over any trunk, that it can do without a symptom. */
export function isKnownGood(others: OtherDays, number: string, symptom: Symptom): boolean {
  const own = others.numbers.get(number) ?? noSymptoms;
  return own.calls > own.symptoms[symptom];
}

/**
 * The chance, rather too large than too small, that a call shows a symptom while its trunk works: the number's own calls
 * of other days with the city's share beside them, at odds that allow for the time of day and for what all lines of a
 * city may meet together.
 */
export function chanceOfSymptom(
  others: OtherDays,
  number: string,
  symptom: Symptom,
  isControl: boolean,
): number {
  const { city, sameTime } = others;
  const share =
    (city.symptoms[symptom] + referenceCalls * reference[symptom]) / (city.calls + referenceCalls);
  const own = others.numbers.get(number) ?? noSymptoms;
  // Nothing that befalls a city's offices keeps a machine from answering; it may well be busy with them.
  const isSure = isControl || (symptom === 'unanswered' && isAnsweredByMachine(others, number));
  const alone =
    (own.symptoms[symptom] + cityCalls * (isSure ? least : share)) / (own.calls + cityCalls);
  if (isSure) return clamped(alone);
  const atThisTime = isTimeKnown(others)
    ? (sameTime.symptoms[symptom] + timeCalls * share) / (sameTime.calls + timeCalls)
    : share;
  const timeOdds = Math.max(1, oddsOf(atThisTime) / oddsOf(share));
  const odds = oddsOf(clamped(alone)) * timeOdds * cityWideOdds;
  return clamped(odds / (1 + odds));
}

/** The tallies of two sets of calls together. */
export function addTallies(one: SymptomTally, other: SymptomTally): SymptomTally {
  return {
    calls: one.calls + other.calls,
    machine: one.machine + other.machine,
    symptoms: Object.fromEntries(
      symptoms.map((symptom) => [symptom, one.symptoms[symptom] + other.symptoms[symptom]]),
    ) as Record<Symptom, number>,
  };
}

function clamped(chance: number): number {
  return Math.min(most, Math.max(least, chance));
}

function oddsOf(chance: number): number {
  return chance / (1 - chance);
}
