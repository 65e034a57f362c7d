import fc from 'fast-check';
import { expect, test } from 'vitest';

import { layEvents } from './lay-events.ts';

const step = (atMs: number) => ({
  atMs,
  direction: 'in' as const,
  summary: '180 Ringing',
  text: '',
});

test('events at one moment stand in rows under each other, later ones in the first row again', () => {
  const laid = layEvents([step(0), step(10), step(20), step(5_000)], (atMs) => atMs / 10, 800);
  expect(laid.map(({ row }) => row)).toEqual([0, 1, 2, 0]);
});

test('a label at the right edge is written to the left of its moment', () => {
  expect(layEvents([step(7_900)], (atMs) => atMs / 10, 800)[0]?.anchor).toBe('end');
});

test('labels in one row never overlap while there are rows left', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 60_000 }), { maxLength: 5 }), (times) => {
      const laid = layEvents(times.sort((a, b) => a - b).map(step), (atMs) => atMs / 60, 2_000);
      for (const one of laid) {
        for (const other of laid) {
          if (one === other || one.row !== other.row) continue;
          expect(Math.abs(one.atX - other.atX)).toBeGreaterThanOrEqual(62);
        }
      }
    }),
  );
});
