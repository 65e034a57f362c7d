import { describe, expect, test } from 'vitest';
import { VirtualClock } from './virtual-clock.ts';

const breathe = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const clockAt = (startMs: number): VirtualClock => new VirtualClock({ startMs, breathe });

describe('virtual time', () => {
  test('runs events in order of time, and those of one time in order of asking', async () => {
    const clock = clockAt(1000);
    const seen: string[] = [];
    clock.at(3000, () => seen.push(`c${clock.nowMs()}`));
    clock.at(2000, () => seen.push(`a${clock.nowMs()}`));
    clock.at(2000, () => {
      seen.push(`b${clock.nowMs()}`);
      clock.at(2500, () => seen.push(`new${clock.nowMs()}`));
    });
    clock.at(0, () => seen.push(`past${clock.nowMs()}`));
    expect(await clock.runUntil(10_000)).toBe(10_000);
    expect(seen).toEqual(['past1000', 'a2000', 'b2000', 'new2500', 'c3000']);
  });

  test('stops at the end it was given and goes on from there', async () => {
    const clock = clockAt(0);
    let happened = 0;
    clock.at(500, () => (happened += 1));
    clock.at(1500, () => (happened += 1));
    expect(await clock.runUntil(1000)).toBe(1000);
    expect(happened).toBe(1);
    await clock.runUntil(2000);
    expect(happened).toBe(2);
  });

  test('what an event settles is followed before time moves', async () => {
    const clock = clockAt(0);
    const seen: number[] = [];
    const loop = (async () => {
      for (let turn = 0; turn < 5; turn += 1) {
        await clock.wait(100);
        await Promise.resolve();
        seen.push(clock.nowMs());
      }
    })();
    clock.at(450, () => seen.push(-1));
    await clock.runUntil(1000);
    await loop;
    expect(seen).toEqual([100, 200, 300, 400, -1, 500]);
  });

  test('never passes a moment while outside work holds it', async () => {
    const clock = clockAt(0);
    const seen: string[] = [];
    clock.at(100, () => {
      void clock.during(async () => {
        for (let turn = 0; turn < 20; turn += 1) await breathe();
        seen.push(`work at ${clock.nowMs()}`);
        clock.at(150, () => seen.push(`its event at ${clock.nowMs()}`));
      });
    });
    clock.at(200, () => seen.push(`later at ${clock.nowMs()}`));
    await clock.runUntil(1000);
    expect(seen).toEqual(['work at 100', 'its event at 150', 'later at 200']);
  });

  test('goes on as far as a hold allows, and no further', async () => {
    const clock = clockAt(0);
    const seen: number[] = [];
    for (const ms of [100, 200, 300, 400]) clock.at(ms, () => seen.push(ms));
    const hold = clock.hold(250);
    const running = clock.runUntil(1000);
    for (let turn = 0; turn < 20; turn += 1) await breathe();
    expect(seen).toEqual([100, 200]);
    hold.until(300);
    for (let turn = 0; turn < 20; turn += 1) await breathe();
    expect(seen).toEqual([100, 200, 300]);
    hold.release();
    expect(await running).toBe(1000);
    expect(seen).toEqual([100, 200, 300, 400]);
  });

  test('a hold with nothing else to happen is waited for', async () => {
    const clock = clockAt(0);
    const hold = clock.hold();
    let finished = false;
    const running = clock.runUntil(Number.POSITIVE_INFINITY).then((ms) => {
      finished = true;
      return ms;
    });
    for (let turn = 0; turn < 10; turn += 1) await breathe();
    expect(finished).toBe(false);
    clock.at(700, () => undefined);
    hold.release();
    expect(await running).toBe(700);
  });

  test('runs as long as some work wants it, and gives its result or its fault', async () => {
    const clock = clockAt(0);
    clock.at(100_000, () => undefined);
    const work = async (): Promise<number> => {
      await clock.wait(400);
      for (let turn = 0; turn < 5; turn += 1) await breathe();
      return 7;
    };
    expect(await clock.runWhile(clock.during(breathe).then(work))).toBe(7);
    expect(clock.nowMs()).toBeGreaterThanOrEqual(400);
    await expect(clock.runWhile(Promise.reject(new Error('broken')))).rejects.toThrow('broken');
    expect(await clockAt(5).runWhile(Promise.resolve('at once'))).toBe('at once');
  });

  test('waiting ends at once when it is called off', async () => {
    const clock = clockAt(0);
    const stop = new AbortController();
    const waiting = clock.wait(10_000, stop.signal);
    clock.at(50, () => stop.abort());
    clock.at(60, () => undefined);
    await clock.runUntil(60);
    await waiting;
    await clock.wait(5, stop.signal);
    expect(clock.nowMs()).toBe(60);
  });

  test('repeated work is never started before the last has ended', async () => {
    const clock = clockAt(0);
    const starts: number[] = [];
    const stop = clock.every(100, async () => {
      starts.push(clock.nowMs());
      await clock.wait(250);
    });
    clock.at(1000, stop);
    await clock.runUntil(2000);
    expect(starts).toEqual([100, 450, 800]);
  });
});
