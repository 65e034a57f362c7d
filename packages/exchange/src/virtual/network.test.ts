import { expect, test } from 'vitest';
import { seededRandom } from '../seeded-random.ts';
import { SimulatedNetwork } from './network.ts';

/** Sends a packet every 20 ms and tells when which arrived. */
function arrivals(
  impairments: { lossRate: number; jitterMs: number; delayMs: number },
  count: number,
): { at: number; packet: number }[] {
  const network = new SimulatedNetwork<number>(impairments, seededRandom('network'));
  for (let packet = 0; packet < count; packet += 1) network.send(packet, packet * 20);
  const seen: { at: number; packet: number }[] = [];
  for (let at = network.nextMs(); at !== null; at = network.nextMs()) {
    const packet = network.arrived(at);
    if (packet !== undefined) seen.push({ at, packet });
  }
  return seen;
}

test('a perfect network only delays', () => {
  const seen = arrivals({ lossRate: 0, jitterMs: 0, delayMs: 30 }, 50);
  expect(seen).toEqual(
    Array.from({ length: 50 }, (_, packet) => ({ at: packet * 20 + 30, packet })),
  );
});

test('loses as many as it is told to', () => {
  const seen = arrivals({ lossRate: 0.05, jitterMs: 0, delayMs: 0 }, 20_000);
  expect(1 - seen.length / 20_000).toBeGreaterThan(0.044);
  expect(1 - seen.length / 20_000).toBeLessThan(0.056);
});

test('jitter varies the delay, lets packets overtake, and nothing arrives before it was sent', () => {
  const seen = arrivals({ lossRate: 0, jitterMs: 20, delayMs: 10 }, 20_000);
  const delays = seen.map(({ at, packet }) => at - packet * 20);
  const mean = delays.reduce((sum, delay) => sum + delay, 0) / delays.length;
  const deviation = Math.sqrt(
    delays.reduce((sum, delay) => sum + (delay - mean) ** 2, 0) / delays.length,
  );
  expect(Math.min(...delays)).toBeGreaterThanOrEqual(10);
  expect(deviation).toBeGreaterThan(14);
  expect(deviation).toBeLessThan(22);
  expect(seen.some(({ packet }, index) => packet < (seen[index - 1]?.packet ?? 0))).toBe(true);
});

test('is the same again from the same seed', () => {
  const impairments = { lossRate: 0.1, jitterMs: 15, delayMs: 5 };
  expect(arrivals(impairments, 500)).toEqual(arrivals(impairments, 500));
});
