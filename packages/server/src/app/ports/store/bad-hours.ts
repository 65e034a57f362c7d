import type { BadHourFigures, HourCall, Symptom, SymptomTally } from '@everyline/domain';

/**
 * `suspected`: more failures than chance, and not enough to convict; `found`: its calls are set aside; `dismissed`: a
 * suspicion that later calls did not bear out; `withdrawn`: a person has said that it was none.
 */
export type StoredBadHourState = 'suspected' | 'found' | 'dismissed' | 'withdrawn';

/** A bad hour of a trunk as it is on record. */
export interface StoredBadHour {
  readonly id: string;
  readonly trunkId: string;
  readonly symptom: Symptom;
  readonly state: StoredBadHourState;
  readonly fromMs: number;
  readonly lastFailedMs: number;
  /** Null while it goes on. */
  readonly toMs: number | null;
  /** Null where a person has set it. */
  readonly figures: BadHourFigures | null;
  readonly foundAtMs: number;
  readonly setBy: string | null;
  readonly note: string;
  readonly withdrawnAtMs: number | null;
  readonly withdrawnBy: string | null;
}

/** A line that a person has named as one that always answers. */
export interface ControlLine {
  readonly lineId: string;
  readonly note: string;
  readonly namedBy: string;
  readonly namedAtMs: number;
}

/** A call of the day with its trunk. */
export interface TrunkHourCall extends HourCall {
  readonly trunkId: string;
}

export interface BadHourStore {
  byId(id: string): Promise<StoredBadHour | null>;
  /** The latest first; of one trunk or of all. */
  latest(trunkId: string | null, limit: number): Promise<StoredBadHour[]>;
  /** Those that began or went on after a moment. */
  since(trunkId: string, sinceMs: number): Promise<StoredBadHour[]>;
  /** Found and not over, by trunk. */
  open(): Promise<StoredBadHour[]>;
  /** Those because of which calls of these are set aside. */
  ofObservations(observationIds: readonly string[]): Promise<StoredBadHour[]>;
  put(hour: StoredBadHour): Promise<void>;
  /** Held until the end of the transaction: one process at a time changes the bad hours of a trunk. */
  hold(trunkId: string): Promise<void>;

  /** Sets aside the calls in it that failed in its way, and gives back which were not before. */
  setAside(hour: StoredBadHour, atMs: number): Promise<string[]>;
  /** Lets all its calls count again, and gives back which. */
  takeBack(id: string, atMs: number): Promise<string[]>;
  /** How many calls each has set aside. */
  callsSetAside(ids: readonly string[]): Promise<Map<string, number>>;

  /** Outcomes of the trunk's last calls, for a quick look. */
  lastCalls(trunkId: string, limit: number): Promise<TrunkHourCall[]>;
  /** Calls over all trunks since a moment, in time order. */
  calls(sinceMs: number): Promise<TrunkHourCall[]>;
  /** What calls before a moment showed, without those set aside: of the city, and of these numbers. */
  cityTally(fromMs: number, toMs: number): Promise<SymptomTally>;
  numberTallies(
    numbers: readonly string[],
    fromMs: number,
    toMs: number,
  ): Promise<Map<string, SymptomTally>>;
  /** What calls in any of these spans showed, and in how many of them there were any. */
  spansTally(
    spans: readonly { readonly fromMs: number; readonly toMs: number }[],
  ): Promise<SymptomTally & { readonly days: number }>;

  controls(): Promise<ControlLine[]>;
  nameControl(control: ControlLine): Promise<void>;
  dropControl(lineId: string): Promise<boolean>;
}
