import { scaledUpperGamma } from './gamma.ts';

/**
 * Share of calls that find all lines occupied, 0–1 (Erlang's loss formula; ITU-T E.501, Teletraffic Engineering
 * Handbook section 4.3), by the numerically stable recursion B(n) = A·B(n−1) / (n + A·B(n−1)). Between whole lines by
 * the analytic continuation 1/B(x) = A e^A A^−(x+1) Γ(x + 1, A) (Jagerman, 1974), from which the same recursion starts.
 * Throws `RangeError` for what is no load or no number of lines.
 * @param offeredErlangs calls a second times mean holding time in seconds, ≥ 0
 * @param lines number of lines, ≥ 0; need not be whole
 */
export function erlangB(offeredErlangs: number, lines: number): number {
  if (!(offeredErlangs >= 0 && lines >= 0 && Number.isFinite(offeredErlangs + lines))) {
    throw new RangeError(
      `Erlang B needs a load ≥ 0 and lines ≥ 0, not ${offeredErlangs} and ${lines}`,
    );
  }
  if (lines === 0) return 1;
  if (offeredErlangs === 0) return 0;
  const part = lines - Math.floor(lines);
  let blocking = part === 0 ? 1 : 1 / scaledUpperGamma(part, offeredErlangs);
  for (let line = part + 1; line <= lines; line += 1) {
    blocking = (offeredErlangs * blocking) / (line + offeredErlangs * blocking);
  }
  return blocking;
}
