import type { CallOutcome, Line, Observation } from '@everyline/domain';
import { buildLine, buildObservation, buildProbe } from '@everyline/testkit';
import { describe, expect, test } from 'vitest';

import { gapsOf, planOf } from './plan-lines.ts';
import type { PlanTarget } from './plan-target.ts';

const target: PlanTarget = {
  busyAtMost: 0.05,
  share: 0.8,
  withinS: 15,
  handlingS: 180,
  patienceS: 120,
};
const two = buildLine(1, { seats: 2 });
const unknown = buildLine(2);

/** Nine in the morning of a Monday in Chengdu. */
const nineMs = Date.parse('2026-11-23T01:00:00Z');

/** A call at nine, ten, eleven, fourteen, fifteen and sixteen of each working day. */
function calls(line: Line, days: number, outcome: (n: number) => CallOutcome): Observation[] {
  const probe = buildProbe(9, line, 'trunk');
  return Array.from({ length: 6 * days }, (_, n) => {
    const day = Math.floor(n / 6);
    const hours = 24 * (day + 2 * Math.floor(day / 5)) + [0, 1, 2, 5, 6, 7][n % 6]!;
    const startedAtMs = nineMs + hours * 3_600_000 + 60_000;
    return buildObservation(100 + n, probe, { startedAtMs, outcome: outcome(n) });
  });
}

describe('the plan of a line', () => {
  test('needs more lines the busier its test calls were', () => {
    const seldom = planOf(
      two,
      calls(two, 10, (n) => (n % 10 === 3 ? 'busy' : 'answered_person')),
      target,
    );
    const often = planOf(
      two,
      calls(two, 10, (n) => (n % 2 === 0 ? 'busy' : 'answered_person')),
      target,
    );
    expect(seldom).toMatchObject({ probes: 60, busy: 6 });
    const [few, many] = [seldom!.cases![0]!, often!.cases![0]!];
    expect(few.lines).toBe(2);
    expect(few.chance).toBeCloseTo(1, 9);
    expect(few.erlangs.low).toBeLessThan(few.erlangs.middle);
    expect(few.erlangs.middle).toBeLessThan(few.erlangs.high);
    expect(many.erlangs.middle).toBeGreaterThan(few.erlangs.high);
    expect(many.needed.middle.lines).toBeGreaterThan(2);
    expect(many.needed.middle.lines).toBeGreaterThan(few.needed.middle.lines);
    expect(many.needed.high.lines).toBeGreaterThanOrEqual(many.needed.low.lines);
    expect(many.callsAnHour.middle).toBeCloseTo(many.erlangs.middle * 20, 6);
  });

  test('says of a line whose number of lines nobody knows what follows for each', () => {
    const busy = calls(unknown, 10, (n) => (n % 4 === 0 ? 'busy' : 'no_answer'));
    const { cases } = planOf(unknown, busy, target)!;
    expect(cases!.map(({ lines }) => lines)).toEqual([1, 2, 3, 4, 6, 8]);
    expect(cases!.reduce((sum, { chance }) => sum + chance, 0)).toBeCloseTo(1, 9);
    const loads = cases!.map(({ erlangs }) => erlangs.middle);
    expect(loads).toEqual(loads.toSorted((a, b) => a - b));
  });

  test('counts only calls in published hours that tell whether a line was free', () => {
    const mixed = calls(two, 10, (n) => {
      if (n % 3 === 0) return 'trunk_fault';
      return n % 3 === 1 ? 'busy' : 'answered_ivr';
    });
    expect(planOf(two, mixed, target)).toMatchObject({ probes: 40, busy: 20 });
    const atNight = mixed.map((one) => ({ ...one, startedAtMs: one.startedAtMs + 43_200_000 }));
    expect(planOf(two, atNight, target)).toBeNull();
  });

  test('proposes nothing where each call met busy, nor for more lines than can be reckoned with', () => {
    const always = planOf(
      two,
      calls(two, 3, () => 'busy'),
      target,
    );
    expect(always).toMatchObject({ probes: 18, busy: 18, cases: null });
    expect(gapsOf(always!)[0]).toBe('load_from_above');
    const large = buildLine(3, { seats: 60 });
    const some = planOf(
      large,
      calls(large, 5, (n) => (n % 2 === 0 ? 'busy' : 'answered_person')),
      target,
    );
    expect(some).toMatchObject({ lines: 60, cases: null });
    expect(gapsOf(some!)[0]).toBe('many_lines');
    const none = buildLine(4, { seats: 0 });
    expect(
      planOf(
        none,
        calls(none, 1, () => 'no_answer'),
        target,
      ),
    ).toMatchObject({ lines: null });
  });

  test('proposes nothing where busy was never met', () => {
    expect(
      planOf(
        two,
        calls(two, 5, () => 'answered_person'),
        target,
      ),
    ).toMatchObject({
      probes: 30,
      busy: 0,
      cases: null,
    });
    expect(planOf(two, [], target)).toBeNull();
  });
});
