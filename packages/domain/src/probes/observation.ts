import type { CallOutcome } from './outcome.ts';

/** What was heard in one stretch of a call, times relative to the INVITE. */
export interface HeardStretch {
  readonly fromMs: number;
  readonly toMs: number;
  readonly kind: string;
  readonly label: string;
  readonly levelDbm0: number;
  readonly confidence: number;
}

/** What can be counted and measured of a call, beside what it means; times count from the INVITE. */
export interface CallFacts {
  /** Ringback tones heard, and one round of them: sound and pause in turn. */
  readonly rings: number | null;
  readonly ringCadenceMs: readonly number[] | null;
  /** From the first sign of ringing to the answer. */
  readonly answerDelayMs: number | null;
  /** How soon after the answer the far end hung up, having said nothing. */
  readonly hungUpAfterMs: number | null;
  /** The longest time after the answer in which neither side sounded. */
  readonly deadAir: { readonly fromMs: number; readonly lengthMs: number } | null;
  /** Audio that went one way only: they sent nothing, or they heard nothing. */
  readonly oneWay: 'no_packets' | 'silent_packets' | 'not_sent' | 'lost_there' | null;
  /** Our own words as they came back: how late, and how much fainter. */
  readonly echo: { readonly delayMs: number; readonly lossDb: number } | null;
}

/** How a call followed its script; times count from the INVITE. */
export interface FollowedScript {
  readonly name: string;
  /** What the call was ended by, as the telephony stack names it. */
  readonly endedBy: string;
  /** Whether it was worked off to its end before the call was over. */
  readonly isComplete: boolean;
  /** The steps that were begun: their number from 0, what they do, and the keys, audio or mark. */
  readonly steps: readonly {
    readonly step: number;
    readonly do: string;
    readonly what: string | null;
    readonly fromMs: number;
    readonly toMs: number;
    readonly endedBy: string;
  }[];
  /** What was heard from one press of keys to the next; `keys` are all that were pressed before. */
  readonly stretches: readonly {
    readonly keys: string;
    readonly fromMs: number;
    readonly toMs: number;
    readonly heard: readonly HeardStretch[];
  }[];
}

export interface OutcomeReading {
  readonly outcome: CallOutcome;
  readonly confidence: number;
}

/** What one probe signalled and heard: raw evidence, never edited. */
export interface Observation {
  readonly id: string;
  readonly probeId: string;
  readonly lineId: string;
  readonly trunkId: string;
  readonly campaignId: string | null;
  readonly startedAtMs: number;
  readonly endedAtMs: number;
  readonly outcome: CallOutcome;
  /** 0 to 1, as the classifier stated it. */
  readonly confidence: number;
  readonly decidedBy: 'announcement' | 'tone' | 'cause' | 'status' | 'media' | 'none';
  readonly readings: {
    readonly announcement?: OutcomeReading;
    readonly tone?: OutcomeReading;
    readonly cause?: OutcomeReading;
    readonly status?: OutcomeReading;
    readonly media?: OutcomeReading;
  };
  readonly sip: {
    readonly status: number | null;
    readonly reason: string | null;
    readonly q850: readonly { readonly cause: number; readonly text: string | null }[];
  };
  /** All relative to the INVITE; null when it did not happen. */
  readonly timings: {
    readonly postDialDelayMs: number | null;
    readonly postDialDelayBy: '180' | '183' | 'ringback' | 'announcement' | null;
    readonly ringMs: number | null;
    readonly answerMs: number | null;
    readonly endMs: number;
  };
  readonly timeToPersonMs: number | null;
  /** How long the caller was kept after the answer without reaching a person. */
  readonly keptMs: number | null;
  readonly heard: readonly HeardStretch[];
  readonly media: {
    readonly packets: number;
    readonly lost: number;
    readonly late: number;
    readonly jitterMs: number;
  } | null;
  readonly announcementId: string | null;
  /** Null for a call of which nobody knows how it went, and for those made before facts were kept. */
  readonly facts: CallFacts | null;
  /** Null for a call without a script. */
  readonly script: FollowedScript | null;
  /** The bad hour of its trunk because of which it says nothing of its line; null where it counts. */
  readonly badHourId: string | null;
}

/** The part of an observation on which a verdict rests; small enough to read for a whole city. */
export interface VerdictObservation {
  readonly id: string;
  readonly startedAtMs: number;
  readonly outcome: CallOutcome;
  readonly confidence: number;
  /** From the answer to a person's voice; null where none was reached. */
  readonly timeToPersonMs: number | null;
  /** How long the caller was kept in a queue without reaching a person; null where not queued. */
  readonly queuedMs: number | null;
  /** It failed in a bad hour of its trunk, and says nothing of its line. */
  readonly isSetAside?: boolean;
}

/** So much music after the answer is a queue: a menu speaks and waits for keys. */
const queueMusicMs = 5_000;

/** What a verdict needs of an observation. */
export function verdictObservation(
  observation: Pick<
    Observation,
    | 'id'
    | 'startedAtMs'
    | 'outcome'
    | 'confidence'
    | 'timeToPersonMs'
    | 'keptMs'
    | 'heard'
    | 'timings'
    | 'badHourId'
  >,
): VerdictObservation {
  const { id, startedAtMs, outcome, confidence, timeToPersonMs, keptMs } = observation;
  const { answerMs } = observation.timings;
  let musicMs = 0;
  for (const { kind, fromMs, toMs } of observation.heard) {
    if (kind === 'music' && answerMs !== null)
      musicMs += Math.max(0, toMs - Math.max(fromMs, answerMs));
  }
  const queuedMs = musicMs >= queueMusicMs && timeToPersonMs === null ? keptMs : null;
  const isSetAside = observation.badHourId !== null;
  return { id, startedAtMs, outcome, confidence, timeToPersonMs, queuedMs, isSetAside };
}
