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

/** Prints of calls, as their observations left them. */
export interface PrintStore {
  add(observationId: string, stretches: readonly StretchPrint[]): Promise<void>;
  /** The newest stretches of all calls, oldest first. */
  newest(limit: number): Promise<(StretchPrint & { readonly observationId: string })[]>;
}
