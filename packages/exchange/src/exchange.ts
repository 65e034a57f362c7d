import {
  answerAudio,
  readAudioSdp,
  SipEndpoint,
  writeAudioSdp,
  type Address,
  type AudioOffer,
  type CallEvent,
  type G711,
  type IncomingEvent,
  type SipEffect,
} from '@everyline/telephony';
import { carrierOf } from './audio/carrier.ts';
import { varietyOf } from './audio/sound-library.ts';
import type { LengthLie } from './behaviours/call-plan.ts';
import type { PlainBehaviour } from './behaviours/behaviour.ts';
import { expectedOutcome, notInThePlan } from './behaviours/expected-outcome.ts';
import { planCall } from './behaviours/plan-call.ts';
import { resolveBehaviour } from './behaviours/resolve.ts';
import { canonicalDialled } from './dial-plan.ts';
import { ExchangeCall, type CallAction } from './exchange-call.ts';
import type { ExchangeEffect, ExchangeOptions } from './exchange-effect.ts';
import { chinaOffsetMinutes, localTimeOf } from './local-time.ts';
import { answeredCallIdOf, callIdHeaderOf, withLyingLength } from './lying-response.ts';
import { seededRandom } from './seeded-random.ts';

/** How many carriers serve the city. */
export const carrierCount = 6;

interface Line {
  readonly key: string;
  readonly occupies: boolean;
}

interface LiveCall {
  readonly call: ExchangeCall;
  readonly line: Line;
  readonly offer: AudioOffer<G711>;
  /** The description sent to the caller, once it is made. */
  sdp: string | null;
  /** The caller's offer. */
  readonly remoteSdp: string | null;
  readonly callIdHeader: string | null;
}

/** Whether keys may come as telephone events (RFC 4733). */
function takesEvents(behaviour: PlainBehaviour): boolean {
  return behaviour.kind !== 'menu' || behaviour.keysBy !== 'tones';
}

/** The kinds of requests of a call that a silent trunk swallows, and the user part of their request URI. */
const requestLine = /^(?:INVITE|CANCEL|ACK|BYE) (?:sips?|tel):([^@;>\s]+)/;
const latin1 = new TextDecoder('latin1');

/** 127.0.0.0/8 and ::1: nothing here ever sends anywhere else (promise 1 of the design). */
export function isLoopback(host: string): boolean {
  return /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(host) || host === '::1';
}

/**
 * The simulated telephone network behind one SIP address: the called side of every number in the dial plan. Sans-I/O:
 * datagrams and time in, datagrams out; never throws on input, and never sends to an address that is not loopback.
 */
export class Exchange {
  readonly #options: ExchangeOptions;
  readonly #endpoint: SipEndpoint;
  readonly #calls = new Map<string, LiveCall>();
  readonly #callsByPort = new Map<number, ExchangeCall>();
  readonly #freePorts: number[] = [];
  readonly #lies = new Map<string, LengthLie>();
  #sessions = 0;

  constructor(options: ExchangeOptions) {
    if (!isLoopback(options.local.host)) {
      throw new RangeError(
        `the simulated exchange lives on loopback only, not at ${options.local.host}`,
      );
    }
    this.#options = options;
    this.#endpoint = new SipEndpoint({
      local: options.local,
      random: options.random,
      userAgent: 'Everyline simulated exchange',
      ...(options.t1Ms === undefined ? {} : { t1Ms: options.t1Ms }),
    });
    this.#freePorts.push(...options.mediaPorts);
  }

  /** Calls that are in progress. */
  get callCount(): number {
    return this.#calls.size;
  }

  receiveSip(bytes: Uint8Array, from: Address, nowMs: number): ExchangeEffect[] {
    if (!isLoopback(from.host) || this.#isSwallowed(bytes, nowMs)) return [];
    const effects: ExchangeEffect[] = [];
    this.#carryOut(this.#endpoint.receive(bytes, from, nowMs), nowMs, effects, bytes);
    return effects;
  }

  receiveRtp(port: number, bytes: Uint8Array, _from: Address, _nowMs: number): ExchangeEffect[] {
    this.#callsByPort.get(port)?.hear(bytes);
    return [];
  }

  wake(nowMs: number): ExchangeEffect[] {
    const effects: ExchangeEffect[] = [];
    const timer = this.#endpoint.nextWakeMs();
    if (timer !== null && timer <= nowMs)
      this.#carryOut(this.#endpoint.wake(nowMs), nowMs, effects, null);
    for (const live of this.#calls.values()) {
      if (live.call.nextMs() <= nowMs) this.#advance(live, nowMs, effects);
    }
    return effects;
  }

  /** The time at which `wake` wants to be called, null when nothing is under way. */
  nextWakeMs(): number | null {
    let earliest = this.#endpoint.nextWakeMs() ?? Number.POSITIVE_INFINITY;
    for (const { call } of this.#calls.values()) earliest = Math.min(earliest, call.nextMs());
    return earliest === Number.POSITIVE_INFINITY ? null : earliest;
  }

  /** Whether a datagram belongs to a line from which nothing ever comes back. */
  #isSwallowed(bytes: Uint8Array, nowMs: number): boolean {
    const user = requestLine.exec(latin1.decode(bytes.subarray(0, 200)))?.[1];
    return (
      user !== undefined && this.#options.dialPlan.lookUp(user, nowMs)?.kind === 'silent_trunk'
    );
  }

  #carryOut(
    sip: readonly SipEffect[],
    nowMs: number,
    effects: ExchangeEffect[],
    datagram: Uint8Array | null,
  ): void {
    for (const effect of sip) {
      if (effect.kind === 'send') {
        if (!isLoopback(effect.to.host)) continue;
        effects.push({ kind: 'sip', bytes: this.#perhapsLying(effect.bytes), to: effect.to });
      } else {
        this.#takeEvent(effect.event, nowMs, effects, datagram);
      }
    }
  }

  #perhapsLying(bytes: Uint8Array): Uint8Array {
    if (this.#lies.size === 0) return bytes;
    const callId = answeredCallIdOf(bytes);
    const lie = callId === null ? undefined : this.#lies.get(callId);
    return lie === undefined ? bytes : withLyingLength(bytes, lie);
  }

  #takeEvent(
    event: CallEvent,
    nowMs: number,
    effects: ExchangeEffect[],
    datagram: Uint8Array | null,
  ): void {
    if (event.kind === 'incoming') {
      this.#takeCall(event, nowMs, effects, datagram);
      return;
    }
    const live = this.#calls.get(event.callId);
    if (live === undefined) return;
    switch (event.kind) {
      case 'acknowledged':
        if (event.sdp !== null) this.#agree(live, event.sdp);
        break;
      case 'session-changed':
        this.#agree(live, event.sdp);
        break;
      case 'ended':
      case 'failed':
        this.#release(live, nowMs, effects);
        break;
      default:
        break;
    }
  }

  #takeCall(
    event: IncomingEvent,
    nowMs: number,
    effects: ExchangeEffect[],
    datagram: Uint8Array | null,
  ): void {
    const { dialPlan, seed, sounds, areaCode } = this.#options;
    const time = localTimeOf(nowMs, this.#options.offsetMinutes ?? chinaOffsetMinutes);
    const key = canonicalDialled(event.dialled, areaCode);
    const behaviour = dialPlan.lookUp(event.dialled, nowMs);
    const alsoOccupied = [...this.#calls.values()].filter(
      ({ line }) => line.key === key && line.occupies,
    ).length;
    const truth = expectedOutcome(behaviour ?? notInThePlan, time, { alsoOccupied });
    effects.push({
      kind: 'call_started',
      callId: event.callId,
      dialled: event.dialled,
      behaviour: behaviour?.kind ?? null,
      truth,
      atMs: nowMs,
    });
    const refuse = (status: number, reason: string): void => {
      const sip = this.#endpoint.reject(event.callId, status, nowMs, {
        headers: { Reason: reason },
      });
      this.#carryOut(sip, nowMs, effects, null);
      const { callId } = event;
      const silent = { personSpokeAtMs: null, beepedAtMs: null };
      effects.push({ kind: 'call_ended', callId, atMs: nowMs, ...silent });
    };
    if (behaviour === null) {
      refuse(404, 'Q.850;cause=1;text="Unallocated (unassigned) number"');
      return;
    }
    const port = this.#freePorts.shift();
    if (port === undefined) {
      refuse(503, 'Q.850;cause=34;text="No circuit/channel available"');
      return;
    }
    const resolved = resolveBehaviour(behaviour, time, alsoOccupied);
    const random = seededRandom(`${seed}/${key}/${Math.floor(nowMs)}`);
    const variety = varietyOf(`${seed}/${key}`);
    const carrierIndex = resolved.behaviour.carrier ?? variety % carrierCount;
    const carrier = carrierOf(seed, carrierIndex);
    const context = { carrier, carrierIndex, variety, voices: sounds.voices, random };
    this.#sessions += 1;
    const live: LiveCall = {
      call: new ExchangeCall({
        callId: event.callId,
        plan: planCall(resolved, context),
        carrier,
        variety,
        sounds,
        mediaPort: port,
        numbering: {
          ssrc: Math.floor(random() * 2 ** 32),
          sequence: Math.floor(random() * 65_536),
          timestamp: Math.floor(random() * 2 ** 32),
        },
        startMs: nowMs,
      }),
      line: { key, occupies: resolved.occupies },
      offer: {
        local: { host: this.#options.local.host, port },
        codecs: ['PCMA', 'PCMU'],
        telephoneEvent: takesEvents(resolved.behaviour) ? 101 : null,
        sessionId: this.#sessions,
      },
      sdp: null,
      remoteSdp: event.sdp,
      callIdHeader: datagram === null ? null : callIdHeaderOf(datagram),
    };
    this.#calls.set(event.callId, live);
    this.#callsByPort.set(port, live.call);
    effects.push({ kind: 'open_media', port });
    this.#advance(live, nowMs, effects);
  }

  /** Our description for the caller: an answer to the offer, or an offer of ours; null when no codec is common. */
  #description(live: LiveCall): string | null {
    if (live.sdp !== null) return live.sdp;
    if (live.remoteSdp === null) {
      live.sdp = writeAudioSdp(live.offer);
      return live.sdp;
    }
    const answer = answerAudio(live.remoteSdp, live.offer);
    if (answer === null) return null;
    live.sdp = answer.sdp;
    live.call.codec = answer.codec;
    live.call.keyPayloadType = live.offer.telephoneEvent && answer.remote.telephoneEvent;
    this.#sendAudioTo(live, answer.remote.address);
    return live.sdp;
  }

  /** Takes the caller's answer to our offer, or a change of the session. */
  #agree(live: LiveCall, sdp: string): void {
    const audio = readAudioSdp(sdp);
    const codec = live.offer.codecs.find((own) => own === audio?.codecs[0]);
    if (audio === null || codec === undefined) return;
    live.call.codec = codec;
    live.call.keyPayloadType = live.offer.telephoneEvent && audio.telephoneEvent;
    this.#sendAudioTo(live, audio.address);
  }

  #sendAudioTo(live: LiveCall, address: Address | null): void {
    live.call.remote = address !== null && isLoopback(address.host) ? address : null;
  }

  #advance(live: LiveCall, nowMs: number, effects: ExchangeEffect[]): void {
    const { call } = live;
    const send = (bytes: Uint8Array): void => {
      if (call.remote !== null)
        effects.push({ kind: 'rtp', port: call.mediaPort, bytes, to: call.remote });
    };
    for (
      let action = call.advance(nowMs, send);
      action !== null;
      action = call.advance(nowMs, send)
    ) {
      this.#act(live, action, nowMs, effects);
    }
  }

  #act(live: LiveCall, action: CallAction, nowMs: number, effects: ExchangeEffect[]): void {
    const { call } = live;
    const { callId } = call;
    switch (action.kind) {
      case 'ring': {
        const sdp = action.media ? this.#description(live) : null;
        if (action.media && sdp === null) {
          this.#refuseMedia(live, nowMs, effects);
          return;
        }
        const options = { status: action.status, ...(sdp === null ? {} : { sdp }) };
        this.#carryOut(this.#endpoint.ring(callId, nowMs, options), nowMs, effects, null);
        if (sdp !== null) call.openMedia(nowMs);
        return;
      }
      case 'answer': {
        const sdp = this.#description(live);
        if (sdp === null) {
          this.#refuseMedia(live, nowMs, effects);
          return;
        }
        if (action.lie !== null && live.callIdHeader !== null)
          this.#lies.set(live.callIdHeader, action.lie);
        this.#carryOut(this.#endpoint.answer(callId, sdp, nowMs), nowMs, effects, null);
        call.openMedia(nowMs);
        return;
      }
      case 'reject': {
        const { cause } = action;
        const headers =
          cause === null ? {} : { Reason: `Q.850;cause=${cause.cause};text="${cause.text}"` };
        this.#carryOut(
          this.#endpoint.reject(callId, action.status, nowMs, { headers }),
          nowMs,
          effects,
          null,
        );
        this.#release(live, nowMs, effects);
        return;
      }
      case 'hang_up':
        this.#carryOut(
          this.#endpoint.hangUp(callId, nowMs, { q850: 16, text: 'Normal call clearing' }),
          nowMs,
          effects,
          null,
        );
        this.#release(live, nowMs, effects);
        return;
      case 'ignore':
        call.stop();
        return;
    }
  }

  /** No common codec: 488 (RFC 3261 section 21.4.26). */
  #refuseMedia(live: LiveCall, nowMs: number, effects: ExchangeEffect[]): void {
    this.#carryOut(this.#endpoint.reject(live.call.callId, 488, nowMs), nowMs, effects, null);
    this.#release(live, nowMs, effects);
  }

  #release(live: LiveCall, nowMs: number, effects: ExchangeEffect[]): void {
    const { call } = live;
    if (!this.#calls.delete(call.callId)) return;
    call.stop();
    if (live.callIdHeader !== null) this.#lies.delete(live.callIdHeader);
    this.#callsByPort.delete(call.mediaPort);
    this.#freePorts.push(call.mediaPort);
    effects.push({ kind: 'close_media', port: call.mediaPort });
    const { callId, personSpokeAtMs } = call;
    const beepedAtMs =
      call.beepEndsAtMs !== null && call.beepEndsAtMs <= nowMs ? call.beepEndsAtMs : null;
    effects.push({ kind: 'call_ended', callId, atMs: nowMs, personSpokeAtMs, beepedAtMs });
  }
}
