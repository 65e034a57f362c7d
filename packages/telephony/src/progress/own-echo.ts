import { dbm0OfMeanSquare } from '../audio/level.ts';

const FRAME_MS = 20;
const FRAME_SAMPLES = 160;
/** Our words come back within this, the network's round trip and the play-out buffer included. */
const LAGS = 31;
/** Frames of ours so far below their loudest tell how much comes back; in fainter ones the line's own noise does. */
const LOUD_DB = 20;
/** How much comes back at a lag is known from so many frames on. */
const ENOUGH_FRAMES = 10;
/** Of so many frames half the weight goes: music that sounded under our words before says little. */
const MOST_FRAMES = 100;
/** What sounds beside the echo makes frames louder, never fainter: so the fainter ones show it. */
const FAINT_SHARE = 0.1;
/** An echo strays so much from frame to frame: its lag is no whole number of them, and it is smeared. */
const STRAY_DB = 6;
const SILENT_DBM0 = -90;
const LEAST_GAIN_DB = -80;
const GAINS = 96;

/**
 * What of the sound may be our own voice that comes back (ITU-T G.131): an echo is there whenever ours is, a lag later
 * and fainter by the line's loss. Neither is known beforehand, but each frame in which little was heard after much of
 * ours bounds them. Costs nothing while we are silent.
 */
export class OwnEcho {
  #levels: Float32Array = new Float32Array(0);
  #fromMs = 0;
  #loudDbm0 = 0;
  /** By lag: how many frames were heard how much louder than ours. */
  readonly #counts = Array.from({ length: LAGS }, () => new Float32Array(GAINS));
  readonly #frames = new Float32Array(LAGS);

  /** Words of ours, mono 8 kHz, begin to sound at a call time. What is known of the line stays. */
  speak(words: Int16Array, fromMs: number): void {
    if (words.length === 0) {
      this.#levels = new Float32Array(0);
      return;
    }
    const levels = levelsOf(words);
    // What was broken off comes back for a while yet; before our first words there was silence.
    const all = new Float32Array(LAGS + levels.length).fill(SILENT_DBM0);
    const from = Math.round((fromMs - this.#fromMs) / FRAME_MS) - LAGS;
    if (from >= 0) all.set(this.#levels.subarray(from, from + LAGS));
    all.set(levels, LAGS);
    this.#levels = all;
    this.#fromMs = fromMs - LAGS * FRAME_MS;
    this.#loudDbm0 = levels.reduce((most, level) => Math.max(most, level), SILENT_DBM0) - LOUD_DB;
  }

  /** The next frame heard; whether all of it may be our echo. True, too, while nothing is known of the line. */
  explains(levelDbm0: number, atMs: number): boolean {
    if (this.#levels.length === 0) return true;
    const now = Math.round((atMs - this.#fromMs) / FRAME_MS);
    let isExplained = false;
    for (let lag = 0; lag < LAGS; lag += 1) {
      const ours = this.#levels[now - lag];
      if (ours === undefined) continue;
      if (ours >= this.#loudDbm0) this.#learn(lag, levelDbm0 - ours);
      isExplained ||= levelDbm0 <= this.#mostAt(lag, now);
    }
    return isExplained;
  }

  #learn(lag: number, gainDb: number): void {
    const counts = this.#counts[lag]!;
    const at = Math.max(0, Math.min(GAINS - 1, Math.round(gainDb - LEAST_GAIN_DB)));
    counts[at]! += 1;
    this.#frames[lag]! += 1;
    if (this.#frames[lag]! < MOST_FRAMES) return;
    for (let gain = 0; gain < GAINS; gain += 1) counts[gain]! /= 2;
    this.#frames[lag]! /= 2;
  }

  /** How loud our echo with that lag can be now, dBm0. */
  #mostAt(lag: number, now: number): number {
    if (this.#frames[lag]! < ENOUGH_FRAMES) return Infinity;
    const counts = this.#counts[lag]!;
    const wanted = this.#frames[lag]! * FAINT_SHARE;
    let at = 0;
    for (let sum = counts[0]!; sum < wanted && at < GAINS - 1; sum += counts[at]!) at += 1;
    const around = [now - lag - 1, now - lag, now - lag + 1].map(
      (n) => this.#levels[n] ?? SILENT_DBM0,
    );
    return Math.max(...around) + at + LEAST_GAIN_DB + STRAY_DB;
  }
}

const kept = new WeakMap<Int16Array, Float32Array>();

/** The levels of some words, frame by frame; made once for all calls that say them. */
function levelsOf(words: Int16Array): Float32Array {
  const known = kept.get(words);
  if (known !== undefined) return known;
  const levels = new Float32Array(Math.floor(words.length / FRAME_SAMPLES));
  for (let frame = 0; frame < levels.length; frame += 1) {
    let squares = 0;
    for (let n = frame * FRAME_SAMPLES; n < (frame + 1) * FRAME_SAMPLES; n += 1)
      squares += words[n]! * words[n]!;
    levels[frame] = dbm0OfMeanSquare(squares / FRAME_SAMPLES);
  }
  kept.set(words, levels);
  return levels;
}
