import { BoundedMap } from './bounded-map.ts';

/** A token bucket: `perSecond` requests in the long run, `burst` at once. */
export interface RateLimit {
  readonly perSecond: number;
  readonly burst: number;
}

interface Bucket {
  tokens: number;
  atMs: number;
}

/** Limits requests by source, in bounded memory. */
export class RequestLimit {
  readonly #limit: RateLimit;
  readonly #buckets: BoundedMap<string, Bucket>;

  /** `maxSources` buckets are kept; when there are more sources, those heard longest ago begin anew. */
  constructor(limit: RateLimit, maxSources: number) {
    this.#limit = limit;
    this.#buckets = new BoundedMap(maxSources);
  }

  /** How many sources are remembered. */
  get sources(): number {
    return this.#buckets.size;
  }

  /** Takes one request of a source; false when it has sent too many. */
  admits(source: string, nowMs: number): boolean {
    const { perSecond, burst } = this.#limit;
    const bucket = this.#buckets.get(source) ?? { tokens: burst, atMs: nowMs };
    const elapsedMs = Math.max(0, nowMs - bucket.atMs);
    bucket.tokens = Math.min(burst, bucket.tokens + (elapsedMs * perSecond) / 1000);
    bucket.atMs = nowMs;
    const admitted = bucket.tokens >= 1;
    if (admitted) bucket.tokens -= 1;
    this.#buckets.set(source, bucket);
    return admitted;
  }
}
