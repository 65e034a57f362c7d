import { seededRandom, SimulatedWire, type WireImpairments } from '@everyline/testkit';
import { expect, it } from 'vitest';
import type { Address } from './address.ts';
import type { CallEvent, SipEffect } from './call-event.ts';
import { SipEndpoint } from './endpoint.ts';
import { answerAudio, writeAudioSdp } from './sdp.ts';

const scenarios = Number(process.env['EVERYLINE_SIP_SCENARIOS'] ?? 600);
const firstSeed = Number(process.env['EVERYLINE_SIP_SEED'] ?? 1);

const callerAt: Address = { host: '127.0.0.1', port: 5060 };
const calledAt: Address = { host: '127.0.0.2', port: 5060 };
const own = { codecs: ['PCMA', 'PCMU'], telephoneEvent: 101, sessionId: 1 } as const;
const offer = writeAudioSdp({ ...own, local: { host: callerAt.host, port: 40_000 } });

interface Party {
  readonly endpoint: SipEndpoint;
  readonly events: CallEvent[];
  readonly requests: { readonly method: string; readonly atMs: number; readonly text: string }[];
}

function party(
  wire: SimulatedWire,
  at: Address,
  random: () => number,
  heard: (event: CallEvent) => void,
): Party {
  const endpoint = new SipEndpoint({ local: at, random });
  const made: Party = { endpoint, events: [], requests: [] };
  const perform = (effects: readonly SipEffect[]): void => {
    for (const effect of effects) {
      if (effect.kind === 'call') {
        made.events.push(effect.event);
        heard(effect.event);
      } else {
        const text = new TextDecoder().decode(effect.bytes);
        const method = text.slice(0, text.indexOf(' '));
        if (method !== 'SIP/2.0') made.requests.push({ method, atMs: wire.nowMs, text });
        wire.send(at, effect.to, effect.bytes);
      }
    }
  };
  wire.attach(at, {
    receive: (bytes, from, nowMs) => {
      perform(endpoint.receive(bytes, from, nowMs));
    },
    wake: (nowMs) => {
      perform(endpoint.wake(nowMs));
    },
    nextWakeMs: () => endpoint.nextWakeMs(),
  });
  return Object.assign(made, { perform });
}

/** One call with random behaviour on both sides over a random wire. */
function scenario(seed: number): {
  caller: Party;
  called: Party;
  wire: SimulatedWire;
  impairments: WireImpairments;
} {
  const random = seededRandom(seed);
  const upTo = (limit: number): number => random() * limit;
  const chance = (probability: number): boolean => random() < probability;
  const impairments: WireImpairments = {
    loss: chance(0.3) ? 0 : upTo(0.4),
    duplication: chance(0.5) ? 0 : upTo(0.3),
    delayMs: upTo(150),
    jitterMs: chance(0.3) ? 0 : upTo(1500),
  };
  const wire = new SimulatedWire(impairments, random);
  const perform = (side: Party, effects: readonly SipEffect[]): void => {
    (side as Party & { perform: (effects: readonly SipEffect[]) => void }).perform(effects);
  };
  const behave = (event: CallEvent): void => {
    if (event.kind !== 'incoming') return;
    const { callId } = event;
    const local = { host: calledAt.host, port: 50_000 };
    const answer = answerAudio(event.sdp ?? '', { ...own, local })?.sdp ?? '';
    const at = (afterMs: number, act: (nowMs: number) => SipEffect[]): void => {
      wire.at(wire.nowMs + afterMs, (nowMs) => {
        perform(called, act(nowMs));
      });
    };
    for (let rings = Math.floor(upTo(3)); rings > 0; rings -= 1) {
      const early = chance(0.5);
      at(upTo(4000), (nowMs) =>
        called.endpoint.ring(callId, nowMs, early ? { status: 183, sdp: answer } : { status: 180 }),
      );
    }
    if (chance(0.6)) at(upTo(8000), (nowMs) => called.endpoint.answer(callId, answer, nowMs));
    if (chance(0.3)) at(upTo(8000), (nowMs) => called.endpoint.reject(callId, 486, nowMs));
    if (chance(0.5)) at(upTo(20_000), (nowMs) => called.endpoint.hangUp(callId, nowMs));
  };
  const caller = party(wire, callerAt, random, () => undefined);
  const called = party(wire, calledAt, random, behave);
  const headers = chance(0.25) ? { Require: '100rel' } : {};
  const { callId, effects } = caller.endpoint.invite(
    {
      requestUri: 'sip:02861881111@127.0.0.2',
      from: { uri: 'sip:100@127.0.0.1' },
      sendTo: calledAt,
      sdp: offer,
      headers,
    },
    0,
  );
  perform(caller, effects);
  wire.at(chance(0.5) ? upTo(12_000) : 60_000, (nowMs) => {
    perform(caller, caller.endpoint.hangUp(callId, nowMs));
  });
  // Whoever has not hung up by then does so now: a called party that lost the CANCEL for good rings no longer.
  wire.at(100_000, (nowMs) => {
    for (const event of called.events) {
      if (event.kind === 'incoming') perform(called, called.endpoint.hangUp(event.callId, nowMs));
    }
  });
  wire.run(1_000_000);
  return { caller, called, wire, impairments };
}

it(`ends every call on both sides over any wire, and leaves nothing behind (${scenarios} scenarios)`, () => {
  const nothing = { calls: 0, dialogs: 0, transactions: 0, timers: 0 };
  let answered = 0;
  for (let seed = firstSeed; seed < firstSeed + scenarios; seed += 1) {
    const { caller, called, impairments } = scenario(seed);
    const told = `seed ${seed} ${JSON.stringify(impairments)} caller ${kinds(caller)} called ${kinds(called)}`;
    expect(caller.endpoint.counts(), told).toEqual(nothing);
    expect(called.endpoint.counts(), told).toEqual(nothing);
    for (const side of [caller, called]) {
      const ids = new Set(side.events.map(({ callId }) => callId));
      for (const id of ids) {
        const events = side.events.filter(({ callId }) => callId === id).map(({ kind }) => kind);
        const ends = events.filter((kind) => kind === 'failed' || kind === 'ended');
        expect(ends, told).toHaveLength(1);
        expect(events.at(-1), told).toBe('released');
        expect(
          events.filter((kind) => kind === 'released'),
          told,
        ).toHaveLength(1);
      }
      const endedMs = Math.max(
        ...side.events.filter(({ kind }) => kind === 'released').map(({ atMs }) => atMs),
      );
      const seen = new Set<string>();
      for (const { method, atMs, text } of side.requests) {
        const isNew = !seen.has(text);
        seen.add(text);
        if (isNew && method !== 'ACK' && atMs > endedMs)
          expect.fail(`${method} after the end: ${told}`);
      }
    }
    expect(caller.events.length, told).toBeGreaterThan(0);
    if (caller.events.some(({ kind }) => kind === 'answered')) {
      answered += 1;
      expect(
        called.events.some(({ kind }) => kind === 'answered'),
        told,
      ).toBe(true);
    }
  }
  expect(answered).toBeGreaterThan(scenarios / 10);
}, 60_000);

function kinds({ events }: Party): string {
  return events.map(({ kind, atMs }) => `${kind}@${Math.round(atMs)}`).join(',');
}
