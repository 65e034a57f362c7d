import type { FrameAnalyser } from './frame-analyser.ts';

/** No sound fainter than this counts, however quiet the channel. */
const FAINTEST_DBM0 = -58;
/** Sound stands so far above the channel's noise. */
const ABOVE_NOISE_DB = 8;
/** Noise louder than this is not taken for the channel's own. */
const LOUDEST_NOISE_DBM0 = -30;
/** The noise is the least level of the last 1.5 s, in stretches of 0.3 s: a voice pauses more often than that. */
const STRETCH_FRAMES = 15;
const STRETCHES = 5;
/** In so many frames without pitch, a fifth of those stretches, the noise is heard by itself. */
const PLAIN_FRAMES = 15;
/** Nothing is known of what is so far below a pitched sound. */
const MASKED_SHARE = 0.01;
const VOICED = 0.66;
const CREAKY = 0.18;
const FORMANT_SHARE = 0.3;
const FORMANT_LOW_SHARE = 0.55;
const LOWEST_FORMANT_HZ = 200;
const HIGHEST_FORMANT_HZ = 1000;
const FORMANT_ABOVE_NOISE_DB = 10;
const LEAST_LOW_SHARE = 0.2;
/** A steady tone that has lasted so long is no voice. */
const TONE_MS = 60;

/** Tells sound from the channel's noise, and voiced sound from other, frame by frame. */
export class Activity {
  isActive = false;
  isVoiced = false;
  isTonal = false;
  /** The least level of frames without pitch, by stretch, how many they were, and the least beside pitched sound. */
  private readonly least = new Float64Array(STRETCHES).fill(-70);
  private readonly plain = new Uint8Array(STRETCHES).fill(STRETCH_FRAMES);
  private readonly leastBeside = new Float64Array(STRETCHES).fill(LOUDEST_NOISE_DBM0);
  private stretch = 0;
  private frames = 0;
  private noiseDbm0 = -70;

  /** Judges one frame; `toneMs` says for how long one steady tone has sounded. */
  judge(frame: FrameAnalyser, toneMs: number): void {
    const threshold = Math.max(FAINTEST_DBM0, this.noiseDbm0 + ABOVE_NOISE_DB);
    this.isActive = frame.isAudible && frame.levelDbm0 > threshold;
    this.isTonal = toneMs >= TONE_MS;
    this.isVoiced =
      this.isActive &&
      !this.isTonal &&
      frame.lowShare >= LEAST_LOW_SHARE &&
      (frame.harmonicity >= VOICED || this.isFormant(frame));
    this.learn(frame);
  }

  /**
   * A creaky voice has pulses too far apart for its pitch to be found, and a room's noise hides it: but its first
   * formant stands out of both.
   */
  private isFormant(frame: FrameAnalyser): boolean {
    return (
      frame.harmonicity >= CREAKY &&
      frame.purity >= FORMANT_SHARE &&
      frame.lowShare >= FORMANT_LOW_SHARE &&
      frame.peakHz >= LOWEST_FORMANT_HZ &&
      frame.peakHz <= HIGHEST_FORMANT_HZ &&
      frame.levelDbm0 > this.noiseDbm0 + FORMANT_ABOVE_NOISE_DB
    );
  }

  /**
   * Takes a frame for the noise's level: as it is where it has no pitch, else what its pitch does not account for. The
   * latter serves where nearly all is pitched, as in music that goes on and on: it would hide behind itself otherwise.
   */
  private learn(frame: FrameAnalyser): void {
    const n = this.stretch;
    if (frame.harmonicity >= 0.5 || frame.purity >= 0.8 || this.isTonal) {
      const pitched = Math.max(frame.harmonicity, frame.pairPurity);
      const besideDb = 10 * Math.log10(Math.max(MASKED_SHARE, 1 - pitched));
      this.leastBeside[n] = Math.min(this.leastBeside[n] ?? 0, frame.levelDbm0 + besideDb);
    } else {
      this.least[n] = Math.min(this.least[n] ?? 0, frame.levelDbm0);
      this.plain[n] = (this.plain[n] ?? 0) + 1;
    }
    this.frames++;
    if (this.frames % STRETCH_FRAMES === 0) this.settle();
  }

  private settle(): void {
    const plain = this.plain.reduce((sum, count) => sum + count, 0);
    const least = Math.min(LOUDEST_NOISE_DBM0, ...this.least);
    this.noiseDbm0 = plain >= PLAIN_FRAMES ? least : Math.min(least, ...this.leastBeside);
    this.stretch = (this.stretch + 1) % STRETCHES;
    this.least[this.stretch] = LOUDEST_NOISE_DBM0;
    this.leastBeside[this.stretch] = LOUDEST_NOISE_DBM0;
    this.plain[this.stretch] = 0;
  }
}
