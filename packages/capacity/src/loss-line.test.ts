import { describe, expect, test } from 'vitest';
import { erlangB } from './traffic/erlang-b.ts';
import { LineDay, type LossLine } from './loss-line.ts';

/** A small linear congruential source, enough for traffic. */
function seeded(seed: number): () => number {
  let state = BigInt(seed) + 0x9e3779b97f4a7c15n;
  return () => {
    state = (state * 6364136223846793005n + 1442695040888963407n) & 0xffffffffffffffffn;
    return Number(state >> 11n) / 2 ** 53;
  };
}

const allDay = Array.from({ length: 24 }, () => 60);
const base: LossLine = {
  trunks: 4,
  staffing: [{ fromMs: 0, people: 100 }],
  callersPerHour: allDay,
  holdingMeanMs: 180_000,
  holdingVariation: 1,
  pickUpMeanMs: 1000,
  patienceMeanMs: 3_600_000,
  retry: { probability: 0, meanDelayMs: 60_000, maxAttempts: 1 },
};

/** Share of evenly spread further calls that meet busy, over several days. */
function busyShare(line: LossLine, days: number): number {
  let busy = 0;
  let asked = 0;
  for (let day = 0; day < days; day += 1) {
    const simulated = new LineDay(line, seeded(day));
    for (let at = 3_600_000; at < 86_400_000; at += 61_000) {
      asked += 1;
      if (simulated.attempt(at, seeded(at)).kind === 'busy') busy += 1;
    }
  }
  return busy / asked;
}

describe('one line with its callers', () => {
  test('blocks as Erlang B says when nobody tries again and people abound', () => {
    const expected = erlangB((60 / 3600) * 181, 4);
    const days = Array.from({ length: 40 }, (_, day) => new LineDay(base, seeded(day)).figures);
    const attempts = days.reduce((sum, day) => sum + day.attempts, 0);
    const blocked = days.reduce((sum, day) => sum + day.blocked, 0);
    expect(attempts).toBeGreaterThan(40 * 24 * 50);
    expect(blocked / attempts).toBeCloseTo(expected, 1);
    expect(Math.abs(blocked / attempts - expected)).toBeLessThan(0.015);
    expect(Math.abs(busyShare(base, 40) - expected)).toBeLessThan(0.015);
  });

  test('does not care for the shape of the holding time, only its mean', () => {
    const constant = { ...base, holdingVariation: 0 };
    const expected = erlangB((60 / 3600) * 181, 4);
    expect(Math.abs(busyShare(constant, 40) - expected)).toBeLessThan(0.015);
  });

  test('is busier when callers try again, and freer with more trunks', () => {
    const insistent = { ...base, retry: { probability: 0.9, meanDelayMs: 60_000, maxAttempts: 8 } };
    expect(busyShare(insistent, 15)).toBeGreaterThan(busyShare(base, 15) + 0.03);
    expect(busyShare({ ...base, trunks: 8 }, 15)).toBeLessThan(busyShare(base, 15) / 3);
  });

  test('rings without an answer when trunks are free and people are not', () => {
    const understaffed: LossLine = {
      ...base,
      trunks: 50,
      staffing: [{ fromMs: 0, people: 1 }],
      patienceMeanMs: 120_000,
    };
    const day = new LineDay(understaffed, seeded(7));
    const waits: number[] = [];
    for (let at = 3_600_000; at < 82_800_000; at += 600_000) {
      const met = day.attempt(at, seeded(at));
      expect(met.kind).toBe('rings');
      if (met.kind === 'rings' && met.pickUpAfterMs !== null) waits.push(met.pickUpAfterMs);
    }
    const median = waits.sort((a, b) => a - b)[waits.length >> 1] ?? 0;
    expect(median).toBeGreaterThan(30_000);
    expect(day.figures.abandoned).toBeGreaterThan(100);
  });

  test('answers nobody while nobody is there, and everybody at once afterwards', () => {
    const lunch: LossLine = {
      ...base,
      trunks: 20,
      callersPerHour: Array.from({ length: 24 }, () => 2),
      staffing: [
        { fromMs: 0, people: 5 },
        { fromMs: 12 * 3_600_000, people: 0 },
        { fromMs: 14 * 3_600_000, people: 5 },
      ],
    };
    const day = new LineDay(lunch, seeded(3));
    expect(day.attempt(12.2 * 3_600_000, seeded(1))).toEqual({
      kind: 'rings',
      pickUpAfterMs: null,
    });
    const after = day.attempt(14.5 * 3_600_000, seeded(1));
    expect(
      after.kind === 'rings' && after.pickUpAfterMs !== null && after.pickUpAfterMs < 60_000,
    ).toBe(true);
  });

  test('is the same day for the same random numbers and counts every attempt once', () => {
    const line = { ...base, retry: { probability: 0.8, meanDelayMs: 30_000, maxAttempts: 5 } };
    const day = new LineDay(line, seeded(11));
    expect(day.figures).toEqual(new LineDay(line, seeded(11)).figures);
    expect(day.figures.attempts).toBe(
      day.figures.blocked + day.figures.answered + day.figures.abandoned,
    );
    expect(day.occupiedAt(12 * 3_600_000)).toBe(
      new LineDay(line, seeded(11)).occupiedAt(12 * 3_600_000),
    );
  });

  test('counts trunks that other such calls occupy', () => {
    const idle = new LineDay({ ...base, callersPerHour: [] }, seeded(1));
    expect(idle.attempt(1000, seeded(1), 3).kind).toBe('rings');
    expect(idle.attempt(1000, seeded(1), 4).kind).toBe('busy');
  });
});
