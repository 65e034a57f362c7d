/** The shape of so much sound is compared: 1.5 s, longer than a word that a person says again. */
const COMPARED_FRAMES = 75;
/** So much of it must be sound. */
const LEAST_LOUD = 0.75;
/** Recordings agree better than this even with lost packets; two sayings of the same words by a person do not. */
const SAME = 0.9;
/** What is so far below the loudest is background. */
const RANGE_DB = 30;
/** Sound is remembered for two minutes. */
const MOST_FRAMES = 6000;

/**
 * Notices that the last 1.5 s of sound were heard before, frame by frame as loud: a recording that is played again.
 */
export class Repetition {
  private readonly levels = new Float32Array(MOST_FRAMES);
  private length = 0;

  /** The level of the next frame of 20 ms. */
  push(levelDbm0: number): void {
    if (this.length < MOST_FRAMES) this.levels[this.length++] = levelDbm0;
  }

  /** Whether the last 1.5 s repeat what came before them. */
  isRepeated(): boolean {
    const from = this.length - COMPARED_FRAMES;
    if (from < COMPARED_FRAMES || this.length === MOST_FRAMES) return false;
    let loudest = -90;
    for (let n = from; n < this.length; n++) loudest = Math.max(loudest, this.levels[n]!);
    const floorDbm0 = loudest - RANGE_DB;
    const shape = new Float32Array(this.length);
    for (let n = 0; n < this.length; n++) {
      shape[n] = Math.max(0, this.levels[n]! - floorDbm0);
    }
    let sum = 0;
    let squares = 0;
    for (let n = from; n < this.length; n++) {
      sum += shape[n]!;
      squares += shape[n]! * shape[n]!;
    }
    const spread = squares - (sum * sum) / COMPARED_FRAMES;
    let loud = 0;
    for (let n = from; n < this.length; n++) if (shape[n]! > RANGE_DB / 4) loud++;
    if (loud < LEAST_LOUD * COMPARED_FRAMES) return false;
    // Without shape (a steady tone, noise) everything is alike and nothing is said.
    if (spread < COMPARED_FRAMES * 20) return false;
    for (let start = 0; start + COMPARED_FRAMES <= from; start++) {
      let otherSum = 0;
      let otherSquares = 0;
      let product = 0;
      for (let n = 0; n < COMPARED_FRAMES; n++) {
        const other = shape[start + n]!;
        otherSum += other;
        otherSquares += other * other;
        product += other * shape[from + n]!;
      }
      const otherSpread = otherSquares - (otherSum * otherSum) / COMPARED_FRAMES;
      const covariance = product - (sum * otherSum) / COMPARED_FRAMES;
      if (covariance > SAME * Math.sqrt(spread * otherSpread + 1e-9)) return true;
    }
    return false;
  }
}
