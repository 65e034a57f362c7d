/** The places with the highest scores, at most so many, by a heap whose root is the lowest of them. */
export class Top {
  readonly #places: Uint32Array;
  readonly #scores: Float64Array;
  readonly #isBefore: (a: number, b: number) => boolean;
  #size = 0;

  /** `isBefore` orders places of equal score, so that nothing depends on the order in which they came. */
  constructor(most: number, isBefore: (a: number, b: number) => boolean) {
    this.#places = new Uint32Array(most);
    this.#scores = new Float64Array(most);
    this.#isBefore = isBefore;
  }

  /** What a score must not be below to be let in. */
  get least(): number {
    return this.#size < this.#places.length ? -Infinity : this.#scores[0]!;
  }

  offer(place: number, score: number): void {
    if (this.#size < this.#places.length) {
      let at = this.#size;
      this.#size += 1;
      while (at > 0) {
        const above = (at - 1) >> 1;
        if (!this.#isWorse(place, score, above)) break;
        this.#put(at, this.#places[above]!, this.#scores[above]!);
        at = above;
      }
      this.#put(at, place, score);
    } else if (this.#size > 0 && !this.#isWorse(place, score, 0)) this.#sink(place, score);
  }

  /** The places, best first, with their scores. */
  drain(): { place: number; score: number }[] {
    const all: { place: number; score: number }[] = [];
    while (this.#size > 0) {
      all.push({ place: this.#places[0]!, score: this.#scores[0]! });
      this.#size -= 1;
      if (this.#size > 0) this.#sink(this.#places[this.#size]!, this.#scores[this.#size]!);
    }
    return all.toReversed();
  }

  #sink(place: number, score: number): void {
    let at = 0;
    for (;;) {
      let below = 2 * at + 1;
      if (below >= this.#size) break;
      const right = below + 1;
      if (right < this.#size && this.#isWorse(this.#places[right]!, this.#scores[right]!, below)) {
        below = right;
      }
      if (this.#isWorse(place, score, below)) break;
      this.#put(at, this.#places[below]!, this.#scores[below]!);
      at = below;
    }
    this.#put(at, place, score);
  }

  #put(at: number, place: number, score: number): void {
    this.#places[at] = place;
    this.#scores[at] = score;
  }

  #isWorse(place: number, score: number, at: number): boolean {
    const other = this.#scores[at]!;
    return score < other || (score === other && this.#isBefore(this.#places[at]!, place));
  }
}
