import { describe, expect, it } from 'vitest';

import { newId } from './new-id.ts';

describe('a new identity', () => {
  it('is a UUID of version 7 that sorts by its time of birth', () => {
    const at = (nowMs: number, fill: number) =>
      newId({
        clock: { nowMs: () => nowMs },
        random: { bytes: (count) => new Uint8Array(count).fill(fill) },
      });
    const early = at(1_795_452_000_000, 0xff);
    const late = at(1_795_452_000_001, 0);
    expect(early).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(parseInt(early.replace(/-/g, '').slice(0, 12), 16)).toBe(1_795_452_000_000);
    expect(early < late).toBe(true);
  });
});
