import type { PlannedLine } from '@everyline/contract';
import { testId } from '@everyline/testkit';
import { expect, test } from 'vitest';

import { officesOf, summed } from './read-capacity-plan.ts';

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

test('offices are summed with those under them, what nobody owns apart, and those that lack most stand first', () => {
  const at = (id: string) => ({ department: { id, name: id } });
  const offices = officesOf(
    [
      line(1, at('window')),
      line(2, at('tax')),
      line(3, { ...at('water'), lines: 4, probes: 20, busy: 1 }),
      line(4, {}),
      line(5, { ...at('police'), lines: null, needed: null, busyThen: null }),
    ],
    [
      { id: 'tax', name: 'Tax bureau', ids: new Set(['tax', 'window']) },
      { id: 'water', name: 'Water office', ids: new Set(['water']) },
      { id: 'police', name: 'Police', ids: new Set(['police']) },
    ],
  );
  expect(offices.map(({ department, planned }) => [department?.id ?? null, planned])).toEqual([
    ['tax', 2],
    [null, 1],
    ['water', 1],
  ]);
  expect(offices[0]).toMatchObject({
    department: { id: 'tax', name: 'Tax bureau' },
    there: 4,
    needed: { lines: range(6, 8, 12), people: range(4, 6, 8) },
    probes: 80,
    busy: 20,
    short: 2,
  });
});
