/** Pitch periods that are tried, in samples at 8 kHz: 250 Hz down to 50 Hz. */
const SHORTEST_LAG = 32;
const LONGEST_LAG = 160;
const TEMPLATE = 160;
const CYCLES = 3;
/** Enough for three of the longest periods and the quarter before them. */
const HISTORY = CYCLES * LONGEST_LAG + LONGEST_LAG / 4;
const TEN_MS = 80;
/** What is made up keeps its level for 10 ms and is silent after 60 ms (G.711 appendix I section I.2.7). */
const FADE_FROM = TEN_MS;
const FADE_TO = 6 * TEN_MS;
/** How long the true signal is faded in after an erasure: a quarter period, and 4 ms for each further 10 ms. */
const FADE_IN_STEP = 32;
const FADE_IN_MOST = 80;

/**
 * Conceals erasures by repeating the last pitch periods, as ITU-T G.711 appendix I does: one period for the first
 * 10 ms, then two, then three, so that it does not buzz; each joint is overlapped by a quarter of a period. Unlike
 * appendix I it adds no delay: what has been given already is not touched, since the period that is repeated begins
 * where the last sample fits.
 */
export class Concealment {
  readonly #past = new Int16Array(HISTORY);
  readonly #frozen = new Int16Array(HISTORY);
  readonly #loop = new Float64Array(CYCLES * LONGEST_LAG);
  readonly #next = new Float64Array(CYCLES * LONGEST_LAG);
  #lag = 0;
  #cycles = 0;
  #phase = 0;
  /** How much has been made up in a row. */
  #run = 0;
  /** How much of the fading in is still to come, how long it is, and where what is faded out stands. */
  #fading = 0;
  #fadeLength = 0;
  #madeUntil = 0;

  /** Samples made up since the last true one. */
  get run(): number {
    return this.#run;
  }

  /** Takes true samples of a frame, from `from` to `to`, and fades them in after an erasure. */
  good(frame: Int16Array, from: number, to: number): void {
    if (this.#run > 0) {
      const further = Math.max(0, Math.ceil(this.#run / TEN_MS) - 1);
      this.#fadeLength = Math.min(FADE_IN_MOST, (this.#lag >> 2) + FADE_IN_STEP * further);
      // What has been silent for a while needs no way back.
      this.#fading = this.#lag === 0 || this.#run > FADE_TO ? 0 : this.#fadeLength;
      this.#madeUntil = this.#run;
      this.#run = 0;
    }
    for (let n = from; n < to && this.#fading > 0; n++, this.#fading--) {
      const share = this.#fading / (this.#fadeLength + 1);
      frame[n] = frame[n]! * (1 - share) + this.#made(this.#madeUntil++) * share;
    }
    this.#remember(frame, from, to);
  }

  /** Makes up samples of a frame, from `from` to `to`. */
  fill(frame: Int16Array, from: number, to: number): void {
    if (this.#run === 0) this.#begin();
    for (let n = from; n < to; n++) {
      frame[n] = this.#made(this.#run);
      this.#run++;
      if (this.#run === TEN_MS || this.#run === 2 * TEN_MS) this.#lengthen();
    }
    this.#remember(frame, from, to);
  }

  /** Nothing before this has to do with what comes. */
  forget(): void {
    this.#past.fill(0);
    this.#run = 0;
    this.#fading = 0;
    this.#lag = 0;
  }

  #begin(): void {
    this.#fading = 0;
    this.#frozen.set(this.#past);
    this.#lag = bestLag(this.#past);
    this.#cycles = 1;
    this.#phase = 0;
    if (this.#lag > 0) this.#layLoop(this.#loop);
  }

  /** The next sample that is made up, `at` samples after the last true one. */
  #made(at: number): number {
    if (this.#lag === 0 || at >= FADE_TO) return 0;
    const sample = this.#loop[this.#phase]!;
    this.#phase = (this.#phase + 1) % (this.#lag * this.#cycles);
    return at <= FADE_FROM ? sample : sample * (1 - (at - FADE_FROM) / (FADE_TO - FADE_FROM));
  }

  /** Takes one more period, and goes over to it softly. */
  #lengthen(): void {
    if (this.#lag === 0) return;
    const before = this.#lag * this.#cycles;
    this.#cycles = Math.min(CYCLES, this.#cycles + 1);
    this.#layLoop(this.#next);
    const phase = this.#phase % this.#lag;
    const quarter = this.#lag >> 2;
    for (let n = 0; n < quarter; n++) {
      const share = (n + 1) / (quarter + 1);
      const old = this.#loop[(this.#phase + n) % before]!;
      const at = phase + n;
      this.#next[at] = this.#next[at]! * share + old * (1 - share);
    }
    this.#loop.set(this.#next);
    this.#phase = phase;
  }

  /** The last periods, the end of the last overlapped with what stands before the first. */
  #layLoop(loop: Float64Array): void {
    const length = this.#lag * this.#cycles;
    const start = HISTORY - length;
    const quarter = this.#lag >> 2;
    for (let n = 0; n < length; n++) loop[n] = this.#frozen[start + n]!;
    for (let n = 0; n < quarter; n++) {
      const share = (n + 1) / (quarter + 1);
      const at = length - quarter + n;
      loop[at] = loop[at]! * (1 - share) + this.#frozen[start - quarter + n]! * share;
    }
  }

  #remember(frame: Int16Array, from: number, to: number): void {
    this.#past.copyWithin(0, to - from);
    const isWhole = from === 0 && to === frame.length;
    this.#past.set(isWhole ? frame : frame.subarray(from, to), HISTORY - (to - from));
  }
}

/** The lag of the best normalised correlation of the last 20 ms with what stands before it; 0 in silence. */
function bestLag(past: Int16Array): number {
  const start = HISTORY - TEMPLATE;
  let own = 0;
  for (let n = start; n < HISTORY; n++) own += past[n]! * past[n]!;
  if (own === 0) return 0;
  let energy = 0;
  for (let n = start - SHORTEST_LAG; n < HISTORY - SHORTEST_LAG; n++) energy += past[n]! * past[n]!;
  let best = 0;
  let bestScore = -Infinity;
  for (let lag = SHORTEST_LAG; lag <= LONGEST_LAG; lag++) {
    let sum = 0;
    for (let n = start; n < HISTORY; n++) sum += past[n]! * past[n - lag]!;
    const score = sum <= 0 ? -1 : (sum * sum) / (energy + 1);
    if (score > bestScore) {
      bestScore = score;
      best = lag;
    }
    const entering = past[start - lag - 1] ?? 0;
    const leaving = past[HISTORY - lag - 1]!;
    energy += entering * entering - leaving * leaving;
  }
  return best;
}
