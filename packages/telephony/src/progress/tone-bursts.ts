import { BLOCK_MS, BLOCKS, FRAME_MS, type FrameAnalyser } from './frame-analyser.ts';

/** One uninterrupted tone. */
export interface ToneBurst {
  readonly fromMs: number;
  /** Grows while `isOpen`. */
  toMs: number;
  isOpen: boolean;
  frequencyHz: number;
  /** The second frequency where two sound together, else null. */
  readonly secondHz: number | null;
  levelDbm0: number;
  /** The mean share of the tone in the sound while it lasted. */
  purity: number;
  /** How far its level moved away from that of its beginning, at most, in dB. */
  driftDb: number;
  /** How far its frequency lay from its mean, on average. */
  waverHz: number;
  /** Whether it was seen to begin: quiet, or another tone, stood before it. */
  readonly isWholeAtStart: boolean;
  /** Whether it ended in quiet or in another tone, not in other sound. */
  isCleanAtEnd: boolean;
}

const PURE = 0.82;
const PAIR_PURE = 0.86;
/** The weaker tone of a pair is at most so much below the stronger. */
const MOST_TWIST_DB = 9;
/** An edge is where the level crosses 6 dB below the tone's. */
const EDGE_DB = 6;
/** Dips up to this are bridged: lost packets, reversals of the phase. */
const BRIDGED_MS = 45;
const SHORTEST_MS = 50;
const SAME_TONE_HZ = 28;
/** What is so far below the tone is quiet. */
const QUIET_DB = 9;
const KEPT_BLOCKS = 32;
/** The level of a tone is known after so many frames. */
const SETTLED_FRAMES = 4;

/** Finds stretches of one pure tone (or of a pair) with edges to 5 ms, from the features of successive frames. */
export class ToneBursts {
  private readonly ended: (burst: ToneBurst) => void;
  private readonly isKnownPair: (lowHz: number, highHz: number) => boolean;
  private readonly blocks = new Float64Array(KEPT_BLOCKS).fill(-90);
  private burst: ToneBurst | null = null;
  private tonalFrames = 0;
  private lowMs = 0;
  private settledDbm0 = 0;
  private foreignFrames = 0;
  private heardMs = 0;
  /** End of the last frame that was taken for part of the burst. */
  private sureMs = 0;

  /**
   * `ended` is called with each burst that is over and lasted at least 50 ms. Only pairs that `isKnownPair` are
   * taken for a tone: two strong partials are common in voices.
   */
  constructor(
    ended: (burst: ToneBurst) => void,
    isKnownPair: (lowHz: number, highHz: number) => boolean,
  ) {
    this.ended = ended;
    this.isKnownPair = isKnownPair;
  }

  /** The burst that is sounding and has been for at least 50 ms; otherwise null. */
  get current(): ToneBurst | null {
    const burst = this.burst;
    return burst !== null && burst.toMs - burst.fromMs >= SHORTEST_MS ? burst : null;
  }

  /** Whether the present frame is part of a tone that has lasted `ms` or longer. */
  hasLasted(ms: number): boolean {
    return this.burst !== null && this.burst.toMs - this.burst.fromMs >= ms;
  }

  /** The next frame, which begins at `atMs`. */
  push(frame: FrameAnalyser, atMs: number): void {
    this.blocks.copyWithin(0, BLOCKS);
    this.blocks.set(frame.blockDbm0, KEPT_BLOCKS - BLOCKS);
    this.heardMs += FRAME_MS;
    if (this.burst !== null) this.goOn(this.burst, frame, atMs);
    if (this.burst === null && this.isTonal(frame)) this.begin(frame, atMs);
  }

  /** The media stopped or leapt: whatever sounds is over. */
  interrupt(): void {
    if (this.burst !== null) this.end(this.burst, this.sureMs, false);
    this.blocks.fill(-90);
    this.heardMs = 0;
  }

  private isTonal(frame: FrameAnalyser): boolean {
    return frame.isAudible && (frame.purity >= PURE || this.isPair(frame));
  }

  private isPair(frame: FrameAnalyser): boolean {
    return (
      frame.pairPurity >= PAIR_PURE &&
      frame.purity < PURE &&
      frame.twistDb > -MOST_TWIST_DB &&
      this.isKnownPair(
        Math.min(frame.peakHz, frame.secondHz),
        Math.max(frame.peakHz, frame.secondHz),
      )
    );
  }

  private matches(burst: ToneBurst, frame: FrameAnalyser): boolean {
    if (!frame.isAudible) return false;
    const near = (a: number, b: number) => Math.abs(a - b) <= SAME_TONE_HZ;
    if (burst.secondHz === null)
      return frame.purity >= PURE && near(burst.frequencyHz, frame.peakHz);
    // Tones that lie close overlap, so that now one, now both are found.
    return (
      frame.pairPurity >= PAIR_PURE &&
      (near(burst.frequencyHz, frame.peakHz) || near(burst.secondHz, frame.peakHz))
    );
  }

  private begin(frame: FrameAnalyser, atMs: number): void {
    const edge = frame.levelDbm0 - EDGE_DB;
    // The tone may have begun within the frame, or in the one before.
    let blocksBack = BLOCKS;
    while (blocksBack > 1 && this.blocks[KEPT_BLOCKS - blocksBack]! < edge) blocksBack--;
    if (blocksBack === BLOCKS) {
      const most = 2 * BLOCKS;
      while (blocksBack < most && this.blocks[KEPT_BLOCKS - blocksBack - 1]! >= edge) blocksBack++;
      if (blocksBack === most) blocksBack = BLOCKS;
    }
    const quietFromMs = Math.min(40, this.heardMs - blocksBack * BLOCK_MS);
    let quietBlocks = 0;
    for (let n = 1; n <= quietFromMs / BLOCK_MS; n++) {
      const block = this.blocks[KEPT_BLOCKS - blocksBack - n];
      if (block !== undefined && block < frame.levelDbm0 - QUIET_DB) quietBlocks++;
    }
    this.burst = {
      fromMs: atMs + FRAME_MS - blocksBack * BLOCK_MS,
      toMs: atMs + FRAME_MS,
      isOpen: true,
      frequencyHz: frame.peakHz,
      secondHz: this.isPair(frame) ? frame.secondHz : null,
      levelDbm0: frame.levelDbm0,
      purity: frame.purity,
      waverHz: 0,
      driftDb: 0,
      isWholeAtStart: quietBlocks >= 6,
      isCleanAtEnd: false,
    };
    this.tonalFrames = 1;
    this.lowMs = 0;
    this.foreignFrames = 0;
    this.sureMs = atMs + FRAME_MS;
  }

  private goOn(burst: ToneBurst, frame: FrameAnalyser, atMs: number): void {
    const edge = burst.levelDbm0 - EDGE_DB;
    let lastLoudMs = -1;
    for (let block = 0; block < BLOCKS; block++) {
      if (frame.blockDbm0[block]! >= edge) {
        this.lowMs = 0;
        lastLoudMs = atMs + (block + 1) * BLOCK_MS;
        continue;
      }
      this.lowMs += BLOCK_MS;
      if (this.lowMs > BRIDGED_MS) {
        const endMs = atMs + (block + 1) * BLOCK_MS - this.lowMs;
        this.end(burst, Math.max(endMs, burst.fromMs), this.isQuiet(burst, frame));
        return;
      }
    }
    if (lastLoudMs < 0) return;
    if (this.matches(burst, frame)) {
      this.foreignFrames = 0;
      burst.toMs = lastLoudMs;
      this.sureMs = lastLoudMs;
      if (frame.blockDbm0.every((level) => level >= edge)) this.refine(burst, frame);
      return;
    }
    // The edge of the tone blurs the spectrum of one frame, a bridged loss that of two.
    this.foreignFrames++;
    const other = this.isTonal(frame);
    if (this.lowMs > 0) burst.toMs = Math.max(burst.toMs, lastLoudMs);
    if (this.foreignFrames >= (other ? 2 : 3)) {
      this.end(burst, other ? Math.max(this.sureMs, atMs - BLOCK_MS) : this.sureMs, other);
      if (other) this.follow(frame, atMs);
    }
  }

  /** Another tone came without a pause (as in the special information tone). */
  private follow(frame: FrameAnalyser, atMs: number): void {
    this.burst = {
      fromMs: atMs - BLOCK_MS,
      toMs: atMs + FRAME_MS,
      isOpen: true,
      frequencyHz: frame.peakHz,
      secondHz: this.isPair(frame) ? frame.secondHz : null,
      levelDbm0: frame.levelDbm0,
      purity: frame.purity,
      waverHz: 0,
      driftDb: 0,
      isWholeAtStart: true,
      isCleanAtEnd: false,
    };
    this.tonalFrames = 1;
    this.lowMs = 0;
    this.foreignFrames = 0;
    this.sureMs = atMs + FRAME_MS;
  }

  private refine(burst: ToneBurst, frame: FrameAnalyser): void {
    this.tonalFrames++;
    const share = 1 / Math.min(10, this.tonalFrames);
    // The first frame may hold only a part of the tone: its level and frequency are soon outweighed.
    burst.purity += (frame.purity - burst.purity) * share;
    if (Math.abs(frame.peakHz - burst.frequencyHz) <= SAME_TONE_HZ) {
      const offHz = Math.abs(frame.peakHz - burst.frequencyHz);
      if (this.tonalFrames > 2) burst.waverHz += (offHz - burst.waverHz) * share;
      burst.frequencyHz += (frame.peakHz - burst.frequencyHz) * share;
    }
    burst.levelDbm0 += (frame.levelDbm0 - burst.levelDbm0) * Math.max(share, 0.3);
    if (this.tonalFrames <= SETTLED_FRAMES) this.settledDbm0 = burst.levelDbm0;
    burst.driftDb = Math.max(burst.driftDb, Math.abs(burst.levelDbm0 - this.settledDbm0));
  }

  private isQuiet(burst: ToneBurst, frame: FrameAnalyser): boolean {
    return (
      frame.levelDbm0 < burst.levelDbm0 - QUIET_DB ||
      (frame.blockDbm0[BLOCKS - 1] ?? 0) < burst.levelDbm0 - QUIET_DB
    );
  }

  private end(burst: ToneBurst, atMs: number, isClean: boolean): void {
    burst.toMs = atMs;
    burst.isOpen = false;
    burst.isCleanAtEnd = isClean;
    this.burst = null;
    if (burst.toMs - burst.fromMs >= SHORTEST_MS) this.ended(burst);
  }
}
