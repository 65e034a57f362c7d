/** A map that forgets what was used longest ago when it is full, so that no crowd of strangers can fill the memory. */
export class BoundedMap<Key, Value> {
  readonly #entries = new Map<Key, Value>();
  readonly #limit: number;
  readonly #forgotten: ((key: Key, value: Value) => void) | null;

  constructor(limit: number, forgotten: ((key: Key, value: Value) => void) | null = null) {
    this.#limit = Math.max(1, limit);
    this.#forgotten = forgotten;
  }

  get size(): number {
    return this.#entries.size;
  }

  get(key: Key): Value | undefined {
    return this.#entries.get(key);
  }

  /** Sets a value and makes its key the one used last. */
  set(key: Key, value: Value): void {
    this.#entries.delete(key);
    if (this.#entries.size >= this.#limit) {
      const [oldest] = this.#entries;
      if (oldest !== undefined) {
        this.#entries.delete(oldest[0]);
        this.#forgotten?.(oldest[0], oldest[1]);
      }
    }
    this.#entries.set(key, value);
  }

  delete(key: Key): void {
    this.#entries.delete(key);
  }

  [Symbol.iterator](): IterableIterator<[Key, Value]> {
    return this.#entries[Symbol.iterator]();
  }
}
