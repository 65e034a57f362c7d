import type { GuardAnswer, GuardFacts, LedgerEntry, Probe } from '@everyline/domain';

import type { StoredTrunk } from './trunks.ts';

/** What the guard weighs, as the store holds it at the moment of dialling. */
export type StoredDialFacts = Omit<
  GuardFacts,
  'nowMs' | 'calendar' | 'limits' | 'clock' | 'trunk'
> & {
  readonly lastLedgerMs: number | null;
  readonly trunk: StoredTrunk | null;
};

/** What is to be dialled, for which the facts are wanted. */
export interface DialAsk {
  readonly lineId: string;
  readonly trunkId: string;
  /** Calls that the city allows over a trunk in a day. */
  readonly trunkPerDay: number;
  readonly campaignId: string | null;
  readonly nowMs: number;
  /** Local midnight of the city's day. */
  readonly dayStartMs: number;
  /** Calls to the number are read from this moment on. */
  readonly sinceMs: number;
}

export interface DialStore {
  /**
   * Holds the dialled number, the department and, near its daily limit, the trunk against every other
   * process until the transaction ends, then reads what the guard weighs; to be called inside a transaction only.
   */
  factsUnderLock(ask: DialAsk): Promise<StoredDialFacts>;
  /** The same without holding anything, for plans. */
  facts(ask: DialAsk): Promise<StoredDialFacts>;
  /** Keeps the guard's answer to a plan. */
  keepPlan(
    plan: { readonly lineId: string; readonly campaignId: string | null },
    answer: GuardAnswer,
  ): Promise<void>;
  /**
   * Keeps a probe with the guard's answer, and, where a call is begun, the intent to dial in the ledger
   * in the hands of `ownerId`, all in one statement. The transaction fails when a call to the number is in progress.
   */
  record(
    probe: Probe & { readonly guard: GuardAnswer; readonly virtualTime: boolean },
    begun: { readonly entry: LedgerEntry; readonly ownerId: string } | null,
  ): Promise<void>;
  /** Calls begun and not ended whose process is gone. */
  orphaned(): Promise<LedgerEntry[]>;
}
