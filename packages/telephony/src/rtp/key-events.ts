/** A key pressed at the far end, from telephone-event packets (RFC 4733 section 2.5). */
export interface KeyEvent {
  readonly key: string;
  /** On the clock of `RtpSession.receive`: when the key went down, and when it came up (so far). */
  readonly fromMs: number;
  readonly toMs: number;
}

/** The keys by their event codes (RFC 4733 section 3.2, table 3). */
export const keyNames = '0123456789*#ABCD';
const MOST_KEPT = 256;

const NONE: readonly KeyEvent[] = [];

/**
 * Gathers the repeated packets of each key into one event (RFC 4733 section 2.3):
 *
 * ```
 *  0                   1                   2                   3
 *  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |     event     |E|R| volume    |          duration             |
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * ```
 */
export class KeyEvents {
  private readonly events: KeyEvent[] = [];
  private timestamp: number | null = null;

  /** One payload, with the RTP timestamp at which its key began; `atMs` is the arrival of the first packet. */
  receive(payload: Uint8Array, timestamp: number, atMs: number): boolean {
    const key = keyNames[payload[0] ?? 255];
    if (payload.length < 4 || key === undefined) return false;
    const durationMs = (((payload[2] ?? 0) << 8) | (payload[3] ?? 0)) / 8;
    const last = this.events.at(-1);
    if (timestamp === this.timestamp && last !== undefined) {
      const toMs = Math.max(last.toMs, last.fromMs + durationMs);
      this.events[this.events.length - 1] = { ...last, toMs };
    } else if (timestamp !== this.timestamp && this.events.length < MOST_KEPT) {
      this.events.push({ key, fromMs: atMs, toMs: atMs + durationMs });
    }
    this.timestamp = timestamp;
    return true;
  }

  /** The keys since the last call of this whose last packet came at least 60 ms before `nowMs`. */
  take(nowMs: number): readonly KeyEvent[] {
    if (this.events.length === 0) return NONE;
    const done = this.events.filter((event) => event.toMs + 60 <= nowMs);
    this.events.splice(0, done.length);
    return done;
  }
}
