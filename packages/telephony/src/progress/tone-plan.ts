/** Tones by which an exchange tells the caller how the call stands (ITU-T E.180). */
export type ToneLabel = 'dial' | 'ringback' | 'busy' | 'congestion' | 'vacant' | 'call_waiting';

/** One part of a cadence: for how long the tone sounds or pauses, in ms, as the windows that are accepted. */
export interface CadenceStep {
  readonly on: boolean;
  readonly minMs: number;
  readonly maxMs: number;
}

/** One tone of a plan. */
export interface CadencedTone {
  readonly label: ToneLabel;
  /** The frequencies that sound together. */
  readonly frequenciesHz: readonly number[];
  /** On and off in turn, repeated without end, beginning with on; a continuous tone has one step. */
  readonly cadence: readonly CadenceStep[];
}

/** The tones of one country's network. */
export interface TonePlan {
  /** ISO 3166 country, or the name of the recommendation. */
  readonly id: string;
  /** How far a frequency may lie off, in Hz. */
  readonly toleranceHz: number;
  readonly tones: readonly CadencedTone[];
}
