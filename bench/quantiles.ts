/** The value below which a share of the values lies, as they are; 0 without any. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(share * (sorted.length - 1))] ?? 0;
}

/** Count, median, 95 % and largest of values, rounded; null without any. */
export function quantiles(
  values: readonly number[],
): { calls: number; p50: number; p95: number; max: number } | null {
  if (values.length === 0) return null;
  const at = (share: number) => Math.round(quantile(values, share));
  return { calls: values.length, p50: at(0.5), p95: at(0.95), max: at(1) };
}
