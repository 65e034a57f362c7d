import { KEY_COLUMNS_HZ, KEY_PAD, KEY_ROWS_HZ } from '../audio/key-tones.ts';
import type { Heard } from './heard.ts';
import type { KeyHeard } from './key-detector.ts';
import type { ToneBurst } from './tone-bursts.ts';
import type { TonePlan } from './tone-plan.ts';

/** Special information tone (ITU-T E.180 section 3.6.2): three tones in this order, each 330 ± 70 ms. */
const SIT_HZ = [950, 1400, 1800] as const;
const SIT_TOLERANCE_HZ = 50;
const SIT_SHORTEST_MS = 220;
const SIT_LONGEST_MS = 440;
const SIT_PAUSE_MS = 80;
/**
 * Coded SIT of North America (Telcordia GR-674, SR-2275): each tone is low or high, short (274 ms) or long (380 ms),
 * and the lengths tell the reason. The frequencies keep it apart from the international one, which is not coded.
 */
const CODED_SIT_HZ = [
  [913.8, 985.2],
  [1370.6, 1428.5],
  [1776.7, 1776.7],
] as const;
const CODED_TOLERANCE_HZ = 13;
const LONG_FROM_MS = 327;
const SIT_CODES: Readonly<Record<string, string>> = {
  SSL: 'sit_intercept',
  LSL: 'sit_vacant',
  SLL: 'sit_reorder',
  LLL: 'sit_no_circuit',
};
/** Answering tone of a fax or modem (ITU-T V.25, V.8 with reversed phases; T.30 CED): 2,100 ± 15 Hz. */
const CED_HZ = 2100;
const CED_TOLERANCE_HZ = 18;
const CED_LEAST_MS = 500;
/** Calling tone of a fax (ITU-T T.30 section 4.2): 1,100 ± 38 Hz, 0.5 s each 3.5 s, 15 %. */
const CNG_HZ = 1100;
const CNG_TOLERANCE_HZ = 40;
const CNG_SHORTEST_MS = 400;
const CNG_LONGEST_MS = 620;
const CNG_PAUSE_MS = [2500, 3500] as const;
/** Keys (ITU-T Q.23, Q.24): rows and columns, 1.8 % accepted; a little more for the measurement. */
const KEY_TOLERANCE = 0.025;
/** The beep of a machine. */
const BEEP_SHORTEST_MS = 120;
/** The vowel of a voice may be pure for a while, but it is neither steady nor set off by quiet. */
const BEEP_PURITY = 0.9;
const BEEP_WAVER_HZ = 6;
const BEEP_LONGEST_MS = 2000;
/** After so long without another it was not the first burst of a cadence. */
const BEEP_ALONE_MS = 900;
/** Where the call is over before that, so much quiet after the burst will do: a machine had begun to listen. */
const BEEP_LAST_MS = 400;
/** Between a ring and whoever answers it there is so much quiet; notes of music follow one another sooner. */
const RING_QUIET_MS = 200;
/** Edges of a tone that noise and lost packets blur. */
const RING_EDGE_MS = 30;
/** A lost packet may draw the end of a beep out. */
const BEEP_TAIL_MS = 80;
/** A beep belongs to the greeting before it. */
const BEEP_AFTER_SPEECH_MS = 4000;

const near = (a: number, b: number, tolerance: number) => Math.abs(a - b) <= tolerance;

/** Which key two frequencies are, or null. */
export function keyOf(lowHz: number, highHz: number): string | null {
  const row = KEY_ROWS_HZ.findIndex((hz) => near(lowHz, hz, hz * KEY_TOLERANCE));
  const column = KEY_COLUMNS_HZ.findIndex((hz) => near(highHz, hz, hz * KEY_TOLERANCE));
  return KEY_PAD[row]?.[column] ?? null;
}

/** Recognises signals that are single tones, in order of their ends: SIT, fax, keys, beeps, a ring that is answered. */
export class Signals {
  private readonly found: Heard[] = [];
  private readonly recent: ToneBurst[] = [];
  private readonly beeps = new Map<ToneBurst, number>();
  private answering: ToneBurst | null = null;
  private readonly plan: TonePlan;

  constructor(plan: TonePlan) {
    this.plan = plan;
  }

  /** What has been found, in order of time, and what `current` is already. */
  all(current: ToneBurst | null): readonly Heard[] {
    if (current === null || !isAnswering(current)) return this.found;
    return [...this.found, answeringTone(current)];
  }

  /** A burst has ended; `speechMs` is the end of the last speech before it, or null. */
  ended(burst: ToneBurst, speechMs: number | null): void {
    const last = this.recent.at(-1);
    this.recent.push(burst);
    if (this.recent.length > 3) this.recent.shift();
    for (const earlier of this.beeps.keys()) {
      if (near(earlier.frequencyHz, burst.frequencyHz, 30)) this.beeps.delete(earlier);
    }
    if (this.isSit()) {
      this.addSit();
      return;
    }
    if (isAnswering(burst)) {
      this.addAnswering(burst);
      return;
    }
    // Pairs are keys, which have a detector of their own, or tones of the plan.
    if (burst.secondHz !== null) return;
    const lengthMs = burst.toMs - burst.fromMs;
    const isAfterSpeech = speechMs !== null && burst.fromMs - speechMs < BEEP_AFTER_SPEECH_MS;
    if (isCalling(burst) && this.addCalling(burst, last, isAfterSpeech)) return;
    if (
      isAfterSpeech &&
      isSteady(burst) &&
      lengthMs >= BEEP_SHORTEST_MS &&
      lengthMs <= BEEP_LONGEST_MS
    ) {
      this.beeps.set(burst, burst.toMs);
    }
  }

  /** Time goes on; `current` is the burst that is sounding, `soundMs` the end of the last sound of any sort. */
  tick(current: ToneBurst | null, soundMs: number | null, nowMs: number): void {
    for (const [burst, endedMs] of this.beeps) {
      const isRepeated = current !== null && near(current.frequencyHz, burst.frequencyHz, 30);
      // Notes of music and words follow one another; after a beep the machine listens.
      const isFollowed = soundMs !== null && soundMs > endedMs + BEEP_TAIL_MS;
      if (isRepeated || isFollowed) {
        this.beeps.delete(burst);
        const isAnswered = !isRepeated && nowMs - endedMs >= RING_QUIET_MS;
        if (isAnswered && this.ringPauseMs(burst) > 0) this.found.push(oneRing(burst));
      } else if (nowMs - endedMs >= Math.max(BEEP_ALONE_MS, this.ringPauseMs(burst))) {
        this.beeps.delete(burst);
        this.found.push(beep(burst));
      }
    }
  }

  /** The call is over: nothing follows any more. */
  end(nowMs: number): void {
    for (const [burst, endedMs] of this.beeps) {
      if (this.ringPauseMs(burst) > 0 || nowMs - endedMs < BEEP_LAST_MS) continue;
      this.found.push(beep(burst));
    }
    this.beeps.clear();
  }

  /** A key reported by RFC 4733. */
  key(key: string, fromMs: number, toMs: number): void {
    this.found.push({ fromMs, toMs, kind: 'dtmf', label: key, levelDbm0: -90, confidence: 1 });
  }

  /** A key heard in band. */
  keyHeard({ key, fromMs, toMs, levelDbm0 }: KeyHeard): void {
    this.found.push({ fromMs, toMs, kind: 'dtmf', label: key, levelDbm0, confidence: 0.95 });
  }

  /** How long it takes until a burst that may be the first of a ringback proves alone; 0 where it cannot be one. */
  private ringPauseMs({ fromMs, toMs, frequencyHz }: ToneBurst): number {
    let longestMs = 0;
    for (const { label, frequenciesHz, cadence } of this.plan.tones) {
      const [ring, pause] = cadence;
      if (label !== 'ringback' || ring === undefined || pause === undefined) continue;
      if (!frequenciesHz.some((hz) => near(hz, frequencyHz, this.plan.toleranceHz))) continue;
      const lengthMs = toMs - fromMs;
      if (lengthMs < ring.minMs - RING_EDGE_MS || lengthMs > ring.maxMs + RING_EDGE_MS) continue;
      longestMs = Math.max(longestMs, pause.maxMs + RING_EDGE_MS);
    }
    return longestMs;
  }

  private isSit(): boolean {
    if (this.recent.length < 3) return false;
    return this.recent.every((burst, n) => {
      const before = this.recent[n - 1];
      const lengthMs = burst.toMs - burst.fromMs;
      return (
        near(burst.frequencyHz, SIT_HZ[n] ?? 0, SIT_TOLERANCE_HZ) &&
        lengthMs >= SIT_SHORTEST_MS &&
        lengthMs <= SIT_LONGEST_MS &&
        (before === undefined || burst.fromMs - before.toMs <= SIT_PAUSE_MS)
      );
    });
  }

  private addSit(): void {
    const [first, , last] = this.recent;
    if (first === undefined || last === undefined) return;
    const { fromMs } = first;
    const { toMs, levelDbm0 } = last;
    const label = sitCode(this.recent);
    this.found.push({ fromMs, toMs, kind: 'sit', label, levelDbm0, confidence: 0.98 });
    this.recent.length = 0;
  }

  private addAnswering(burst: ToneBurst): void {
    // Reversals of the phase may cut the tone; its parts are one.
    const last = this.found.at(-1);
    const entry = answeringTone(burst);
    if (this.answering !== null && last?.label === 'ced' && burst.fromMs - last.toMs < 200) {
      this.found[this.found.length - 1] = { ...entry, fromMs: last.fromMs, confidence: 0.98 };
    } else this.found.push(entry);
    this.answering = burst;
  }

  private addCalling(
    burst: ToneBurst,
    last: ToneBurst | undefined,
    isAfterSpeech: boolean,
  ): boolean {
    const pauseMs = last === undefined ? 0 : burst.fromMs - last.toMs;
    const isSecond =
      last !== undefined &&
      isCalling(last) &&
      pauseMs >= CNG_PAUSE_MS[0] &&
      pauseMs <= CNG_PAUSE_MS[1];
    if (isAfterSpeech && !isSecond) return false;
    const { fromMs, toMs, levelDbm0 } = burst;
    const confidence = isSecond ? 0.97 : 0.6;
    this.found.push({ fromMs, toMs, kind: 'fax', label: 'cng', levelDbm0, confidence });
    return true;
  }
}

/** The reason that the lengths of a coded SIT tell; `sit` where it is not coded. */
function sitCode(bursts: readonly ToneBurst[]): string {
  const isCoded = bursts.every(({ frequencyHz }, n) =>
    (CODED_SIT_HZ[n] ?? []).some((hz) => near(hz, frequencyHz, CODED_TOLERANCE_HZ)),
  );
  if (!isCoded) return 'sit';
  const lengths = bursts.map(({ fromMs, toMs }) => (toMs - fromMs >= LONG_FROM_MS ? 'L' : 'S'));
  return SIT_CODES[lengths.join('')] ?? 'sit';
}

function isSteady(burst: ToneBurst): boolean {
  return (
    burst.isWholeAtStart &&
    burst.isCleanAtEnd &&
    burst.purity >= BEEP_PURITY &&
    burst.waverHz <= BEEP_WAVER_HZ
  );
}

function isAnswering(burst: ToneBurst): boolean {
  return (
    burst.secondHz === null &&
    near(burst.frequencyHz, CED_HZ, CED_TOLERANCE_HZ) &&
    burst.toMs - burst.fromMs >= CED_LEAST_MS
  );
}

function isCalling(burst: ToneBurst): boolean {
  const lengthMs = burst.toMs - burst.fromMs;
  return (
    burst.secondHz === null &&
    near(burst.frequencyHz, CNG_HZ, CNG_TOLERANCE_HZ) &&
    lengthMs >= CNG_SHORTEST_MS &&
    lengthMs <= CNG_LONGEST_MS
  );
}

function answeringTone(burst: ToneBurst): Heard {
  const { fromMs, toMs, levelDbm0 } = burst;
  const confidence = toMs - fromMs >= 2 * CED_LEAST_MS ? 0.97 : 0.85;
  return { fromMs, toMs, kind: 'fax', label: 'ced', levelDbm0, confidence };
}

/** A call that is passed on is often answered at the first ring: there is no cadence then. */
function oneRing(burst: ToneBurst): Heard {
  const { fromMs, toMs, levelDbm0 } = burst;
  return { fromMs, toMs, kind: 'tone', label: 'ringback', levelDbm0, confidence: 0.8 };
}

function beep(burst: ToneBurst): Heard {
  const { fromMs, toMs, levelDbm0 } = burst;
  return { fromMs, toMs, kind: 'beep', label: 'beep', levelDbm0, confidence: 0.85 };
}
