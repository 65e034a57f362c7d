import {
  ProbeCall,
  SipEndpoint,
  type Address,
  type CallObservation,
  type ProbeEffect,
  type ProbeRequest,
  type SipEffect,
} from '@everyline/telephony';
import type { SoundLibrary } from '../audio/sound-library.ts';
import {
  expectedOutcome,
  notInThePlan,
  type ExpectedOutcome,
} from '../behaviours/expected-outcome.ts';
import type { DialPlan } from '../dial-plan.ts';
import type { ExchangeEffect } from '../exchange-effect.ts';
import { Exchange } from '../exchange.ts';
import { localTimeOf } from '../local-time.ts';
import { hashOf, seededRandom } from '../seeded-random.ts';
import { Channel } from './channel.ts';
import { SimulatedNetwork, type Impairments } from './network.ts';

export interface SimulateCallRequest {
  /** The digits to be dialled, in any form the dial plan reads. */
  readonly number: string;
  readonly dialPlan: DialPlan;
  readonly sounds: SoundLibrary;
  readonly areaCode: string;
  /** When the INVITE leaves, epoch ms. */
  readonly startAtMs: number;
  /** Of the exchange: carriers, and with number and time all that varies; the same seed gives the same call. */
  readonly seed: string;
  readonly impairments: Impairments;
  /** As for a real probe; the trunk's address is replaced by the simulated exchange's. */
  readonly request: Omit<ProbeRequest, 'dialled'>;
  /** Told now and then how far the call has come; it will not end before that. */
  readonly onReached?: (ms: number) => void;
}

/** One call in virtual time: what the probe observed, and what was true. */
export interface SimulatedCall {
  readonly observation: CallObservation;
  readonly truth: ExpectedOutcome;
  /** When a person's first word left, and when the call ended at the person's end; null when nobody spoke. */
  readonly person: { readonly spokeAtMs: number; readonly endedAtMs: number } | null;
  /** Whether a machine's beep had left to its end before the call was over at the machine's end. */
  readonly beeped: boolean;
}

type Datagram =
  | { readonly to: 'exchange' | 'probe'; readonly over: 'sip'; readonly bytes: Uint8Array }
  | {
      readonly to: 'exchange' | 'probe';
      readonly over: 'rtp';
      readonly port: number;
      readonly bytes: Uint8Array;
    };

const exchangeAt: Address = { host: '127.0.0.1', port: 5060 };
const probeAt: Address = { host: '127.0.0.2', port: 5060 };
const probeMedia: Address = { host: '127.0.0.2', port: 40_000 };
const exchangeMediaPort = 30_000;
const exchangeMedia: Address = { host: exchangeAt.host, port: exchangeMediaPort };

/** No call of a probe lasts longer: its own limit of 120 s and RFC 3261's timers after it. */
const longestCallMs = 300_000;
/** How often the progress of a call is told, in virtual time. */
const reachedEveryMs = 2000;

/** The truth where the exchange was never asked: a trunk that swallows calls, or a network that lost them. */
function truthAt(simulated: SimulateCallRequest): ExpectedOutcome {
  const behaviour =
    simulated.dialPlan.lookUp(simulated.number, simulated.startAtMs) ?? notInThePlan;
  return expectedOutcome(behaviour, localTimeOf(simulated.startAtMs));
}

/** Runs a probe against the exchange with the same bytes and audio as over sockets, as fast as the processor can. */
export function simulateCallWithTruth(simulated: SimulateCallRequest): SimulatedCall {
  const { number, startAtMs, seed } = simulated;
  const callSeed = `${seed}/${number}/${startAtMs}`;
  const random = seededRandom(`${callSeed}/probe`);
  const exchange = new Exchange({
    local: exchangeAt,
    mediaPorts: [exchangeMediaPort],
    dialPlan: simulated.dialPlan,
    sounds: simulated.sounds,
    seed,
    areaCode: simulated.areaCode,
    random: seededRandom(`${callSeed}/exchange`),
  });
  const endpoint = new SipEndpoint({ local: probeAt, random });
  const { trunk } = simulated.request;
  const probe = new ProbeCall({
    endpoint,
    request: { ...simulated.request, dialled: number, trunk: { ...trunk, address: exchangeAt } },
    media: probeMedia,
    random,
  });
  const network = new SimulatedNetwork<Datagram>(
    simulated.impairments,
    seededRandom(`${callSeed}/network/${hashOf(number)}`),
  );
  const { channel: settings } = simulated.impairments;
  const channel =
    settings === undefined ? null : new Channel(settings, seededRandom(`${callSeed}/channel`));
  let truth: ExpectedOutcome | null = null;
  let person: SimulatedCall['person'] = null;
  let beeped = false;
  let done = false;
  let nowMs = startAtMs;

  const fromProbe = (effects: readonly ProbeEffect[]): void => {
    for (const effect of effects) {
      if (effect.kind === 'sip')
        network.send({ to: 'exchange', over: 'sip', bytes: effect.bytes }, nowMs);
      else if (effect.kind === 'rtp')
        network.send(
          { to: 'exchange', over: 'rtp', port: effect.to.port, bytes: effect.bytes },
          nowMs,
        );
      else done = true;
    }
  };
  const fromEndpoint = (effects: readonly SipEffect[]): void => {
    for (const effect of effects) {
      if (effect.kind === 'send')
        network.send({ to: 'exchange', over: 'sip', bytes: effect.bytes }, nowMs);
      else fromProbe(probe.receiveSip(effect.event, nowMs));
    }
  };
  const fromExchange = (effects: readonly ExchangeEffect[]): void => {
    for (const effect of effects) {
      if (effect.kind === 'rtp') {
        const bytes = channel?.pass(effect.bytes) ?? effect.bytes;
        network.send({ to: 'probe', over: 'rtp', port: effect.port, bytes }, nowMs);
      } else if (effect.kind === 'sip')
        network.send({ to: 'probe', over: 'sip', bytes: effect.bytes }, nowMs);
      else if (effect.kind === 'call_started') truth = effect.truth;
      else if (effect.kind === 'call_ended') {
        beeped = effect.beepedAtMs !== null;
        if (effect.personSpokeAtMs !== null)
          person = { spokeAtMs: effect.personSpokeAtMs, endedAtMs: effect.atMs };
      }
    }
  };
  const deliver = (datagram: Datagram): void => {
    if (datagram.to === 'exchange') {
      if (datagram.over === 'sip')
        fromExchange(exchange.receiveSip(datagram.bytes, probeAt, nowMs));
      else fromExchange(exchange.receiveRtp(datagram.port, datagram.bytes, probeMedia, nowMs));
    } else if (datagram.over === 'sip') {
      fromEndpoint(endpoint.receive(datagram.bytes, exchangeAt, nowMs));
    } else {
      fromProbe(probe.receiveRtp(datagram.bytes, exchangeMedia, nowMs));
    }
  };
  const due = (ms: number | null): boolean => ms !== null && ms <= nowMs;

  let reachedMs = startAtMs + reachedEveryMs;
  fromProbe(probe.start(nowMs));
  while (!done) {
    const nextMs = Math.min(
      network.nextMs() ?? Number.POSITIVE_INFINITY,
      probe.nextWakeMs() ?? Number.POSITIVE_INFINITY,
      endpoint.nextWakeMs() ?? Number.POSITIVE_INFINITY,
      exchange.nextWakeMs() ?? Number.POSITIVE_INFINITY,
    );
    if (nextMs > startAtMs + longestCallMs)
      throw new Error(`a simulated call to ${number} does not end`);
    nowMs = Math.max(nowMs, nextMs);
    if (nowMs >= reachedMs) {
      simulated.onReached?.(nowMs);
      reachedMs = nowMs + reachedEveryMs;
    }
    for (
      let datagram = network.arrived(nowMs);
      datagram !== undefined && !done;
      datagram = network.arrived(nowMs)
    )
      deliver(datagram);
    if (!done && due(endpoint.nextWakeMs())) fromEndpoint(endpoint.wake(nowMs));
    if (!done && due(probe.nextWakeMs())) fromProbe(probe.wake(nowMs));
    if (due(exchange.nextWakeMs())) fromExchange(exchange.wake(nowMs));
  }
  return { observation: probe.result(), truth: truth ?? truthAt(simulated), person, beeped };
}

/** What a probe observes of one simulated call. */
export function simulateCall(simulated: SimulateCallRequest): CallObservation {
  return simulateCallWithTruth(simulated).observation;
}
