import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { DeferredWork } from './deferred-work.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const deferral = { quietMs: 40, latestMs: 400 };

test('work waits until nothing more urgent happens, and each piece has a turn of its own', () => {
  const deferred = new DeferredWork(deferral);
  const done: string[] = [];
  deferred.busy();
  deferred.add(() => done.push('first'));
  deferred.add(() => done.push('second'));
  vi.advanceTimersByTime(30);
  deferred.busy();
  vi.advanceTimersByTime(39);
  expect(done).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(done).toEqual(['first']);
  vi.advanceTimersByTime(1);
  expect(done).toEqual(['first', 'second']);
});

test('work is done after a while although it never becomes quiet', () => {
  const deferred = new DeferredWork(deferral);
  let doneAtMs = 0;
  deferred.busy();
  deferred.add(() => {
    doneAtMs = elapsedMs;
  });
  let elapsedMs = 0;
  for (; elapsedMs < 1000; elapsedMs += 10) {
    deferred.busy();
    vi.advanceTimersByTime(10);
  }
  expect(doneAtMs).toBeGreaterThanOrEqual(390);
  expect(doneAtMs).toBeLessThanOrEqual(400);
});

test('what still waits can be asked for at once, once', () => {
  const deferred = new DeferredWork(deferral);
  const work = vi.fn();
  deferred.busy();
  deferred.add(work);
  deferred.bring();
  vi.advanceTimersByTime(1000);
  expect(work).toHaveBeenCalledTimes(1);
});
