import type { Address, RandomSource } from './address.ts';
import { hostPort } from './address.ts';
import type { CallEvent, SipEffect } from './call-event.ts';
import { randomHex, type Credentials } from './digest.ts';
import type { Ladder } from './ladder.ts';
import type { SipRequest } from './message.ts';
import {
  composeResponse,
  type Body,
  type Field,
  type OutgoingMessage,
  type OutgoingResponse,
} from './outgoing-message.ts';
import { reasonPhrase } from './reason-phrases.ts';
import { TimerQueue } from './timer-queue.ts';
import { isLiteral, isLoopback, readUri } from './uri.ts';

/** Who owns a transaction and hears of its end. */
export interface TransactionOwner {
  readonly ladder: Ladder | null;
  /** Its transactions that have not terminated; kept by the transaction layer. */
  readonly transactions: Set<{ readonly settled: boolean }>;
  /** Called when a timer changed something. */
  touched(): void;
}

/** What all machines of one endpoint share: time, timers, randomness, the way out, and the texts they write. */
export class Core {
  readonly local: Address;
  readonly random: RandomSource;
  readonly userAgent: string;
  readonly credentials: Credentials | null;
  readonly timers = new TimerQueue();
  /** RFC 3261 table 4. */
  readonly t1Ms: number;
  readonly t2Ms: number;
  readonly t4Ms: number;
  #effects: SipEffect[] = [];

  constructor(options: {
    local: Address;
    random: RandomSource;
    userAgent: string;
    credentials: Credentials | null;
    t1Ms: number;
  }) {
    this.local = options.local;
    this.random = options.random;
    this.userAgent = options.userAgent;
    this.credentials = options.credentials;
    this.t1Ms = options.t1Ms;
    this.t2Ms = options.t1Ms * 8;
    this.t4Ms = options.t1Ms * 10;
  }

  send(message: OutgoingMessage, ladder: Ladder | null, nowMs: number): void {
    ladder?.add('out', message.to, message.summary, message.text, nowMs);
    this.#effects.push({ kind: 'send', bytes: message.bytes, to: message.to });
  }

  emit(event: CallEvent): void {
    this.#effects.push({ kind: 'call', event });
  }

  takeEffects(): SipEffect[] {
    const effects = this.#effects;
    this.#effects = [];
    return effects;
  }

  newBranch(): string {
    return `z9hG4bK${randomHex(this.random, 3)}`;
  }

  newTag(): string {
    return randomHex(this.random, 2);
  }

  /** Our Via: rport asks for the answer to come back the way we sent (RFC 3581). */
  via(branch: string): string {
    return `SIP/2.0/UDP ${hostPort(this.local)};rport;branch=${branch}`;
  }

  get contact(): string {
    return `<sip:${hostPort(this.local)}>`;
  }

  /**
   * Where a request to a URI goes. A name is not looked up: it goes to `peer`, the address the dialog is
   * spoken with; so does every target outside the machine when the peer is on it.
   */
  addressOf(uri: string, peer: Address): Address {
    const parsed = readUri(uri);
    if (parsed === null || !isLiteral(parsed.host)) return peer;
    if (isLoopback(peer.host) && !isLoopback(parsed.host)) return peer;
    return { host: parsed.host, port: parsed.port ?? 5060 };
  }

  /** A response to a request, sent where RFC 3261 section 18.2.2 and RFC 3581 section 4 say. */
  response(
    request: SipRequest,
    from: Address,
    parts: {
      status: number;
      reason?: string | undefined;
      toTag?: string | null;
      fields?: readonly Field[];
      body?: Body | null;
    },
  ): OutgoingResponse {
    const { via } = request;
    const rport = via.params.has('rport');
    let viaText = request.headers.lines('via')[0] ?? '';
    if (rport) viaText = viaText.replace(/;\s*rport\s*(?:=\s*\d*)?/i, `;rport=${from.port}`);
    if (via.host !== from.host || rport) {
      const comma = viaText.indexOf(',');
      const own = comma < 0 ? viaText : viaText.slice(0, comma);
      viaText = `${own.trim()};received=${from.host}${comma < 0 ? '' : viaText.slice(comma)}`;
    }
    return composeResponse(request, {
      status: parts.status,
      reason: parts.reason ?? reasonPhrase(parts.status),
      toTag: parts.toTag ?? null,
      fields: [...(parts.fields ?? []), ['server', this.userAgent]],
      body: parts.body ?? null,
      to: rport ? from : { host: from.host, port: via.port ?? 5060 },
      via: viaText,
    });
  }
}
