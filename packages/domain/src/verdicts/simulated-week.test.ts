import { describe, expect, it } from 'vitest';

import { chances } from '../test-chances.ts';
import { chinaCalendar } from '../calendar/calendar.ts';
import { localTime } from '../calendar/local-time.ts';
import { defaultCampaignPolicy, defaultVerdictPolicy } from '../campaigns/default-policy.ts';
import { planNextCall } from '../campaigns/plan-next-call.ts';
import { defaultProbeLimits } from '../probes/limits.ts';
import type { VerdictObservation } from '../probes/observation.ts';
import type { CallOutcome } from '../probes/outcome.ts';
import { judgeLine, type JudgeFacts } from './judge-line.ts';
import { fitReachPrior, noPrior, referencePrior } from './reach-prior.ts';
import type { Verdict, VerdictPrior } from './verdict.ts';

/** A line as it really is: its reach rate by minute of the day, and what the rest of the calls meet. */
interface TrueLine {
  readonly id: string;
  readonly hours: string;
  readonly rateAt: (minute: number) => number;
  /** Mean over the published hours. */
  readonly rate: number;
  readonly reachedBy: CallOutcome;
  readonly otherwise: CallOutcome;
}

const week = { fromDay: '2026-11-23', toDay: '2026-11-27' };
const officeDay = '周一至周五 9:00-12:00, 13:30-17:00';

function callForAWeek(
  line: TrueLine,
  random: () => number,
  prior: VerdictPrior,
  period = week,
): { observations: VerdictObservation[]; facts: Omit<JudgeFacts, 'final'> } {
  const observations: VerdictObservation[] = [];
  let nowMs = 0;
  const facts = (): Omit<JudgeFacts, 'final'> => ({
    line: { id: line.id, purpose: 'enquiry', hours: line.hours },
    calendar: chinaCalendar,
    policy: defaultVerdictPolicy,
    observations,
    spotChecks: [],
    contradictions: [],
    prior,
    nowMs,
  });
  for (let calls = 0; calls < 100; calls += 1) {
    const plan = planNextCall({
      line: { id: line.id, hours: line.hours },
      calendar: chinaCalendar,
      policy: defaultCampaignPolicy,
      period,
      otherHours: [defaultProbeLimits.allowedHours],
      calls: observations,
      decided: judgeLine({ ...facts(), final: false }).kind !== 'undetermined',
      spread: 'even',
      nowMs,
    });
    if (plan.kind === 'finished') break;
    nowMs = plan.atMs;
    const reached = random() < line.rateAt(localTime(chinaCalendar, nowMs).minute);
    observations.push({
      id: `${line.id}-${String(observations.length)}`,
      startedAtMs: nowMs,
      outcome: reached ? line.reachedBy : line.otherwise,
      confidence: 0.95,
      timeToPersonMs: reached && line.reachedBy === 'answered_person' ? 800 : null,
      queuedMs: null,
    });
  }
  return { observations, facts: facts() };
}

/** A city like those of the spot checks: more than a fifth of the lines stand between the limits. */
function makeCity(lines: number, random: () => number): TrueLine[] {
  const steady = (rate: number) => ({ rate, rateAt: () => rate });
  const between = (low: number, high: number): number => low + (high - low) * random();
  return Array.from({ length: lines }, (_, index): TrueLine => {
    const base = { id: `line-${String(index)}`, hours: officeDay };
    const draw = random();
    const person = { reachedBy: 'answered_person', otherwise: 'no_answer' } as const;
    if (draw < 0.45) return { ...base, ...person, ...steady(between(0.93, 1)) };
    if (draw < 0.5) {
      return { ...base, reachedBy: 'answered_ivr', otherwise: 'busy', ...steady(between(0.93, 1)) };
    }
    if (draw < 0.64) return { ...base, ...person, ...steady(between(0.62, 0.88)) };
    if (draw < 0.69) {
      // Nobody after 16:00: an hour of six and a half.
      return {
        ...base,
        ...person,
        rate: 0.97 * (5.5 / 6.5),
        rateAt: (at) => (at < 960 ? 0.97 : 0),
      };
    }
    if (draw < 0.74) {
      // Busy from nine to half past ten.
      return {
        ...base,
        reachedBy: 'answered_person',
        otherwise: 'busy',
        rate: 0.97 * (5 / 6.5) + 0.2 * (1.5 / 6.5),
        rateAt: (at) => (at < 630 ? 0.2 : 0.97),
      };
    }
    if (draw < 0.8)
      return { ...base, ...person, otherwise: 'busy', ...steady(between(0.05, 0.55)) };
    if (draw < 0.85) return { ...base, ...person, ...steady(between(0.05, 0.5)) };
    if (draw < 0.88) {
      // Only in the morning: 3 of 6.5 hours.
      return { ...base, ...person, rate: 3 / 6.5, rateAt: (at) => (at < 720 ? 1 : 0) };
    }
    if (draw < 0.93) return { ...base, ...person, ...steady(0) };
    return { ...base, reachedBy: 'answered_person', otherwise: 'unallocated', ...steady(0) };
  });
}

function judgeCity(seed: number, lines: number) {
  const random = chances(seed);
  const city = makeCity(lines, random);
  const reference = referencePrior(defaultVerdictPolicy);
  const called = city.map((line) => ({ line, ...callForAWeek(line, random, reference) }));
  const tallies = called.map(({ facts }) => {
    const { attempts, reached, blankDays } = judgeLine({ ...facts, final: false });
    return { reached, failed: attempts - reached, blankDays };
  });
  const prior = fitReachPrior(tallies, defaultVerdictPolicy);
  const count = {
    outside: 0,
    wrong: 0,
    undetermined: 0,
    calls: 0,
    lowHealthy: 0,
    low: 0,
    highFaulty: 0,
    high: 0,
  };
  for (const { line, observations, facts } of called) {
    const verdict = judgeLine({ ...facts, prior, final: true });
    count.calls += observations.length;
    const low = line.rate <= 0.6;
    if (!low && line.rate < 0.9) continue;
    count.outside += 1;
    if (low) count.low += 1;
    else count.high += 1;
    if (verdict.kind === 'undetermined') count.undetermined += 1;
    else if (low === (verdict.kind === 'healthy')) count.wrong += 1;
    if (low && verdict.kind === 'healthy') count.lowHealthy += 1;
    if (!low && verdict.kind !== 'healthy' && verdict.kind !== 'undetermined')
      count.highFaulty += 1;
  }
  return {
    wrongAmongDecided: count.wrong / (count.outside - count.undetermined),
    undetermined: count.undetermined / count.outside,
    calledHealthyWrongly: count.lowHealthy / count.low,
    calledFaultyWrongly: count.highFaulty / count.high,
    callsPerLine: count.calls / lines,
    prior,
  };
}

describe('a simulated working week of a city', () => {
  it.each([1, 2, 3])('keeps the errors and leaves few undetermined (seed %i)', (seed) => {
    const result = judgeCity(seed, 1_500);
    expect(result.prior.kind).toBe('city');
    expect(result.wrongAmongDecided).toBeLessThanOrEqual(0.02);
    expect(result.undetermined).toBeLessThanOrEqual(0.05);
    expect(result.calledHealthyWrongly).toBeLessThanOrEqual(0.05);
    expect(result.calledFaultyWrongly).toBeLessThanOrEqual(0.05);
    expect(result.callsPerLine).toBeLessThan(8);
  });

  it('judges well from the reference alone, before the city is known', () => {
    const random = chances(11);
    const city = makeCity(1_000, random);
    const prior = referencePrior(defaultVerdictPolicy);
    let wrong = 0;
    let decided = 0;
    for (const line of city) {
      if (line.rate > 0.6 && line.rate < 0.9) continue;
      const { facts } = callForAWeek(line, random, prior);
      const verdict = judgeLine({ ...facts, final: true });
      if (verdict.kind === 'undetermined') continue;
      decided += 1;
      if (line.rate <= 0.6 === (verdict.kind === 'healthy')) wrong += 1;
    }
    expect(decided).toBeGreaterThan(500);
    expect(wrong / decided).toBeLessThanOrEqual(0.02);
  });
});

describe('a line exactly at a limit, without any prior', () => {
  /** Two weeks, so that lines that people answer can be decided by the calls alone. */
  const fortnight = { fromDay: '2026-11-23', toDay: '2026-12-04' };
  const runs = 1_500;

  function share(rate: number, wanted: (verdict: Verdict) => boolean, period: typeof week): number {
    const random = chances(Math.round(rate * 1_000));
    const prior = noPrior(defaultVerdictPolicy);
    let hits = 0;
    for (let run = 0; run < runs; run += 1) {
      const line: TrueLine = {
        id: `at-${String(rate)}-${String(run)}`,
        hours: officeDay,
        rate,
        rateAt: () => rate,
        reachedBy: 'answered_person',
        otherwise: 'no_answer',
      };
      const { facts } = callForAWeek(line, random, prior, period);
      if (wanted(judgeLine({ ...facts, final: true }))) hits += 1;
    }
    return hits / runs;
  }
  // Three standard errors of 1,500 runs at 5 % are 1.7 points.
  const margin = 0.017;

  it('at 0.6 is called healthy by at most one in twenty', () => {
    expect(share(0.6, ({ kind }) => kind === 'healthy', fortnight)).toBeLessThanOrEqual(
      0.05 + margin,
    );
    expect(share(0.6, ({ kind }) => kind === 'healthy', week)).toBe(0);
  });

  it('at 0.9 is called faulty by at most one in twenty', () => {
    const faulty = ({ kind }: Verdict): boolean => kind !== 'healthy' && kind !== 'undetermined';
    expect(share(0.9, faulty, fortnight)).toBeLessThanOrEqual(0.05 + margin);
  });
});
