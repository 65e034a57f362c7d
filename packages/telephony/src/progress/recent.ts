/** One value a frame over the last frames. */
export class Recent {
  private readonly values: Float32Array;
  private next = 0;
  length = 0;

  constructor(most: number) {
    this.values = new Float32Array(most);
  }

  push(value: number): void {
    const most = this.values.length;
    this.values[this.next] = value;
    this.next = (this.next + 1) % most;
    this.length = Math.min(most, this.length + 1);
  }

  clear(): void {
    this.length = 0;
    this.next = 0;
  }

  /** The value of a frame, 0 being the oldest that is kept. */
  at(n: number): number {
    const most = this.values.length;
    return this.values[(this.next - this.length + n + most) % most]!;
  }

  /** How many of the newest `count` values lie before the first two in a row that exceed a bound; all where none do. */
  leadBelow(bound: number, count: number): number {
    const from = Math.max(0, this.length - count);
    for (let n = from; n + 1 < this.length; n++) {
      if (this.at(n) > bound && this.at(n + 1) > bound) return n - from;
    }
    return this.length - from;
  }
}
