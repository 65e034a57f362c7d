import type { RandomSource } from './address.ts';
import type { SipRequest } from './message.ts';
import type { Field } from './outgoing-message.ts';

/** Numbers the reliable provisional responses to one INVITE, of which one at a time awaits its PRACK (RFC 3262). */
export class ReliableProvisionals {
  readonly #invite: SipRequest;
  /** The caller wants all provisional responses reliable. */
  readonly wanted: boolean;
  /** The caller can acknowledge provisional responses. */
  readonly possible: boolean;
  #rseq: number;
  #unacknowledged: number | null = null;

  constructor(invite: SipRequest, random: RandomSource) {
    this.#invite = invite;
    this.#rseq = 1 + Math.floor(random() * 10_000);
    this.wanted = invite.headers.lists('require', '100rel');
    this.possible = this.wanted || invite.headers.lists('supported', '100rel');
  }

  get awaitsPrack(): boolean {
    return this.#unacknowledged !== null;
  }

  /** What makes the next response reliable; from now on its PRACK is awaited. */
  nextFields(): Field[] {
    this.#rseq += 1;
    this.#unacknowledged = this.#rseq;
    return [
      ['require', '100rel'],
      ['rseq', String(this.#rseq)],
    ];
  }

  /** Whether a PRACK means the response that awaits one (RFC 3262 section 3). */
  isAcknowledgedBy(prack: SipRequest): boolean {
    const rack = /^(\d+)\s+(\d+)\s+INVITE$/i.exec(prack.headers.first('rack') ?? '');
    return (
      rack !== null &&
      this.#unacknowledged !== null &&
      Number(rack[1]) === this.#unacknowledged &&
      Number(rack[2]) === this.#invite.cseq.number
    );
  }

  /** The response that awaited a PRACK has it. */
  settle(): void {
    this.#unacknowledged = null;
  }
}
