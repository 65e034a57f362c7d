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
  private readonly least = new Float64Array(STRETCHES).fill(-70);
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
    const isHarmonic = frame.harmonicity >= 0.5 || frame.purity >= 0.8 || this.isTonal;
    this.learn(isHarmonic ? LOUDEST_NOISE_DBM0 : frame.levelDbm0);
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

  private learn(levelDbm0: number): void {
    const least = Math.min(this.least[this.stretch] ?? 0, levelDbm0);
    this.least[this.stretch] = least;
    this.frames++;
    if (this.frames % STRETCH_FRAMES !== 0) return;
    this.noiseDbm0 = Math.min(LOUDEST_NOISE_DBM0, ...this.least);
    this.stretch = (this.stretch + 1) % STRETCHES;
    this.least[this.stretch] = LOUDEST_NOISE_DBM0;
  }
}
