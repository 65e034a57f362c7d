import type { SimulatedWire } from '@everyline/testkit';
import type { Address } from '../address.ts';
import type { CallEvent, IncomingEvent, SipEffect, TransferRequestedEvent } from '../call-event.ts';
import { SipEndpoint } from '../endpoint.ts';
import { answerAudio, writeAudioSdp, type G711 } from '../sdp.ts';
import { WireMonitor } from './wire-monitor.ts';

export interface Chance {
  /** Uniform in [0, limit). */
  upTo(limit: number): number;
  /** True with this probability. */
  is(probability: number): boolean;
  among<Choice>(choices: readonly Choice[]): Choice;
}

/** What an agent is like for a whole scenario. */
export interface Character {
  readonly sessionTimer: boolean;
  readonly needsPrack: boolean;
  /** When it falls silent for good, in ms; null: never. */
  readonly crashMs: number | null;
}

const codecs: readonly (readonly G711[])[] = [
  ['PCMA', 'PCMU'],
  ['PCMU', 'PCMA'],
  ['PCMA'],
  ['PCMU'],
];
const decoder = new TextDecoder();

/** One user of the stack who does in every moment what chance says, within what a user may do. */
export class Agent {
  readonly at: Address;
  readonly endpoint: SipEndpoint;
  readonly events: CallEvent[] = [];
  readonly monitor = new WireMonitor();
  /** New requests, for what is sent after the end. */
  readonly requests: { readonly method: string; readonly atMs: number; readonly text: string }[] =
    [];
  readonly #wire: SimulatedWire;
  readonly #chance: Chance;
  readonly #character: Character;
  /** Whom this agent may call or transfer to. */
  readonly #others: () => readonly Address[];
  #ports = 40_000;
  #sessionIds = 1;

  constructor(parts: {
    readonly at: Address;
    readonly wire: SimulatedWire;
    readonly random: () => number;
    readonly chance: Chance;
    readonly character: Character;
    readonly others: () => readonly Address[];
  }) {
    this.at = parts.at;
    this.#wire = parts.wire;
    this.#chance = parts.chance;
    this.#character = parts.character;
    this.#others = parts.others;
    this.endpoint = new SipEndpoint({
      local: parts.at,
      random: parts.random,
      takesTransfers: true,
      needsPrack: parts.character.needsPrack,
      ...(parts.character.sessionTimer ? { sessionTimer: { intervalS: 90, minS: 90 } } : {}),
    });
    parts.wire.attach(this.at, {
      receive: (bytes, from, nowMs) => {
        if (this.crashed(nowMs)) return;
        this.monitor.received(decoder.decode(bytes));
        this.perform(this.endpoint.receive(bytes, from, nowMs));
      },
      wake: (nowMs) => {
        this.perform(this.endpoint.wake(nowMs));
      },
      nextWakeMs: () => (this.crashed(parts.wire.nowMs) ? null : this.endpoint.nextWakeMs()),
    });
  }

  crashed(nowMs: number): boolean {
    return this.#character.crashMs !== null && nowMs >= this.#character.crashMs;
  }

  get mayCrash(): boolean {
    return this.#character.crashMs !== null;
  }

  perform(effects: readonly SipEffect[]): void {
    for (const effect of effects) {
      if (effect.kind === 'call') {
        this.events.push(effect.event);
        this.#heard(effect.event);
        continue;
      }
      const text = decoder.decode(effect.bytes);
      this.monitor.sent(text);
      const method = text.slice(0, text.indexOf(' '));
      if (method !== 'SIP/2.0') this.requests.push({ method, atMs: this.#wire.nowMs, text });
      this.#wire.send(this.at, effect.to, effect.bytes);
    }
  }

  /** Does something after a time, unless the agent has crashed by then. */
  after(waitMs: number, act: (nowMs: number) => readonly SipEffect[]): void {
    this.#wire.at(this.#wire.nowMs + waitMs, (nowMs) => {
      if (!this.crashed(nowMs)) this.perform(act(nowMs));
    });
  }

  call(to: Address, sendTo: Address): void {
    const { effects } = this.endpoint.invite(
      {
        ...this.#placing(),
        requestUri: `sip:02861881111@${to.host}:${to.port}`,
        sendTo,
      },
      this.#wire.nowMs,
    );
    this.perform(effects);
  }

  #placing() {
    const chance = this.#chance;
    return {
      from: { uri: `sip:100@${this.at.host}` },
      sendTo: this.at,
      sdp: this.#description(),
      offerless: chance.is(0.15),
      preconditions: chance.is(0.1),
      ...(chance.is(0.2) ? { headers: { Require: '100rel' } } : {}),
    };
  }

  #description(): string {
    this.#ports += 2;
    this.#sessionIds += 1;
    return writeAudioSdp({
      local: { host: this.at.host, port: this.#ports },
      codecs: this.#chance.among(codecs),
      telephoneEvent: this.#chance.is(0.5) ? 101 : null,
      sessionId: this.#sessionIds,
    });
  }

  /** Ends every call that it knows of. */
  hangUpAll(nowMs: number): void {
    const ids = new Set(this.events.map(({ callId }) => callId));
    for (const id of ids) this.perform(this.endpoint.hangUp(id, nowMs));
  }

  #heard(event: CallEvent): void {
    const { callId } = event;
    if (event.kind === 'incoming') this.#rings(event);
    if (event.kind === 'answered') this.#lives(callId);
    if (event.kind === 'provisional' && this.#chance.is(0.2))
      this.after(this.#chance.upTo(3000), (nowMs) => this.#change(callId, nowMs));
    if (event.kind === 'transfer-requested') this.#transfers(event);
    if (event.kind === 'transfer-progress' && event.final && event.status === 200)
      this.after(this.#chance.upTo(3000), (nowMs) => this.endpoint.hangUp(callId, nowMs));
  }

  /** As called party: rings in some ways, and mostly answers. */
  #rings({ callId, sdp }: IncomingEvent): void {
    const chance = this.#chance;
    this.#sessionIds += 1;
    this.#ports += 2;
    const own = {
      local: { host: this.at.host, port: this.#ports },
      codecs: ['PCMA', 'PCMU'],
      telephoneEvent: 101,
      sessionId: this.#sessionIds,
    } as const;
    const ours = writeAudioSdp(own);
    const description = sdp === null ? ours : (answerAudio(sdp, own)?.sdp ?? '');
    for (let rings = Math.floor(chance.upTo(3)); rings > 0; rings -= 1) {
      const early = chance.is(0.5);
      const reliable = chance.is(0.4);
      this.after(chance.upTo(4000), (nowMs) =>
        this.endpoint.ring(
          callId,
          nowMs,
          early ? { status: 183, sdp: description, reliable } : { status: 180, reliable },
        ),
      );
    }
    if (chance.is(0.8))
      this.after(chance.upTo(8000), (nowMs) =>
        this.endpoint.answer(callId, description, nowMs, chance.is(0.7) ? { ours } : {}),
      );
    if (chance.is(0.1))
      this.after(chance.upTo(8000), (nowMs) => this.endpoint.reject(callId, 486, nowMs));
    if (chance.is(0.2))
      this.after(chance.upTo(20_000), (nowMs) => this.endpoint.hangUp(callId, nowMs));
    if (chance.is(0.2)) this.after(chance.upTo(5000), (nowMs) => this.#change(callId, nowMs));
  }

  /** In an answered call: changes, messages, transfers, and perhaps an end. */
  #lives(callId: string): void {
    const chance = this.#chance;
    for (let acts = Math.floor(chance.upTo(4)); acts > 0; acts -= 1)
      this.after(chance.upTo(20_000), (nowMs) => this.#change(callId, nowMs));
    if (chance.is(0.2))
      this.after(chance.upTo(15_000), (nowMs) => this.endpoint.sendKey(callId, '5', 160, nowMs));
    if (chance.is(0.25) && this.#wire.nowMs < 60_000) this.#asksForTransfer(callId);
    if (chance.is(0.4))
      this.after(chance.upTo(30_000), (nowMs) => this.endpoint.hangUp(callId, nowMs));
  }

  #asksForTransfer(callId: string): void {
    const chance = this.#chance;
    const to = chance.among(this.#others());
    const quiet = chance.is(0.2);
    const referredBy = `<sip:100@${this.at.host}>`;
    const uri = `sip:02861882222@${to.host}:${to.port}`;
    if (chance.is(0.5)) {
      this.after(chance.upTo(10_000), (nowMs) =>
        this.endpoint.transfer(callId, { to: uri, quiet, referredBy }, nowMs),
      );
      return;
    }
    this.after(chance.upTo(8000), (nowMs) => {
      const consulted = this.endpoint.invite(
        { ...this.#placing(), requestUri: uri, sendTo: to },
        nowMs,
      );
      this.after(chance.upTo(12_000), (laterMs) =>
        this.endpoint.transfer(
          callId,
          { to: { call: consulted.callId }, quiet, referredBy },
          laterMs,
        ),
      );
      return consulted.effects;
    });
  }

  #transfers(event: TransferRequestedEvent): void {
    if (this.#chance.is(0.2)) {
      this.after(this.#chance.upTo(2000), (nowMs) =>
        this.endpoint.declineTransfer(event.callId, nowMs),
      );
      return;
    }
    const match = /@([\d.]+):(\d+)/.exec(event.target) ?? /sip:([\d.]+):(\d+)/.exec(event.target);
    const sendTo = { host: match?.[1] ?? '', port: Number(match?.[2]) };
    this.after(
      this.#chance.upTo(2000),
      (nowMs) => this.endpoint.followTransfer(event, { ...this.#placing(), sendTo }, nowMs).effects,
    );
  }

  #change(callId: string, nowMs: number): readonly SipEffect[] {
    const chance = this.#chance;
    const by = chance.among(['INVITE', 'UPDATE'] as const);
    switch (Math.floor(chance.upTo(4))) {
      case 0:
        return this.endpoint.change(callId, { kind: 'hold', by }, nowMs);
      case 1:
        return this.endpoint.change(callId, { kind: 'resume', by }, nowMs);
      case 2:
        return this.endpoint.change(callId, { kind: 'refresh', by }, nowMs);
      default: {
        const before = this.endpoint.session(callId)?.local ?? null;
        if (before === null) return [];
        return this.endpoint.change(
          callId,
          { kind: 'redescribe', sdp: withCodecs(before, chance), by },
          nowMs,
        );
      }
    }
  }
}

/** The same description with one codec or both, in either order. */
function withCodecs(sdp: string, chance: Chance): string {
  const [first, second] = chance.among(codecs);
  const payload = (codec: G711): string => (codec === 'PCMA' ? '8' : '0');
  const payloads = [first, second].filter((codec) => codec !== undefined).map(payload);
  return sdp
    .replace(/^(m=audio \d+ RTP\/AVP) [^\r]*/m, `$1 ${payloads.join(' ')}`)
    .replace(/^a=(?:rtpmap|fmtp|curr|des|conf):[^\r]*\r\n/gm, '')
    .replace(/^a=\w+$/gm, 'a=sendrecv');
}
