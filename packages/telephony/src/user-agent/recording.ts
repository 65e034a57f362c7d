import { A_LAW_SILENCE, encodeALaw, encodeMuLaw, MU_LAW_SILENCE } from '../audio/g711.ts';
import type { G711 } from '../sip/sdp.ts';

const bytesPerMs = 8;
const chunkBytes = 8000;

/**
 * The audio of one call as one byte a sample, from its first frame on: what was received in the order of
 * play-out, gaps filled with the code of silence. Coding decoded G.711 again by the same law loses nothing.
 */
export class Recording {
  readonly codec: G711;
  readonly fromMs: number;
  readonly #limitBytes: number;
  readonly #chunks: Uint8Array[] = [];
  readonly #frame = new Uint8Array(160);
  #length = 0;

  /** `fromMs` is the call time of the first sample; what exceeds `limitMs` is not kept. */
  constructor(codec: G711, fromMs: number, limitMs: number) {
    this.codec = codec;
    this.fromMs = fromMs;
    this.#limitBytes = limitMs * bytesPerMs;
  }

  /** Adds a frame whose first sample belongs to a call time; at most 160 samples. */
  add(frame: Int16Array, atMs: number): void {
    const gap = Math.round((atMs - this.fromMs) * bytesPerMs) - this.#length;
    if (gap > 80) this.#append(gap, null);
    const encode = this.codec === 'PCMA' ? encodeALaw : encodeMuLaw;
    this.#append(frame.length, encode(frame, this.#frame));
  }

  bytes(): Uint8Array {
    const whole = new Uint8Array(this.#length);
    for (const [index, chunk] of this.#chunks.entries()) {
      whole.set(chunk.subarray(0, this.#length - index * chunkBytes), index * chunkBytes);
    }
    return whole;
  }

  /** Appends octets, or silence where there are none. */
  #append(count: number, octets: Uint8Array | null): void {
    const wanted = Math.min(count, this.#limitBytes - this.#length);
    for (let done = 0; done < wanted;) {
      const at = this.#length % chunkBytes;
      if (at === 0) {
        const silence = this.codec === 'PCMA' ? A_LAW_SILENCE : MU_LAW_SILENCE;
        this.#chunks.push(new Uint8Array(chunkBytes).fill(silence));
      }
      const step = Math.min(wanted - done, chunkBytes - at);
      if (octets !== null) this.#chunks.at(-1)?.set(octets.subarray(done, done + step), at);
      this.#length += step;
      done += step;
    }
  }
}
