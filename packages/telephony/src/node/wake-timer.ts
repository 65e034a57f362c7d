/** The time of day in ms; monotone enough for calls. */
export interface PhoneClock {
  nowMs(): number;
}

/** One timer for many machines: it is set for the earliest time that any of them asks for. */
export class WakeTimer {
  readonly #clock: PhoneClock;
  readonly #wake: (nowMs: number) => void;
  #timer: NodeJS.Timeout | null = null;
  #atMs = Infinity;
  #stopped = false;

  constructor(clock: PhoneClock, wake: (nowMs: number) => void) {
    this.#clock = clock;
    this.#wake = wake;
  }

  /** Asks to be woken at a time; a later one than is set already changes nothing. */
  ask(atMs: number | null): void {
    if (atMs === null || atMs >= this.#atMs || this.#stopped) return;
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#atMs = atMs;
    const fire = (): void => {
      this.#timer = null;
      this.#atMs = Infinity;
      this.#wake(this.#clock.nowMs());
    };
    this.#timer = setTimeout(fire, Math.max(0, Math.ceil(atMs - this.#clock.nowMs())));
  }

  stop(): void {
    this.#stopped = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }
}
