import type { Observation } from '@everyline/domain';

/** The print of one stretch of what was said or played at the far end of a call. */
export interface StretchPrint {
  /** Times count from the INVITE. */
  readonly fromMs: number;
  readonly toMs: number;
  readonly kind: 'speech' | 'music';
  readonly afterAnswer: boolean;
  /** In the form of `writePrint`. */
  readonly print: Uint8Array;
}

/** The call of a stretch. */
export type StretchObservation = Pick<
  Observation,
  'id' | 'outcome' | 'confidence' | 'decidedBy' | 'timings'
>;

/** Prints of calls, as their observations left them. */
export interface PrintStore {
  add(observationId: string, stretches: readonly StretchPrint[]): Promise<void>;
  /** The newest stretches of all calls with how their calls were read, newest first. */
  newest(
    limit: number,
    skip: number,
  ): Promise<(StretchPrint & { readonly observation: StretchObservation })[]>;
}
