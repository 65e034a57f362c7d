const SIZE = 128;

/** Remembers which of the last 128 packet indexes came, so that none is taken twice (RFC 3711 section 3.3.2). */
export class ReplayWindow {
  private readonly seen = new Float64Array(SIZE).fill(-1);
  private highest = -1;

  /** Whether a packet of that index may still be taken. */
  admits(index: number): boolean {
    return index > this.highest - SIZE && this.seen[index % SIZE] !== index;
  }

  /** Notes a packet that was authentic. */
  note(index: number): void {
    this.seen[index % SIZE] = index;
    this.highest = Math.max(this.highest, index);
  }
}
