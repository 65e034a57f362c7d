import type { RtpSession } from '@everyline/telephony';
import { decodeALaw, encodeALaw, GoertzelBank, synthesizeTones } from '@everyline/telephony';

const FRAME = 160;

/** One end of a call in a test: it plays a tone into an RTP session, and knows which of some tones it hears. */
export class TonePartner {
  readonly session: RtpSession;
  readonly keys: string[] = [];
  readonly #tone: Int16Array;
  readonly #encode: (samples: Int16Array) => Uint8Array;
  readonly #bank: GoertzelBank;
  readonly #send: (bytes: Uint8Array) => void;
  readonly #timer: NodeJS.Timeout;
  #at = 0;
  /** How many of the latest frames were clearly each of the tones. */
  readonly #runs: number[];

  constructor(options: {
    readonly session: RtpSession;
    readonly playsHz: number;
    readonly listensForHz: readonly number[];
    readonly send: (bytes: Uint8Array) => void;
    /** A-law unless given. */
    readonly encode?: (samples: Int16Array) => Uint8Array;
  }) {
    this.session = options.session;
    this.#send = options.send;
    this.#encode = options.encode ?? ((samples) => encodeALaw(samples));
    this.#tone = synthesizeTones([
      { durationMs: 1000, frequenciesHz: [options.playsHz], levelDbm0: -12 },
    ]);
    this.#bank = new GoertzelBank(options.listensForHz);
    this.#runs = options.listensForHz.map(() => 0);
    this.#timer = setInterval(() => {
      this.#tick(performance.now());
    }, 20);
  }

  /** Resolves when 25 frames in a row, half a second, have held that tone and nothing much beside it. */
  async hears(hz: number): Promise<void> {
    const index = this.#bank.frequenciesHz.indexOf(hz);
    await until(() => (this.#runs[index] ?? 0) >= 25);
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  #tick(nowMs: number): void {
    const { session } = this;
    for (let frame = session.pull(nowMs); frame !== null; frame = session.pull(nowMs)) {
      const total = frame.reduce((sum, sample) => sum + sample * sample, 0) / FRAME;
      const powers = this.#bank.analyse(frame);
      for (let n = 0; n < this.#runs.length; n += 1) {
        const isIt = total > 10_000 && (powers[n] ?? 0) > 0.7 * total;
        this.#runs[n] = isIt ? (this.#runs[n] ?? 0) + 1 : 0;
      }
    }
    for (const { key } of session.takeKeys(nowMs)) this.keys.push(key);
    const keys = session.keyPackets(FRAME, nowMs);
    const payload = this.#encode(this.#tone.subarray(this.#at, this.#at + FRAME));
    this.#at = (this.#at + FRAME) % this.#tone.length;
    for (const bytes of keys ?? [session.packet(payload, nowMs)]) this.#send(bytes);
    if (session.reportDueMs(nowMs) <= nowMs) this.#send(session.report(nowMs, 'tone-partner'));
  }
}

/** Resolves when something has come true; asks every 20 ms. */
export async function until(isTrue: () => boolean, limitMs = 30_000): Promise<void> {
  const endMs = performance.now() + limitMs;
  while (!isTrue()) {
    if (performance.now() > endMs) throw new Error('what was waited for did not come');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** A tone as a WAV file's samples decode it: for players that are given files. */
export function toneSamples(hz: number, durationMs: number): Int16Array {
  return decodeALaw(
    encodeALaw(synthesizeTones([{ durationMs, frequenciesHz: [hz], levelDbm0: -10 }])),
  );
}
