import { Activity } from './activity.ts';
import { Cadences, type RecognisedCadence } from './cadences.ts';
import { FRAME_MS, FRAME_SAMPLES, FrameAnalyser } from './frame-analyser.ts';
import type { DecidedTone, Heard, Utterance, VoiceActivity } from './heard.ts';
import { Passages, type Passage } from './passages.ts';
import { Signals, keyOf } from './signals.ts';
import { KeyDetector } from './key-detector.ts';
import { OwnEcho } from './own-echo.ts';
import { measureCadence, type MeasuredCadence } from './ring-cadence.ts';
import { layTimeline } from './timeline.ts';
import { ToneBursts, type ToneBurst } from './tone-bursts.ts';
import type { TonePlan } from './tone-plan.ts';
import { Voice } from './voice.ts';

export type { DecidedTone, Heard, Utterance, VoiceActivity } from './heard.ts';

export interface ListenerOptions {
  readonly tonePlan: TonePlan;
}

/** A gap in the media up to this is heard as silence; after a longer one everything begins anew. */
const LONGEST_GAP_MS = 10_000;
/** The time of frames may waver so much (a new estimate of the delay) without a gap. */
const WAVER_MS = 60;
/** Our own voice may come back for so long after we fell silent. */
const ECHO_MS = 300;
/** The texture of music must be so sure before it overrules a voice. */
const SURE_MUSIC = 0.7;
/** Cadences are weighed at every edge and each tenth of a second. */
const DECIDE_FRAMES = 5;
/** A voice may be as pure as a tone for a syllable, but it does not keep its pitch. */
const STEADY_HZ = 2.5;
const PURE = 0.93;
const SYLLABLE_MS = 250;
/** Music is not told from speech before this. */
const SPEECH_MS = 600;
/** In a frame that a key begins in, its tones have less than all of the sound. */
const KEY_PAIR_PURITY = 0.6;
const SILENT_FRAME = new Int16Array(FRAME_SAMPLES);
const NO_WORDS = new Int16Array(0);

/**
 * Listens to one call, 20 ms at a time, and keeps the timeline of what was heard. Call time is any clock in ms
 * that the caller keeps to throughout (the probe counts from the INVITE).
 */
export class Listener {
  private readonly analyser = new FrameAnalyser();
  private readonly activity = new Activity();
  private readonly bursts: ToneBursts;
  private readonly cadences: Cadences;
  private readonly signals: Signals;
  private readonly keys = new KeyDetector((key) => {
    this.signals.keyHeard(key);
    this.laid = null;
  });
  private readonly passages = new Passages();
  private readonly voices = new Voice();
  private readonly ownEcho = new OwnEcho();
  private readonly recognised: RecognisedCadence[] = [];
  private firstMs: number | null = null;
  private nowMs = 0;
  private frames = 0;
  private soundMs: number | null = null;
  private speechMs: number | null = null;
  private answeredMs: number | null = null;
  private ours: { readonly fromMs: number; readonly toMs: number } | null = null;
  private edge = false;
  private laid: { readonly frames: number; readonly heard: readonly Heard[] } | null = null;

  constructor(options: ListenerOptions) {
    this.cadences = new Cadences(options.tonePlan);
    this.signals = new Signals(options.tonePlan);
    this.bursts = new ToneBursts((burst) => {
      this.cadences.ended(burst);
      this.signals.ended(burst, this.speechMs);
      this.edge = true;
    }, pairsOf(options.tonePlan));
  }

  /** One frame of 160 samples at 8 kHz; `atMs` is the call time of its first sample. Gaps count as silence. */
  push(frame: Int16Array, atMs: number): void {
    if (this.firstMs === null) {
      this.firstMs = atMs;
      this.nowMs = atMs;
    }
    const ahead = atMs - this.nowMs;
    if (ahead > LONGEST_GAP_MS) {
      this.fillSilence(LONGEST_GAP_MS);
      this.bursts.interrupt();
      this.nowMs = atMs;
    } else if (ahead > WAVER_MS) {
      this.fillSilence(ahead);
      this.nowMs = atMs;
    } else this.nowMs += ahead / 16;
    this.hear(frame);
  }

  /** The far end answered: voice and silence are counted anew from here. */
  answered(atMs: number): void {
    this.answeredMs = atMs;
    this.speechMs = null;
    this.voices.restart(atMs);
    this.passages.cut();
  }

  /**
   * Our own announcement sounds until `toMs`: what begins in that time and in the 300 ms after is taken for our echo,
   * unless it is about as loud as what the far end said before or, where the words themselves are given (mono 8 kHz),
   * more than comes back of them.
   */
  spoke(fromMs: number, toMs: number, words: Int16Array = NO_WORDS): void {
    this.ours = { fromMs, toMs };
    this.ownEcho.speak(words, fromMs);
  }

  /** A key reported by RFC 4733, with its call time. */
  keyPressed(key: string, fromMs: number, toMs: number): void {
    this.signals.key(key, fromMs, toMs);
    this.laid = null;
  }

  /** The call is over: what waited for what might follow is decided. */
  end(): void {
    this.signals.end(this.nowMs);
    this.laid = null;
  }

  /** The timeline so far, in order; the last one may still grow. */
  heard(): readonly Heard[] {
    if (this.laid?.frames === this.frames) return this.laid.heard;
    const heard = this.lay();
    this.laid = { frames: this.frames, heard };
    return heard;
  }

  /** What is sounding, or the silence; null before the first frame. */
  current(): Heard | null {
    return this.heard().at(-1) ?? null;
  }

  /** The cadence recognised last; null when none was. */
  tone(): DecidedTone | null {
    const last = this.recognised.findLast(({ isWithdrawn }) => !isWithdrawn);
    if (last === undefined) return null;
    const { label, fromMs, toMs, decidedAtMs, confidence } = last;
    return { label, sinceMs: fromMs, decidedAtMs, lastMs: toMs, confidence };
  }

  /** How many ringback tones were heard; those of a double ring are one, and one that has begun counts. */
  rings(): number {
    const ringing = this.recognised.filter(
      ({ label, isWithdrawn }) => label === 'ringback' && !isWithdrawn,
    );
    return ringing.reduce((sum, { rounds }) => sum + Math.ceil(rounds - 0.01), 0);
  }

  /** The cadence of the ringback as it was heard; null where no whole round of it was. */
  ringCadence(): MeasuredCadence | null {
    return measureCadence(
      this.recognised.filter(({ label, isWithdrawn }) => label === 'ringback' && !isWithdrawn),
    );
  }

  /** Speech-like activity since the answer (before it: since the media began); music that is sure does not count. */
  voice(): VoiceActivity | null {
    const utterances = this.voices
      .all()
      .filter((one) => one.toMs > one.fromMs && !this.isMusic(one));
    const first = utterances[0];
    if (first === undefined) return null;
    const lengths = utterances.map(({ fromMs, toMs }) => toMs - fromMs);
    return {
      sinceMs: first.fromMs,
      noticedAtMs: Math.max(this.voices.noticedAtMs ?? first.fromMs, first.fromMs),
      utterances,
      longestMs: Math.max(...lengths),
      totalMs: lengths.reduce((sum, length) => sum + length, 0),
      isRepeated: this.voices.isRepeated,
      backgroundDbm0: this.voices.backgroundDbm0,
      speaking: this.voices.isSpeaking && utterances.at(-1) === this.voices.all().at(-1),
    };
  }

  /** For how long there has been no sound up to the last frame (since the answer at most); null before the first. */
  silenceMs(): number | null {
    if (this.firstMs === null) return null;
    const sinceMs = Math.max(this.firstMs, this.answeredMs ?? 0, this.soundMs ?? 0);
    return Math.max(0, this.nowMs - sinceMs);
  }

  private fillSilence(lengthMs: number): void {
    for (let filledMs = 0; filledMs + FRAME_MS <= lengthMs; filledMs += FRAME_MS) {
      this.hear(SILENT_FRAME);
    }
  }

  private hear(frame: Int16Array): void {
    const atMs = this.nowMs;
    const { analyser, activity, bursts } = this;
    analyser.analyse(frame, !bursts.hasLasted(100));
    bursts.push(analyser, atMs);
    this.keys.push(frame, atMs, mayHoldKey(analyser));
    const tone = bursts.current;
    activity.judge(analyser, tone !== null && isNoVoice(tone) ? tone.toMs - tone.fromMs : 0);
    this.passages.push(analyser, activity, atMs);
    const ours = this.ours;
    const isOurs = ours !== null && atMs >= ours.fromMs && atMs < ours.toMs + ECHO_MS;
    const wasSpeaking = this.voices.isSpeaking;
    const mayBeEcho = isOurs && this.ownEcho.explains(analyser.levelDbm0, atMs);
    this.voices.push(activity, analyser.levelDbm0, atMs, mayBeEcho ? ours.fromMs : null);
    this.nowMs = atMs + FRAME_MS;
    this.frames++;
    if (activity.isActive) this.soundMs = this.nowMs;
    if (this.voices.isSpeaking) {
      const passage = this.passages.current;
      const isSpeech = passage?.kind === 'speech' && this.nowMs - passage.fromMs >= SPEECH_MS;
      if (!activity.isTonal && isSpeech) this.speechMs = this.nowMs;
      if (!wasSpeaking) this.cadences.broken();
    }
    if (this.edge || this.frames % DECIDE_FRAMES === 0) this.decide();
  }

  private decide(): void {
    this.edge = false;
    const tone = this.bursts.current;
    this.signals.tick(tone, this.soundMs, this.nowMs);
    const decided = this.cadences.decide(tone, this.nowMs, this.speechMs);
    if (decided !== null) this.recognised.push(decided);
  }

  private isMusic(utterance: Utterance): boolean {
    return this.allPassages().some(
      (passage) =>
        passage.kind === 'music' &&
        passage.confidence >= SURE_MUSIC &&
        passage.fromMs - 100 <= utterance.fromMs &&
        passage.toMs + 100 >= utterance.toMs,
    );
  }

  private allPassages(): readonly Passage[] {
    const { current, done } = this.passages;
    return current === null ? done : [...done, current];
  }

  private lay(): Heard[] {
    if (this.firstMs === null) return [];
    const tone = this.bursts.current;
    const valid = this.recognised.filter(({ isWithdrawn }) => !isWithdrawn);
    const cadences = valid.map(({ fromMs, toMs, label, levelDbm0, confidence }): Heard => ({
      fromMs,
      toMs,
      kind: 'tone',
      label,
      levelDbm0,
      confidence,
    }));
    const passages = this.allPassages().map(
      ({ fromMs, toMs, kind, levelDbm0, confidence }): Heard => ({
        fromMs,
        toMs,
        kind,
        label: kind === 'tone' ? 'unknown' : kind,
        levelDbm0,
        confidence,
      }),
    );
    const signals = [...cadences, ...this.signals.all(tone)];
    return layTimeline(signals, passages, this.firstMs, this.nowMs);
  }
}

function isNoVoice(tone: ToneBurst): boolean {
  const isPure = tone.purity >= PURE || tone.secondHz !== null;
  return tone.waverHz <= STEADY_HZ && (isPure || tone.toMs - tone.fromMs >= SYLLABLE_MS);
}

/** Whether it is worth while to look for a key: two tones hold most of the sound, one in each group. */
function mayHoldKey({ isAudible, pairPurity, peakHz, secondHz }: FrameAnalyser): boolean {
  if (!isAudible || pairPurity < KEY_PAIR_PURITY) return false;
  const lowHz = Math.min(peakHz, secondHz);
  const highHz = Math.max(peakHz, secondHz);
  return lowHz > 640 && lowHz < 1010 && highHz > 1140 && highHz < 1720;
}

/** The pairs that are tones: the plan's and the keys'. */
function pairsOf(plan: TonePlan): (lowHz: number, highHz: number) => boolean {
  const tolerance = plan.toleranceHz + 10;
  const pairs = plan.tones.flatMap(({ frequenciesHz: [low, high] }) =>
    low !== undefined && high !== undefined ? [[low, high] as const] : [],
  );
  return (lowHz, highHz) =>
    keyOf(lowHz, highHz) !== null ||
    pairs.some(
      ([low, high]) => Math.abs(low - lowHz) <= tolerance && Math.abs(high - highHz) <= tolerance,
    );
}
