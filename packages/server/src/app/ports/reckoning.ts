/** What takes long to reckon and is kept. */
export type Reckonable = 'plans' | 'proposals';

/** Reckons what takes long, one thing at a time. */
export interface Reckoning {
  /** True where others are served meanwhile: who reads is shown what was reckoned last, and does not wait. */
  readonly isApart: boolean;
  /** Makes it anew where it is due. Resolves when it is kept; rejects with what went wrong. */
  renew(what: Reckonable): Promise<void>;
  /** Breaks off what is being reckoned; nothing is reckoned from now on. */
  end(): Promise<void>;
}
