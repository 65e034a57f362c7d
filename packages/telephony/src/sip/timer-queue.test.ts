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

it('runs timers of usual and of odd lengths in order of time and of setting, while the clock goes on', () => {
  const step = fc.record({
    afterMs: fc.constantFrom(5, 40, 320, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43),
    inLine: fc.boolean(),
    stops: fc.nat(400),
    passMs: fc.integer({ min: -3, max: 30 }),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 400 }), (steps) => {
      const queue = new TimerQueue();
      const live = new Map<number, { readonly dueMs: number; stop(): void }>();
      const ran: number[] = [];
      const owner = { timerDue: (name: string) => ran.push(Number(name)) };
      let nowMs = 0;
      for (const [index, { afterMs, inLine, stops, passMs }] of steps.entries()) {
        const name = String(index);
        const timer = inLine
          ? queue.after(nowMs, afterMs, owner, name)
          : queue.set(nowMs + afterMs, () => ran.push(index));
        live.set(index, timer);
        live.get(stops)?.stop();
        live.delete(stops);
        nowMs += passMs;
        const due = [...live]
          .filter(([, { dueMs }]) => dueMs <= nowMs)
          .toSorted(([a, first], [b, second]) => first.dueMs - second.dueMs || a - b);
        for (const [gone] of due) live.delete(gone);
        queue.run(nowMs);
        expect(ran.splice(0)).toEqual(due.map(([number]) => number));
        expect(queue.live).toBe(live.size);
        const dues = [...live.values()].map(({ dueMs }) => dueMs);
        expect(queue.nextMs()).toBe(dues.length === 0 ? null : Math.min(...dues));
      }
    }),
  );
});
