/** Count, median, 95 % and largest of values, rounded; null without any. */
export function quantiles(
  values: readonly number[],
): { calls: number; p50: number; p95: number; max: number } | null {
  if (values.length === 0) return null;
  const sorted = values.toSorted((a, b) => a - b);
  const at = (p: number) => Math.round(sorted[Math.floor(p * (sorted.length - 1))] ?? 0);
  return { calls: values.length, p50: at(0.5), p95: at(0.95), max: at(1) };
}
