import { describe, expect, test } from 'vitest';
import { oneQueue } from '../simulate/one-queue.ts';
import { peopleForImpatient } from '../traffic/inverses.ts';
import { byFormula, checkPlan, peopleNeeded } from './people-needed.ts';
import { shiftProgramme, variables } from './shift-programme.ts';
import { checkRules, type ShiftRules } from './shift-rules.ts';
import { onTelephone, rosteredFor, weekRoster } from './week-roster.ts';

const steady = oneQueue({
  offeredErlangs: 10,
  people: 0,
  handlingS: 180,
  patienceS: 120,
  lines: Infinity,
  again: null,
  targetS: 20,
  intervalS: 900,
  intervals: 12,
});
const curve = [0, 10, 40, 90, 60, 20, 20, 70, 80, 40, 10, 0];
const day = { ...steady, kinds: [{ ...steady.kinds[0]!, arrivals: curve }] };

describe('the people needed', () => {
  test('begin with the formula of each interval', () => {
    const target = { share: 0.8, within: 20 / 180 };
    const least = peopleForImpatient(10, 120 / 180, target);
    expect(byFormula({ centre: steady, group: 0, share: 0.8 })).toEqual(
      new Array<number>(12).fill(least),
    );
    const ai = { takes: 1, solves: 0.5, talk: { shape: 'constant' as const, meanS: 60 } };
    const half = { ...steady, kinds: [{ ...steady.kinds[0]!, ai }] };
    expect(byFormula({ centre: half, group: 0, share: 0.8 })[0]).toBe(
      peopleForImpatient(5, 120 / 180, target),
    );
    const patient = { ...steady, kinds: [{ ...steady.kinds[0]!, patience: null }] };
    expect(byFormula({ centre: patient, group: 0, share: 0.8 })[0]).toBeGreaterThan(least);
  });

  test('meet the target in every simulated interval, and fewer would not', () => {
    const question = { centre: day, group: 0, share: 0.8, days: 40, seed: 3 };
    const { people, inTime } = peopleNeeded(question);
    for (const served of inTime) expect(served).toBeGreaterThanOrEqual(0.8);
    expect(people[0]).toBe(0);
    expect(peopleNeeded(question).people).toEqual(people);
    const checked = checkPlan({ ...question, seed: 900 }, people);
    expect(checked.inTime.high).toBeGreaterThan(0.8);
    expect(checked.gaveUp.mean).toBeLessThan(0.1);
    expect(checked.busy.mean).toBe(0);
    expect(checked.occupancy.mean).toBeLessThan(1);
    const fewer = people.map((count) => Math.max(0, count - 2));
    expect(checkPlan({ ...question, seed: 900 }, fewer).inTime.high).toBeLessThan(
      checked.inTime.low,
    );
  });

  test('are refused for what is no question', () => {
    const question = { centre: day, group: 0, share: 0.8, days: 3, seed: 3 };
    expect(() => peopleNeeded({ ...question, share: 1 })).toThrow(/share/);
    expect(() => peopleNeeded({ ...question, group: 1 })).toThrow(/group 1/);
  });
});

const rules: ShiftRules = {
  starts: [0, 2],
  length: 6,
  breaks: [{ length: 1, begins: [2, 3] }],
  daysOff: [[0], [1]],
};
const need = [
  [1, 1, 1, 1, 2, 1, 1, 0],
  [1, 1, 2, 1, 1, 1, 0, 0],
];

describe('the shifts of a week', () => {
  test('are an integer programme', () => {
    const text = shiftProgramme(rules, need);
    // The fifth interval of the first day: both shifts are there, the later one may be on its break.
    expect(text).toContain('n_0_4: + p_0_1 + p_2_1 - b_0_2_0_2 + u_0_4 >= 2');
    expect(text).toContain('r_1_0_0: + b_1_0_0_2 + b_1_0_0_3 - p_0_0 = 0');
    expect(text).not.toContain('n_0_7');
  });

  test('become people with days off and breaks, of whom is counted who is there', async () => {
    const values = new Map([
      [variables.people(0, 0), 1],
      [variables.people(0, 1), 2],
      [variables.onBreak(0, 0, 0, 2), 1],
      [variables.onBreak(0, 0, 0, 3), 1],
      [variables.onBreak(1, 0, 0, 2), 1],
    ]);
    const roster = await weekRoster(async () => ({ values, bound: 3 }), rules, need, {
      gap: 0,
      seconds: 1,
    });
    expect(roster?.people).toEqual([
      { start: 0, daysOff: [0], breaks: [null, [2]] },
      { start: 0, daysOff: [1], breaks: [[2], null] },
      { start: 0, daysOff: [1], breaks: [[3], null] },
    ]);
    expect(roster?.working).toEqual([
      [2, 2, 1, 1, 2, 2, 0, 0],
      [1, 1, 0, 1, 1, 1, 0, 0],
    ]);
    // One at the seventh interval of the first day, two at the third of the second.
    expect(roster?.missing).toBe(3);
    expect(await weekRoster(async () => null, rules, need, { gap: 0, seconds: 1 })).toBeNull();
  });

  test('are refused where rules contradict themselves', () => {
    const wrong: [Partial<ShiftRules>, RegExp][] = [
      [{ starts: [3] }, /interval 3/],
      [{ starts: [] }, /begin/],
      [{ breaks: [{ length: 1, begins: [6] }] }, /within/],
      [
        {
          breaks: [
            { length: 2, begins: [1, 2] },
            { length: 1, begins: [3] },
          ],
        },
        /overlap/,
      ],
      [{ daysOff: [[2]] }, /day of the week/],
    ];
    for (const [change, message] of wrong) {
      expect(() => checkRules({ ...rules, ...change }, need)).toThrow(message);
    }
    expect(() => checkRules(rules, [[1], [1, 2]])).toThrow(/same intervals/);
    expect(() => checkRules(rules, [[-1, 0, 0, 0, 0, 0, 0, 0]])).toThrow(/need/);
  });

  test('have enough people for those who are away', () => {
    expect(rosteredFor(17, 0.15)).toBe(20);
    for (let people = 0; people < 300; people += 1) {
      expect(onTelephone(rosteredFor(people, 0.15), 0.15)).toBeGreaterThanOrEqual(people);
    }
    expect(() => rosteredFor(3, 1)).toThrow(RangeError);
  });
});
