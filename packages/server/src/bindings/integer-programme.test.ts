import { weekRoster, type ShiftRules } from '@everyline/capacity';
import { describe, expect, test } from 'vitest';

import { solveProgramme } from './integer-programme.ts';

const rules: ShiftRules = {
  starts: [0, 4, 8],
  length: 16,
  breaks: [{ length: 2, begins: [6, 7, 8] }],
  daysOff: [0, 1, 2, 3, 4, 5, 6].map((day) => [day, (day + 1) % 7]),
};

describe('the integer programme', () => {
  test('finds the fewest people for a week whose answer is known', async () => {
    // The shift that covers the need is as long as it. Of breaks two long that begin within three, two fit one after the
    // other: with four at work six must come, and six on seven days are 42 of five each: nine people.
    const need = Array.from({ length: 7 }, () => new Array<number>(24).fill(0).fill(4, 4, 20));
    const roster = await weekRoster(solveProgramme, rules, need, { gap: 0, seconds: 20 });
    expect(roster).not.toBeNull();
    expect(roster!.missing).toBe(0);
    expect(roster!.people).toHaveLength(9);
    expect(roster!.leastCost).toBeCloseTo(9, 6);
    for (const person of roster!.people) {
      expect(person.breaks.filter((day) => day === null)).toHaveLength(2);
    }
    for (const [day, needs] of need.entries()) {
      for (const [n, needed] of needs.entries()) {
        expect(roster!.working[day]![n]).toBeGreaterThanOrEqual(needed);
      }
    }
  });

  test('gives nothing for what has no solution', async () => {
    const none = 'Minimize\n c: x\nSubject To\n a: x >= 2\n b: x <= 1\nGeneral\n x\nEnd\n';
    expect(await solveProgramme(none, { gap: 0, seconds: 5 })).toBeNull();
  });
});
