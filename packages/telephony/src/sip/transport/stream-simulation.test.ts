import {
  seededRandom,
  SimulatedStreams,
  type StreamHost,
  type StreamImpairments,
} from '@everyline/testkit';
import { expect, it } from 'vitest';
import type { Address } from '../address.ts';
import type { CallEvent, SipEffect } from '../call-event.ts';
import { SipEndpoint } from '../endpoint.ts';
import { answerAudio, writeAudioSdp } from '../sdp.ts';
import { FlowTable, type FlowEffect } from './flow-table.ts';

const scenarios = Number(process.env['EVERYLINE_SIP_SCENARIOS'] ?? 600);
const firstSeed = Number(process.env['EVERYLINE_SIP_SEED'] ?? 1);

const callerAt: Address = { host: '127.0.0.1', port: 5060, transport: 'tcp' };
const calledAt: Address = { host: '127.0.0.2', port: 5060, transport: 'tcp' };
const nobodyAt: Address = { host: '127.0.0.3', port: 5060, transport: 'tcp' };
const own = { codecs: ['PCMA', 'PCMU'], telephoneEvent: 101, sessionId: 1 } as const;
const offer = writeAudioSdp({ ...own, local: { host: callerAt.host, port: 40_000 } });

/** An endpoint with its connections on a simulated network. */
class Agent implements StreamHost {
  readonly events: CallEvent[] = [];
  readonly requests: { readonly method: string; readonly atMs: number; readonly text: string }[] =
    [];
  readonly endpoint: SipEndpoint;
  readonly flows: FlowTable;
  readonly #net: SimulatedStreams;
  readonly #at: Address;
  readonly #heard: (event: CallEvent) => void;

  constructor(
    net: SimulatedStreams,
    at: Address,
    random: () => number,
    heard: (event: CallEvent) => void,
  ) {
    this.#net = net;
    this.#at = at;
    this.#heard = heard;
    this.endpoint = new SipEndpoint({ local: at, random, transports: ['tcp'] });
    this.flows = new FlowTable({ random });
    net.attach(at, this);
  }

  accept(from: Address, nowMs: number): number | null {
    return this.flows.accept({ ...from, transport: 'tcp' }, nowMs);
  }

  opened(flow: number, nowMs: number): void {
    this.#carryOut(this.flows.opened(flow, nowMs), nowMs);
  }

  received(flow: number, bytes: Uint8Array, nowMs: number): void {
    this.#carryOut(this.flows.received(flow, bytes, false, nowMs), nowMs);
  }

  closed(flow: number, nowMs: number): void {
    this.#carryOut(this.flows.closed(flow, 'cut'), nowMs);
  }

  wake(nowMs: number): void {
    this.#carryOut(this.flows.wake(nowMs), nowMs);
    this.perform(this.endpoint.wake(nowMs), nowMs);
  }

  nextWakeMs(): number | null {
    const next = Math.min(
      this.flows.nextWakeMs() ?? Infinity,
      this.endpoint.nextWakeMs() ?? Infinity,
    );
    return next === Infinity ? null : next;
  }

  perform(effects: readonly SipEffect[], nowMs: number): void {
    for (const effect of effects) {
      if (effect.kind === 'call') {
        this.events.push(effect.event);
        this.#heard(effect.event);
        continue;
      }
      const text = new TextDecoder().decode(effect.bytes);
      const method = text.slice(0, text.indexOf(' '));
      if (method !== 'SIP/2.0') this.requests.push({ method, atMs: nowMs, text });
      const { bytes, to, otherwise } = effect;
      this.#carryOut(this.flows.send(bytes, to, otherwise ?? null, nowMs), nowMs);
    }
  }

  #carryOut(effects: readonly FlowEffect[], nowMs: number): void {
    for (const effect of effects) {
      switch (effect.kind) {
        case 'connect':
          this.#net.connect(this, effect.flow, this.#at.host, effect.to);
          break;
        case 'write':
          this.#net.write(this, effect.flow, effect.bytes);
          break;
        case 'close':
          this.#net.close(this, effect.flow);
          break;
        case 'message':
          this.perform(this.endpoint.receive(effect.bytes, effect.from, nowMs), nowMs);
          break;
        case 'failed':
          this.perform(this.endpoint.transportFailed(effect.to, nowMs), nowMs);
          break;
        case 'datagram':
          throw new Error('nothing goes by UDP here');
      }
    }
  }
}

/** One call with random behaviour on both sides over connections that split, delay and break. */
function scenario(seed: number) {
  const random = seededRandom(seed);
  const upTo = (limit: number): number => random() * limit;
  const chance = (probability: number): boolean => random() < probability;
  const impairments: StreamImpairments = {
    delayMs: upTo(150),
    jitterMs: chance(0.3) ? 0 : upTo(800),
    pieceBytes: chance(0.5) ? 1500 : 1 + Math.floor(upTo(60)),
    reset: chance(0.4) ? 0 : upTo(0.3),
  };
  const net = new SimulatedStreams(impairments, random);
  const behave = (event: CallEvent): void => {
    if (event.kind !== 'incoming') return;
    const { callId } = event;
    const local = { host: calledAt.host, port: 50_000 };
    const answer = answerAudio(event.sdp ?? '', { ...own, local })?.sdp ?? '';
    const after = (afterMs: number, act: () => SipEffect[]): void => {
      net.at(net.nowMs + afterMs, () => {
        called.perform(act(), net.nowMs);
      });
    };
    for (let rings = Math.floor(upTo(3)); rings > 0; rings -= 1)
      after(upTo(4000), () => called.endpoint.ring(callId, net.nowMs));
    if (chance(0.6)) after(upTo(8000), () => called.endpoint.answer(callId, answer, net.nowMs));
    if (chance(0.3)) after(upTo(8000), () => called.endpoint.reject(callId, 486, net.nowMs));
    if (chance(0.5)) after(upTo(20_000), () => called.endpoint.hangUp(callId, net.nowMs));
  };
  const caller = new Agent(net, callerAt, random, () => undefined);
  const called = new Agent(net, calledAt, random, behave);
  const firstIsDead = chance(0.2);
  const { callId, effects } = caller.endpoint.invite(
    {
      requestUri: 'sip:02861881111@127.0.0.2',
      from: { uri: 'sip:100@127.0.0.1' },
      sendTo: firstIsDead ? nobodyAt : calledAt,
      alternatives: firstIsDead ? [calledAt] : [],
      sdp: offer,
      headers: chance(0.25) ? { Require: '100rel' } : {},
    },
    0,
  );
  caller.perform(effects, 0);
  net.at(chance(0.5) ? upTo(12_000) : 60_000, () => {
    caller.perform(caller.endpoint.hangUp(callId, net.nowMs), net.nowMs);
  });
  // Whoever has not hung up by then does so now: a BYE or CANCEL may have been lost with its connection.
  net.at(100_000, () => {
    for (const agent of [caller, called]) {
      for (const { callId: id } of agent.events)
        agent.perform(agent.endpoint.hangUp(id, net.nowMs), net.nowMs);
    }
  });
  net.run(600_000);
  return { caller, called, net, impairments, firstIsDead };
}

it(`ends every call over connections that split, delay and break, and leaves nothing behind (${scenarios} scenarios)`, () => {
  const nothing = { calls: 0, dialogs: 0, transactions: 0, timers: 0 };
  let answered = 0;
  let whole = 0;
  let byTheSecond = 0;
  for (let seed = firstSeed; seed < firstSeed + scenarios; seed += 1) {
    const { caller, called, net, impairments, firstIsDead } = scenario(seed);
    const told = `seed ${seed} ${JSON.stringify(impairments)} caller ${kinds(caller)} called ${kinds(called)}`;
    for (const agent of [caller, called]) {
      expect(agent.endpoint.counts(), told).toEqual(nothing);
      for (const id of new Set(agent.events.map(({ callId }) => callId))) {
        const events = agent.events.filter(({ callId }) => callId === id);
        const ends = events.filter(({ kind }) => kind === 'failed' || kind === 'ended');
        expect(ends, told).toHaveLength(1);
        expect(events.at(-1)?.kind, told).toBe('released');
      }
      const releases = agent.events.filter(({ kind }) => kind === 'released');
      const endedMs = Math.max(...releases.map(({ atMs }) => atMs));
      for (const { method, atMs } of agent.requests)
        if (method !== 'ACK' && atMs > endedMs) expect.fail(`${method} after the end: ${told}`);
      // Nothing goes twice over a connection, but the ACKs to a 200 that comes again.
      const texts = agent.requests.filter(({ method }) => method !== 'ACK').map(({ text }) => text);
      expect(new Set(texts).size, told).toBe(texts.length);
    }
    const answers = caller.events.some(({ kind }) => kind === 'answered');
    if (answers) answered += 1;
    if (answers && firstIsDead) byTheSecond += 1;
    if (impairments.reset === 0) {
      whole += 1;
      // Where no connection breaks, each end knows how the call ended by what the other said.
      expect(caller.flows.counts().flows, told).toBeLessThanOrEqual(2);
      for (const { events } of [caller, called]) {
        for (const event of events)
          if ('by' in event) expect(['local', 'remote'], told).toContain(event.by);
      }
    }
    // Idle connections go by themselves, and their timers with them.
    net.run(10_000_000);
    expect(caller.flows.counts(), told).toEqual({ flows: 0, accepted: 0, timers: 0 });
    expect(called.flows.counts(), told).toEqual({ flows: 0, accepted: 0, timers: 0 });
  }
  expect(answered).toBeGreaterThan(scenarios / 10);
  expect(whole).toBeGreaterThan(scenarios / 10);
  expect(byTheSecond).toBeGreaterThan(scenarios / 100);
}, 120_000);

function kinds({ events }: Agent): string {
  return events.map(({ kind, atMs }) => `${kind}@${Math.round(atMs)}`).join(',');
}
