import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { chinaCalendar } from '../calendar/calendar.ts';
import { addDays, momentOf } from '../calendar/local-time.ts';
import { defaultVerdictPolicy as policy } from '../campaigns/default-policy.ts';
import {
  verdictObservation,
  type Observation,
  type VerdictObservation,
} from '../probes/observation.ts';
import { callOutcomes, type CallOutcome } from '../probes/outcome.ts';
import type { SpotCheck, SpotCheckCode } from '../spot-checks/spot-check.ts';
import { explainVerdict, verdictWord } from './explain-verdict.ts';
import { judgeLine, type JudgeFacts } from './judge-line.ts';
import { outcomeMeaning } from './outcome-class.ts';
import { weightAtAge } from './fading.ts';
import { fitReachPrior, noPrior, reachPosterior, referencePrior } from './reach-prior.ts';
import { logLikelihoodRatio, sequentialTest } from './sequential-test.ts';
import { verdictKinds, verdictRules, type Verdict, type VerdictRule } from './verdict.ts';

const monday = '2026-11-23';
let serial = 0;

/** One call on a day of the week (0 = Monday) at a minute of the day. */
function at(
  day: number,
  minute: number,
  outcome: CallOutcome,
  more: Partial<VerdictObservation> = {},
): VerdictObservation {
  serial += 1;
  return {
    id: `o${String(serial)}`,
    startedAtMs: momentOf(chinaCalendar, addDays(monday, day), minute),
    outcome,
    confidence: 0.95,
    timeToPersonMs: outcome === 'answered_person' ? 900 : null,
    queuedMs: null,
    ...more,
  };
}

/** Calls at ten on as many days as there are outcomes, weekends passed over. */
function daily(...outcomes: CallOutcome[]): VerdictObservation[] {
  return outcomes.map((outcome, index) => at(index + 2 * Math.floor(index / 5), 600, outcome));
}

function check(day: number, code: SpotCheckCode, id = `s${String(day)}${code}`): SpotCheck {
  return {
    id,
    lineId: 'l1',
    campaignId: null,
    checkedAtMs: momentOf(chinaCalendar, addDays(monday, day), 605),
    tester: 'u1',
    code,
    answerRight: null,
    note: '',
  };
}

function judge(
  observations: readonly VerdictObservation[],
  more: Partial<JudgeFacts> = {},
): Verdict {
  return judgeLine({
    line: { id: 'l1', purpose: 'enquiry', hours: '工作日 9:00-12:00, 13:00-17:00' },
    calendar: chinaCalendar,
    policy,
    observations,
    spotChecks: [],
    contradictions: [],
    prior: referencePrior(policy),
    final: true,
    nowMs: momentOf(chinaCalendar, addDays(monday, 5), 0),
    ...more,
  });
}

const person = 'answered_person';

describe('calls that grow old', () => {
  const week = daily(person, person, person, person, person, person, person, person);
  const later = (days: number) => ({
    nowMs: momentOf(chinaCalendar, addDays(monday, days), 0),
  });

  it('tell all for four weeks', () => {
    const fresh = judge(week, later(12));
    expect(fresh.kind).toBe('healthy');
    expect(judge(week, later(28))).toEqual({ ...fresh, decidedAtMs: later(28).nowMs });
  });

  it('tell less and less, until they decide nothing; what was counted stays on the page', () => {
    const widths = [28, 56, 84, 140].map((days) => {
      const { interval, attempts } = judge(week, later(days));
      expect(attempts).toBe(8);
      return interval[1] - interval[0];
    });
    expect(widths).toEqual(widths.toSorted((a, b) => a - b));
    expect(judge(week, later(84))).toMatchObject({ kind: 'undetermined', rule: 'too_old' });
  });

  it('give way to new ones: a line that was bad half a year ago is judged by this week', () => {
    const bad = daily('busy', 'busy', person, 'busy', 'busy', 'busy');
    const good = Array.from({ length: 8 }, (_, n) =>
      at(182 + n + 2 * Math.floor(n / 5), 600, person),
    );
    const verdict = judge([...bad, ...good], later(195));
    expect(verdict.kind).toBe('healthy');
    expect(verdict.interval[0]).toBeGreaterThan(0.5);
  });

  it('are worth the same as fewer fresh ones: half the weight of two days is one day', () => {
    const test = sequentialTest(policy);
    const day = { reached: 1, failed: 0, weight: 0.5 };
    expect(logLikelihoodRatio(test, { reached: 0, failed: 0, faded: [day, day] })).toBeCloseTo(
      logLikelihoodRatio(test, { reached: 1, failed: 0 }),
      12,
    );
    const half = reachPosterior(
      { reached: 3, failed: 0, faded: [day, day] },
      noPrior(policy),
      policy,
    );
    const whole = reachPosterior({ reached: 4, failed: 0 }, noPrior(policy), policy);
    expect(half.healthy).toBeCloseTo(whole.healthy, 12);
  });

  it('lose half their weight in each half-life after four weeks', () => {
    expect(weightAtAge(28 * 86_400_000, 28)).toBe(1);
    expect(weightAtAge(56 * 86_400_000, 28)).toBeCloseTo(0.5, 12);
    expect(weightAtAge(48 * 86_400_000, 10)).toBeCloseTo(0.25, 12);
  });
});

describe('a line that changes', () => {
  const many = (count: number, outcome: CallOutcome) => Array<CallOutcome>(count).fill(outcome);

  it('is judged by its calls since it broke: weeks of answers do not outvote them', () => {
    const calls = daily(...many(40, person), ...many(6, 'no_answer'));
    const verdict = judge(calls, { prior: noPrior(policy), final: false });
    expect(verdict).toMatchObject({
      kind: 'zombie',
      attempts: 6,
      reached: 0,
      change: { attemptsBefore: 40, reachedBefore: 40 },
    });
    expect(verdict.evidence).toEqual(calls.slice(40).map(({ id }) => id));
    expect(explainVerdict(verdict, 'en')).toContain(
      'It has changed: since 2027-01-18 it gets through 0 of 6 times, before that 40 of 40;',
    );
    expect(explainVerdict(verdict, 'zh-CN')).toContain('自2027-01-18起线路有变');
  });

  it('is judged by its calls since it was repaired, with no ticket to say so', () => {
    const calls = daily(...many(20, 'busy'), ...many(9, person));
    const verdict = judge(calls, { prior: noPrior(policy), final: false });
    expect(verdict).toMatchObject({ kind: 'healthy', attempts: 9, reached: 9 });
    expect(verdict.counts.busy).toBe(0);
  });

  it('is not seen in several misses of one day, which may be one absence', () => {
    const out = [0, 40, 80, 120, 160, 200].map((minute) => at(56, 540 + minute, 'no_answer'));
    expect(judge([...daily(...many(40, person)), ...out]).change).toBeNull();
  });
});

describe('the verdict of a line', () => {
  it('is healthy after a week in which a person answered each day, and says on what it rests', () => {
    const calls = daily(person, person, person, person, person);
    const verdict = judge(calls);
    expect(verdict).toMatchObject({
      kind: 'healthy',
      rule: 'horizon_healthy',
      attempts: 5,
      reached: 5,
      reachRate: 1,
      medianTimeToPersonMs: 900,
    });
    expect(verdict.confidence).toBeGreaterThan(0.95);
    expect(verdict.evidence).toEqual(calls.map(({ id }) => id));
    expect(verdict.prior.kind).toBe('reference');
  });

  it('is undetermined on the same calls while the period goes on, or without a prior', () => {
    const calls = daily(person, person, person, person, person);
    expect(judge(calls, { final: false })).toMatchObject({
      kind: 'undetermined',
      rule: 'between_limits',
    });
    expect(judge(calls, { prior: noPrior(policy) }).kind).toBe('undetermined');
    const eight = daily(...Array<CallOutcome>(8).fill(person));
    expect(judge(eight, { prior: noPrior(policy), final: false })).toMatchObject({
      kind: 'healthy',
      rule: 'sequential_healthy',
    });
  });

  it('counts the misses of a blank day, so that a day out is no fault', () => {
    const dayOut = [at(2, 560, 'no_answer'), at(2, 640, 'no_answer'), at(2, 900, 'no_answer')];
    const verdict = judge([at(0, 600, person), at(1, 600, person), ...dayOut, at(3, 600, person)]);
    expect(verdict).toMatchObject({ kind: 'undetermined', blankDays: [3], attempts: 6 });
    // A day on which somebody answered in the end is not blank.
    expect(judge([at(0, 560, 'busy'), at(0, 640, 'busy'), at(0, 900, person)]).blankDays).toEqual(
      [],
    );
  });

  it.each<[CallOutcome, string]>([
    ['busy', 'busy'],
    ['no_answer', 'zombie'],
    ['answered_voicemail', 'zombie'],
    ['answered_after_hours', 'zombie'],
    ['answered_silent', 'zombie'],
    ['answered_dropped', 'zombie'],
    ['powered_off', 'invalid'],
    ['unreachable', 'invalid'],
    ['barred', 'invalid'],
    ['rejected', 'invalid'],
    ['answered_fax', 'invalid'],
    ['announcement_unknown', 'invalid'],
  ])('%s on two days means %s', (outcome, kind) => {
    expect(judge(daily(outcome, outcome, outcome), { final: false })).toMatchObject({
      kind,
      rule: 'sequential_faulty',
    });
  });

  it.each<CallOutcome>(['unallocated', 'suspended'])(
    '%s twice, hours apart on one day, is invalid',
    (outcome) => {
      expect(judge([at(0, 560, outcome), at(0, 700, outcome)], { final: false })).toMatchObject({
        kind: 'invalid',
        rule: 'concordant_dead',
        confidence: 0.9975,
      });
      expect(judge([at(0, 560, outcome), at(0, 600, outcome)], { final: false }).kind).toBe(
        'undetermined',
      );
      expect(
        judge([at(0, 560, outcome), at(0, 700, outcome, { confidence: 0.7 })], { final: false })
          .kind,
      ).toBe('undetermined');
      // At night as by day: no hour explains it.
      expect(judge([at(0, 60, outcome), at(0, 1_300, outcome)], { final: false }).kind).toBe(
        'invalid',
      );
      // It worked since: whatever it was, it has passed.
      expect(
        judge([at(0, 560, outcome), at(0, 700, outcome), at(1, 600, person)], { final: false })
          .kind,
      ).toBe('undetermined');
    },
  );

  it('says that the number has changed where the network says so', () => {
    const verdict = judge(daily('number_changed', 'number_changed'), { final: false });
    expect(verdict).toMatchObject({ kind: 'invalid', rule: 'number_changed' });
  });

  it.each<CallOutcome>([
    'network_congestion',
    'trunk_fault',
    'invalid_format',
    'interrupted',
    'not_dialled',
    'answered_unknown',
  ])('%s says nothing about the line', (outcome) => {
    const calls = daily(outcome, outcome, outcome, outcome, outcome);
    expect(judge(calls)).toMatchObject({
      kind: 'undetermined',
      rule: 'no_observation',
      attempts: 0,
      reachRate: null,
      evidence: [],
    });
  });

  it('does not blame a line for calls outside its published hours', () => {
    const calls = [
      at(0, 750, 'no_answer'),
      at(1, 750, 'no_answer'),
      at(2, 1_100, 'no_answer'),
      at(5, 600, 'no_answer'),
    ];
    const verdict = judge(calls);
    expect(verdict.rule).toBe('no_observation');
    expect(verdict.counts.excluded).toBe(4);
  });

  it('is slow when people come too late, or the queue keeps the caller to the end', () => {
    const late = [0, 1, 2].map((day) => at(day, 600, person, { timeToPersonMs: 40_000 }));
    expect(judge(late)).toMatchObject({ kind: 'slow' });
    const queued = [0, 1, 2].map((day) => at(day, 600, 'answered_ivr', { queuedMs: 20_000 }));
    expect(judge(queued)).toMatchObject({ kind: 'slow' });
    const shortly = [0, 1, 2, 3, 4].map((day) => at(day, 600, 'answered_ivr', { queuedMs: 8_000 }));
    expect(judge(shortly).kind).toBe('healthy');
  });

  it('takes a fax for an answer on a fax line only', () => {
    const calls = daily(...Array<CallOutcome>(5).fill('answered_fax'));
    expect(judge(calls, { line: { id: 'l1', purpose: 'fax', hours: null } }).kind).toBe('healthy');
    expect(judge(calls).kind).toBe('invalid');
  });

  it('does not believe an unsure classifier which fault it is, nor that it was an answer', () => {
    const unsure = { confidence: 0.3 };
    const failed = judge([0, 1, 2].map((day) => at(day, 600, 'busy', unsure)));
    expect(failed).toMatchObject({ kind: 'invalid', kindConfidence: 0.5 });
    expect(failed.counts.not_reached).toBe(3);
    expect(judge([0, 1, 2].map((day) => at(day, 600, person, unsure))).attempts).toBe(0);
  });

  it('needs a person to say that a line is outdated', () => {
    const calls = daily(person, person, person, person, person);
    expect(judge(calls, { spotChecks: [check(2, '13')] })).toMatchObject({
      kind: 'outdated',
      rule: 'spot_check_wrong_party',
      confidence: 0.95,
    });
    expect(judge(calls, { spotChecks: [check(1, '12'), check(2, '13')] }).confidence).toBe(0.99);
    expect(judge(calls, { spotChecks: [check(1, '13'), check(3, '11')] }).kind).toBe('healthy');
    expect(judge(calls, { spotChecks: [check(2, '13', 'mine')] }).evidence).toContain('mine');
  });

  it('or listings that contradict each other, unless a person has reached the right office since', () => {
    const contradictions = [{ conflictId: 'k9', atMs: momentOf(chinaCalendar, monday, 0) }];
    const verdict = judge(daily(person), { contradictions });
    expect(verdict).toMatchObject({ kind: 'outdated', rule: 'contradicting_listings' });
    expect(verdict.evidence).toContain('k9');
    expect(judge(daily(person), { contradictions, spotChecks: [check(2, '11')] }).kind).toBe(
      'undetermined',
    );
  });

  it('counts a person’s call like a probe', () => {
    const checks = (['21', '14', '22', '22'] as const).map((code, day) => check(day, code));
    expect(judge([], { spotChecks: checks })).toMatchObject({ kind: 'busy', attempts: 4 });
    expect(judge([], { spotChecks: [check(0, '23'), check(1, '23')] })).toMatchObject({
      kind: 'invalid',
      rule: 'concordant_dead',
    });
    const closed: SpotCheck = {
      ...check(0, '21'),
      checkedAtMs: momentOf(chinaCalendar, monday, 1_200),
    };
    expect(judge([], { spotChecks: [closed] }).attempts).toBe(0);
  });

  it('names the more frequent fault, the latest on a tie, and says how sure that is', () => {
    const clear = judge([...daily('busy', 'busy', 'busy', 'busy'), at(0, 700, 'no_answer')]);
    expect(clear.kind).toBe('busy');
    expect(clear.kindConfidence).toBeGreaterThan(0.85);
    const tie = judge(daily('busy', 'no_answer', 'busy', 'no_answer'));
    expect(tie).toMatchObject({ kind: 'zombie', kindConfidence: 0.5 });
  });

  it('waits for a second day, and for a third before the prior may help', () => {
    expect(judge([at(0, 560, 'busy'), at(0, 600, 'busy'), at(0, 800, 'busy')])).toMatchObject({
      kind: 'undetermined',
      rule: 'too_few',
    });
    expect(judge(daily(person)).rule).toBe('too_few');
    expect(judge(daily(person, person)).rule).toBe('too_few');
    expect(judge(daily(person, person, person)).kind).toBe('healthy');
  });

  it('is the same whatever the order in which the calls are given, and rests on counted calls only', () => {
    const observation = fc
      .tuple(
        fc.integer({ min: 0, max: 6 }),
        fc.integer({ min: 0, max: 1_439 }),
        fc.constantFrom(...callOutcomes),
        fc.double({ min: 0, max: 1, noNaN: true }),
      )
      .map(([day, minute, outcome, confidence]) => at(day, minute, outcome, { confidence }));
    fc.assert(
      fc.property(fc.array(observation, { maxLength: 20 }), fc.boolean(), (observations, final) => {
        const verdict = judge(observations, { final });
        expect(judge(observations.toReversed(), { final })).toEqual(verdict);
        expect(
          judge(
            observations.filter(({ id }) => verdict.evidence.includes(id)),
            { final },
          ),
        ).toMatchObject({
          kind: verdict.kind,
          confidence: verdict.confidence,
          attempts: verdict.attempts,
        });
        expect(verdict.evidence).toHaveLength(verdict.attempts);
        expect(verdict.confidence).toBeGreaterThanOrEqual(0);
        expect(verdict.confidence).toBeLessThanOrEqual(0.999);
        expect(verdict.interval[0]).toBeLessThanOrEqual(verdict.reachRate ?? 0);
        expect(verdict.interval[1]).toBeGreaterThanOrEqual(verdict.reachRate ?? 1);
        const total = Object.values(verdict.counts).reduce((sum, count) => sum + count, 0);
        expect(total).toBe(observations.length);
        for (const language of ['zh-CN', 'en'] as const) {
          expect(explainVerdict(verdict, language)).not.toMatch(/undefined|NaN|null/);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('has a meaning for every outcome of the closed list', () => {
    expect(Object.keys(outcomeMeaning).toSorted()).toEqual([...callOutcomes].toSorted());
  });
});

describe('what a verdict keeps of an observation', () => {
  const observation: Observation = {
    id: 'o1',
    probeId: 'p1',
    lineId: 'l1',
    trunkId: 't1',
    campaignId: null,
    startedAtMs: 0,
    endedAtMs: 30_000,
    outcome: 'answered_ivr',
    confidence: 0.9,
    decidedBy: 'media',
    readings: {},
    sip: { status: 200, reason: 'OK', q850: [] },
    timings: {
      postDialDelayMs: 300,
      postDialDelayBy: '180',
      ringMs: 2_000,
      answerMs: 2_500,
      endMs: 22_500,
    },
    timeToPersonMs: null,
    keptMs: 20_000,
    heard: [
      { fromMs: 300, toMs: 2_500, kind: 'music', label: 'music', levelDbm0: -18, confidence: 0.9 },
      {
        fromMs: 2_500,
        toMs: 12_000,
        kind: 'speech',
        label: 'speech',
        levelDbm0: -18,
        confidence: 0.9,
      },
    ],
    media: null,
    announcementId: null,
    facts: null,
    script: null,
    badHourId: null,
  };

  it('takes hold music for a queue, and neither a menu nor music before the answer', () => {
    expect(verdictObservation(observation).queuedMs).toBeNull();
    const music = {
      fromMs: 12_000,
      toMs: 22_500,
      kind: 'music',
      label: 'music',
      levelDbm0: -18,
      confidence: 0.9,
    };
    const held = { ...observation, heard: [...observation.heard, music] };
    expect(verdictObservation(held).queuedMs).toBe(20_000);
    expect(verdictObservation({ ...held, timeToPersonMs: 19_000 }).queuedMs).toBeNull();
  });
});

describe('a verdict explains itself', () => {
  const wrong = [check(2, '13')];
  const conflict = [{ conflictId: 'k9', atMs: 0 }];
  const doubtfulCity = fitReachPrior(
    Array.from({ length: 500 }, () => ({ reached: 11, failed: 9 })),
    policy,
  );
  const samples: Readonly<Record<VerdictRule, Verdict>> = {
    sequential_healthy: judge(daily(...Array<CallOutcome>(8).fill(person))),
    sequential_faulty: judge(daily('busy', 'no_answer', 'busy', 'busy')),
    concordant_dead: judge(daily('suspended', 'suspended')),
    number_changed: judge(daily('number_changed', 'number_changed')),
    spot_check_wrong_party: judge(daily(person), { spotChecks: wrong }),
    contradicting_listings: judge(daily(person), { contradictions: conflict }),
    horizon_healthy: judge(daily(person, person, person, person, person)),
    horizon_faulty: judge(daily('busy', person, person, 'busy'), { prior: doubtfulCity }),
    between_limits: judge(daily(person, 'busy', person, person, 'no_answer')),
    too_few: judge(daily('busy')),
    too_old: judge(daily(person, 'busy', person, person, 'no_answer'), {
      nowMs: momentOf(chinaCalendar, addDays(monday, 100), 0),
    }),
    no_observation: judge([]),
  };

  it.each(verdictRules.map((rule) => [rule] as const))(
    'for the rule %s in both languages',
    (rule) => {
      const verdict = samples[rule];
      expect(verdict.rule).toBe(rule);
      const chinese = explainVerdict(verdict, 'zh-CN');
      const english = explainVerdict(verdict, 'en');
      expect(chinese.startsWith(verdictWord(verdict.kind, 'zh-CN'))).toBe(true);
      expect(english.toLowerCase().startsWith(verdictWord(verdict.kind, 'en'))).toBe(true);
      expect(chinese).toMatch(/。$/);
      expect(english).toMatch(/\.$/);
      expect(english).not.toMatch(/[\u4e00-\u9fff]/);
    },
  );

  it('with the figures that a manager asks for', () => {
    expect(explainVerdict(judge(daily('busy', 'busy', person, 'busy', 'no_answer')), 'en')).toBe(
      'Busy: 1 of 5 test calls in the published hours got through (3 busy, 1 unanswered); the reach rate lies between 1% and 72%. The calls alone decide it (99% sure).',
    );
    expect(explainVerdict(judge(daily('busy', 'busy', person, 'busy', 'no_answer')), 'zh-CN')).toBe(
      '占线：公布时间内5次有效拨测，接通1次，未接通的有：占线3次、无人接听1次，接通率估计在1%至72%之间，仅凭拨测即可判定（把握99%）。',
    );
  });

  it('and has a word for every kind', () => {
    for (const kind of verdictKinds) {
      expect(verdictWord(kind, 'zh-CN')).toMatch(/^[\u4e00-\u9fff]{2}$/);
      expect(verdictWord(kind, 'en')).toBe(kind);
    }
  });
});
