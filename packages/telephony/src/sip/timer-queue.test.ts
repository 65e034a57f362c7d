import fc from 'fast-check';
import { expect, it } from 'vitest';
import { TimerQueue } from './timer-queue.ts';

it('runs what was not stopped, in order of time and of setting, and counts what is left', () => {
  const timer = fc.record({ dueMs: fc.nat(1000), stopped: fc.boolean() });
  fc.assert(
    fc.property(fc.array(timer, { maxLength: 300 }), fc.nat(1000), (timers, untilMs) => {
      const queue = new TimerQueue();
      const ran: number[] = [];
      const handles = timers.map(({ dueMs }, index) => queue.set(dueMs, () => ran.push(index)));
      for (const [index, { stopped }] of timers.entries()) if (stopped) handles[index]?.stop();
      const live = timers
        .map(({ dueMs, stopped }, index) => ({ dueMs, stopped, index }))
        .filter(({ stopped }) => !stopped);
      expect(queue.nextMs()).toBe(
        live.length === 0 ? null : Math.min(...live.map(({ dueMs }) => dueMs)),
      );
      queue.run(untilMs);
      const due = live
        .filter(({ dueMs }) => dueMs <= untilMs)
        .sort((a, b) => a.dueMs - b.dueMs || a.index - b.index);
      expect(ran).toEqual(due.map(({ index }) => index));
      expect(queue.live).toBe(live.length - due.length);
    }),
  );
});
