import type { Activity } from './activity.ts';
import { FRAME_MS } from './frame-analyser.ts';
import type { Utterance } from './heard.ts';
import { Recent } from './recent.ts';
import { Repetition } from './repetition.ts';

const BEGIN_FRAMES = 8;
const BEGIN_VOICED = 5;
/** A pause between utterances; the closures of plosives and the seams of Chinese syllables are shorter. */
const PAUSE_MS = 260;
/** Without voicing for so long it is breath or noise. */
const UNVOICED_MS = 500;
/** What is so far below the utterance's mean is the room, not the speaker. */
const FADED_DB = 16;
/** At its beginning so much is: a voice sets in, and a room that the answer brought to the line was there before it. */
const FAINT_HEAD_DB = 14;
const HEAD_FRAMES = 100;
const HEAD_STEP_FRAMES = 10;
/** How far back of the first voiced frame the utterance may have begun (an initial fricative). */
const HEAD_MS = 120;
/** Our echo is at least so much fainter than who speaks to us. */
const ECHO_LOSS_DB = 9;
/** Words are sent at about −20 dBm0, and a hybrid gives back 10 dB less at the most. */
const LOUDEST_ECHO_DBM0 = -30;
/** Speech's loudest frames stand so far above its mean. */
const PEAK_OVER_MEAN_DB = 5;
const SILENT_DBM0 = -90;
const MOST_KEPT = 500;
const LEVELS = 91;
const REPETITION_FRAMES = 75;
/** The background is the level that a tenth of the frames do not exceed: pauses, and the closures within words. */
const BACKGROUND_SHARE = 0.1;

interface Growing {
  fromMs: number;
  loudFromMs: number;
  toMs: number;
  noticedAtMs: number;
  energy: number;
  frames: number;
}

/** Finds utterances: voiced sound with pauses, noticed within 200 ms of their onset. */
export class Voice {
  readonly utterances: Utterance[] = [];
  /** When the first utterance was noticed; null while none was. */
  noticedAtMs: number | null = null;
  private growing: Growing | null = null;
  private recent = 0;
  private readonly recentDbm0 = new Recent(HEAD_FRAMES);
  private lastVoicedMs = 0;
  private activeSinceMs: number | null = null;
  private headEnergy = 0;
  private headFrames = 0;
  private readonly repetition = new Repetition();
  /** Whether what was said since the last `restart` had been heard before in this call. */
  isRepeated = false;
  /** How many frames had which level, by whole dB below 0 dBm0. */
  private readonly levels = new Uint32Array(LEVELS);
  private frames = 0;
  /** The loudest sound since the last `restart` that was no echo of ours. */
  private loudestDbm0 = SILENT_DBM0;

  /** The next frame; `oursFromMs`: our own voice, which sounds since then, may echo in it; null when it cannot. */
  push(activity: Activity, levelDbm0: number, atMs: number, oursFromMs: number | null): void {
    const level = Math.min(LEVELS - 1, Math.max(0, Math.round(-levelDbm0)));
    this.levels[level] = (this.levels[level] ?? 0) + 1;
    this.frames++;
    this.repetition.push(levelDbm0);
    this.recentDbm0.push(levelDbm0);
    const voiced = activity.isVoiced && !this.isEcho(levelDbm0, oursFromMs);
    this.recent = ((this.recent << 1) | (voiced ? 1 : 0)) & ((1 << BEGIN_FRAMES) - 1);
    if (voiced) this.lastVoicedMs = atMs + FRAME_MS;
    if (activity.isActive && oursFromMs === null) {
      this.loudestDbm0 = Math.max(this.loudestDbm0, levelDbm0);
    }
    if (!activity.isActive) this.activeSinceMs = null;
    else if (this.activeSinceMs === null) {
      this.activeSinceMs = atMs;
      this.headEnergy = 0;
      this.headFrames = 0;
    }
    const power = activity.isActive ? 10 ** (levelDbm0 / 10) : 0;
    this.headEnergy += power;
    this.headFrames++;
    if (this.growing === null) this.begin(atMs);
    else this.goOn(this.growing, activity, levelDbm0, atMs);
  }

  /** Whether an utterance is going on. */
  get isSpeaking(): boolean {
    return this.growing !== null;
  }

  /** The utterances, the growing one included. */
  all(): readonly Utterance[] {
    return this.growing === null ? this.utterances : [...this.utterances, finished(this.growing)];
  }

  /** The level of what remains when nobody speaks, since the last `restart`. */
  get backgroundDbm0(): number {
    let below = 0;
    for (let level = LEVELS - 1; level > 0; level--) {
      below += this.levels[level] ?? 0;
      if (below >= this.frames * BACKGROUND_SHARE) return -level;
    }
    return 0;
  }

  /** Begins anew: the call was answered. What is being said goes on as a new utterance. */
  restart(atMs: number): void {
    this.utterances.length = 0;
    this.noticedAtMs = null;
    this.isRepeated = false;
    this.levels.fill(0);
    this.frames = 0;
    this.loudestDbm0 = SILENT_DBM0;
    if (this.growing === null) return;
    this.growing = {
      ...this.growing,
      fromMs: atMs,
      loudFromMs: atMs,
      toMs: Math.max(atMs, this.growing.toMs),
    };
    this.noticedAtMs = atMs;
  }

  /**
   * The level of the utterances so far, to be told from our echo by; while there are none, that of whatever sounded, or
   * what no echo reaches.
   */
  private usualDbm0(): number {
    if (this.utterances.length === 0) {
      return this.loudestDbm0 > SILENT_DBM0
        ? this.loudestDbm0 - PEAK_OVER_MEAN_DB
        : LOUDEST_ECHO_DBM0 + ECHO_LOSS_DB;
    }
    return this.utterances.reduce((usual, { levelDbm0 }) => Math.max(usual, levelDbm0), -Infinity);
  }

  /** Whether a frame may be our own voice: what sounded before we spoke is no echo, nor is what is as loud as before. */
  private isEcho(levelDbm0: number, oursFromMs: number | null): boolean {
    if (oursFromMs === null || this.growing !== null) return false;
    const isOlder = (this.activeSinceMs ?? Infinity) < oursFromMs;
    return !isOlder && levelDbm0 < this.usualDbm0() - ECHO_LOSS_DB;
  }

  private begin(atMs: number): void {
    let voiced = 0;
    let first = 0;
    for (let n = 0; n < BEGIN_FRAMES; n++) {
      if (((this.recent >> n) & 1) === 0) continue;
      voiced++;
      first = n;
    }
    if (voiced < BEGIN_VOICED) return;
    const voicedFromMs = atMs - first * FRAME_MS;
    const fromMs = Math.max(this.activeSinceMs ?? voicedFromMs, voicedFromMs - HEAD_MS);
    this.growing = {
      fromMs: Math.min(fromMs, voicedFromMs),
      loudFromMs: Math.min(fromMs, voicedFromMs),
      toMs: atMs + FRAME_MS,
      noticedAtMs: atMs + FRAME_MS,
      energy: this.headEnergy,
      frames: this.headFrames,
    };
    this.noticedAtMs ??= atMs + FRAME_MS;
  }

  private goOn(growing: Growing, activity: Activity, levelDbm0: number, atMs: number): void {
    const unvoicedMs = atMs + FRAME_MS - this.lastVoicedMs;
    const meanDbm0 = 10 * Math.log10(growing.energy / Math.max(1, growing.frames) + 1e-9);
    const isLoud = activity.isActive && levelDbm0 > meanDbm0 - FADED_DB;
    if (isLoud && !activity.isTonal && unvoicedMs <= UNVOICED_MS) {
      growing.toMs = atMs + FRAME_MS;
      growing.energy += 10 ** (levelDbm0 / 10);
      growing.frames++;
      // Looked for once in an utterance, and again where it goes on for long.
      if (growing.frames % REPETITION_FRAMES === 0)
        this.isRepeated ||= this.repetition.isRepeated();
      if (growing.frames % HEAD_STEP_FRAMES === 0) this.leaveRoom(growing, meanDbm0, atMs);
      return;
    }
    if (atMs + FRAME_MS - growing.toMs < PAUSE_MS) return;
    this.leaveRoom(growing, meanDbm0, atMs);
    if (this.utterances.length < MOST_KEPT) this.utterances.push(finished(growing));
    this.growing = null;
    this.recent = 0;
  }

  /** What came before the voice and was taken for it may be the room. */
  private leaveRoom(growing: Growing, meanDbm0: number, atMs: number): void {
    const age = Math.round((atMs + FRAME_MS - growing.fromMs) / FRAME_MS);
    if (age > this.recentDbm0.length) return;
    const lead = this.recentDbm0.leadBelow(meanDbm0 - FAINT_HEAD_DB, age);
    growing.loudFromMs = Math.min(growing.fromMs + lead * FRAME_MS, growing.toMs);
  }
}

function finished(growing: Growing): Utterance {
  const levelDbm0 = 10 * Math.log10(growing.energy / Math.max(1, growing.frames) + 1e-9);
  const { fromMs, loudFromMs, toMs } = growing;
  return { fromMs, loudFromMs, toMs, levelDbm0 };
}
