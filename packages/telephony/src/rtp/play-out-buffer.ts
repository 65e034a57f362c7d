/** Samples in 20 ms at 8 kHz. */
export const FRAME_SAMPLES = 160;
const SAMPLES_PER_MS = 8;
/** One second and a little: more than any delay that is waited for. A power of two. */
const RING_SAMPLES = 8192;
/** Concealment: the last frame again, fading to nothing within 60 ms (as ITU-T G.711 appendix I does). */
const FADE_SAMPLES = 480;
const HOLD_SAMPLES = 80;
/** What is made up when nothing arrives any more, before it is taken for a pause. */
const CONCEALED_AT_END_SAMPLES = 480;

/**
 * Decoded samples by their place in time. A listener wants frames early, not evenly: what is complete and in
 * order is given at once; what is missing is waited for as long as the delay of recent packets suggests, within
 * limits, and then made up. Positions count samples from the first packet.
 */
export class PlayOutBuffer {
  private readonly ring = new Int16Array(RING_SAMPLES);
  private readonly filled = new Uint8Array(RING_SAMPLES);
  private readonly frame = new Int16Array(FRAME_SAMPLES);
  private readonly lastGood = new Int16Array(FRAME_SAMPLES);
  private readonly minDepthSamples: number;
  private readonly maxDepthSamples: number;
  /** Position of the next sample to give, and one past the last that is filled. */
  private headSamples = 0;
  private endSamples = 0;
  private concealedRunSamples = 0;
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

  /** Puts decoded samples in their place; what has been given already stays as it was. */
  put(position: number, samples: Int16Array, length: number): void {
    this.comfortAmplitude = 0;
    if (this.endSamples <= this.headSamples && position > this.headSamples + RING_SAMPLES / 2) {
      this.skipTo(position);
    }
    if (position + length > this.headSamples + RING_SAMPLES) {
      this.skipTo(position + length - RING_SAMPLES);
    }
    for (let n = Math.max(0, this.headSamples - position); n < length; n++) {
      const index = (position + n) & (RING_SAMPLES - 1);
      this.ring[index] = samples[n] ?? 0;
      this.filled[index] = 1;
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
      if (this.concealedRunSamples >= CONCEALED_AT_END_SAMPLES) return null;
    }
    if (missing > 0) this.conceal(missing);
    else this.copy();
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
      this.concealedRunSamples >= CONCEALED_AT_END_SAMPLES
    );
  }

  private missingSamples(): number {
    if (this.endSamples <= this.headSamples) return FRAME_SAMPLES;
    let missing = 0;
    for (let n = 0; n < FRAME_SAMPLES; n++) {
      if (this.filled[(this.headSamples + n) & (RING_SAMPLES - 1)] === 0) missing++;
    }
    return missing;
  }

  private copy(): void {
    for (let n = 0; n < FRAME_SAMPLES; n++) {
      const index = (this.headSamples + n) & (RING_SAMPLES - 1);
      this.frame[n] = this.ring[index] ?? 0;
      this.filled[index] = 0;
    }
    this.lastGood.set(this.frame);
    this.concealedRunSamples = 0;
  }

  private conceal(missing: number): void {
    for (let n = 0; n < FRAME_SAMPLES; n++) {
      const index = (this.headSamples + n) & (RING_SAMPLES - 1);
      if (this.filled[index] !== 0) {
        this.frame[n] = this.ring[index] ?? 0;
        this.filled[index] = 0;
        continue;
      }
      if (this.comfortAmplitude > 0) {
        this.noise = (Math.imul(this.noise, 1664525) + 1013904223) | 0;
        this.frame[n] = (this.noise / 0x80000000) * this.comfortAmplitude;
        continue;
      }
      const faded = Math.max(0, this.concealedRunSamples - HOLD_SAMPLES);
      const gain = Math.max(0, 1 - faded / (FADE_SAMPLES - HOLD_SAMPLES));
      this.frame[n] = (this.lastGood[n] ?? 0) * gain;
      this.concealedRunSamples++;
    }
    this.concealedSamples += missing;
  }

  private skipTo(position: number): void {
    if (position - this.headSamples >= RING_SAMPLES) this.filled.fill(0);
    else {
      for (let at = this.headSamples; at < position; at++) this.filled[at & (RING_SAMPLES - 1)] = 0;
    }
    this.headSamples = position;
    this.concealedRunSamples = 0;
  }
}
