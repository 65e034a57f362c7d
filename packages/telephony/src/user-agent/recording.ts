import { A_LAW_SILENCE, encodeALawInto, encodeMuLawInto, MU_LAW_SILENCE } from '../audio/g711.ts';
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
  #length = 0;

  /** `fromMs` is the call time of the first sample; what exceeds `limitMs` is not kept. */
  constructor(codec: G711, fromMs: number, limitMs: number) {
    this.codec = codec;
    this.fromMs = fromMs;
    this.#limitBytes = limitMs * bytesPerMs;
  }

  /** Adds a frame whose first sample belongs to a call time. */
  add(frame: Int16Array, atMs: number): void {
    const gap = Math.round((atMs - this.fromMs) * bytesPerMs) - this.#length;
    if (gap > 80) this.#leave(gap);
    const encodeInto = this.codec === 'PCMA' ? encodeALawInto : encodeMuLawInto;
    const wanted = this.#room(frame.length);
    for (let done = 0; done < wanted;) {
      const at = this.#length % chunkBytes;
      const step = Math.min(wanted - done, chunkBytes - at);
      encodeInto(frame, done, done + step, this.#chunk(), at);
      this.#length += step;
      done += step;
    }
  }

  bytes(): Uint8Array {
    const whole = new Uint8Array(this.#length);
    for (const [index, chunk] of this.#chunks.entries()) {
      whole.set(chunk.subarray(0, this.#length - index * chunkBytes), index * chunkBytes);
    }
    return whole;
  }

  /** Leaves so much silent. */
  #leave(count: number): void {
    const wanted = this.#room(count);
    for (let done = 0; done < wanted;) {
      this.#chunk();
      const step = Math.min(wanted - done, chunkBytes - (this.#length % chunkBytes));
      this.#length += step;
      done += step;
    }
  }

  /** How much of `count` is still kept. */
  #room(count: number): number {
    return Math.min(count, this.#limitBytes - this.#length);
  }

  /** The chunk in which the next octet lies; silent where nothing has been written. */
  #chunk(): Uint8Array {
    const index = Math.floor(this.#length / chunkBytes);
    const known = this.#chunks[index];
    if (known !== undefined) return known;
    const silence = this.codec === 'PCMA' ? A_LAW_SILENCE : MU_LAW_SILENCE;
    const chunk = new Uint8Array(chunkBytes).fill(silence);
    this.#chunks.push(chunk);
    return chunk;
  }
}
