/** Lines that few callers share. */
export interface Engset {
  /** The share of the time in which all lines are occupied, 0–1. */
  readonly timeCongestion: number;
  /** The share of calls that find all lines occupied, 0–1: less, since who talks does not call. */
  readonly callCongestion: number;
  /** Mean number of occupied lines, in erlangs. */
  readonly carriedErlangs: number;
}

/**
 * Engset's formula for a known number of callers (Teletraffic Engineering Handbook section 5.2), by the recursion
 * E(n) = (S − n + 1)α E(n−1) / (n + (S − n + 1)α E(n−1)). Throws `RangeError` for what cannot be counted.
 * @param sources number of callers, whole
 * @param idleErlangs what one caller who is not talking offers: calls a second times mean holding time, ≥ 0
 * @param lines number of lines, whole
 */
export function engset(sources: number, idleErlangs: number, lines: number): Engset {
  if (
    !(Number.isInteger(sources) && Number.isInteger(lines) && sources >= 0 && lines >= 0) ||
    !(idleErlangs >= 0 && Number.isFinite(idleErlangs))
  ) {
    throw new RangeError(
      `Engset needs whole sources and lines and a load ≥ 0, not ${sources}, ${lines} and ${idleErlangs}`,
    );
  }
  const timeCongestion = congestion(sources, idleErlangs, lines);
  const callCongestion = sources === 0 ? 0 : congestion(sources - 1, idleErlangs, lines);
  const offered = idleErlangs * (1 - callCongestion);
  return {
    timeCongestion,
    callCongestion,
    carriedErlangs: (sources * offered) / (1 + offered),
  };
}

function congestion(sources: number, idleErlangs: number, lines: number): number {
  if (sources < lines) return 0;
  let share = 1;
  for (let n = 1; n <= lines; n += 1) {
    const offered = (sources - n + 1) * idleErlangs * share;
    share = offered / (n + offered);
  }
  return share;
}
