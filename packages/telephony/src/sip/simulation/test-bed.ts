import { seededRandom, SimulatedWire } from '@everyline/testkit';
import type { Address } from '../address.ts';
import type { CallEvent, IncomingEvent, SipEffect } from '../call-event.ts';
import { SipEndpoint, type SipEndpointOptions } from '../endpoint.ts';
import { writeAudioSdp, type G711 } from '../sdp.ts';

const decoder = new TextDecoder();
const encoder = new TextEncoder();

/** One endpoint on the bed, with what it was told and what it sent. */
export interface Bedded {
  readonly at: Address;
  readonly endpoint: SipEndpoint;
  readonly events: CallEvent[];
  readonly sent: string[];
  /** Carries out what the endpoint's methods give back. */
  do(effects: readonly SipEffect[]): void;
}

/** Several endpoints on a wire without faults and 10 ms long, under virtual time, for scripts of what users do. */
export class TestBed {
  readonly wire = new SimulatedWire(
    { loss: 0, duplication: 0, delayMs: 10, jitterMs: 0 },
    seededRandom(1),
  );
  /** Changes a message on its way, or loses it by giving null. */
  tamper: (text: string, from: Address) => string | null = (text) => text;
  #hosts = 0;

  add(options: Partial<SipEndpointOptions> = {}): Bedded {
    this.#hosts += 1;
    const at: Address = { host: `127.0.0.${this.#hosts}`, port: 5060 };
    const endpoint = new SipEndpoint({ local: at, random: seededRandom(this.#hosts), ...options });
    const perform = (effects: readonly SipEffect[]): void => {
      for (const effect of effects) {
        if (effect.kind === 'call') {
          events.push(effect.event);
          continue;
        }
        const text = this.tamper(decoder.decode(effect.bytes), at);
        if (text === null) continue;
        sent.push(text);
        this.wire.send(at, effect.to, encoder.encode(text));
      }
    };
    const events: CallEvent[] = [];
    const sent: string[] = [];
    this.wire.attach(at, {
      receive: (bytes, from, nowMs) => {
        perform(endpoint.receive(bytes, from, nowMs));
      },
      wake: (nowMs) => {
        perform(endpoint.wake(nowMs));
      },
      nextWakeMs: () => endpoint.nextWakeMs(),
    });
    return { at, endpoint, events, sent, do: perform };
  }

  get nowMs(): number {
    return this.wire.nowMs;
  }

  /** Lets time pass; so many ms, 1 s unless given. */
  pass(ms = 1000): void {
    const untilMs = this.wire.nowMs + ms;
    this.wire.at(untilMs, () => undefined);
    this.wire.run(untilMs);
  }

  /** Makes one endpoint call another, which gives its event; `call` adds to what is asked. */
  call(
    from: Bedded,
    to: Bedded,
    call: Partial<Parameters<SipEndpoint['invite']>[0]> = {},
  ): { readonly callId: string; readonly incoming: IncomingEvent | undefined } {
    const { callId, effects } = from.endpoint.invite(
      {
        requestUri: `sip:02861881111@${to.at.host}:${to.at.port}`,
        from: { uri: `sip:100@${from.at.host}` },
        sendTo: to.at,
        sdp: description(from),
        ...call,
      },
      this.nowMs,
    );
    from.do(effects);
    this.pass(100);
    const incoming = to.events.findLast((event) => event.kind === 'incoming');
    return { callId, incoming };
  }

  /** A call that was answered and acknowledged; the ids it has at both ends. */
  answered(
    from: Bedded,
    to: Bedded,
    call: Partial<Parameters<SipEndpoint['invite']>[0]> = {},
  ): { readonly caller: string; readonly called: string } {
    const { callId, incoming } = this.call(from, to, call);
    const called = incoming?.callId ?? '';
    to.do(
      to.endpoint.answer(called, description(to, ['PCMA']), this.nowMs, { ours: description(to) }),
    );
    this.pass(100);
    return { caller: callId, called };
  }
}

/** A description of one's audio at one's own address. */
export function description(of: Bedded, codecs: readonly G711[] = ['PCMA', 'PCMU']): string {
  return writeAudioSdp({
    local: { host: of.at.host, port: 40_000 },
    codecs,
    telephoneEvent: 101,
    sessionId: 7,
  });
}

/** The events of one kind, in order. */
export function heard<Kind extends CallEvent['kind']>(
  of: Bedded,
  kind: Kind,
): Extract<CallEvent, { kind: Kind }>[] {
  return of.events.filter(
    (event): event is Extract<CallEvent, { kind: Kind }> => event.kind === kind,
  );
}

/** The messages that an endpoint sent whose first line begins so, repeats left out. */
export function messages(of: Bedded, start: string): string[] {
  return [...new Set(of.sent)].filter((text) => text.startsWith(start));
}

/** The value of a header in a message's text, null when it has none. */
export function headerOf(text: string | undefined, name: string): string | null {
  return new RegExp(`^${name}: ([^\\r]*)`, 'im').exec(text ?? '')?.[1] ?? null;
}
