import { hostPort, type Address } from '../address.ts';
import type { Core, OwnedTransaction, TransactionOwner } from '../core.ts';
import { randomHex } from '../digest.ts';
import { composeRequest } from '../outgoing-message.ts';
import type { Timer } from '../timer-queue.ts';
import type { TransactionLayer } from '../transaction-layer.ts';

/** A place whose life is to be known: a trunk, or the next hop of many calls. */
export interface PlaceWatchRequest {
  readonly place: Address;
  /** Whom the OPTIONS are from, e.g. `sip:100@example.org`. */
  readonly from: string;
  /** From one answer to the next question, at most; the pause is drawn from 80 to 100 % of it. */
  readonly everyMs: number;
  /** Told at the first answer or silence, and whenever that changes; `status` is null for silence. */
  readonly watch: (alive: boolean, status: number | null, nowMs: number) => void;
}

/**
 * Asks a place by OPTIONS, again and again, whether it is there (RFC 3261 section 11): where datagrams say nothing, and a
 * NAT forgets who does not speak. Every final response but 503 means that it is; silence for 64·T1 that it is not.
 */
export class PlaceWatch implements TransactionOwner {
  readonly id: string;
  readonly ladder = null;
  readonly transactions = new Set<OwnedTransaction>();
  readonly #core: Core;
  readonly #layer: TransactionLayer;
  readonly #request: PlaceWatchRequest;
  #sequence = 0;
  #alive: boolean | null = null;
  #next: Timer | null = null;
  #over = false;

  constructor(core: Core, layer: TransactionLayer, request: PlaceWatchRequest) {
    this.#core = core;
    this.#layer = layer;
    this.#request = request;
    this.id = `${randomHex(core.random, 4)}@${core.local.host}`;
  }

  touched(): void {
    // Nothing is to be done when a transaction ends: its answer has been heard before.
  }

  ask(nowMs: number): void {
    const core = this.#core;
    const { place, from } = this.#request;
    const branch = core.newBranch();
    const uri = `sip:${hostPort({ ...place, host: place.name ?? place.host })}`;
    this.#sequence += 1;
    const request = composeRequest({
      method: 'OPTIONS',
      uri,
      branch,
      cseq: this.#sequence,
      fields: [
        ['via', core.via(branch, place)],
        ['max-forwards', '70'],
        ['from', `<${from}>;tag=${core.newTag()}`],
        ['to', `<${uri}>`],
        ['call-id', this.id],
        ['cseq', `${this.#sequence} OPTIONS`],
        ['contact', core.contact(place)],
        ['accept', 'application/sdp'],
        ['user-agent', core.userAgent],
      ],
      body: null,
      to: place,
    });
    this.#layer.request(
      request,
      this,
      {
        responded: ({ status }, atMs) => {
          if (status >= 200) this.#heard(status, atMs);
        },
        failed: (_by, atMs) => {
          this.#heard(null, atMs);
        },
      },
      nowMs,
    );
  }

  stop(): void {
    this.#over = true;
    this.#next?.stop();
  }

  #heard(status: number | null, nowMs: number): void {
    if (this.#over) return;
    const alive = status !== null && status !== 503;
    const pauseMs = this.#request.everyMs * (0.8 + 0.2 * this.#core.random());
    this.#next = this.#core.timers.set(nowMs + pauseMs, (atMs) => {
      this.ask(atMs);
    });
    if (alive === this.#alive) return;
    this.#alive = alive;
    this.#request.watch(alive, status, nowMs);
  }
}
