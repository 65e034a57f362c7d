import { describe, expect, it } from 'vitest';

import { isLoopbackHost } from './trunk.ts';
import { trunkHealth, type TrunkCall } from './trunk-health.ts';

const nowMs = 1_000_000;
const good: TrunkCall = {
  endedAtMs: nowMs - 1_000,
  sipStatus: 200,
  outcome: 'answered_person',
  answeredForMs: 5_000,
  endedByRemote: false,
  unplacedBy: null,
};
const many = (count: number, call: Partial<TrunkCall>): TrunkCall[] =>
  Array.from({ length: count }, () => ({ ...good, ...call }));

describe('a trunk stops by itself', () => {
  it.each([403, 603, 608])('after a burst of %i', (sipStatus) => {
    const calls = many(10, { sipStatus, outcome: 'rejected' });
    expect(trunkHealth(calls, nowMs)).toMatchObject({
      kind: 'stop',
      reason: 'burst_rejected',
      count: 10,
    });
    expect(trunkHealth(calls.slice(1), nowMs)).toEqual({ kind: 'ok' });
  });

  it('after many short calls that the far end ended', () => {
    const short = { answeredForMs: 900, endedByRemote: true };
    expect(trunkHealth(many(20, short), nowMs)).toMatchObject({ reason: 'many_short_calls' });
    expect(trunkHealth(many(20, { ...short, endedByRemote: false }), nowMs)).toEqual({
      kind: 'ok',
    });
  });

  it('after trunk faults in a row', () => {
    const faults = many(20, { outcome: 'trunk_fault', sipStatus: null, answeredForMs: null });
    expect(trunkHealth(faults, nowMs)).toMatchObject({ reason: 'trunk_faults', count: 20 });
    expect(trunkHealth([{ ...good, endedAtMs: nowMs }, ...faults], nowMs)).toEqual({ kind: 'ok' });
  });

  it('but not for a few among many, nor for what is long past', () => {
    const rejected = many(10, { sipStatus: 403 });
    expect(trunkHealth([...rejected, ...many(90, {})], nowMs)).toEqual({ kind: 'ok' });
    expect(trunkHealth(many(10, { sipStatus: 403, endedAtMs: 1 }), nowMs)).toEqual({ kind: 'ok' });
  });
});

describe('loopback', () => {
  it.each(['127.0.0.1', '127.8.9.10', '::1', '[::1]', 'localhost', '::ffff:127.0.0.1'])(
    '%s is',
    (host) => {
      expect(isLoopbackHost(host)).toBe(true);
    },
  );
  it.each([
    '127.0.0.1.example.com',
    '10.0.0.1',
    '0.0.0.0',
    '127.1',
    '',
    '127.0.0.999',
    'localhost.evil',
    '::',
  ])('%s is not', (host) => {
    expect(isLoopbackHost(host)).toBe(false);
  });
});
