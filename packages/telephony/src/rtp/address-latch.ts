import type { Address } from '../sip/address.ts';

/** So many authentic packets in a row from one address teach it. */
const LESSONS = 3;
/** How long after a description an address may still be learned. */
const LEARNING_MS = 5000;
/** A far end silent for so long may have moved to another port of its host. */
const MOVED_MS = 2000;

const isSame = (a: Address | null, b: Address): boolean => a?.host === b.host && a.port === b.port;

/**
 * Symmetric RTP (RFC 4961, with the cautions of RFC 7362 section 4): where the far end's media really comes from, when
 * a translator stands between. An address is learned only soon after a description; from then on packets from elsewhere are
 * refused, so that nobody takes over a call that runs, until the far end describes itself anew.
 */
export class AddressLatch {
  #described: Address | null = null;
  #learned: Address | null = null;
  #isSettled = false;
  #untilMs: number | null = null;
  #candidate: Address | null = null;
  #lessons = 0;
  #lastMs: number | null = null;

  /** Where to send to: what was learned, else what was described; null when neither is known. */
  get target(): Address | null {
    return this.#learned ?? this.#described;
  }

  /** The far end says where it takes media; null when it takes none. */
  describe(address: Address | null, nowMs: number): void {
    const isKnown = address !== null && isSame(this.#described, address);
    this.#described = address;
    if (isKnown) return;
    this.#learned = null;
    this.#isSettled = false;
    this.#untilMs = nowMs + LEARNING_MS;
    this.#candidate = null;
    this.#lessons = 0;
  }

  /** Whether packets from that address may be taken. */
  admits(from: Address, nowMs: number): boolean {
    const isOver = this.#untilMs !== null && nowMs > this.#untilMs;
    const home = this.#learned ?? (isOver ? this.#described : null);
    if (home === null || (!this.#isSettled && !isOver) || isSame(home, from)) return true;
    const isSilent = this.#lastMs === null || nowMs - this.#lastMs >= MOVED_MS;
    return isSilent && from.host === home.host;
  }

  /** An authentic packet came from that address, which `admits`. */
  heard(from: Address, nowMs: number): void {
    const home = this.target;
    if (isSame(home, from)) {
      this.#lastMs = nowMs;
      this.#isSettled = true;
      this.#learned ??= from;
      this.#lessons = 0;
      return;
    }
    this.#lessons = isSame(this.#candidate, from) ? this.#lessons + 1 : 1;
    this.#candidate = from;
    if (this.#lessons < LESSONS) return;
    this.#learned = from;
    this.#isSettled = true;
    this.#lastMs = nowMs;
    this.#lessons = 0;
  }
}
