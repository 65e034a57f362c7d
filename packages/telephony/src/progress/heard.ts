/** What sort of sound it is. */
export type HeardKind =
  'silence' | 'tone' | 'sit' | 'speech' | 'music' | 'fax' | 'beep' | 'noise' | 'dtmf';

/**
 * One stretch of what was heard; the times are call times, the clock of `Listener.push`.
 * `label` is a `ToneLabel` for tones whose cadence was recognised (else `unknown`), `ced` or `cng` for fax, `sit` or
 * the reason of a coded SIT (`sit_intercept`, `sit_vacant`, `sit_reorder`, `sit_no_circuit`), the keys for dtmf, otherwise the kind.
 */
export interface Heard {
  readonly fromMs: number;
  readonly toMs: number;
  readonly kind: HeardKind;
  readonly label: string;
  readonly levelDbm0: number;
  /** 0 to 1. */
  readonly confidence: number;
}

/** A cadence that was recognised. */
export interface DecidedTone {
  readonly label: string;
  /** When the tone began. */
  readonly sinceMs: number;
  /** When enough of it had been heard: `decidedAtMs − sinceMs` is what the decision took. */
  readonly decidedAtMs: number;
  /** The end of the last burst heard. */
  readonly lastMs: number;
  readonly confidence: number;
}

/** One stretch of speech between pauses. */
export interface Utterance {
  /** Not later than the voice: what is far fainter, at its beginning, may be the room. */
  readonly fromMs: number;
  /** From here on it is about as loud as the rest; `fromMs` where nothing else is known. */
  readonly loudFromMs?: number;
  readonly toMs: number;
  readonly levelDbm0: number;
}

/** Speech-like activity after the answer (before an answer: since the media began). */
export interface VoiceActivity {
  /** Onset of the first utterance. */
  readonly sinceMs: number;
  /** When the onset was noticed: at most 200 ms later. */
  readonly noticedAtMs: number;
  readonly utterances: readonly Utterance[];
  readonly longestMs: number;
  readonly totalMs: number;
  /** Whether some of it had been heard before in this call, frame by frame: a recording. */
  readonly isRepeated: boolean;
  /** The level of what remains when nobody speaks: a room, or the silence of a recording. */
  readonly backgroundDbm0: number;
  /** Whether the last utterance is still going on. */
  readonly speaking: boolean;
}
