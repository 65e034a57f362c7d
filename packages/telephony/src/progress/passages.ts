import type { Activity } from './activity.ts';
import { FRAME_MS, type FrameAnalyser } from './frame-analyser.ts';
import { Recent } from './recent.ts';
import { Texture } from './texture.ts';

/** The sorts of sound that are told by their texture. */
export type SoundKind = 'speech' | 'music' | 'noise' | 'tone';

/** A stretch of one sort of sound, with pauses of up to 600 ms inside. */
export interface Passage {
  readonly fromMs: number;
  toMs: number;
  kind: SoundKind;
  confidence: number;
  levelDbm0: number;
}

const PAUSE_MS = 600;
/** The texture is judged over so long, at every fifth of a second. */
const WINDOW_FRAMES = 80;
const JUDGE_FRAMES = 10;
/** Young passages may be renamed whole. */
const YOUNG_MS = 2000;
/** So many judgements in a row against the name begin another passage. */
const AGAINST = 4;
/** Clicks are no passage. */
const SHORTEST_ACTIVE_MS = 60;
const LOW_DB = 12;
const HARMONIC = 0.6;
/** A tone of 300 ms and then 100 ms of other sound are two passages. */
const LONG_TONE_FRAMES = 12;
const OTHER_FRAMES = 5;

interface Judgement {
  readonly kind: SoundKind;
  readonly confidence: number;
}

/** Cuts what is heard into passages and names them by texture: speech, music, noise, one steady tone. */
export class Passages {
  readonly done: Passage[] = [];
  private open: Passage | null = null;
  private readonly texture = new Texture();
  private readonly level = new Recent(WINDOW_FRAMES);
  private readonly voiced = new Recent(WINDOW_FRAMES);
  private readonly tonal = new Recent(WINDOW_FRAMES);
  private readonly peak = new Recent(WINDOW_FRAMES);
  private readonly steady = new Recent(WINDOW_FRAMES);
  private readonly flux = new Recent(WINDOW_FRAMES);
  private frames = 0;
  private activeFrames = 0;
  private energy = 0;
  private against = 0;
  private tonalRun = 0;
  private otherRun = 0;

  /** The passage that is going on, or null. */
  get current(): Passage | null {
    return this.open !== null && this.activeFrames * FRAME_MS >= SHORTEST_ACTIVE_MS
      ? this.open
      : null;
  }

  /** The next frame. */
  push(frame: FrameAnalyser, activity: Activity, atMs: number): void {
    if (!activity.isActive && this.open === null) return;
    if (this.open !== null && this.cutAfterTone(activity)) {
      this.open.toMs = atMs - (OTHER_FRAMES - 1) * FRAME_MS;
      this.end(this.open);
      this.begin(atMs - (OTHER_FRAMES - 1) * FRAME_MS);
    }
    if (this.open === null) this.begin(atMs);
    const passage = this.open;
    if (passage === null) return;
    this.frames++;
    this.level.push(frame.levelDbm0);
    this.voiced.push(activity.isActive ? (isVoice(frame, activity) ? 1 : 0) : -1);
    this.tonal.push(activity.isActive ? (activity.isTonal ? 1 : 0) : -1);
    this.peak.push(frame.peakHz);
    if (activity.isActive) {
      if (this.frames % 2 === 0) {
        this.texture.look(frame.history);
        this.steady.push(this.texture.steadyShare);
        this.flux.push(this.texture.flux);
      }
      passage.toMs = atMs + FRAME_MS;
      this.activeFrames++;
      this.energy += 10 ** (frame.levelDbm0 / 10);
      passage.levelDbm0 = 10 * Math.log10(this.energy / this.activeFrames + 1e-9);
    } else if (atMs + FRAME_MS - passage.toMs >= PAUSE_MS) {
      this.end(passage);
      return;
    }
    if (this.frames % JUDGE_FRAMES === 0 || this.frames === 4) this.judge(passage, atMs + FRAME_MS);
  }

  /** What follows is a passage of its own, whatever it sounds like: the call was answered. */
  cut(): void {
    if (this.open !== null) this.end(this.open);
  }

  /** A long steady tone gave way to other sound without a pause. */
  private cutAfterTone(activity: Activity): boolean {
    if (!activity.isActive) return false;
    if (activity.isTonal) {
      this.tonalRun++;
      this.otherRun = 0;
      return false;
    }
    this.otherRun++;
    if (this.otherRun < OTHER_FRAMES) return false;
    const isLong = this.tonalRun >= LONG_TONE_FRAMES;
    this.tonalRun = 0;
    return isLong;
  }

  private begin(atMs: number): void {
    this.open = { fromMs: atMs, toMs: atMs, kind: 'noise', confidence: 0.4, levelDbm0: -90 };
    for (const recent of [this.level, this.voiced, this.tonal, this.peak]) recent.clear();
    this.steady.clear();
    this.flux.clear();
    this.texture.reset();
    this.frames = this.activeFrames = this.energy = this.against = 0;
    this.tonalRun = this.otherRun = 0;
  }

  private end(passage: Passage): void {
    if (this.activeFrames * FRAME_MS >= SHORTEST_ACTIVE_MS) {
      if (this.frames < JUDGE_FRAMES * 5) this.name(passage, this.weigh());
      this.done.push(passage);
    }
    this.open = null;
  }

  private name(passage: Passage, judgement: Judgement): void {
    passage.kind = judgement.kind;
    passage.confidence = judgement.confidence;
  }

  private judge(passage: Passage, nowMs: number): void {
    const judgement = this.weigh();
    if (judgement.kind === passage.kind) {
      this.against = 0;
      passage.confidence += (judgement.confidence - passage.confidence) * 0.3;
      return;
    }
    if (this.frames <= JUDGE_FRAMES * 5) {
      this.name(passage, judgement);
      return;
    }
    this.against++;
    if (this.against < AGAINST) return;
    this.against = 0;
    if (nowMs - passage.fromMs < YOUNG_MS) {
      this.name(passage, judgement);
      return;
    }
    // The window looks back 1.6 s and has been against for 0.6 s: the change lies about a second ago.
    const changedMs = Math.max(passage.fromMs + FRAME_MS, nowMs - 1000);
    const toMs = passage.toMs;
    passage.toMs = Math.min(toMs, changedMs);
    this.done.push(passage);
    this.open = { ...judgement, fromMs: changedMs, toMs, levelDbm0: passage.levelDbm0 };
    this.energy = 0;
    this.activeFrames = 0;
  }

  /** Names the last 1.6 s. */
  private weigh(): Judgement {
    let active = 0;
    let voiced = 0;
    let tonal = 0;
    let loudest = -90;
    let meanPower = 0;
    let lowestPeak = Number.POSITIVE_INFINITY;
    let highestPeak = 0;
    for (let n = 0; n < this.level.length; n++) {
      if (this.voiced.at(n) < 0) continue;
      active++;
      voiced += this.voiced.at(n);
      if (this.tonal.at(n) > 0) {
        tonal++;
        lowestPeak = Math.min(lowestPeak, this.peak.at(n));
        highestPeak = Math.max(highestPeak, this.peak.at(n));
      }
      loudest = Math.max(loudest, this.level.at(n));
      meanPower += 10 ** (this.level.at(n) / 10);
    }
    if (active === 0) return { kind: 'noise', confidence: 0.4 };
    const meanDbm0 = 10 * Math.log10(meanPower / this.level.length + 1e-9);
    let low = 0;
    for (let n = 0; n < this.level.length; n++) if (this.level.at(n) < meanDbm0 - LOW_DB) low++;
    // A tone's first 60 ms are not known as such.
    if (tonal >= 0.75 * active - 4 && tonal > 0 && highestPeak - lowestPeak < 40) {
      return { kind: 'tone', confidence: 0.6 };
    }
    const evidence = Math.min(1, active / 40);
    if (voiced < 0.25 * active && tonal < 0.25 * active) {
      return { kind: 'noise', confidence: 0.5 + 0.4 * evidence };
    }
    const music =
      5 * (meanOf(this.steady) - 0.2) +
      3 * (0.7 - meanOf(this.flux)) +
      4 * (0.12 - low / this.level.length);
    // Before steady partials can show, a voice is the likelier.
    const weight = music * evidence - (1 - evidence);
    const certainty = 1 / (1 + Math.exp(-2 * Math.abs(weight)));
    return { kind: weight > 0 ? 'music' : 'speech', confidence: Math.min(0.97, certainty) };
  }
}

/** A voice or an instrument: sound with a pitch, or with a formant that stands out. */
function isVoice(frame: FrameAnalyser, activity: Activity): boolean {
  return activity.isVoiced || frame.harmonicity >= HARMONIC;
}

function meanOf(recent: Recent): number {
  // Looks are taken at every other frame; the last 1.6 s are 40 of them.
  const from = Math.max(0, recent.length - WINDOW_FRAMES / 2);
  let sum = 0;
  for (let n = from; n < recent.length; n++) sum += recent.at(n);
  return recent.length === from ? 0.2 : sum / (recent.length - from);
}
