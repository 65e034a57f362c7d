import type { GuardAnswer, GuardFacts, LedgerEntry } from '@everyline/domain';

/** What the guard weighs, as the store holds it at the moment of dialling. */
export type StoredDialFacts = Omit<GuardFacts, 'nowMs' | 'calendar' | 'limits' | 'clock'> & {
  readonly lastLedgerMs: number | null;
};

export interface DialStore {
  /**
   * Holds the dialled number, the department and the trunk against every other process until the
   * transaction ends, then reads what the guard weighs; to be called inside a transaction only.
   */
  factsUnderLock(ask: {
    readonly lineId: string;
    readonly trunkId: string;
    readonly campaignId: string | null;
    readonly nowMs: number;
    /** Local midnight of the city's day. */
    readonly dayStartMs: number;
    /** Calls to the number are read from this moment on. */
    readonly sinceMs: number;
  }): Promise<StoredDialFacts>;
  /** Keeps an answer of the guard beside the probe it was asked for. */
  keepAnswer(probeId: string, answer: GuardAnswer): Promise<void>;
  /** Says in whose hands a call is: the process that holds its owner's lock. */
  ownCall(probeId: string, ownerId: string): Promise<void>;
  /** Calls begun and not ended whose process is gone. */
  orphaned(): Promise<LedgerEntry[]>;
}
