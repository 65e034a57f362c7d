/**
 * Events in order of time, each a whole number: a heap of four children a node in typed arrays. An event that is being
 * handled keeps its place until another takes it, which spares one of two walks through the heap.
 */
export class EventQueue {
  #times = new Float64Array(1024);
  #codes = new Int32Array(1024);
  #size = 0;
  /** The root was taken and not yet replaced. */
  #isVacant = false;

  clear(): void {
    this.#size = 0;
    this.#isVacant = false;
  }

  /** The time of the next event, Infinity without any. */
  nextS(): number {
    if (this.#isVacant) this.#fill();
    return this.#size === 0 ? Infinity : this.#times[0]!;
  }

  /** The next event; only after `nextS` has told that there is one. */
  take(): number {
    this.#isVacant = true;
    return this.#codes[0]!;
  }

  push(atS: number, code: number): void {
    if (this.#isVacant) {
      this.#isVacant = false;
      this.#sink(atS, code);
      return;
    }
    const size = this.#size;
    if (size === this.#times.length) this.#grow();
    const times = this.#times;
    const codes = this.#codes;
    let at = size;
    while (at > 0) {
      const parent = (at - 1) >> 2;
      const parentS = times[parent]!;
      if (parentS <= atS) break;
      times[at] = parentS;
      codes[at] = codes[parent]!;
      at = parent;
    }
    times[at] = atS;
    codes[at] = code;
    this.#size = size + 1;
  }

  #fill(): void {
    this.#isVacant = false;
    const last = this.#size - 1;
    this.#size = last;
    if (last > 0) this.#sink(this.#times[last]!, this.#codes[last]!);
  }

  /** Puts an event at the root and lets it down. */
  #sink(atS: number, code: number): void {
    const times = this.#times;
    const codes = this.#codes;
    const size = this.#size;
    let at = 0;
    for (let child = 1; child < size; child = 4 * at + 1) {
      let least = child;
      let leastS = times[child]!;
      const end = child + 4 < size ? child + 4 : size;
      for (let other = child + 1; other < end; other += 1) {
        const otherS = times[other]!;
        if (otherS < leastS) {
          least = other;
          leastS = otherS;
        }
      }
      if (leastS >= atS) break;
      times[at] = leastS;
      codes[at] = codes[least]!;
      at = least;
    }
    times[at] = atS;
    codes[at] = code;
  }

  #grow(): void {
    const times = new Float64Array(2 * this.#times.length);
    const codes = new Int32Array(2 * this.#codes.length);
    times.set(this.#times);
    codes.set(this.#codes);
    this.#times = times;
    this.#codes = codes;
  }
}
