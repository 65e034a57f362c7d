/** Coefficients of Lanczos' approximation with g = 607/128 (relative error below 1e-15). */
const G = 607 / 128;
const LANCZOS = [
  0.999_999_999_999_997_1, 57.156_235_665_862_92, -59.597_960_355_475_49, 14.136_097_974_741_746,
  -0.491_913_816_097_620_2, 3.399_464_998_481_189e-5, 4.652_362_892_704_858e-5,
  -9.837_447_530_487_956e-5, 1.580_887_032_249_125e-4, -2.102_644_417_241_049e-4,
  2.174_396_181_152_126e-4, -1.643_181_065_367_639e-4, 8.441_822_398_385_275e-5,
  -2.619_083_840_158_141e-5, 3.689_918_265_953_162e-6,
] as const;

/** Γ(a) for a > 0, up to 170. */
export function gamma(a: number): number {
  let sum: number = LANCZOS[0];
  for (let k = 1; k < LANCZOS.length; k += 1) sum += LANCZOS[k]! / (a - 1 + k);
  const base = a - 0.5 + G;
  return Math.sqrt(2 * Math.PI) * base ** (a - 0.5) * Math.exp(-base) * sum;
}

/** Terms smaller than this beside the sum change nothing. */
const EPSILON = 1e-17;
/** A sum that grows beyond this is scaled down, and its scale kept as a logarithm. */
const LARGE = 1e250;

/** The series of the lower incomplete gamma function: t(k) = y^k / ((c + 1)(c + 2)…(c + k)), t(0) = 1. */
export interface GammaSeries {
  /** ln Σ t(k), which is ln [c e^y y^−c γ(c, y)] (DLMF 8.7.1). */
  readonly logSum: number;
  /** Σ t(k) (k + 1)/(c + k + 1) / Σ t(k), which is 1 − c/(c + 1) Σ of c + 1 / Σ of c, without its cancellation. */
  readonly leaving: number;
}

/** Sums the series for c > 0 and y ≥ 0, both up to 10⁷ and more: the terms number about y and never overflow. */
export function gammaSeries(c: number, y: number): GammaSeries {
  let term = 1;
  let sum = 1;
  let leaving = 1 / (c + 1);
  let scale = 0;
  for (let k = 1; ; k += 1) {
    term *= y / (c + k);
    sum += term;
    leaving += (term * (k + 1)) / (c + k + 1);
    if (term < sum * EPSILON && y < c + k) {
      return { logSum: scale + Math.log(sum), leaving: leaving / sum };
    }
    if (sum > LARGE) {
      scale += Math.log(sum);
      term /= sum;
      leaving /= sum;
      sum = 1;
    }
  }
}

/**
 * e^x x^−f Γ(f + 1, x), the upper incomplete gamma function scaled, for f of [0, 1] and x > 0: by Legendre's continued
 * fraction (DLMF 8.9.2), near 0 by the series of the lower one.
 */
export function scaledUpperGamma(f: number, x: number): number {
  const a = f + 1;
  if (x < 1) {
    const lower = Math.exp(gammaSeries(a, x).logSum) / a;
    return (Math.exp(x) * gamma(a)) / x ** f - x * lower;
  }
  // Lentz's method: Γ(a, x) = e^−x x^a / (x + 1 − a − 1(1 − a)/(x + 3 − a − 2(2 − a)/(x + 5 − a − …)))
  const tiny = 1e-300;
  let b = x + 1 - a;
  let c = 1 / tiny;
  let d = 1 / (b === 0 ? tiny : b);
  let fraction = d;
  for (let k = 1; k < 100_000; k += 1) {
    const numerator = -k * (k - a);
    b += 2;
    d = 1 / nonZero(numerator * d + b, tiny);
    c = nonZero(b + numerator / c, tiny);
    const factor = c * d;
    fraction *= factor;
    if (Math.abs(factor - 1) < 1e-16) break;
  }
  return x * fraction;
}

function nonZero(value: number, tiny: number): number {
  return Math.abs(value) < tiny ? tiny : value;
}
