/**
 * The power of 0 dBm0, as mean square of 16-bit samples: a sine that just reaches full scale is +3.14 dBm0 on an
 * A-law channel (ITU-T G.711 table 5; +3.17 on a µ-law channel, a difference that no detector here can notice).
 */
const MEAN_SQUARE_OF_0_DBM0 = (32768 * 32768) / 2 / 10 ** 0.314;

/** What a channel without any signal is said to have, instead of minus infinity. */
export const FLOOR_DBM0 = -90;

/** The level of a mean square of 16-bit samples in dBm0, never below `FLOOR_DBM0`. */
export function dbm0OfMeanSquare(meanSquare: number): number {
  if (meanSquare <= 0) return FLOOR_DBM0;
  return Math.max(FLOOR_DBM0, 10 * Math.log10(meanSquare / MEAN_SQUARE_OF_0_DBM0));
}

/** The level of samples in dBm0: a full-scale sine is +3.14. */
export function levelDbm0(samples: Int16Array): number {
  let sum = 0;
  for (let n = 0; n < samples.length; n++) {
    const sample = samples[n] ?? 0;
    sum += sample * sample;
  }
  return dbm0OfMeanSquare(samples.length === 0 ? 0 : sum / samples.length);
}

/** The peak amplitude, in 16-bit samples, of a sine of that level. */
export function sineAmplitude(dbm0: number): number {
  return 32768 * 10 ** ((dbm0 - 3.14) / 20);
}
