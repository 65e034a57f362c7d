/** Requests with personal links from one address; a person who taps through a list stays far below. */
const most = 120;
const windowMs = 60_000;

/** Most addresses remembered at once; an attacker who comes from more forgets the oldest. */
const remembered = 20_000;

/** Counts requests by address, so that links cannot be tried out and the page cannot be flooded. */
export class LinkLimits {
  private readonly windows = new Map<string, { sinceMs: number; requests: number }>();

  /** How long this request has to wait; 0 when it may be made, and is counted. */
  waitMs(address: string, nowMs: number): number {
    const held = this.windows.get(address);
    if (held === undefined || nowMs - held.sinceMs >= windowMs) {
      this.windows.delete(address);
      this.windows.set(address, { sinceMs: nowMs, requests: 1 });
      if (this.windows.size > remembered) {
        const [oldest] = this.windows.keys();
        if (oldest !== undefined) this.windows.delete(oldest);
      }
      return 0;
    }
    held.requests += 1;
    return held.requests <= most ? 0 : held.sinceMs + windowMs - nowMs;
  }
}
