export interface RidgeRow {
  readonly features: readonly number[];
  readonly value: number;
  readonly weight: number;
}

/**
 * Coefficients of weighted least squares with a penalty on the square of each (Hoerl and Kennard, 1970), by Cholesky's
 * decomposition of the normal equations: what little is known of keeps near 0.
 * @param penalties one a feature, > 0 but for those that the rows determine
 */
export function weightedRidge(
  rows: readonly RidgeRow[],
  penalties: readonly number[],
): Float64Array {
  const { length: size } = penalties;
  const matrix = Array.from({ length: size }, () => new Float64Array(size));
  const right = new Float64Array(size);
  for (const { features, value, weight } of rows) {
    for (let i = 0; i < size; i += 1) {
      const weighted = weight * features[i]!;
      if (weighted === 0) continue;
      right[i]! += weighted * value;
      for (let j = 0; j <= i; j += 1) matrix[i]![j]! += weighted * features[j]!;
    }
  }
  for (let i = 0; i < size; i += 1) matrix[i]![i]! += penalties[i]!;
  // L Lᵀ in place, then forward and backward.
  for (let i = 0; i < size; i += 1) {
    const row = matrix[i]!;
    for (let j = 0; j <= i; j += 1) {
      let sum = row[j]!;
      for (let k = 0; k < j; k += 1) sum -= row[k]! * matrix[j]![k]!;
      row[j] = i === j ? Math.sqrt(Math.max(sum, 1e-12)) : sum / matrix[j]![j]!;
    }
  }
  for (let i = 0; i < size; i += 1) {
    let sum = right[i]!;
    for (let k = 0; k < i; k += 1) sum -= matrix[i]![k]! * right[k]!;
    right[i] = sum / matrix[i]![i]!;
  }
  for (let i = size - 1; i >= 0; i -= 1) {
    let sum = right[i]!;
    for (let k = i + 1; k < size; k += 1) sum -= matrix[k]![i]! * right[k]!;
    right[i] = sum / matrix[i]![i]!;
  }
  return right;
}
