import { keyNames } from './key-events.ts';

/** How keys are pressed. */
export interface KeyPress {
  /** Of 0–9, *, #, A–D; anything else is passed over. */
  readonly keys: string;
  /** How long each key is held, in ms: 100 unless given; 40 at least (ITU-T Q.24). */
  readonly holdMs?: number;
  /** The pause after each key: 100 ms unless given. */
  readonly pauseMs?: number;
  /** The level that a gateway is to give the tones: −10 dBm0 unless given, 0 to −63 (RFC 4733 section 2.3.4). */
  readonly levelDbm0?: number;
}

/** One telephone-event payload, and where it stands. */
export interface KeyPayload {
  readonly payload: Uint8Array;
  readonly marker: boolean;
  /** Units of 1/8000 s since the key went down: what its timestamp lies back. */
  readonly sinceUnits: number;
}

const UNITS_PER_MS = 8;
const SHORTEST_MS = 40;
/** The duration has 16 bits. */
const LONGEST_MS = 8000;
const LAST_WORDS = 3;

interface Pending {
  readonly event: number;
  readonly volume: number;
  readonly holdUnits: number;
  readonly pauseUnits: number;
}

/**
 * Presses keys by telephone events (RFC 4733 section 2.5.1): a packet every frame with growing duration while a key is
 * down, the marker on its first, and its last three times with the end bit.
 */
export class KeySender {
  readonly #waiting: Pending[] = [];
  #elapsedUnits = 0;

  press({ keys, holdMs = 100, pauseMs = 100, levelDbm0 = -10 }: KeyPress): void {
    for (const key of keys.toUpperCase()) {
      const event = keyNames.indexOf(key);
      if (event < 0) continue;
      const held = Math.min(LONGEST_MS, Math.max(SHORTEST_MS, holdMs));
      this.#waiting.push({
        event,
        volume: Math.min(63, Math.max(0, Math.round(-levelDbm0))),
        holdUnits: held * UNITS_PER_MS,
        pauseUnits: Math.max(0, pauseMs) * UNITS_PER_MS,
      });
    }
  }

  /** Whether a key is down, pausing, or waiting. */
  get isBusy(): boolean {
    return this.#waiting.length > 0;
  }

  /** What to send for the next frame instead of audio: null when no key is down; empty in a pause between keys. */
  next(frameUnits: number): readonly KeyPayload[] | null {
    const key = this.#waiting[0];
    if (key === undefined) return null;
    const before = this.#elapsedUnits;
    const elapsed = before + frameUnits;
    this.#elapsedUnits = elapsed;
    if (elapsed >= key.holdUnits + key.pauseUnits) {
      this.#waiting.shift();
      this.#elapsedUnits = 0;
    }
    if (before >= key.holdUnits) return [];
    const isLast = elapsed >= key.holdUnits;
    const duration = Math.min(elapsed, key.holdUnits);
    const payload = Uint8Array.of(
      key.event,
      (isLast ? 0x80 : 0) | key.volume,
      duration >> 8,
      duration & 255,
    );
    const one = { payload, marker: before === 0, sinceUnits: before };
    return isLast ? Array.from({ length: LAST_WORDS }, () => one) : [one];
  }
}
