/** How a packet stands to those before it of the same source. */
export type Arrival = 'next' | 'early' | 'reordered' | 'duplicate' | 'restart' | 'suspect';

const MAX_DROPOUT = 3000;
const MAX_MISORDER = 100;
const SEEN = 1024;

/** Sequence numbers, losses and jitter of one synchronisation source (RFC 3550 appendix A.1, A.3, A.8). */
export class RtpSource {
  readonly ssrc: number;
  /** Extended: cycles × 65,536 + number. */
  private highest = -1;
  private base = 0;
  private received = 0;
  private suspect = -1;
  private readonly seen = new Float64Array(SEEN).fill(-1);
  private transit: number | null = null;
  private jitterUnits = 0;
  private expectedAtReport = 0;
  private receivedAtReport = 0;
  private gapCount = 0;
  lastPacketAtMs = 0;

  constructor(ssrc: number) {
    this.ssrc = ssrc;
  }

  /** Takes one sequence number into account. `suspect` is a leap that only a second packet in a row confirms. */
  arrive(sequence: number): Arrival {
    if (this.highest < 0) {
      // One cycle ahead, so that packets overtaken by the first one have numbers too.
      this.begin(sequence + 65536);
      return 'restart';
    }
    const delta = ((sequence - this.highest) << 16) >> 16;
    if (delta > MAX_DROPOUT || delta < -MAX_MISORDER) {
      if (sequence !== this.suspect) {
        this.suspect = (sequence + 1) & 0xffff;
        return 'suspect';
      }
      this.begin(sequence + 65536);
      return 'restart';
    }
    this.suspect = -1;
    const extended = this.highest + delta;
    if (this.seen[extended % SEEN] === extended) return 'duplicate';
    this.seen[extended % SEEN] = extended;
    this.received++;
    if (delta <= 0) {
      if (extended > this.base) this.fillGap(extended);
      this.base = Math.min(this.base, extended);
      return 'reordered';
    }
    if (delta > 1) this.gapCount++;
    this.highest = extended;
    return delta === 1 ? 'next' : 'early';
  }

  /** A late packet fills a gap, shortens it, or makes two of it. */
  private fillGap(extended: number): void {
    const isNear = (n: number) => n < this.base || this.seen[n % SEEN] === n;
    const neighbours = Number(isNear(extended - 1)) + Number(isNear(extended + 1));
    this.gapCount += 1 - neighbours;
  }

  private begin(extended: number): void {
    this.seen.fill(-1);
    this.seen[extended % SEEN] = extended;
    this.highest = extended;
    this.base = extended;
    this.received = 1;
    this.transit = null;
    this.suspect = -1;
    this.gapCount = 0;
    this.expectedAtReport = 0;
    this.receivedAtReport = 0;
  }

  /** Interarrival jitter, from arrival and RTP timestamp, both in timestamp units (A.8). */
  transited(arrivalUnits: number, timestamp: number): void {
    const transit = (Math.round(arrivalUnits) - timestamp) | 0;
    if (this.transit !== null) {
      const difference = Math.abs((transit - this.transit) | 0);
      // A leap of the timestamp is no jitter.
      if (difference < 8000) this.jitterUnits += (difference - this.jitterUnits) / 16;
    }
    this.transit = transit;
  }

  get jitter(): number {
    return this.jitterUnits;
  }

  get expected(): number {
    return this.highest < 0 ? 0 : this.highest - this.base + 1;
  }

  get lost(): number {
    return Math.max(0, this.expected - this.received);
  }

  /** Stretches of packets that are missing, whatever their lengths. */
  get gaps(): number {
    return Math.max(0, this.gapCount);
  }

  get highestSequence(): number {
    return Math.max(0, this.highest - 65536);
  }

  /** Lost since the last call of this, in 256ths of what was expected (A.3). */
  takeFractionLost(): number {
    const expected = this.expected - this.expectedAtReport;
    const lost = expected - (this.received - this.receivedAtReport);
    this.expectedAtReport = this.expected;
    this.receivedAtReport = this.received;
    return expected <= 0 || lost <= 0 ? 0 : Math.min(255, Math.floor((lost * 256) / expected));
  }
}
