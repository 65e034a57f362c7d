/** A queue of events in order of time, first come first served at the same time: a binary heap. */
export class EventHeap<Event> {
  readonly #times: number[] = [];
  readonly #orders: number[] = [];
  readonly #events: Event[] = [];
  #pushed = 0;

  get size(): number {
    return this.#events.length;
  }

  /** The time of the next event, null when there is none. */
  nextMs(): number | null {
    return this.#times[0] ?? null;
  }

  push(atMs: number, event: Event): void {
    let at = this.#events.length;
    this.#times.push(atMs);
    this.#orders.push(this.#pushed);
    this.#events.push(event);
    this.#pushed += 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!this.#before(at, parent)) break;
      this.#swap(at, parent);
      at = parent;
    }
  }

  /** Takes the next event out, undefined when there is none. */
  pop(): Event | undefined {
    const last = this.#events.length - 1;
    if (last < 0) return undefined;
    this.#swap(0, last);
    const event = this.#events.pop();
    this.#times.pop();
    this.#orders.pop();
    let at = 0;
    for (;;) {
      const left = 2 * at + 1;
      if (left >= last) return event;
      const child = left + 1 < last && this.#before(left + 1, left) ? left + 1 : left;
      if (!this.#before(child, at)) return event;
      this.#swap(child, at);
      at = child;
    }
  }

  #before(a: number, b: number): boolean {
    const difference = (this.#times[a] as number) - (this.#times[b] as number);
    return (
      difference < 0 ||
      (difference === 0 && (this.#orders[a] as number) < (this.#orders[b] as number))
    );
  }

  #swap(a: number, b: number): void {
    for (const list of [this.#times, this.#orders, this.#events] as unknown[][]) {
      const kept = list[a];
      list[a] = list[b];
      list[b] = kept;
    }
  }
}
