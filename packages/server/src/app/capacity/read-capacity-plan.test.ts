import type { PlannedLine } from '@everyline/contract';
import { testId } from '@everyline/testkit';
import { expect, test } from 'vitest';

import { summed } from './read-capacity-plan.ts';

const range = (low: number, middle: number, high: number) => ({ low, middle, high });
const line = (id: number, change: Partial<PlannedLine>): PlannedLine => ({
  lineId: testId(id),
  display: `${id}`,
  department: null,
  owner: null,
  lines: 2,
  probes: 40,
  busy: 10,
  needed: { lines: range(3, 4, 6), people: range(2, 3, 4) },
  busyThen: 0.04,
  why: null,
  ...change,
});

test('the sums are of lines whose number of lines is on record, and those that need most stand first', () => {
  const plan = summed(
    [
      line(1, { needed: { lines: range(1, 2, 3), people: range(1, 1, 2) }, busyThen: 0.02 }),
      line(2, { probes: 10, busy: 9, lines: null, needed: null, busyThen: null }),
      line(3, { probes: 120, busy: 60 }),
    ],
    { lines: 9, called: 5 },
  );
  expect(plan).toMatchObject({
    lines: 9,
    called: 5,
    metBusy: 3,
    planned: 2,
    short: 1,
    there: 4,
    needed: { lines: range(4, 6, 9), people: range(3, 4, 6) },
    probes: 160,
    busy: 70,
  });
  expect(plan.busyThen).toBeCloseTo((0.02 * 40 + 0.04 * 120) / 160, 12);
  expect(plan.items.map(({ display }) => display)).toEqual(['3', '1', '2']);
});

test('a city in which nothing can be proposed has sums of nothing', () => {
  expect(summed([], { lines: 3, called: 0 })).toMatchObject({
    metBusy: 0,
    there: 0,
    busyThen: null,
    items: [],
  });
});
