import { CHINA } from '@everyline/telephony';
import { afterAll, expect, test } from 'vitest';
import { everyBehaviour } from '../every-behaviour.ts';
import { wednesdayTenMs } from '../test-caller.ts';
import type { PoolCall } from './simulate-messages.ts';
import { SimulatePool } from './simulate-pool.ts';

const lines = everyBehaviour.map(({ number, behaviour }) => [number, behaviour] as const);
const pools: SimulatePool[] = [];
function poolOf(threads: number): SimulatePool {
  const pool = new SimulatePool({ lines, areaCode: '028', seed: 'pool' }, threads);
  pools.push(pool);
  return pool;
}
afterAll(() => Promise.all(pools.map((pool) => pool.close())));

function callTo(number: string, index: number): PoolCall {
  return {
    number,
    startAtMs: wednesdayTenMs + index * 1000,
    impairments: { lossRate: 0.01, jitterMs: 20, delayMs: 10 },
    request: {
      trunk: { address: { host: '127.0.0.1', port: 5060 }, callerNumber: '02812345' },
      tonePlan: CHINA,
      announcement: new Int16Array(16_000),
    },
  };
}

test('calls come out the same with one thread and with two, in any order', async () => {
  const calls = everyBehaviour.slice(0, 24).map(({ number }, index) => callTo(number, index));
  const one = poolOf(1);
  const two = poolOf(2);
  const inOrder = await Promise.all(calls.map((call) => one.simulate(call)));
  const reversed = (
    await Promise.all(calls.toReversed().map((call) => two.simulate(call)))
  ).toReversed();
  for (const [index, { observation, truth }] of inOrder.entries()) {
    const other = reversed[index];
    expect(other?.truth).toEqual(truth);
    expect(other?.observation.ladder).toEqual(observation.ladder);
    expect(other?.observation.audio?.bytes).toEqual(observation.audio?.bytes);
  }
});

test('tells how far a call has come, never beyond its end', async () => {
  const reached: number[] = [];
  const call = callTo(
    everyBehaviour.find(({ name }) => name === 'no answer, ringback')?.number ?? '',
    0,
  );
  const { observation } = await poolOf(1).simulate(call, (ms) => reached.push(ms));
  expect(reached.length).toBeGreaterThan(10);
  expect(Math.max(...reached)).toBeLessThanOrEqual(observation.endedAtMs);
});

test('a closed pool refuses and forgets nothing silently', async () => {
  const pool = poolOf(1);
  const pending = pool.simulate(callTo(everyBehaviour[0]?.number ?? '', 0));
  const closing = pool.close();
  await expect(pending).rejects.toThrow('closed');
  await closing;
  await expect(pool.simulate(callTo('1', 0))).rejects.toThrow('closed');
});
