import type { ProbeQuery } from '@everyline/contract';
import type { CallOutcome, GuardAnswer, LedgerEntry, Observation, Probe } from '@everyline/domain';

import type { Scope } from '../../access/scope.ts';
import type { Page, Paging } from './page.ts';

/** One message of the SIP ladder as it is kept. */
export interface StoredLadderStep {
  readonly atMs: number;
  readonly direction: 'out' | 'in';
  readonly summary: string;
  readonly text: string;
}

export interface StoredRecording {
  readonly codec: 'PCMA' | 'PCMU';
  /** Time of the first byte, counted from the INVITE. */
  readonly fromMs: number;
  readonly lengthMs: number;
  readonly sealedBytes: number;
  /** Largest sample of each step, 0 to 1. */
  readonly peaks: readonly number[];
  readonly peakStepMs: number;
  /** Kept beyond the retention period. */
  readonly kept: boolean;
  readonly createdAtMs: number;
}

/** A probe with what lists show beside it. */
export interface ProbeRow {
  readonly probe: Probe;
  readonly dialled: string;
  readonly areaCode: string | null;
  readonly extension: string | null;
  readonly departmentId: string | null;
  readonly guard: GuardAnswer | null;
  readonly virtualTime: boolean;
  readonly observation: Observation | null;
  readonly hasAudio: boolean;
  /** Where the call is read differently since an announcement in it was labelled; its observation is as read now. */
  readonly reread: {
    readonly firstOutcome: CallOutcome;
    readonly atMs: number;
    readonly by: string;
  } | null;
}

export interface ProbeStore {
  insert(
    probes: readonly (Probe & { guard: GuardAnswer | null; virtualTime: boolean })[],
  ): Promise<void>;
  update(id: string, change: Partial<Omit<Probe, 'id'>> & { guard?: GuardAnswer }): Promise<void>;
  byId(id: string): Promise<Probe | null>;
  /**
   * Puts the intent to dial on record before the INVITE leaves; false when a call to the same dialled
   * number is still in progress (then nothing is written).
   */
  beginCall(entry: LedgerEntry): Promise<boolean>;
  endCall(
    probeId: string,
    end: Pick<LedgerEntry, 'endedAtMs' | 'outcome' | 'timeToPersonMs'>,
  ): Promise<void>;
  /** Calls to a dialled number since a moment, oldest first. */
  ledgerOf(ledgerKey: string, sinceMs: number): Promise<LedgerEntry[]>;
  /** Calls that were begun and have no end: what a crash left behind. */
  unfinished(): Promise<LedgerEntry[]>;
  addObservation(observation: Observation, ladder: readonly StoredLadderStep[]): Promise<void>;
  addRecording(probeId: string, recording: StoredRecording): Promise<void>;
  /**
   * What was observed on the dialled number of a line, in time order: extensions of one switchboard
   * share their calls, because only the number is dialled.
   */
  observationsOf(lineId: string, campaignId?: string): Promise<Observation[]>;
  /** When the newest of them began and what they met, at most so many since a moment, oldest first. */
  callsOf(
    lineId: string,
    sinceMs: number,
    most: number,
  ): Promise<Pick<Observation, 'startedAtMs' | 'outcome'>[]>;
  /** All observations of many lines at once, by line. */
  observationsByLine(
    lineIds: readonly string[],
    campaignId?: string,
  ): Promise<Map<string, Observation[]>>;
  /**
   * A word for each of these lines on what its observations are: as long as it is the same, so are they, and how they
   * are read or set aside. Lines without observations have none.
   */
  observationMarks(lineIds: readonly string[]): Promise<Map<string, string>>;
  row(id: string): Promise<ProbeRow | null>;
  ladderOf(probeId: string): Promise<StoredLadderStep[]>;
  recordingOf(probeId: string): Promise<StoredRecording | null>;
  page(
    query: Omit<ProbeQuery, 'page' | 'pageSize'>,
    scope: Scope,
    paging: Paging,
  ): Promise<Page<ProbeRow>>;
  /** Recordings past their day that nobody asked to keep, oldest first. */
  expiredRecordings(beforeMs: number, limit: number): Promise<string[]>;
  forgetRecording(probeId: string): Promise<void>;
  /** The probes whose observations are past their day, that no verdict which holds rests on, oldest first. */
  expiredObservations(beforeMs: number, limit: number): Promise<string[]>;
  /** Takes the observations of these probes and what is kept of their recordings out of the store. */
  forgetObservations(probeIds: readonly string[]): Promise<void>;
}
