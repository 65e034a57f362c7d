/**
 * Share of calls that find all lines occupied, 0–1 (Erlang's loss formula; ITU-T E.501, Teletraffic Engineering
 * Handbook section 4.3), by the numerically stable recursion B(n) = A·B(n−1) / (n + A·B(n−1)).
 * @param offeredErlangs calls a second times mean holding time in seconds, ≥ 0
 * @param lines number of lines, a whole number ≥ 0
 */
export function erlangB(offeredErlangs: number, lines: number): number {
  if (!(offeredErlangs >= 0) || !Number.isInteger(lines) || lines < 0) {
    throw new RangeError(
      `Erlang B needs a load ≥ 0 and whole lines ≥ 0, not ${offeredErlangs} and ${lines}`,
    );
  }
  let blocking = 1;
  for (let line = 1; line <= lines; line += 1) {
    blocking = (offeredErlangs * blocking) / (line + offeredErlangs * blocking);
  }
  return blocking;
}
