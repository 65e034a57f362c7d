import fc from 'fast-check';
import { expect, it } from 'vitest';

import { ClockWatch } from './clock-watch.ts';

const calmMs = 30 * 60_000;

function watched() {
  const at = { wallMs: 1_000_000, steadyMs: 50 };
  const watch = new ClockWatch({
    wallMs: () => at.wallMs,
    steadyMs: () => at.steadyMs,
    toleranceMs: 5_000,
    calmMs,
  });
  const pass = (ms: number) => {
    at.wallMs += ms;
    at.steadyMs += ms;
  };
  const stepMs = () => {
    const { wallMs, steadyMs } = watch.step();
    return Math.round(wallMs - steadyMs);
  };
  return { at, watch, pass, stepMs };
}

it('sees a step, waits for a calm time, and takes the new time for right', () => {
  const { at, watch, pass, stepMs } = watched();
  pass(60_000);
  expect(stepMs()).toBe(0);
  at.wallMs += 3_600_000;
  expect(stepMs()).toBe(3_600_000);
  expect(watch.takeNews()).toEqual([{ kind: 'stepped', stepMs: 3_600_000, waitMs: calmMs }]);
  pass(calmMs - 1);
  expect(stepMs()).toBe(3_600_000);
  expect(watch.takeNews()).toEqual([]);
  pass(1);
  expect(watch.takeNews()).toEqual([{ kind: 'calm', stepMs: 3_600_000 }]);
  expect(stepMs()).toBe(0);
});

it('begins the calm time anew with each further step', () => {
  const { at, watch, pass, stepMs } = watched();
  at.wallMs += 60_000;
  watch.step();
  pass(calmMs - 1);
  at.wallMs -= 20_000;
  expect(stepMs()).toBe(40_000);
  pass(calmMs - 1);
  expect(stepMs()).toBe(40_000);
  pass(1);
  watch.step();
  expect(stepMs()).toBe(0);
});

it('is content at once when the step is taken back, and tells both', () => {
  const { at, watch, stepMs } = watched();
  at.wallMs -= 7_200_000;
  expect(stepMs()).toBe(-7_200_000);
  at.wallMs += 7_200_000;
  expect(stepMs()).toBe(0);
  expect(watch.takeNews().map(({ kind }) => kind)).toEqual(['stepped', 'calm']);
});

it('bears what slewing does within its tolerance', () => {
  const { at, watch, pass, stepMs } = watched();
  for (let minute = 0; minute < 90; minute += 1) {
    pass(60_000);
    at.wallMs += 50;
    expect(stepMs()).toBe(0);
  }
  expect(watch.takeNews()).toEqual([]);
});

it('never finds the clock right sooner than a calm time after a step', () => {
  const steps = fc.array(
    fc.record({
      stepMs: fc.integer({ min: -10_000_000, max: 10_000_000 }),
      passMs: fc.integer({ min: 0, max: 3_000_000 }),
    }),
    { maxLength: 20 },
  );
  fc.assert(
    fc.property(steps, (all) => {
      const { at, pass, stepMs } = watched();
      let agreed = at.wallMs - at.steadyMs;
      let movedAtMs = -Infinity;
      for (const one of all) {
        at.wallMs += one.stepMs;
        if (Math.abs(one.stepMs) > 1_000) movedAtMs = at.steadyMs;
        stepMs();
        pass(one.passMs);
        const offset = at.wallMs - at.steadyMs;
        const calm = at.steadyMs - movedAtMs >= calmMs;
        if (stepMs() === 0) {
          expect(calm || Math.abs(offset - agreed) <= 5_000).toBe(true);
          if (Math.abs(offset - agreed) > 5_000) agreed = offset;
        }
      }
    }),
  );
});
