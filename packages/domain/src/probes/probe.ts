import type { CallOutcome } from './outcome.ts';

/** Who asks for a test call. A citizen's report raises priority; it never dials by itself. */
export type ProbeAsker =
  | { readonly kind: 'campaign'; readonly campaignId: string }
  | { readonly kind: 'retest'; readonly ticketId: string; readonly campaignId: string | null }
  | { readonly kind: 'cli'; readonly command: string }
  | { readonly kind: 'report'; readonly reportId: string };

/** One line of the ledger: a call that was placed, or is being placed, to a dialled number. */
export interface LedgerEntry {
  readonly probeId: string;
  readonly ledgerKey: string;
  readonly lineId: string;
  readonly departmentId: string | null;
  readonly trunkId: string;
  readonly asker: ProbeAsker;
  /** When the intent was recorded, before the INVITE left. */
  readonly startedAtMs: number;
  readonly endedAtMs: number | null;
  /** Null while the call is in progress. */
  readonly outcome: CallOutcome | null;
  readonly timeToPersonMs: number | null;
}

/** One test call, from its plan to its end. */
export interface Probe {
  readonly id: string;
  readonly lineId: string;
  readonly ledgerKey: string;
  readonly campaignId: string | null;
  readonly asker: ProbeAsker;
  readonly trunkId: string;
  /** planned → dialling → done | interrupted; or refused by the guard. */
  readonly state: 'planned' | 'refused' | 'dialling' | 'done' | 'interrupted';
  readonly plannedAtMs: number;
  readonly startedAtMs: number | null;
  readonly endedAtMs: number | null;
}
