import { hostPort, transportOf, type Address } from '../address.ts';

/** How long a place that failed is tried last: a server that restarts is back by then. */
const avoidedMs = 30_000;

/** Places that failed a short while ago, which are tried after the others (RFC 3263 section 4.3). */
export class AvoidedPlaces {
  readonly #untilMs = new Map<string, number>();

  /** A place did not answer, refused its connection or said 503, where Retry-After may say for how long. */
  failed(place: Address, nowMs: number, retryAfterMs: number | null = null): void {
    this.#forget(nowMs);
    // An hour is the most that one answer can shut a place out.
    const forMs = Math.min(retryAfterMs ?? avoidedMs, 3_600_000);
    this.#untilMs.set(keyOf(place), nowMs + forMs);
  }

  answered(place: Address): void {
    this.#untilMs.delete(keyOf(place));
  }

  /** The same places, those that failed lately behind the others, each in its order. */
  order(places: readonly Address[], nowMs: number): Address[] {
    const isAvoided = (place: Address): boolean =>
      (this.#untilMs.get(keyOf(place)) ?? -Infinity) > nowMs;
    return [
      ...places.filter((place) => !isAvoided(place)),
      ...places.filter((place) => isAvoided(place)),
    ];
  }

  #forget(nowMs: number): void {
    for (const [key, untilMs] of this.#untilMs) if (untilMs <= nowMs) this.#untilMs.delete(key);
  }
}

function keyOf(place: Address): string {
  return `${transportOf(place)}|${hostPort(place)}`;
}
