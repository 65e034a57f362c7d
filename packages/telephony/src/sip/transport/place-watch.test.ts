import { expect, it } from 'vitest';
import type { Address } from '../address.ts';
import { SipEndpoint } from '../endpoint.ts';

const at: Address = { host: '127.0.0.1', port: 5060 };
const place: Address = { host: '127.0.0.1', port: 5080 };

/** Asks a far end that answers as long as it is up; gives back what is told, with its times. */
function watched(up: (nowMs: number) => boolean, untilMs: number, answers?: number) {
  const asker = new SipEndpoint({ local: at, random: () => 0.5 });
  const far = new SipEndpoint({ local: place, random: () => 0.5 });
  const told: [alive: boolean, status: number | null, atMs: number][] = [];
  const texts: string[] = [];
  const { watchId, effects } = asker.watchPlace(
    {
      place,
      from: 'sip:100@127.0.0.1',
      everyMs: 10_000,
      watch: (alive, status, nowMs) => told.push([alive, status, nowMs]),
    },
    0,
  );
  const carry = (sent: typeof effects, nowMs: number): void => {
    for (const effect of sent) {
      if (effect.kind !== 'send') continue;
      texts.push(new TextDecoder().decode(effect.bytes));
      if (!up(nowMs)) continue;
      for (const answer of far.receive(effect.bytes, at, nowMs)) {
        if (answer.kind !== 'send') continue;
        const text = new TextDecoder().decode(answer.bytes);
        const said = answers === undefined ? text : text.replace('200 OK', `${answers} X`);
        asker.receive(new TextEncoder().encode(said), place, nowMs);
      }
    }
  };
  carry(effects, 0);
  for (let next = asker.nextWakeMs(); next !== null && next <= untilMs; next = asker.nextWakeMs())
    carry(asker.wake(next), next);
  return { asker, watchId, told, texts };
}

it('a place that is watched is told to be there, gone, and back (RFC 3261 11)', () => {
  const { told, texts } = watched((nowMs) => nowMs < 20_000 || nowMs > 100_000, 200_000);
  expect(told.map(([alive, status]) => [alive, status])).toEqual([
    [true, 200],
    [false, null],
    [true, 200],
  ]);
  // Silence is told once the transaction has given up, 32 s after the question.
  expect(told[1]?.[2]).toBe(27_000 + 32_000);
  expect(texts[0]).toMatch(/^OPTIONS sip:127\.0\.0\.1:5080 SIP\/2\.0\r\n/);
});

it('a place that says 503 is not there, one that refuses otherwise is', () => {
  expect(watched(() => true, 1000, 503).told).toEqual([[false, 503, 0]]);
  expect(watched(() => true, 1000, 404).told).toEqual([[true, 404, 0]]);
});

it('a place that is no longer watched leaves nothing behind', () => {
  const { asker, watchId, told } = watched(() => true, 30_000);
  asker.unwatchPlace(watchId, 30_000);
  for (let next = asker.nextWakeMs(); next !== null; next = asker.nextWakeMs()) asker.wake(next);
  expect(asker.counts()).toEqual({ calls: 0, dialogs: 0, transactions: 0, timers: 0 });
  expect(told).toHaveLength(1);
});
