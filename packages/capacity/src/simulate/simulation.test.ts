import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { erlangA } from '../traffic/erlang-a.ts';
import { erlangB } from '../traffic/erlang-b.ts';
import { erlangC } from '../traffic/erlang-c.ts';
import { retrialLine } from '../traffic/retrials.ts';
import type { CallKind, Centre } from './centre.ts';
import { meanInterval } from './confidence.ts';
import type { COUNTED, DayFigures, DayPart } from './day-figures.ts';
import { oneQueue, type OneQueue } from './one-queue.ts';
import { Simulation } from './simulation.ts';

/** Long days, whose beginning is not counted: they begin empty. */
const part: DayPart = { from: 6, to: 60 };
const hours = { intervalS: 10_800, intervals: 60, targetS: 15 };
const patient: OneQueue = {
  offeredErlangs: 8,
  people: 10,
  handlingS: 180,
  patienceS: Infinity,
  lines: Infinity,
  again: null,
  ...hours,
};

const simulated = new WeakMap<Centre, readonly DayFigures[]>();

function daysOf(centre: Centre): readonly DayFigures[] {
  const known = simulated.get(centre);
  if (known !== undefined) return known;
  const simulation = new Simulation(centre);
  const days = Array.from({ length: 30 }, (_, seed) => simulation.run(seed));
  simulated.set(centre, days);
  return days;
}

/** Holds a figure of theory against the 99.9 % interval of thirty simulated days, which must be narrow to tell anything. */
function expectTheory(
  centre: Centre,
  figure: (day: DayFigures) => number,
  theory: number | undefined,
  width = 0.05,
): void {
  const { low, high, mean } = meanInterval(daysOf(centre).map(figure), 0.999);
  expect(theory).toBeGreaterThan(low);
  expect(theory).toBeLessThan(high);
  expect((high - low) / 2 / mean).toBeLessThan(width);
}

const share =
  (what: (typeof COUNTED)[number], of: (typeof COUNTED)[number] = 'attempts', kind?: number) =>
  (day: DayFigures) => {
    const where = kind === undefined ? part : { ...part, kind };
    return day.count(what, where) / day.count(of, where);
  };

describe('the simulation agrees with', () => {
  test('Erlang’s loss', () => {
    const queue = oneQueue({ ...patient, lines: 10, people: 10 });
    expectTheory(queue, share('busy'), erlangB(8, 10));
    const seconds = hours.intervalS * 54;
    expectTheory(queue, (day) => day.lineFullS(0, part) / seconds, erlangB(8, 10));
    const carried = 8 * (1 - erlangB(8, 10));
    expectTheory(queue, (day) => day.lineOccupiedS(0, part) / seconds, carried);
    expectTheory(queue, (day) => day.groupBusyS(0, part) / seconds, carried);
  });

  test('Erlang’s delay', () => {
    const queue = oneQueue({ ...patient, targetS: 0 });
    const theory = erlangC(8, 10)!;
    expectTheory(queue, share('inTarget'), 1 - theory.waiting);
    expectTheory(oneQueue(patient), share('inTarget'), theory.within(15 / 180));
    expectTheory(queue, share('answeredWaitS'), theory.meanWait * 180, 0.12);
  });

  test('Palm’s queue of impatient callers, over its capacity too', () => {
    for (const offeredErlangs of [8, 13]) {
      const queue = oneQueue({ ...patient, offeredErlangs, patienceS: 120 });
      const theory = erlangA(offeredErlangs, 10, 120 / 180);
      expectTheory(queue, share('gaveUp'), theory.abandoned);
      expectTheory(queue, share('inTarget'), theory.servedWithin(15 / 180));
      const waited = (day: DayFigures) =>
        (day.count('answeredWaitS', part) + day.count('gaveUpWaitS', part)) /
        day.count('attempts', part);
      expectTheory(queue, waited, theory.meanWait * 180, 0.06);
    }
  });

  test('the line whose callers try again', () => {
    const again: CallKind['again'] = {
      afterBusy: { first: 0.8, later: 0.6 },
      afterGivingUp: { first: 0, later: 0 },
      delay: { shape: 'exponential', meanS: 100 },
    };
    const queue = oneQueue({ ...patient, offeredErlangs: 3, lines: 4, people: 4, again });
    const theory = retrialLine({
      offeredErlangs: 3,
      lines: 4,
      triesPerHoldingTime: 1.8,
      firstPersistence: 0.8,
      laterPersistence: 0.6,
    })!;
    expectTheory(queue, share('busy'), theory.triesFailed);
    expectTheory(queue, share('attempts', 'callers'), theory.triesEach);
    expectTheory(queue, share('lost', 'callers'), theory.lost);
    const full = (day: DayFigures) => day.lineFullS(0, part) / (10_800 * 54);
    expectTheory(queue, full, theory.blocking);
  });

  test('the waits of urgent and other calls (Cobham)', () => {
    const { kinds, ...centre } = oneQueue(patient);
    const half = kinds[0]!.arrivals.map((calls) => calls / 2);
    const both = [0, 1].map((priority) => ({ ...kinds[0]!, arrivals: half, priority }));
    const queue: Centre = {
      ...centre,
      kinds: both,
      groups: [{ ...centre.groups[0]!, kinds: [0, 1] }],
    };
    // Of ten people 0.4 are busy with urgent calls, 0.8 with all.
    const base = erlangC(8, 10)!.waiting * 18;
    expectTheory(queue, share('answeredWaitS', 'answered', 0), base / 0.6, 0.12);
    expectTheory(queue, share('answeredWaitS', 'answered', 1), base / (0.6 * 0.2), 0.12);
  });

  test('people who are fewer for what a machine settles and what takes time afterwards', () => {
    const centre = oneQueue({ ...patient, patienceS: 120 });
    const kind: CallKind = {
      ...centre.kinds[0]!,
      handling: { shape: 'exponential', meanS: 120 },
      ai: { takes: 0.5, solves: 0.6, talk: { shape: 'lognormal', meanS: 60, variation: 0.5 } },
    };
    // What the machine leaves over is as random as what comes; 0.7 of the calls reach the queue.
    const queue: Centre = { ...centre, kinds: [kind], aiChannels: Infinity };
    const theory = erlangA(8 * (120 / 180) * 0.7, 10, 1);
    expectTheory(queue, share('aiSolved'), 0.3);
    const tight = {
      ...queue,
      groups: [{ kinds: [0], people: centre.groups[0]!.people.map(() => 4) }],
    };
    expectTheory(tight, share('gaveUp'), 0.7 * erlangA(8 * (120 / 180) * 0.7, 4, 1).abandoned);
    expectTheory(queue, (day) => day.groupBusyS(0, part) / (10_800 * 540), theory.occupancy);
    const wrapUp = { shape: 'exponential', meanS: 60 } as const;
    const written: Centre = { ...queue, kinds: [{ ...kind, ai: null, wrapUp }] };
    const occupied = (day: DayFigures) =>
      day.groupBusyS(0, part) / (day.count('answered', part) * 180);
    expectTheory(written, occupied, 1);
  });
});

const shares = fc.double({ min: 0, max: 1, noNaN: true });
const seconds = fc.integer({ min: 0, max: 400 });
const durations = fc.oneof(
  seconds.map((meanS) => ({ shape: 'exponential' as const, meanS })),
  seconds.map((meanS) => ({ shape: 'constant' as const, meanS })),
  fc.record({
    shape: fc.constant('lognormal' as const),
    meanS: seconds,
    variation: fc.double({ min: 0, max: 2, noNaN: true }),
  }),
);
const perInterval = (most: number) =>
  fc.array(fc.integer({ min: 0, max: most }), { minLength: 6, maxLength: 6 });
const persistence = fc.record({
  first: shares,
  later: fc.double({ min: 0, max: 0.9, noNaN: true }),
});
const kinds = fc.record({
  arrivals: perInterval(60),
  line: fc.integer({ min: 0, max: 1 }),
  priority: fc.integer({ min: 0, max: 2 }),
  handling: durations,
  wrapUp: fc.option(durations),
  patience: fc.option(durations),
  targetS: seconds,
  again: fc.option(
    fc.record({
      afterBusy: persistence,
      afterGivingUp: persistence,
      delay: durations.map((delay) => ({ ...delay, meanS: delay.meanS + 5 })),
    }),
  ),
  callback: fc.option(
    fc.record({ afterS: seconds, accepts: shares, reached: shares, missedS: seconds }),
  ),
  ai: fc.option(fc.record({ takes: shares, solves: shares, talk: durations })),
});
const centres: fc.Arbitrary<Centre> = fc.record({
  intervalS: fc.constant(900),
  intervals: fc.constant(6),
  kinds: fc.array(kinds, { minLength: 3, maxLength: 3 }),
  groups: fc.array(
    fc.record({ kinds: fc.uniqueArray(fc.integer({ min: 0, max: 2 })), people: perInterval(12) }),
    { maxLength: 3 },
  ),
  lines: fc.array(fc.integer({ min: 0, max: 15 }), { minLength: 2, maxLength: 2 }),
  aiChannels: fc.integer({ min: 0, max: 5 }),
});

describe('every simulated day', () => {
  test('loses and invents nobody, whatever the centre', () => {
    fc.assert(
      fc.property(centres, fc.integer(), (centre, seed) => {
        const day = new Simulation(centre).run(seed);
        for (const kind of [0, 1, 2]) {
          const of = (what: (typeof COUNTED)[number]) =>
            day.count(what, { kind, to: centre.intervals });
          const helped = of('answered') + of('aiSolved') + of('calledBack') + of('callbacksMissed');
          expect(helped + of('lost')).toBe(of('callers'));
          expect(of('aiSolved')).toBeLessThanOrEqual(of('aiTook'));
          expect(of('inTarget')).toBeLessThanOrEqual(of('answered'));
          expect(of('calledBack') + of('callbacksMissed')).toBeLessThanOrEqual(
            of('callbacksTaken'),
          );
          expect(
            of('busy') + of('answered') + of('gaveUp') + of('aiSolved') + of('callbacksTaken'),
          ).toBeLessThanOrEqual(of('attempts'));
        }
        const held = centre.lines.map((_, line) => day.lineFullS(line));
        for (const fullS of held) expect(fullS).toBeLessThanOrEqual(5400 + 1e-6);
      }),
      { numRuns: 300 },
    );
  });

  test('is the same for the same seed, on a simulation used before or not, and another for another', () => {
    fc.assert(
      fc.property(centres, fc.integer(), (centre, seed) => {
        const used = new Simulation(centre);
        used.run(seed + 1);
        expect(used.run(seed).counts).toEqual(new Simulation(centre).run(seed).counts);
      }),
      { numRuns: 50 },
    );
    const centre = oneQueue(patient);
    const simulation = new Simulation(centre);
    expect(simulation.run(1).counts).not.toEqual(simulation.run(2).counts);
  });

  test('meets the same callers under another plan', () => {
    const few = new Simulation(oneQueue({ ...patient, patienceS: 120, people: 7 })).run(3);
    const many = new Simulation(oneQueue({ ...patient, patienceS: 120, people: 14 })).run(3);
    expect(few.count('callers')).toBe(many.count('callers'));
    expect(few.count('gaveUp')).toBeGreaterThan(many.count('gaveUp'));
  });

  test('outgrows its first thousand calls under way', () => {
    const queue = oneQueue({ ...patient, offeredErlangs: 3000, people: 3100, intervals: 1 });
    const day = new Simulation({ ...queue, intervalS: 900 }).run(1);
    expect(day.count('lost')).toBe(0);
    expect(day.count('answered')).toBe(day.count('callers'));
  });

  test('serves who waits when people come from their break, and who is talking finishes', () => {
    const centre = oneQueue({ ...patient, intervalS: 900, intervals: 4, handlingS: 1e-3 });
    const kind: CallKind = { ...centre.kinds[0]!, arrivals: [0, 30, 0, 0] };
    const day = new Simulation({
      ...centre,
      kinds: [kind],
      groups: [{ kinds: [0], people: [2, 0, 2, 0] }],
    }).run(5);
    expect(day.count('answered')).toBe(day.count('callers'));
    // All came while nobody was there, and waited for the quarter's end.
    expect(day.count('answeredWaitS') / day.count('answered')).toBeGreaterThan(300);
    expect(day.groupBusyS(0, { from: 1, to: 2 })).toBe(0);
  });

  test('gives the line free for a call back', () => {
    const centre = oneQueue({ ...patient, offeredErlangs: 14, lines: 20 });
    const kind = centre.kinds[0]!;
    const callback = { afterS: 30, accepts: 0.9, reached: 0.8, missedS: 20 };
    const without = new Simulation(centre).run(7);
    const withIt = new Simulation({ ...centre, kinds: [{ ...kind, callback }] }).run(7);
    expect(withIt.count('callbacksTaken')).toBeGreaterThan(1000);
    const reached = withIt.count('calledBack') + withIt.count('callbacksMissed');
    expect(withIt.count('calledBack') / reached).toBeCloseTo(0.8, 1);
    expect(withIt.count('busy')).toBeLessThan(0.7 * without.count('busy'));
  });

  test('is refused for what is no centre, with the place', () => {
    const centre = oneQueue(patient);
    const kind = centre.kinds[0]!;
    const wrong: [Partial<Centre>, RegExp][] = [
      [{ intervals: 0 }, /intervals/],
      [{ intervalS: -1 }, /intervalS/],
      [{ kinds: [] }, /kinds/],
      [{ lines: [-1] }, /lines\[0\]/],
      [{ lines: [] }, /kinds\[0\]\.line/],
      [{ aiChannels: Number.NaN }, /aiChannels/],
      [{ groups: [{ kinds: [1], people: centre.groups[0]!.people }] }, /groups\[0\]\.kinds/],
      [{ groups: [{ kinds: [0], people: [1] }] }, /groups\[0\]\.people/],
      [{ kinds: [{ ...kind, arrivals: kind.arrivals.map(() => -1) }] }, /arrivals/],
      [{ kinds: [{ ...kind, priority: Number.NaN }] }, /priority/],
      [{ kinds: [{ ...kind, targetS: -1 }] }, /targetS/],
      [{ kinds: [{ ...kind, handling: { shape: 'constant', meanS: -1 } }] }, /handling/],
      [
        { kinds: [{ ...kind, callback: { afterS: 1, accepts: 2, reached: 1, missedS: 1 } }] },
        /callback\.accepts/,
      ],
      [
        { kinds: [{ ...kind, callback: { afterS: -1, accepts: 1, reached: 1, missedS: 1 } }] },
        /callback/,
      ],
    ];
    for (const [change, message] of wrong) {
      expect(() => new Simulation({ ...centre, ...change })).toThrow(message);
    }
  });
});

describe('the interval of a mean', () => {
  test('has Student’s quantiles', () => {
    // Two-sided 95 % of 1, 2, 5, 10 and 30 degrees of freedom, from his table.
    const values = (degrees: number): number[] =>
      Array.from({ length: degrees + 1 }, (_, n) => (n % 2 === 0 ? 1 : -1) * (n + 1));
    for (const [degrees, quantile] of [
      [1, 12.706],
      [2, 4.303],
      [5, 2.571],
      [10, 2.228],
      [30, 2.042],
    ] as const) {
      const sample = values(degrees);
      const { mean, high } = meanInterval(sample, 0.95);
      const variance = sample.reduce((sum, value) => sum + (value - mean) ** 2, 0) / degrees;
      expect((high - mean) / Math.sqrt(variance / (degrees + 1))).toBeCloseTo(quantile, 2);
    }
    expect(() => meanInterval([1], 0.9)).toThrow(RangeError);
  });
});
