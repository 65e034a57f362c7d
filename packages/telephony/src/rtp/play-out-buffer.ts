import { Concealment } from './concealment.ts';
import { PayloadDecoder, type AudioPayloadType } from './payload-format.ts';

/** Samples in 20 ms at 8 kHz. */
export const FRAME_SAMPLES = 160;
const SAMPLES_PER_MS = 8;
/** One second and a little: more than any delay that is waited for. A power of two. */
const RING_SAMPLES = 8192;
/** What is made up when nothing arrives any more, before it is taken for a pause. */
const CONCEALED_AT_END_SAMPLES = 480;

/** The peak of uniform noise over that of a sine of the same power. */
const SINE_OVER_UNIFORM = Math.sqrt(1.5);
/** What stands in `formats` where nothing has arrived; formats are payload types plus one. */
const MISSING = 0;

/**
 * Coded samples by their place in time, decoded in order when they are given. A listener wants frames early, not evenly: what is complete and in
 * order is given at once; what is missing is waited for as long as the delay of recent packets suggests, within
 * limits, and then made up. Positions count samples from the first packet.
 */
export class PlayOutBuffer {
  private readonly octets = new Uint8Array(RING_SAMPLES);
  private readonly formats = new Uint8Array(RING_SAMPLES);
  private readonly frame = new Int16Array(FRAME_SAMPLES);
  private readonly decoder = new PayloadDecoder();
  private readonly concealment = new Concealment();
  private readonly minDepthSamples: number;
  private readonly maxDepthSamples: number;
  /** The position that lies at the ring's beginning: moved while the ring is empty, so that it stays in the cache. */
  private originSamples = 0;
  /** Position of the next sample to give, and one past the last that is filled. */
  private headSamples = 0;
  private endSamples = 0;
  /** Recent peak of packet delay over the least delay, which decays. */
  private peakDelaySamples = 0;
  private comfortAmplitude = 0;
  private noise = 1;
  concealedSamples = 0;

  constructor(minDepthMs: number, maxDepthMs: number) {
    this.minDepthSamples = minDepthMs * SAMPLES_PER_MS;
    this.maxDepthSamples = maxDepthMs * SAMPLES_PER_MS;
  }

  /** Where the frame that `take` gave last began. */
  get frameStartSamples(): number {
    return this.headSamples - FRAME_SAMPLES;
  }

  /** The first position that is still free for a stream that begins anew. */
  get freeFromSamples(): number {
    return Math.max(this.headSamples, this.endSamples);
  }

  /** Whether all of `length` samples from `position` on have been given already. */
  isPast(position: number, length: number): boolean {
    return position + length <= this.headSamples;
  }

  /** How long missing samples are waited for: 1.25 times the recent peak delay and 20 ms, within the limits. */
  get depthSamples(): number {
    const wanted = this.peakDelaySamples * 1.25 + FRAME_SAMPLES;
    return Math.min(this.maxDepthSamples, Math.max(this.minDepthSamples, wanted));
  }

  /** Learns from one packet's delay over the least delay seen. */
  delayed(samples: number): void {
    if (samples > this.peakDelaySamples) this.peakDelaySamples = samples;
    else this.peakDelaySamples += (samples - this.peakDelaySamples) / 256;
  }

  /** Puts a payload in its place; what has been given already stays as it was. */
  put(position: number, payload: Uint8Array, payloadType: AudioPayloadType): void {
    const length = payload.length;
    this.comfortAmplitude = 0;
    if (this.endSamples <= this.headSamples && position > this.headSamples + RING_SAMPLES / 2) {
      this.skipTo(position);
    }
    if (position + length > this.headSamples + RING_SAMPLES) {
      this.skipTo(position + length - RING_SAMPLES);
    }
    if (this.endSamples <= this.headSamples) this.originSamples = this.headSamples;
    for (let n = Math.max(0, this.headSamples - position); n < length; n++) {
      const index = this.placeOf(position + n);
      this.octets[index] = payload[n]!;
      this.formats[index] = payloadType + 1;
    }
    this.endSamples = Math.max(this.endSamples, position + length);
  }

  /** From now on silence is filled with noise of that peak amplitude (RFC 3389), until samples come again. */
  comfort(amplitude: number): void {
    this.comfortAmplitude = amplitude;
  }

  /** The next frame when it is due at position `nowSamples`, else null. The array is used again. */
  take(nowSamples: number): Int16Array | null {
    const head = this.headSamples;
    const missing = this.missingSamples();
    if (missing > 0 && nowSamples < this.dueSamples()) return null;
    if (missing === FRAME_SAMPLES && this.endSamples <= head && this.comfortAmplitude === 0) {
      if (this.concealment.run >= CONCEALED_AT_END_SAMPLES) return null;
    }
    this.lay();
    this.concealedSamples += missing;
    this.headSamples = head + FRAME_SAMPLES;
    return this.frame;
  }

  /** The position of time at which `take` will have a frame; null when that depends on what arrives. */
  dueSamples(): number {
    const missing = this.missingSamples();
    if (missing === 0) return this.headSamples;
    const patience = this.endSamples > this.headSamples ? this.depthSamples : this.maxDepthSamples;
    return this.headSamples + patience;
  }

  /** Whether there is nothing more to give until something arrives. */
  isIdle(): boolean {
    return (
      this.endSamples <= this.headSamples &&
      this.comfortAmplitude === 0 &&
      this.concealment.run >= CONCEALED_AT_END_SAMPLES
    );
  }

  /** Where a position lies in the ring. */
  private placeOf(position: number): number {
    return (position - this.originSamples) & (RING_SAMPLES - 1);
  }

  private missingSamples(): number {
    if (this.endSamples <= this.headSamples) return FRAME_SAMPLES;
    const start = this.placeOf(this.headSamples);
    let missing = 0;
    for (let n = 0; n < FRAME_SAMPLES; n++) {
      if (this.formats[(start + n) & (RING_SAMPLES - 1)] === MISSING) missing++;
    }
    return missing;
  }

  /** Lays the next frame: stretch by stretch decoded, or made up. */
  private lay(): void {
    for (let from = 0; from < FRAME_SAMPLES;) {
      const start = this.placeOf(this.headSamples + from);
      const format = this.formats[start]!;
      // A stretch ends where the format changes, and at the end of the ring.
      const most = Math.min(FRAME_SAMPLES - from, RING_SAMPLES - start);
      let length = 1;
      while (length < most && this.formats[start + length] === format) length++;
      const to = from + length;
      if (format !== MISSING) {
        const payloadType = (format - 1) as AudioPayloadType;
        this.decoder.decode(payloadType, this.octets, start, start + length, this.frame, from);
        this.formats.fill(MISSING, start, start + length);
        this.concealment.good(this.frame, from, to);
      } else if (this.comfortAmplitude > 0) {
        this.hiss(from, to);
        this.concealment.good(this.frame, from, to);
      } else this.concealment.fill(this.frame, from, to);
      from = to;
    }
  }

  /** Comfort noise, uniformly distributed. */
  private hiss(from: number, to: number): void {
    for (let n = from; n < to; n++) {
      this.noise = (Math.imul(this.noise, 1664525) + 1013904223) | 0;
      this.frame[n] = (this.noise / 0x80000000) * this.comfortAmplitude * SINE_OVER_UNIFORM;
    }
  }

  private skipTo(position: number): void {
    if (position - this.headSamples >= RING_SAMPLES) this.formats.fill(MISSING);
    else {
      for (let at = this.headSamples; at < position; at++) this.formats[this.placeOf(at)] = MISSING;
    }
    this.headSamples = position;
    this.concealment.forget();
  }
}
