import type { Address, RandomSource, Transport } from './address.ts';
import { defaultPort, hostPort, isReliable, transportOf } from './address.ts';
import { nextHopOf } from './next-hop.ts';
import type { CallEvent, SipEffect } from './call-event.ts';
import { randomHex, type Credentials } from './digest.ts';
import { encodeUtf8 } from './encode-utf8.ts';
import { Ladder } from './ladder.ts';
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

/** A transaction, as its owner sees it. */
export interface OwnedTransaction {
  /** A final response has been sent or received, or none will come. */
  readonly settled: boolean;
  owner: TransactionOwner | null;
}

/** Who owns a transaction and hears of its end. */
export interface TransactionOwner {
  readonly ladder: Ladder | null;
  /** Its transactions that have not terminated; kept by the transaction layer. */
  readonly transactions: Set<OwnedTransaction>;
  /** Called when a timer changed something. */
  touched(): void;
}

/** What all machines of one endpoint share: time, timers, randomness, the way out, and the texts they write. */
export class Core {
  readonly local: Address;
  readonly #localFor: (to: Address) => Address;
  /** The transports that can be used at all; a large request moves to TCP only where TCP is spoken. */
  readonly transports: ReadonlySet<Transport>;
  readonly random: RandomSource;
  readonly userAgent: string;
  readonly credentials: Credentials | null;
  readonly timers = new TimerQueue();
  /** RFC 3261 table 4. */
  readonly t1Ms: number;
  readonly t2Ms: number;
  readonly t4Ms: number;
  readonly #keepsLadders: boolean;
  #effects: SipEffect[] = [];

  constructor(options: {
    local: Address;
    localFor: ((to: Address) => Address) | null;
    transports: ReadonlySet<Transport>;
    random: RandomSource;
    userAgent: string;
    credentials: Credentials | null;
    t1Ms: number;
    keepsLadders: boolean;
  }) {
    this.local = options.local;
    this.#localFor = options.localFor ?? (() => options.local);
    this.transports = options.transports;
    this.random = options.random;
    this.userAgent = options.userAgent;
    this.credentials = options.credentials;
    this.t1Ms = options.t1Ms;
    this.t2Ms = options.t1Ms * 8;
    this.t4Ms = options.t1Ms * 10;
    this.#keepsLadders = options.keepsLadders;
  }

  send(message: OutgoingMessage, ladder: Ladder | null, nowMs: number): void {
    ladder?.add('out', message.to, message.text, nowMs);
    const { to, otherwise } = message;
    const bytes = encodeUtf8(message.text);
    this.#effects.push(
      otherwise === undefined
        ? { kind: 'send', bytes, to }
        : { kind: 'send', bytes, to, otherwise },
    );
  }

  emit(event: CallEvent): void {
    this.#effects.push({ kind: 'call', event });
  }

  takeEffects(): SipEffect[] {
    const effects = this.#effects;
    this.#effects = [];
    return effects;
  }

  newLadder(): Ladder {
    return new Ladder(this.#keepsLadders);
  }

  newBranch(): string {
    return `z9hG4bK${randomHex(this.random, 3)}`;
  }

  newTag(): string {
    return randomHex(this.random, 2);
  }

  /** Our Via for a request to an address: rport asks for the answer to come back the way we sent (RFC 3581). */
  via(branch: string, to: Address): string {
    const transport = transportOf(to);
    const alias = transport === 'tcp' || transport === 'tls' ? ';alias' : '';
    const sentBy = hostPort(this.#localFor(to));
    return `SIP/2.0/${transport.toUpperCase()} ${sentBy};rport${alias};branch=${branch}`;
  }

  /** Our Contact toward a far end: how it reaches us by the transport that it is spoken with. */
  contact(to: Address): string {
    const transport = transportOf(to);
    // RFC 7118 section 8 knows the parameter `ws` alone; whether it is secure, the connection says.
    const named = transport === 'wss' ? 'ws' : transport;
    return `<sip:${hostPort(this.#localFor(to))}${named === 'udp' ? '' : `;transport=${named}`}>`;
  }

  /** Where a request to a URI goes, within a dialog that is spoken with `peer`. */
  addressOf(uri: string, peer: Address): Address {
    return nextHopOf(uri, peer);
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
      ...wayBack(from, via.port, rport),
      via: viaText,
    });
  }
}

/**
 * Where a response goes: over a connection, back on it, and if it has closed to the port of sent-by; over UDP to
 * the port it came from if rport asks so, else to the port of sent-by (RFC 3261 section 18.2.2, RFC 3581).
 */
function wayBack(
  from: Address,
  sentByPort: number | null,
  rport: boolean,
): { to: Address; otherwise?: Address } {
  const transport = transportOf(from);
  const port = sentByPort ?? defaultPort(transport);
  if (!isReliable(from)) return { to: rport || from.port === port ? from : { ...from, port } };
  // Nobody can be reached by a WebSocket but over the one that it opened (RFC 7118 section 5).
  if (transport === 'ws' || transport === 'wss') return { to: from };
  return { to: from, otherwise: { host: from.host, port, transport } };
}
