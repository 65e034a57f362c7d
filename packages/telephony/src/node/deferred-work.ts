/** Waits of deferred work, in ms. */
export interface Deferral {
  /** It is done once nothing more urgent has happened for so long, */
  readonly quietMs: number;
  /** or after so long at the latest. */
  readonly latestMs: number;
}

/** Work that can wait until nothing more urgent goes on, each piece in a turn of its own. */
export class DeferredWork {
  readonly #deferral: Deferral;
  readonly #pieces: { readonly latestMs: number; readonly work: () => void }[] = [];
  #quietAtMs = 0;
  #timer: NodeJS.Timeout | null = null;

  constructor(deferral: Deferral) {
    this.#deferral = deferral;
  }

  /** Something more urgent happens. */
  busy(): void {
    this.#quietAtMs = performance.now() + this.#deferral.quietMs;
  }

  add(work: () => void): void {
    this.#pieces.push({ latestMs: performance.now() + this.#deferral.latestMs, work });
    this.#arm();
  }

  /** Does at once what still waits. */
  bring(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    for (const { work } of this.#pieces.splice(0)) work();
  }

  #arm(): void {
    const waitMs = this.#waitMs();
    if (this.#timer !== null || waitMs === null) return;
    this.#timer = setTimeout(() => {
      this.#timer = null;
      if (this.#waitMs() === 0) this.#pieces.shift()?.work();
      this.#arm();
    }, Math.ceil(waitMs));
  }

  /** How long the first piece still waits; null without one. */
  #waitMs(): number | null {
    const [next] = this.#pieces;
    if (next === undefined) return null;
    return Math.max(0, Math.min(this.#quietAtMs, next.latestMs) - performance.now());
  }
}
