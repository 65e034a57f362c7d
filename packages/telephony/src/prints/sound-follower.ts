import type { AnnouncementLabel } from '../progress/call-evidence.ts';
import type { KnownSound, KnownSounds } from './known-sounds.ts';
import { PrintIndex, RECORDING_MISFIT, type PrintMatch } from './print-index.ts';
import { PrintMaker, printOf } from './print-maker.ts';
import { PRINT_HOP_MS, type Print } from './print.ts';

/** A stretch of a call that was heard in earlier calls. */
export interface RecognisedSound {
  readonly soundId: string;
  readonly announcementId: string | null;
  readonly label: AnnouncementLabel | null;
  /** Call times. */
  readonly fromMs: number;
  readonly toMs: number;
  /** Where `fromMs` lies in the sound as it is known. */
  readonly offsetMs: number;
  /** How long the sound is as it is known. */
  readonly lengthMs: number;
  /** How much of the sound as it is known was heard, 0 to 1. */
  readonly coverage: number;
  readonly bitErrorRate: number;
  /** The call went on otherwise than this sound: the two only have a piece in common. */
  readonly isPiece: boolean;
  /** When it was known: `recognisedAtMs − fromMs` is what that took. */
  readonly recognisedAtMs: number;
}

const FRAME_SAMPLES = 160;
/** The newest words are looked up so often. */
const STEP_WORDS = 8;
/** A match is measured over so much of the call. */
const WINDOW_WORDS = 600;
/** The time of frames may waver so much without a gap. */
const WAVER_MS = 60;
/** Longer gaps are cut to this. */
const LONGEST_GAP_MS = 120_000;
/** Two stretches of a sound on diagonals so near are one. */
const SAME_MS = 160;
/** So much of a sound that the call has played before is known again. */
const AGAIN_MS = 800;
/** A sound that goes on otherwise for so long is another one. */
const OTHERWISE_MS = 500;
/** Our own words come back within this. */
const ECHO_MS = 600;

/** Follows what is heard of one call and knows again what earlier calls have heard. */
export class SoundFollower {
  private readonly known: KnownSounds | null;
  private readonly maker = new PrintMaker();
  private readonly found: RecognisedSound[] = [];
  private baseMs: number | null = null;
  private frames = 0;
  private sought = 0;

  constructor(known: KnownSounds | null) {
    this.known = known;
  }

  /** One frame of 160 samples at 8 kHz; `atMs` is the call time of its first sample. */
  push(frame: Int16Array, atMs: number): void {
    this.baseMs ??= atMs;
    const ahead = atMs - (this.baseMs + this.frames * PRINT_HOP_MS);
    if (ahead > WAVER_MS) {
      const silence = new Int16Array(FRAME_SAMPLES);
      const missing = Math.min(ahead, LONGEST_GAP_MS);
      for (let ms = PRINT_HOP_MS; ms <= missing; ms += PRINT_HOP_MS) this.hear(silence);
      this.baseMs += Math.max(0, ahead - LONGEST_GAP_MS);
    } else this.baseMs += ahead / 16;
    this.hear(frame);
  }

  /** The stretches that are known, in the order in which they were recognised; the last may still grow. */
  recognised(): readonly RecognisedSound[] {
    return this.found;
  }

  /** The call is over: the words of its last 180 ms are looked up too, and shorter stretches of what it has played. */
  end(): void {
    this.maker.end();
    if (this.known === null) return;
    this.seek(this.known);
    this.seekAgain(this.known);
  }

  /** The print of a stretch of the call; words that are our own voice come back are left empty. */
  printBetween(fromMs: number, toMs: number, ours: readonly OurWords[] = []): Print {
    const base = this.baseMs ?? 0;
    const from = Math.max(0, Math.round((fromMs - base) / PRINT_HOP_MS));
    const print = this.maker.print(from, Math.round((toMs - base) / PRINT_HOP_MS));
    for (const { words, fromMs: spokeMs, toMs: silentMs } of ours) {
      if (silentMs + ECHO_MS < fromMs || spokeMs > toMs) continue;
      for (const echo of ownPrint(words).find(print, { leastMs: 600 })) {
        const first = echo.fromMs / PRINT_HOP_MS;
        print.words.fill(0, Math.max(0, first - 10), echo.toMs / PRINT_HOP_MS + 10);
      }
    }
    return print;
  }

  private hear(frame: Int16Array): void {
    this.maker.push(frame);
    this.frames += 1;
    if (this.known !== null && this.maker.length - this.sought >= STEP_WORDS) this.seek(this.known);
  }

  private seek(known: KnownSounds): void {
    const count = this.maker.length;
    const since = this.sought;
    this.sought = count;
    if (known.size === 0) return;
    const first = Math.max(0, count - WINDOW_WORDS);
    const base = (this.baseMs ?? 0) + first * PRINT_HOP_MS;
    const window = this.maker.recent(first);
    for (const match of known.index.find(window, { sinceWord: since - first })) {
      const sound = known.get(match.id);
      if (sound === null) continue;
      const isHeard = this.found.some(({ soundId }) => soundId === match.id);
      // What this call has played before, it may play again, and worse.
      if (sound.label === null && match.misfit > RECORDING_MISFIT && !isHeard) continue;
      this.take(this.recognisedIn(sound, match, base, known.index.lengthMs(match.id)));
    }
    for (const [at, one] of this.found.entries()) {
      if (one.isPiece || !this.mayGoOn(one)) continue;
      const place = { ...one, id: one.soundId, fromMs: one.fromMs - base, toMs: one.toMs - base };
      const otherwiseMs = known.index.differsAfterMs(window, place);
      if (otherwiseMs >= OTHERWISE_MS) this.found[at] = { ...one, isPiece: true };
    }
  }

  /**
   * Seeks shorter stretches of the sounds that the call has played: the beginning of another turn, or what was left of
   * one that the call came into. Among so few a short stretch tells.
   */
  private seekAgain(known: KnownSounds): void {
    const few = new PrintIndex();
    for (const { soundId } of this.found) {
      const print = known.index.printOf(soundId);
      if (print !== null) few.add(soundId, print);
    }
    if (few.size === 0) return;
    for (const match of few.find(this.maker.print(), { leastMs: AGAIN_MS })) {
      const sound = known.get(match.id);
      if (sound === null) continue;
      this.take(this.recognisedIn(sound, match, this.baseMs ?? 0, few.lengthMs(match.id)));
    }
  }

  private recognisedIn(
    { id, announcementId, label }: KnownSound,
    match: PrintMatch,
    baseMs: number,
    soundMs: number,
  ): RecognisedSound {
    return {
      ...{ soundId: id, announcementId, label },
      fromMs: baseMs + match.fromMs,
      toMs: baseMs + match.toMs,
      offsetMs: match.offsetMs,
      lengthMs: soundMs,
      coverage: (match.toMs - match.fromMs) / soundMs,
      bitErrorRate: match.bitErrorRate,
      isPiece: false,
      recognisedAtMs: (this.baseMs ?? 0) + this.frames * PRINT_HOP_MS,
    };
  }

  /** Whether there is more of the sound than was heard, and the call is in that part or just behind it. */
  private mayGoOn({ fromMs, toMs, offsetMs, lengthMs }: RecognisedSound): boolean {
    const endMs = fromMs - offsetMs + lengthMs;
    const nowMs = (this.baseMs ?? 0) + this.maker.length * PRINT_HOP_MS;
    return endMs - toMs >= OTHERWISE_MS && nowMs < endMs + OTHERWISE_MS;
  }

  /** Adds a stretch, or lets it grow. */
  private take(seen: RecognisedSound): void {
    const at = this.found.findIndex(
      (one) =>
        one.soundId === seen.soundId &&
        Math.abs(one.fromMs - one.offsetMs - seen.fromMs + seen.offsetMs) <= SAME_MS &&
        seen.fromMs <= one.toMs + SAME_MS &&
        seen.toMs >= one.fromMs - SAME_MS,
    );
    const before = this.found[at];
    if (before === undefined) {
      this.found.push(seen);
      return;
    }
    const isEarlier = before.fromMs <= seen.fromMs;
    const fromMs = Math.min(before.fromMs, seen.fromMs);
    const toMs = Math.max(before.toMs, seen.toMs);
    this.found[at] = {
      ...seen,
      fromMs,
      toMs,
      offsetMs: isEarlier ? before.offsetMs : seen.offsetMs,
      coverage: Math.min(1, (toMs - fromMs) / seen.lengthMs),
      isPiece: before.isPiece && toMs - before.toMs < OTHERWISE_MS,
      recognisedAtMs: before.recognisedAtMs,
    };
  }
}

/** What we said, and when. */
export interface OurWords {
  readonly words: Int16Array;
  readonly fromMs: number;
  readonly toMs: number;
}

const ownPrints = new WeakMap<Int16Array, PrintIndex>();

/** The print of our own words, made once for all calls that say them. */
function ownPrint(words: Int16Array): PrintIndex {
  const made = ownPrints.get(words);
  if (made !== undefined) return made;
  const index = new PrintIndex();
  index.add('ours', printOf(words));
  ownPrints.set(words, index);
  return index;
}
