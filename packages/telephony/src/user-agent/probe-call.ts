import type { Heard } from '../progress/heard.ts';
import { hostPort, type Address, type RandomSource } from '../sip/address.ts';
import type { CallEvent, SipEffect, SipLadder } from '../sip/call-event.ts';
import type { SipEndpoint } from '../sip/endpoint.ts';
import { readAudioSdp, writeAudioSdp, type AudioCodec } from '../sip/sdp.ts';
import type { SrtpCrypto } from '../rtp/srtp-crypto.ts';
import { escapedUser, isLoopback } from '../sip/uri.ts';
import { observe } from './observe.ts';
import { ProbeEar } from './probe-ear.ts';
import { decide } from './probe-manners.ts';
import type { Print } from '../prints/print.ts';
import { soundStretches, type HeardSound } from '../prints/sound-stretches.ts';
import { keyPayloadType, ProbeMedia, type Packet } from './probe-media.ts';
import { ProbeMouth } from './probe-mouth.ts';
import type { CallObservation, ProbeEnd } from './probe-observation.ts';
import { probeLimits, type ProbeLimits, type ProbeRequest } from './probe-request.ts';
import { ProbeScript } from './probe-script.ts';
import { ProbeSignals } from './probe-signals.ts';
import { situationOf } from './probe-situation.ts';

/** What the driver of a probe is to do. */
export type ProbeEffect =
  | { readonly kind: 'sip'; readonly bytes: Uint8Array; readonly to: Address }
  | { readonly kind: 'rtp'; readonly bytes: Uint8Array; readonly to: Address }
  | { readonly kind: 'done' };

export interface ProbeCallOptions {
  readonly endpoint: SipEndpoint;
  readonly request: ProbeRequest;
  /** The address for RTP that is offered. */
  readonly media: Address;
  readonly random: RandomSource;
  /** The ciphers of SRTP; a trunk that requires protection cannot be called without them. */
  readonly srtp?: SrtpCrypto;
}

const frameMs = 20;
/** How long the far end's last word is waited for after the call was ended; the endpoint goes on by itself. */
const lastWordMs = 4000;

/** What most packets ask for. */
const NOTHING: readonly ProbeEffect[] = [];

/**
 * One test call: SIP, RTP, listening and the probe's manners (DESIGN.md, promise 1; RFC 3261, 3550, 3960), sans-I/O.
 * The driver gives it the call events of its endpoint that carry `callId`, the RTP that arrives at `media`,
 * and the time; it carries out the effects until `done`. Every way through it ends with a result.
 */
export class ProbeCall {
  readonly #endpoint: SipEndpoint;
  readonly #request: ProbeRequest;
  readonly #limits: ProbeLimits;
  readonly #media: Address;
  readonly #random: RandomSource;
  readonly #offered: readonly AudioCodec[];
  /** The way of our media, and what hears and speaks on it. */
  readonly #path: ProbeMedia;
  readonly #ear: ProbeEar;
  readonly #mouth: ProbeMouth;
  readonly #script: ProbeScript | null;
  #callId = '';
  #ladder: SipLadder | null = null;
  #startedAtMs = 0;
  #effects: ProbeEffect[] = [];
  readonly #signals = new ProbeSignals();
  #mediaSinceMs: number | null = null;
  #nextTickMs: number | null = null;
  /** Why we ended the call; the reason stands although the far end may have its own. */
  #ended: ProbeEnd | null = null;
  #over = false;
  #endedAtMs = 0;
  #giveUpWaitingMs: number | null = null;
  #done = false;

  constructor(options: ProbeCallOptions) {
    this.#endpoint = options.endpoint;
    this.#request = options.request;
    this.#limits = { ...probeLimits, ...options.request.limits };
    this.#media = options.media;
    this.#random = options.random;
    this.#offered = options.request.codecs ?? ['PCMA', 'PCMU'];
    const { tonePlan, announcement, sendSilence, trunk, knownSounds, script } = options.request;
    const protection = trunk.protection ?? 'none';
    if (protection === 'require' && options.srtp === undefined)
      throw new Error(
        'srtp_ciphers_missing: this trunk requires SRTP, whose ciphers were not given',
      );
    this.#path = new ProbeMedia({
      codec: this.#offered[0] ?? 'PCMA',
      random: options.random,
      staysHere: isLoopback(trunk.address.host),
      srtp: options.srtp === undefined ? null : { crypto: options.srtp, protection },
    });
    this.#ear = new ProbeEar({
      tonePlan,
      session: this.#path.session,
      recordingLimitMs: this.#limits.totalMs + lastWordMs,
      knownSounds: knownSounds ?? null,
    });
    this.#mouth = new ProbeMouth({
      words: announcement,
      sendSilence: sendSilence ?? true,
      codecs: this.#offered,
      session: this.#path.session,
    });
    this.#script = script === undefined ? null : new ProbeScript(script, this.#mouth, this.#ear);
  }

  /** The call's Call-ID; empty before `start`. */
  get callId(): string {
    return this.#callId;
  }

  /** Whether anything has come in answer to the INVITE. */
  get heardFromTrunk(): boolean {
    return this.#ladder?.isAnswered ?? false;
  }

  get done(): boolean {
    return this.#done;
  }

  /** Sends the INVITE; once only. */
  start(nowMs: number): readonly ProbeEffect[] {
    const { trunk, dialled } = this.#request;
    const domain = trunk.domain ?? hostPort(trunk.address);
    const from = `sip:${escapedUser(trunk.callerNumber)}@${domain}`;
    const sdp = writeAudioSdp({
      local: this.#media,
      codecs: this.#offered,
      telephoneEvent: keyPayloadType,
      sessionId: Math.floor(this.#random() * 2 ** 31),
      ...this.#path.offer(),
    });
    this.#startedAtMs = nowMs;
    const { callId, effects } = this.#endpoint.invite(
      {
        requestUri: `sip:${escapedUser(dialled)}@${domain}`,
        from: { uri: from },
        sendTo: trunk.outboundProxy ?? trunk.address,
        ...(trunk.alternatives === undefined ? {} : { alternatives: trunk.alternatives }),
        sdp,
        headers: { 'P-Asserted-Identity': `<${from}>` },
        ...(trunk.credentials === undefined ? {} : { credentials: trunk.credentials }),
      },
      nowMs,
    );
    this.#callId = callId;
    this.#ladder = this.#endpoint.ladder(callId);
    this.#perform(effects, nowMs);
    return this.#takeEffects();
  }

  /** An event of this call from the endpoint; those of other calls are ignored. */
  receiveSip(event: CallEvent, nowMs: number): readonly ProbeEffect[] {
    this.#event(event, nowMs);
    return this.#takeEffects();
  }

  /** One datagram at `media`. What it completes is heard at once, not at the next tick. */
  receiveRtp(bytes: Uint8Array, from: Address, nowMs: number): readonly ProbeEffect[] {
    if (this.#over || this.#done) return NOTHING;
    if (this.#path.receive(bytes, from, nowMs)) {
      this.#ear.received(nowMs, this.#startedAtMs);
      this.#startMedia(nowMs);
    }
    return this.#takeEffects();
  }

  /** Hears what has come, says what is to be said and follows the manners; wanted at `nextWakeMs`. */
  wake(nowMs: number): readonly ProbeEffect[] {
    if (this.#done) return NOTHING;
    if (this.#over) {
      if (this.#giveUpWaitingMs !== null && nowMs >= this.#giveUpWaitingMs) this.#finish(nowMs);
      return this.#takeEffects();
    }
    if (this.#nextTickMs !== null && nowMs >= this.#nextTickMs) {
      this.#ear.hear(nowMs, this.#startedAtMs);
      this.#nextTickMs = nextOnGrid(nowMs);
      this.#speak(this.#nextTickMs - frameMs, nowMs);
    }
    if (this.#ended === null) this.#follow(nowMs);
    else if (this.#giveUpWaitingMs !== null && nowMs >= this.#giveUpWaitingMs) this.#finish(nowMs);
    return this.#takeEffects();
  }

  /** When `wake` is wanted next; the 20 ms ticks of all calls fall on the same instants. */
  nextWakeMs(): number | null {
    if (this.#done) return null;
    if (this.#ended !== null) return this.#giveUpWaitingMs;
    let nextMs = this.#startedAtMs + this.#limits.totalMs;
    if (this.#nextTickMs !== null) nextMs = Math.min(nextMs, this.#nextTickMs);
    const { answeredAtMs } = this.#signals;
    if (answeredAtMs === null) {
      const ringing = this.#signals.ringingSinceMs(this.#ear.firstPacketMs);
      if (ringing !== null) nextMs = Math.min(nextMs, ringing + this.#limits.ringMs);
    } else if (this.#mediaSinceMs === null)
      nextMs = Math.min(nextMs, answeredAtMs + this.#limits.silenceMs);
    return nextMs;
  }

  /** Stop-all: ends the call at once. */
  stop(nowMs: number): readonly ProbeEffect[] {
    if (this.#ended === null && !this.#over) this.#end('stopped', nowMs);
    return this.#takeEffects();
  }

  /** The observation; a fault before `done`. */
  result(): CallObservation {
    if (!this.#done)
      throw new Error('probe_not_done: the result of a probe stands only after its end');
    const { failed, otherCauses } = this.#signals;
    const signalled = this.#signals.since(this.#startedAtMs);
    const endedBy = this.#signals.endedBy(this.#ended);
    const heard = this.#ear.listener.heard();
    return observe({
      callId: this.#callId,
      dialled: this.#request.dialled,
      startedAtMs: this.#startedAtMs,
      endedAtMs: this.#endedAtMs,
      endedBy,
      end: this.#signals.callEnd(this.#ended),
      ladder: this.#ladder?.entries ?? [],
      failed,
      ...signalled,
      otherCauses,
      heard,
      sounds: this.#sounds(heard, signalled.answeredMs),
      recognised: this.#ear.sounds.recognised(),
      voice: this.#ear.listener.voice(),
      spoke: this.#mouth.spoke.map(({ fromMs, toMs }) => ({ fromMs, toMs })),
      said: this.#mouth.said.map(({ fromMs, toMs }) => ({ fromMs, toMs })),
      pressedAtMs: this.#script?.pressed.map(({ atMs }) => atMs) ?? [],
      script:
        this.#script?.report({
          answeredAtMs: signalled.answeredMs,
          endedAtMs: this.#endedAtMs - this.#startedAtMs,
          endedBy,
          heard,
          printBetween: this.#printBetween,
        }) ?? null,
      received: this.#path.session.stats(),
      audio: this.#ear.recorded(),
      rings: this.#ear.listener.rings(),
      ringCadenceMs: this.#ear.listener.ringCadence(),
      words: this.#request.announcement,
    });
  }

  #perform(effects: readonly SipEffect[], nowMs: number): void {
    for (const effect of effects) {
      if (effect.kind === 'send')
        this.#effects.push({ kind: 'sip', bytes: effect.bytes, to: effect.to });
      else this.#event(effect.event, nowMs);
    }
  }

  #event(event: CallEvent, nowMs: number): void {
    if (event.callId !== this.#callId || this.#done) return;
    const signals = this.#signals;
    switch (event.kind) {
      case 'provisional':
        signals.provisional(event, nowMs);
        this.#describe(event.sdp, nowMs);
        break;
      case 'answered':
        this.#describe(event.sdp, nowMs);
        if (this.#ended !== null) break;
        signals.answeredAtMs = nowMs;
        this.#mouth.answered();
        this.#ear.listener.answered(nowMs - this.#startedAtMs);
        this.#startMedia(nowMs);
        break;
      case 'session-changed':
        this.#describe(event.sdp, nowMs);
        break;
      case 'failed':
        signals.failed = event;
        this.#close(nowMs);
        break;
      case 'ended':
        signals.otherCauses.push(...event.q850);
        this.#close(nowMs);
        break;
      case 'released':
        this.#finish(nowMs);
        break;
      case 'incoming':
      case 'trying':
      case 'acknowledged':
      case 'info':
        break;
    }
  }

  /** Takes the far end's description: where our audio goes and in which codec (RFC 3264, RFC 3960). */
  #describe(sdp: string | null, nowMs: number): void {
    const description = sdp === null ? null : readAudioSdp(sdp);
    if (description === null) return;
    this.#path.describe(description, nowMs);
    this.#mouth.follow(description);
    this.#startMedia(nowMs);
  }

  #startMedia(nowMs: number): void {
    if (this.#mediaSinceMs !== null || this.#over) return;
    this.#mediaSinceMs = nowMs;
    this.#nextTickMs = nextOnGrid(nowMs);
  }

  /** Sends what is to be said up to a tick, and the report that is due. */
  #speak(tickMs: number, nowMs: number): void {
    const path = this.#path;
    for (const bytes of this.#mouth.packets(tickMs, nowMs, path.target !== null)) {
      this.#post(path.send(bytes));
    }
    this.#post(path.report(nowMs));
  }

  #post(packet: Packet | null): void {
    if (packet !== null) this.#effects.push({ kind: 'rtp', bytes: packet.bytes, to: packet.to });
  }

  /** Looks at the call and does what the manners say. */
  #follow(nowMs: number): void {
    const since = (atMs: number | null): number | null =>
      atMs === null ? null : atMs - this.#startedAtMs;
    const situation = situationOf(
      {
        nowMs: nowMs - this.#startedAtMs,
        ringingSinceMs: since(this.#signals.ringingSinceMs(this.#ear.firstPacketMs)),
        answeredAtMs: since(this.#signals.answeredAtMs),
        spoke: this.#mouth.spoke.at(-1) ?? null,
        isScripted: this.#script !== null,
        scriptSoundedMs: this.#script?.soundedMs ?? null,
      },
      this.#ear,
    );
    const decision = decide(situation, this.#limits);
    if (decision === 'go-on') {
      if (this.#script?.follow(situation) === true) this.#end('script', nowMs);
      return;
    }
    if (decision === 'speak') {
      const { fromMs, toMs } = this.#mouth.speak(nowMs - this.#startedAtMs);
      this.#ear.listener.spoke(fromMs, toMs, this.#request.announcement);
    } else this.#end(decision, nowMs);
  }

  /** The prints of what was said and played; our own words that came back are not among it. */
  #sounds(heard: readonly Heard[], answeredMs: number | null): HeardSound[] {
    return soundStretches(heard, answeredMs, this.#printBetween);
  }

  readonly #printBetween = (fromMs: number, toMs: number): Print => {
    const { spoke, said } = this.#mouth;
    const ours = [...spoke, ...said].map(({ samples: words, ...times }) => ({ words, ...times }));
    return this.#ear.sounds.printBetween(fromMs, toMs, ours);
  };

  #end(why: ProbeEnd, nowMs: number): void {
    this.#ended = why;
    this.#giveUpWaitingMs = nowMs + lastWordMs;
    this.#endedAtMs = nowMs;
    this.#perform(this.#endpoint.hangUp(this.#callId, nowMs), nowMs);
  }

  /** The call is over: media stops; the last word of the far end may still come. */
  #close(nowMs: number): void {
    if (this.#over) return;
    this.#over = true;
    if (this.#ended === null) this.#endedAtMs = nowMs;
    this.#giveUpWaitingMs ??= nowMs + lastWordMs;
    this.#ear.hear(nowMs, this.#startedAtMs);
    this.#ear.listener.end();
    this.#ear.sounds.end();
    this.#post(this.#path.bye(nowMs));
    this.#mouth.fallSilent(this.#endedAtMs - this.#startedAtMs);
    this.#nextTickMs = null;
  }

  #finish(nowMs: number): void {
    if (this.#done) return;
    this.#close(nowMs);
    this.#done = true;
    this.#effects.push({ kind: 'done' });
  }

  #takeEffects(): readonly ProbeEffect[] {
    const effects = this.#effects;
    if (effects.length === 0) return NOTHING;
    this.#effects = [];
    return effects;
  }
}

/** The first instant of the 20 ms grid after a time. */
function nextOnGrid(nowMs: number): number {
  return (Math.floor(nowMs / frameMs) + 1) * frameMs;
}
