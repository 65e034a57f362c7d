/**
 * Goertzel's filters for a few frequencies: the mean square of each tone's part in a block of samples. Cheaper than
 * a spectrum where the frequencies are known beforehand.
 */
export class GoertzelBank {
  readonly frequenciesHz: readonly number[];
  private readonly coefficients: Float64Array;
  private readonly powers: Float64Array;

  constructor(frequenciesHz: readonly number[], sampleRateHz = 8000) {
    this.frequenciesHz = frequenciesHz;
    this.coefficients = Float64Array.from(
      frequenciesHz,
      (frequency) => 2 * Math.cos((2 * Math.PI * frequency) / sampleRateHz),
    );
    this.powers = new Float64Array(frequenciesHz.length);
  }

  /** The mean squares, one for each frequency; the array is used again. */
  analyse(samples: Int16Array): Float64Array {
    const length = samples.length;
    for (let k = 0; k < this.coefficients.length; k++) {
      const coefficient = this.coefficients[k]!;
      let s1 = 0;
      let s2 = 0;
      for (let n = 0; n < length; n++) {
        const s0 = samples[n]! + coefficient * s1 - s2;
        s2 = s1;
        s1 = s0;
      }
      const magnitude = s1 * s1 + s2 * s2 - coefficient * s1 * s2;
      this.powers[k] = length === 0 ? 0 : (2 * magnitude) / (length * length);
    }
    return this.powers;
  }
}
