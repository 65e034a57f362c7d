import type { ToneBurst } from './tone-bursts.ts';
import type { CadenceStep, CadencedTone, ToneLabel, TonePlan } from './tone-plan.ts';

/** A cadence that was recognised, still growing while the tone goes on. */
export interface RecognisedCadence {
  readonly label: ToneLabel;
  readonly fromMs: number;
  /** The end of the last burst, or now while it sounds. */
  toMs: number;
  readonly decidedAtMs: number;
  confidence: number;
  levelDbm0: number;
  /** How often the cadence has come round: a double ring is one. */
  rounds: number;
  /** When the last burst that was counted began. */
  countedMs: number;
  /** The bursts that were counted, the newest sixty-four; the last may still sound. */
  readonly bursts: ToneBurst[];
  /** How many bursts one round has. */
  readonly burstsPerRound: number;
  /** Decided early, and what followed proved it wrong. */
  isWithdrawn: boolean;
}

interface Step {
  readonly on: boolean;
  readonly ms: number;
  /** Its beginning was not heard, so it may have been longer. */
  readonly isCut: boolean;
  readonly isOpen: boolean;
}

/** Bursts further apart than any pause of a plan are no cadence. */
const LONGEST_PAUSE_MS = 6000;
const MOST_BURSTS = 10;
/** So many bursts of a cadence are kept, to measure it by. */
const MOST_KEPT = 64;
const SAME_TONE_HZ = 20;
const SAME_LEVEL_DB = 5;
const PULLED_HZ = 6;
/** Edges are found to 5 ms, and a lost packet may hide one by up to 20 ms more. */
const SLACK_MS = 20;
/** Nothing but a long pause tells apart what has been heard so far, unless so much of it was heard. */
const LONG_PAUSE_MS = 2300;
const LONG_BURST_MS = 500;
const EARLY_PAUSE_MS = 1000;
const LEAST_MS = 1000;
const AFTER_SPEECH_MS = 3000;
/** What is surer than this rests on more than one whole step. */
const EARLY_CONFIDENCE = 0.8;
/** An exchange keeps the level of a tone; a plucked string does not. */
const MOST_DRIFT_DB = 3;
/** Before a continuous tone there is no other for so long. */
const ALONE_MS = 1500;

/**
 * How many steps heard from end to end fit a cadence at its best alignment, the open one counted when it is long enough
 * already; null when they do not fit.
 */
export function matchCadence(
  cadence: readonly CadenceStep[],
  steps: readonly Step[],
): number | null {
  let best: number | null = null;
  for (let shift = 0; shift < cadence.length; shift++) {
    const whole = matchAt(cadence, steps, shift);
    if (whole !== null && (best === null || whole > best)) best = whole;
  }
  return best;
}

function matchAt(
  cadence: readonly CadenceStep[],
  steps: readonly Step[],
  shift: number,
): number | null {
  const isContinuous = cadence.length === 1;
  // A continuous tone has no pause to come round to.
  if (isContinuous && steps.length > 1) return null;
  let whole = 0;
  for (let n = 0; n < steps.length; n++) {
    const step = steps[n]!;
    const expected = cadence[(n + shift) % cadence.length]!;
    if (expected.on !== step.on || step.ms > expected.maxMs + SLACK_MS) return null;
    const isLong = step.ms >= expected.minMs - SLACK_MS;
    if (!isLong && !step.isCut && !step.isOpen) return null;
    // A step in the windows whose beginning was not heard proves nothing.
    if (isLong && (!step.isCut || isContinuous)) whole++;
  }
  return whole;
}

/** Recognises the cadences of a plan in bursts of tone, as early as only one of them fits. */
export class Cadences {
  private readonly plan: TonePlan;
  private bursts: ToneBurst[] = [];
  private sinceOtherMs = Number.POSITIVE_INFINITY;
  private lastEnded: ToneBurst | null = null;
  private recognised: RecognisedCadence | null = null;

  constructor(plan: TonePlan) {
    this.plan = plan;
  }

  /** A burst has ended. Those of other frequencies than the plan's break the cadence. */
  ended(burst: ToneBurst): void {
    this.lastEnded = burst;
    if (!burst.isCleanAtEnd || !isOfExchange(burst)) {
      this.bursts = [];
      return;
    }
    const last = this.bursts.at(-1);
    if (
      last !== undefined &&
      (burst.fromMs - last.toMs > LONGEST_PAUSE_MS ||
        Math.abs(last.frequencyHz - burst.frequencyHz) > SAME_TONE_HZ ||
        Math.abs(last.levelDbm0 - burst.levelDbm0) > SAME_LEVEL_DB)
    ) {
      this.bursts = [];
    }
    this.bursts.push(burst);
    if (this.bursts.length > MOST_BURSTS) this.bursts.shift();
  }

  /** Other sound was heard: what came before is no part of a cadence. */
  broken(): void {
    this.bursts = [];
    this.recognised = null;
  }

  /**
   * Weighs what has been heard until `nowMs`, with the burst that is sounding. A cadence just recognised is given
   * once, to be updated in place by later calls. `speechMs` is the end of the last speech, or null: shortly after it,
   * or after another burst, one burst proves nothing, so more is asked for.
   */
  decide(
    current: ToneBurst | null,
    nowMs: number,
    speechMs: number | null,
  ): RecognisedCadence | null {
    const bursts = this.withCurrent(current);
    const last = bursts.at(-1);
    if (last === undefined) return null;
    if (!last.isOpen && nowMs - last.toMs > LONGEST_PAUSE_MS) {
      this.broken();
      return null;
    }
    const other = this.lastEnded;
    this.sinceOtherMs = other === null || other === last ? Infinity : last.fromMs - other.toMs;
    const tones = this.plan.tones.filter((tone) => this.isOfPlan(tone, last));
    if (tones.length === 0) return null;
    for (let from = 0; from < bursts.length; from++) {
      const beganMs = bursts[from]!.fromMs;
      const sinceSpeechMs = speechMs === null ? Infinity : beganMs - speechMs;
      const before = bursts[from - 1];
      const sinceBurstMs = before === undefined ? Infinity : beganMs - before.toMs;
      const isDoubtful = sinceSpeechMs < AFTER_SPEECH_MS || sinceBurstMs < LONG_PAUSE_MS;
      const found = this.only(tones, stepsOf(bursts, from, nowMs), isDoubtful);
      if (found === null) continue;
      return this.recognise(found, bursts.slice(from), last, nowMs);
    }
    this.withdraw(tones, bursts, nowMs);
    return null;
  }

  /** A ringback taken from one burst is none when the next comes too soon. */
  private withdraw(
    tones: readonly CadencedTone[],
    bursts: readonly ToneBurst[],
    nowMs: number,
  ): void {
    const known = this.recognised;
    if (known === null || known.confidence > EARLY_CONFIDENCE) return;
    const tone = tones.find(({ label }) => label === known.label);
    const since = bursts.filter(({ fromMs }) => fromMs >= known.fromMs);
    if (tone === undefined || since.length < 2) return;
    if (matchCadence(tone.cadence, stepsOf(since, 0, nowMs)) !== null) return;
    known.isWithdrawn = true;
    this.recognised = null;
  }

  private withCurrent(current: ToneBurst | null): readonly ToneBurst[] {
    const last = this.bursts.at(-1);
    if (current === null) return this.bursts;
    if (!isOfExchange(current)) return [];
    const fits =
      last !== undefined &&
      current.fromMs - last.toMs <= LONGEST_PAUSE_MS &&
      Math.abs(last.frequencyHz - current.frequencyHz) <= SAME_TONE_HZ;
    return fits ? [...this.bursts, current] : [current];
  }

  private isOfPlan(tone: CadencedTone, burst: ToneBurst): boolean {
    const [first, second] = tone.frequenciesHz;
    const tolerance = this.plan.toleranceHz + 5;
    if (first === undefined) return false;
    const near = (a: number, b: number) => Math.abs(a - b) <= tolerance;
    if (second === undefined) return burst.secondHz === null && near(first, burst.frequencyHz);
    // Two tones closer than the spectrum can part look like one between them.
    if (burst.secondHz === null) {
      return (
        Math.abs(second - first) < 60 &&
        burst.frequencyHz > first - tolerance &&
        burst.frequencyHz < second + tolerance
      );
    }
    // Each of two tones pulls the measurement of the other a little.
    const low = Math.min(burst.frequencyHz, burst.secondHz);
    const high = Math.max(burst.frequencyHz, burst.secondHz);
    const most = tolerance + PULLED_HZ;
    return Math.abs(first - low) <= most && Math.abs(second - high) <= most;
  }

  /** The one tone that fits, when enough of it was heard to be sure; otherwise null. */
  private only(
    tones: readonly CadencedTone[],
    steps: readonly Step[],
    isDoubtful: boolean,
  ): { readonly tone: CadencedTone; readonly whole: number } | null {
    let found: { tone: CadencedTone; whole: number } | null = null;
    for (const tone of tones) {
      const whole = matchCadence(tone.cadence, steps);
      if (whole === null) continue;
      if (found !== null) return null;
      found = { tone, whole };
    }
    if (found?.tone.cadence.length === 1 && !this.isAlone(steps)) return null;
    return found !== null && isEnough(found.tone, found.whole, steps, isDoubtful) ? found : null;
  }

  /** Whether a continuous tone came out of quiet: one that follows another is a note of music. */
  private isAlone(steps: readonly Step[]): boolean {
    return steps.length === 1 && this.sinceOtherMs > ALONE_MS;
  }

  private recognise(
    found: { readonly tone: CadencedTone; readonly whole: number },
    chain: readonly ToneBurst[],
    last: ToneBurst,
    nowMs: number,
  ): RecognisedCadence | null {
    const { tone, whole } = found;
    // Two thirds at the least evidence, near certainty after two rounds.
    const rounds = whole / Math.max(2, tone.cadence.length);
    const confidence = Math.min(0.99, 0.7 + 0.15 * rounds + (tone.cadence.length === 1 ? 0.2 : 0));
    const known = this.recognised;
    if (known !== null && known.label === tone.label) {
      known.toMs = last.toMs;
      count(known, chain);
      known.confidence = Math.max(known.confidence, confidence);
      return null;
    }
    const recognised: RecognisedCadence = {
      label: tone.label,
      fromMs: chain[0]?.fromMs ?? last.fromMs,
      toMs: last.toMs,
      decidedAtMs: nowMs,
      confidence,
      levelDbm0: last.levelDbm0,
      rounds: 0,
      countedMs: Number.NEGATIVE_INFINITY,
      bursts: [],
      burstsPerRound: tone.cadence.filter(({ on }) => on).length,
      isWithdrawn: false,
    };
    count(recognised, chain);
    this.recognised = recognised;
    return recognised;
  }
}

/** Counts the bursts that were not counted yet. */
function count(known: RecognisedCadence, chain: readonly ToneBurst[]): void {
  for (const burst of chain) {
    if (burst.fromMs <= known.countedMs) continue;
    known.rounds += 1 / known.burstsPerRound;
    known.countedMs = burst.fromMs;
    known.bursts.push(burst);
    if (known.bursts.length > MOST_KEPT) known.bursts.splice(0, known.burstsPerRound);
  }
}

function isOfExchange(burst: ToneBurst): boolean {
  return burst.driftDb <= MOST_DRIFT_DB;
}

/** Whether steps that fit only this tone are proof enough. */
function isEnough(
  tone: CadencedTone,
  whole: number,
  steps: readonly Step[],
  isDoubtful: boolean,
): boolean {
  if (tone.cadence.length === 1) return whole >= 1;
  const last = steps.at(-1);
  const elapsedMs = steps.reduce((sum, step) => sum + step.ms, 0);
  if (elapsedMs < LEAST_MS || last === undefined) return false;
  const isLong = (step: CadenceStep) => step.minMs >= (step.on ? LONG_BURST_MS : LONG_PAUSE_MS);
  if (tone.cadence.every(isLong) && !isDoubtful) {
    return whole >= 2 || (whole >= 1 && !last.on && last.ms >= EARLY_PAUSE_MS);
  }
  return whole >= (tone.cadence.length > 2 ? 4 : 3);
}

/** Bursts from number `from` on and the pauses between them; the last one is open, be it tone or pause. */
function stepsOf(bursts: readonly ToneBurst[], from: number, nowMs: number): Step[] {
  const steps: Step[] = [];
  for (let n = from; n < bursts.length; n++) {
    const burst = bursts[n]!;
    const isCut = n === from && !burst.isWholeAtStart;
    steps.push({ on: true, ms: burst.toMs - burst.fromMs, isCut, isOpen: burst.isOpen });
    if (burst.isOpen) break;
    const next = bursts[n + 1];
    const pauseMs = (next?.fromMs ?? nowMs) - burst.toMs;
    steps.push({ on: false, ms: pauseMs, isCut: false, isOpen: next === undefined });
  }
  return steps;
}
