import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { chinaCalendar } from '../calendar/calendar.ts';
import { addDays, momentOf } from '../calendar/local-time.ts';
import { callOutcomes, type CallOutcome } from '../probes/outcome.ts';
import type { SpotCheck, SpotCheckCode } from '../spot-checks/spot-check.ts';
import { causeKinds } from './cause.ts';
import { causeCalls, hasFailed, type CauseObservation } from './cause-calls.ts';
import { causeWords } from './cause-words.ts';
import { explainCause, howToConfirm } from './explain-cause.ts';
import { findCause, type CauseFacts } from './find-cause.ts';

const monday = '2026-11-23';
let serial = 0;

/** A call on a day (0 = Monday) at a time of the day. */
function at(
  day: number,
  time: string,
  outcome: CallOutcome,
  more: Partial<CauseObservation> = {},
): CauseObservation {
  serial += 1;
  const [hour, minute] = time.split(':').map(Number);
  return {
    id: `o${String(serial).padStart(5, '0')}`,
    startedAtMs: momentOf(chinaCalendar, addDays(monday, day), (hour ?? 0) * 60 + (minute ?? 0)),
    outcome,
    confidence: 0.95,
    timeToPersonMs: outcome === 'answered_person' ? 900 : null,
    keptMs: null,
    heard: [],
    timings: {
      postDialDelayMs: 300,
      postDialDelayBy: '180',
      ringMs: 300,
      answerMs: outcome.startsWith('answered') ? 5_000 : null,
      endMs: 20_000,
    },
    sip: { status: null, reason: null, q850: [] },
    script: null,
    badHourId: null,
    ...more,
  };
}

/** One call at each of the times on each of the days. */
function every(days: readonly number[], times: readonly string[], outcome: CallOutcome) {
  return days.flatMap((day) => times.map((time) => at(day, time, outcome)));
}

function check(day: number, code: SpotCheckCode): SpotCheck {
  return {
    id: `s${String(day)}${code}`,
    lineId: 'l1',
    campaignId: null,
    checkedAtMs: momentOf(chinaCalendar, addDays(monday, day), 605),
    tester: 'u1',
    code,
    answerRight: null,
    note: '',
  };
}

const line: CauseFacts['line'] = {
  purpose: 'enquiry',
  hours: '工作日9:00-17:00（中午不休息）',
  numberType: 'geographic',
  seats: null,
};

function find(
  observations: readonly CauseObservation[],
  more: Partial<CauseFacts> = {},
  spotChecks: readonly SpotCheck[] = [],
) {
  return findCause({
    line,
    calendar: chinaCalendar,
    slowAfterMs: 15_000,
    contradictions: 0,
    observations,
    spotChecks,
    ...more,
  });
}

const week = [0, 1, 2, 3, 4];

describe('findCause', () => {
  it('names a telephone off the hook that is busy at seven as at ten, although few call', () => {
    const found = find([
      ...every([0, 1, 2], ['07:00', '07:40'], 'busy'),
      ...every([0, 1, 2, 3], ['10:00', '12:30'], 'busy'),
    ]);
    expect(found).toMatchObject({ standing: 'clear', cause: 'line_fault', failed: 14 });
    expect(found.figures).toContainEqual({ when: { kind: 'closed' }, count: 6, calls: 6 });
    const { zh, en } = explainCause(found);
    expect(zh).toContain('公布时间外6次中6次');
    expect(en).toContain('4 of 4 in the busy hours');
    expect(howToConfirm(found)?.en).toContain('seven in the morning');
  });

  it('names too many callers where busy follows the day', () => {
    const found = find([
      ...every(week, ['09:30', '10:15'], 'busy'),
      ...every(week, ['12:40', '13:20', '16:50'], 'answered_person'),
      ...every([0, 1], ['08:00', '18:30'], 'no_answer'),
    ]);
    expect(found).toMatchObject({ cause: 'overload' });
    expect(found.standing).not.toBe('thin');
  });

  it('names a shared telephone where busy keeps to no curve, the likelier with one seat', () => {
    const calls = [
      ...every(week, ['09:10', '12:30', '13:20'], 'busy'),
      ...every(week, ['10:10', '15:20', '12:10', '16:40'], 'answered_person'),
    ];
    const weight = (seats: number) =>
      find(calls, { line: { ...line, seats } }).weights.find(({ kind }) => kind === 'shared_line')
        ?.weight ?? 0;
    expect(find(calls).cause).toBe('shared_line');
    expect(weight(1)).toBeGreaterThan(weight(4));
  });

  it('takes long queues for too few people', () => {
    const queued = {
      keptMs: 50_000,
      heard: [
        { fromMs: 5_000, toMs: 55_000, kind: 'music', label: '', levelDbm0: -15, confidence: 0.9 },
      ],
    };
    const found = find(week.map((day) => at(day, '15:00', 'answered_ivr', queued)));
    expect(found).toMatchObject({ cause: 'overload', standing: 'clear' });
  });

  it.each([
    ['lunch', '12:20', '12:50'],
    ['early_closing', '16:20', '16:45'],
  ] as const)('names %s where nobody answers then only', (cause, first, second) => {
    const found = find([
      ...every(week, [first, second], 'no_answer'),
      ...every(week, ['09:30', '10:30', '14:30', '15:10'], 'answered_person'),
    ]);
    expect(found).toMatchObject({ cause, failed: 10 });
    expect(found.standing).not.toBe('thin');
    expect(found.figures[0]).toMatchObject({ count: 10, calls: 10 });
  });

  it('does not blame lunch for calls in a lunch that is published', () => {
    const found = find(every(week, ['12:20'], 'no_answer'), {
      line: { ...line, hours: '工作日 9:00-12:00，13:00-17:00' },
    });
    expect(found).toMatchObject({ standing: 'nothing_failed', cause: null });
  });

  it.each([
    [
      'a line that says it is closed when it is published open',
      'answered_after_hours',
      'no_answer',
    ],
    ['a line that is answered in the evening only', 'no_answer', 'answered_person'],
  ] as const)('takes the hours for wrong: %s', (_, inHours, evening) => {
    const found = find([
      ...every(week, ['10:00', '15:00'], inHours),
      ...every(week, ['19:00', '20:00'], evening),
    ]);
    expect(found).toMatchObject({ cause: 'wrong_hours', standing: 'clear' });
  });

  it('tells a line that nobody has from one that is left alone now and then', () => {
    expect(find(every(week, ['09:30', '12:10', '15:30'], 'no_answer'))).toMatchObject({
      cause: 'nobody_assigned',
    });
    const nowAndThen = week.flatMap((day) => [
      at(day, '09:40', day % 2 === 0 ? 'no_answer' : 'answered_person'),
      at(day, '12:20', day % 2 === 1 ? 'no_answer' : 'answered_person'),
      at(day, '16:30', day % 3 === 0 ? 'no_answer' : 'answered_person'),
    ]);
    expect(find(nowAndThen).cause).toBe('absent_at_times');
  });

  it.each([
    ['powered_off', 'dead_mobile'],
    ['number_changed', 'number_moved'],
    ['unallocated', 'number_withdrawn'],
    ['suspended', 'number_suspended'],
    ['answered_fax', 'fax_on_line'],
    ['network_congestion', 'trunk_or_carrier'],
  ] as const)('reads %s as %s', (outcome, cause) => {
    expect(find(every([0, 1, 2], ['10:00'], outcome))).toMatchObject({ cause, standing: 'clear' });
  });

  it('believes the Q.850 cause: out of order is the line, no circuit is the way to it', () => {
    const withCause = (cause: number) =>
      [0, 1, 2].map((day) =>
        at(day, '10:00', 'unreachable', {
          sip: { status: 502, reason: null, q850: [{ cause, text: null }] },
        }),
      );
    expect(find(withCause(27)).cause).toBe('line_fault');
    expect(find(withCause(34)).cause).toBe('trunk_or_carrier');
    expect(find(withCause(20)).cause).toBe('dead_mobile');
  });

  it('hears another office from a person’s checks, and a menu without an end from pressed keys', () => {
    const answered = every(week, ['10:00'], 'answered_person');
    expect(find(answered, {}, [check(1, '13'), check(3, '12')]).cause).toBe('number_moved');
    const looped = {
      keptMs: 90_000,
      timings: { ...at(0, '10:00', 'answered_ivr').timings, endMs: 95_000 },
      script: {
        name: 'to a person',
        endedBy: 'limit',
        isComplete: true,
        steps: [],
        stretches: [
          { keys: '', fromMs: 5_000, toMs: 20_000, heard: [] },
          { keys: '1', fromMs: 20_000, toMs: 95_000, heard: [] },
        ],
      },
    };
    expect(find([0, 1, 2].map((day) => at(day, '10:00', 'answered_ivr', looped)))).toMatchObject({
      cause: 'menu_loop',
    });
  });

  it('a fax that is published as a fax has not failed', () => {
    const found = find(every(week, ['10:00'], 'answered_fax'), {
      line: { ...line, purpose: 'fax' },
    });
    expect(found.standing).toBe('nothing_failed');
  });

  it('says that one failed call is no pattern, and that a miss of many is chance', () => {
    const one = find([at(0, '10:00', 'busy')]);
    expect(one.standing).toBe('thin');
    expect(explainCause(one).en).toContain('With one failed call');
    const many = find([
      ...every(week, ['09:30', '11:00', '13:30', '16:00'], 'answered_person'),
      at(0, '10:00', 'busy'),
    ]);
    expect(many).toMatchObject({ standing: 'passing', cause: null });
    expect(howToConfirm(many)).toBeNull();
  });

  it('weights are chances, the order of calls is of no account, and each finding has its sentence', () => {
    const call = fc.record({
      day: fc.integer({ min: 0, max: 6 }),
      hour: fc.integer({ min: 7, max: 20 }),
      outcome: fc.constantFrom(...callOutcomes),
    });
    fc.assert(
      fc.property(fc.array(call, { maxLength: 30 }), (calls) => {
        const observations = calls.map(({ day, hour, outcome }) =>
          at(day, `${String(hour)}:15`, outcome),
        );
        const found = find(observations);
        const sum = found.weights.reduce((total, { weight }) => total + weight, 0);
        expect(found.failed === 0 ? 0 : 1).toBeCloseTo(sum, 9);
        const turned = find(observations.toReversed());
        expect(turned).toMatchObject({ standing: found.standing, cause: found.cause });
        const { zh, en } = explainCause(found);
        for (const text of [zh, en]) {
          expect(text).not.toMatch(/undefined|NaN|null/);
          expect(text.length).toBeGreaterThan(10);
        }
        for (const { count, calls: of } of found.figures) expect(count).toBeLessThanOrEqual(of);
      }),
      { numRuns: 60 },
    );
  });

  it('more of the same evidence makes a cause no less likely', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 12 }), (count) => {
        const calls = Array.from({ length: count + 1 }, (_, n) =>
          at(n % 5, '10:00', 'unallocated'),
        );
        const weight = (some: readonly CauseObservation[]) =>
          find(some).weights.find(({ kind }) => kind === 'number_withdrawn')?.weight ?? 0;
        expect(weight(calls)).toBeGreaterThanOrEqual(weight(calls.slice(1)) - 1e-12);
      }),
    );
  });
});

describe('causeCalls', () => {
  it('leaves out what is unsure or says nothing of the line', () => {
    const calls = causeCalls(
      [
        at(0, '10:00', 'interrupted'),
        at(0, '11:00', 'answered_unknown'),
        at(0, '12:00', 'busy', { confidence: 0.3 }),
        at(0, '19:00', 'no_answer'),
        at(5, '10:00', 'busy'),
      ],
      [],
      { line, calendar: chinaCalendar, slowAfterMs: 15_000 },
    );
    expect(calls.map(({ event, open }) => [event, open])).toEqual([
      ['unanswered', false],
      ['busy', false],
    ]);
    expect(calls.map(hasFailed)).toEqual([false, true]);
  });
});

describe('causeWords', () => {
  it.each(causeKinds)('has every word of %s in both languages', (kind) => {
    for (const { zh, en } of Object.values(causeWords[kind])) {
      expect(zh).toMatch(/\p{Script=Han}/u);
      expect(en).toMatch(/[a-z]/);
    }
  });
});
