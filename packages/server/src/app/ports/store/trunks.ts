import type { StopAll, Trunk } from '@everyline/domain';

/** A trunk with what the domain need not know of it. */
export interface StoredTrunk extends Trunk {
  readonly username: string | null;
  /** Sealed by the port Secrets. */
  readonly passwordSealed: string | null;
  readonly perDay: number;
  readonly codecs: readonly ('PCMA' | 'PCMU')[];
}

export interface TrunkStore {
  all(): Promise<StoredTrunk[]>;
  byId(id: string): Promise<StoredTrunk | null>;
  insert(trunk: StoredTrunk): Promise<void>;
  update(trunk: StoredTrunk): Promise<void>;
  /** Calls by trunk begun since a moment, and those in progress, from the ledger. */
  calls(sinceMs: number): Promise<Map<string, { begun: number; inProgress: number }>>;
  /** The stop-all button while it is pressed. */
  stop(): Promise<StopAll | null>;
  pressStop(stop: StopAll & { id: string }): Promise<void>;
  releaseStop(release: { atMs: number; by: string }): Promise<void>;
  callsInProgress(): Promise<number>;
}
