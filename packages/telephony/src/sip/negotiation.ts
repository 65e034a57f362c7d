import { mayRing, qosOffer, readQos } from './preconditions.ts';
import { readAudioSdp } from './sdp.ts';
import {
  answerTo,
  directionOf,
  isSessionDescription,
  redescribed,
  sameButVersion,
  versionOf,
  wishOf,
  type StreamWish,
} from './session-sdp.ts';

interface OpenOffer {
  readonly by: 'local' | 'remote';
  readonly sdp: string;
  /** As an offer of ours: whether it puts the far end on hold. */
  readonly holds: boolean;
}

/** Why an offer of the far end has no answer. */
export type OfferRefusal = 'unreadable' | 'incompatible';

/**
 * The offer/answer state of one dialog (RFC 3264, RFC 6337): at most one offer is open at a time, and what is agreed
 * changes only when an answer goes or comes. Answers to changes are made from our own description.
 */
export class Negotiation {
  /** Our description as it was agreed, null before the first answer. */
  local: string | null = null;
  /** Theirs as it was agreed. */
  remote: string | null = null;
  /** We have put the far end on hold. */
  holding = false;
  /** The far end has put us on hold. */
  held = false;
  /** Whether the far end has seen preconditions of ours or shown its own (RFC 3312). */
  #qos = false;
  #own: string | null;
  #open: OpenOffer | null = null;
  #lastSent: string | null = null;
  #version = 0;

  constructor(own: string | null) {
    this.#own = own;
  }

  /** Whose offer waits for its answer. */
  get open(): 'local' | 'remote' | null {
    return this.#open?.by ?? null;
  }

  /** The far end's offer that waits for our answer. */
  get openOffer(): string | null {
    return this.#open?.by === 'remote' ? this.#open.sdp : null;
  }

  get agreed(): boolean {
    return this.local !== null && this.remote !== null;
  }

  /** Whether the far end's preconditions, so far as we know them, let a telephone ring. */
  get mayRing(): boolean {
    return mayRing(this.openOffer ?? this.remote);
  }

  /** What later offers of the far end are answered from. */
  describeOurs(own: string): void {
    this.#own = own;
  }

  /** Opens an offer that is sent as the user wrote it, as in the first INVITE. */
  offerAsIs(sdp: string): void {
    this.#own = sdp;
    this.#qos ||= readQos(sdp) !== null;
    this.#sent(sdp);
    this.#open = { by: 'local', sdp, holds: false };
  }

  /** Opens an offer of ours within the session, and gives its text. */
  offer(change: { readonly holds?: boolean; readonly own?: string | null } = {}): string {
    const holds = change.holds ?? this.holding;
    if (change.own !== undefined && change.own !== null) this.#own = change.own;
    const own = this.#own ?? '';
    const wish = this.#wish(holds);
    // On hold from both sides nothing is to flow (RFC 3264 section 8.4).
    const both = holds && this.held;
    const direction = directionOf(both ? { sends: false, listens: false } : wish);
    const theirs = this.remote === null ? null : readQos(this.remote);
    const sdp = this.#versioned((version) => {
      const text = redescribed(own, direction, version);
      return this.#qos ? qosOffer(text, theirs) : text;
    });
    this.#sent(sdp);
    this.#open = { by: 'local', sdp, holds };
    return sdp;
  }

  /** Our offers say from now on that our access is ready (RFC 3312). */
  withPreconditions(): void {
    this.#qos = true;
  }

  /** Takes the far end's answer; false when none was awaited or it cannot be read. The offer is closed either way. */
  answered(sdp: string): boolean {
    const open = this.#open;
    if (open?.by !== 'local') return false;
    this.#open = null;
    const theirs = readAudioSdp(sdp);
    if (theirs === null) return false;
    const asked = wishOf(readAudioSdp(open.sdp)?.direction ?? 'sendrecv');
    const theirWish = wishOf(theirs.direction);
    // Whoever could have listened to us and does not wish to holds us; an inactive offer asked nothing.
    if (asked.sends || asked.listens)
      this.held = theirs.address === null || (asked.sends && !theirWish.listens);
    this.#agree(open.sdp, sdp, open.holds);
    return true;
  }

  /** Takes an offer of the far end that its caller answers with words of his own. */
  offered(sdp: string): void {
    this.#open = { by: 'remote', sdp, holds: false };
    if (readQos(sdp) !== null) this.#qos = true;
  }

  /** Our user's own answer to the open offer, or to an offer that was never opened. */
  answerAsIs(sdp: string): void {
    const offer = this.openOffer;
    this.#own ??= sdp;
    this.#sent(sdp);
    this.#open = null;
    if (offer === null) return;
    this.#readHold(offer);
    this.#agree(sdp, offer, false);
  }

  /** Answers an offer from our own description and agrees on it at once, or says why not. */
  answerOffer(offer: string): { readonly sdp: string } | OfferRefusal {
    if (!isSessionDescription(offer)) return 'unreadable';
    const own = this.#own;
    if (own === null) return 'incompatible';
    if (readQos(offer) !== null) this.#qos = true;
    let refused = false;
    const sdp = this.#versioned((version) => {
      const answer = answerTo(offer, own, this.#wish(this.holding), version);
      if (answer === null) refused = true;
      return answer ?? '';
    });
    if (refused) return 'incompatible';
    this.#sent(sdp);
    this.#readHold(offer);
    this.#open = null;
    this.#agree(sdp, offer, this.holding);
    return { sdp };
  }

  /** The open offer has failed: what was agreed before holds on (RFC 3261 section 14.1). */
  withdraw(): void {
    this.#open = null;
  }

  #wish(holds: boolean): StreamWish {
    const { sends, listens } = wishOf(readAudioSdp(this.#own ?? '')?.direction ?? 'sendrecv');
    return { sends, listens: listens && !holds };
  }

  #readHold(offer: string): void {
    const theirs = readAudioSdp(offer);
    if (theirs !== null) this.held = theirs.address === null || !wishOf(theirs.direction).listens;
  }

  #agree(local: string, remote: string, holds: boolean): void {
    this.local = local;
    this.remote = remote;
    this.holding = holds;
  }

  /** The version grows with each change and only then (RFC 3264 section 8). */
  #versioned(write: (version: number) => string): string {
    const same = write(this.#version);
    if (this.#lastSent !== null && sameButVersion(same, this.#lastSent)) return same;
    return write(this.#version + 1);
  }

  #sent(sdp: string): void {
    this.#lastSent = sdp;
    this.#version = Math.max(this.#version, versionOf(sdp));
  }
}
