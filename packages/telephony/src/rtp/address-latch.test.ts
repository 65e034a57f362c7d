import { describe, expect, it } from 'vitest';
import { AddressLatch } from './address-latch.ts';

const described = { host: '10.0.0.1', port: 4000 };
const translated = { host: '203.0.113.5', port: 61_000 };
const stranger = { host: '198.51.100.66', port: 7000 };

const hear = (
  latch: AddressLatch,
  from: { host: string; port: number },
  nowMs: number,
): boolean => {
  const admitted = latch.admits(from, nowMs);
  if (admitted) latch.heard(from, nowMs);
  return admitted;
};

describe('symmetric RTP', () => {
  it('sends to the described address until three packets have come from another (RFC 4961; RFC 7362 4)', () => {
    const latch = new AddressLatch();
    expect(latch.target).toBeNull();
    latch.describe(described, 0);
    expect(latch.target).toEqual(described);
    expect([20, 40].map((ms) => hear(latch, translated, ms))).toEqual([true, true]);
    expect(latch.target).toEqual(described);
    hear(latch, translated, 60);
    expect(latch.target).toEqual(translated);
  });

  it('takes no packet from elsewhere once the far end has been heard, however many come (RFC 7362 5)', () => {
    for (const home of [described, translated]) {
      const latch = new AddressLatch();
      latch.describe(described, 0);
      for (let n = 0; n < 5; n++) hear(latch, home, 20 * n);
      for (let n = 5; n < 500; n++) {
        expect(hear(latch, stranger, 20 * n)).toBe(false);
        expect(hear(latch, home, 20 * n)).toBe(true);
      }
      expect(latch.target).toEqual(home);
    }
  });

  it('learns nothing long after the description, even where the far end was never heard', () => {
    const latch = new AddressLatch();
    latch.describe(described, 0);
    for (let n = 0; n < 10; n++) expect(hear(latch, stranger, 6000 + 20 * n)).toBe(false);
    expect(latch.target).toEqual(described);
    expect(hear(latch, described, 6200)).toBe(true);
  });

  it('learns anew when the far end describes another address, and keeps what it knows when it repeats itself (RFC 7362)', () => {
    const latch = new AddressLatch();
    latch.describe(described, 0);
    for (let n = 0; n < 3; n++) hear(latch, translated, 20 * n);
    latch.describe({ ...described }, 60_000);
    expect(latch.target).toEqual(translated);
    expect(hear(latch, stranger, 60_020)).toBe(false);
    latch.describe({ ...described, port: 4002 }, 61_000);
    for (let n = 0; n < 3; n++) expect(hear(latch, stranger, 61_000 + 20 * n)).toBe(true);
    expect(latch.target).toEqual(stranger);
  });

  it('follows a far end that was silent to another port of the same host, and to no other host', () => {
    const latch = new AddressLatch();
    latch.describe(described, 0);
    hear(latch, described, 100);
    const moved = { ...described, port: 4444 };
    expect(hear(latch, moved, 1000)).toBe(false);
    expect(hear(latch, stranger, 9000)).toBe(false);
    for (let n = 0; n < 3; n++) expect(hear(latch, moved, 9000 + 20 * n)).toBe(true);
    expect(latch.target).toEqual(moved);
  });
});
