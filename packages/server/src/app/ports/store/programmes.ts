import type { Localised } from '@everyline/contract';
import type {
  ArithmeticCheck,
  Indicator,
  MeasureProposal,
  MeasureReminder,
} from '@everyline/domain';

export interface StoredProgramme {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly departmentId: string | null;
  readonly state: 'running' | 'closed';
  readonly createdAtMs: number;
  readonly createdBy: string;
}

/** A figure as it was reported, with the name that its indicator had then. */
export interface ReportedActual {
  readonly indicatorId: string;
  readonly name: string;
  readonly unit: string;
  readonly value: number;
}

export interface StoredReport {
  readonly id: string;
  readonly measureId: string;
  readonly atMs: number;
  readonly by: string;
  readonly text: string;
  readonly actuals: readonly ReportedActual[];
  readonly done: boolean;
}

/** What a measure is; the actuals of its indicators are those reported last, null where read live. */
export interface NewMeasureRow {
  readonly id: string;
  readonly programmeId: string;
  readonly title: string;
  readonly category: string;
  readonly leadOfficeId: string | null;
  readonly jointOfficeIds: readonly string[];
  readonly deadline: string | null;
  readonly quote: string;
  readonly documentId: string | null;
  readonly createdAtMs: number;
  readonly indicators: readonly Indicator[];
}

export interface MeasureRow extends NewMeasureRow {
  readonly version: number;
  readonly reports: number;
  readonly lastReport: StoredReport | null;
}

/** What the state of a measure and its live figures follow from. */
export interface MeasureStanding extends Pick<
  NewMeasureRow,
  'programmeId' | 'category' | 'leadOfficeId' | 'jointOfficeIds' | 'deadline' | 'indicators'
> {
  readonly reports: number;
  readonly lastReport: Pick<StoredReport, 'done'> | null;
}

export type MeasureFields = Pick<
  NewMeasureRow,
  'title' | 'category' | 'leadOfficeId' | 'jointOfficeIds' | 'deadline' | 'indicators'
>;

export interface StoredDocument {
  readonly id: string;
  readonly programmeId: string;
  readonly name: string;
  readonly text: string;
  readonly unread: readonly Localised[];
  readonly checks: readonly ArithmeticCheck[];
  readonly readAtMs: number;
  readonly readBy: string;
}

/** A document without its text, with what is left to decide. */
export interface DocumentRow extends Pick<
  StoredDocument,
  'id' | 'programmeId' | 'name' | 'readAtMs' | 'readBy'
> {
  readonly proposals: number;
  readonly openProposals: number;
  readonly flags: number;
}

export interface StoredProposal {
  readonly id: string;
  readonly documentId: string;
  readonly position: number;
  readonly proposal: MeasureProposal;
  readonly state: 'open' | 'accepted' | 'rejected';
  readonly measureId: string | null;
  readonly decidedBy: string | null;
}

/** Counts of lines and tickets of one office (null: of lines that nobody owns), as live indicators read them. */
export interface LiveCounts {
  readonly departmentId: string | null;
  readonly lines: number;
  readonly healthy: number;
  readonly cleared: number;
  readonly ended: number;
  readonly confirmed: number;
  readonly ticketsClosed: number;
  readonly ticketsInTime: number;
}

export interface ProgrammeStore {
  /** The newest first. */
  all(): Promise<StoredProgramme[]>;
  byId(id: string): Promise<StoredProgramme | null>;
  insert(programme: StoredProgramme): Promise<void>;
  update(
    id: string,
    change: Partial<Pick<StoredProgramme, 'name' | 'description' | 'state'>>,
  ): Promise<void>;

  /** Measures of a programme that were not withdrawn, in the order in which they were made. */
  measures(programmeId: string): Promise<MeasureRow[]>;
  /** The same of all programmes, without what only a board shows. */
  measureStandings(): Promise<MeasureStanding[]>;
  measure(id: string): Promise<MeasureRow | null>;
  addMeasure(measure: NewMeasureRow): Promise<void>;
  /** False where the measure is no longer at that version; nothing is changed then. */
  changeMeasure(id: string, version: number, change: MeasureFields): Promise<boolean>;
  withdrawMeasure(
    id: string,
    version: number,
    withdrawal: { readonly atMs: number; readonly by: string; readonly reason: string },
  ): Promise<boolean>;

  /** The newest first. */
  reports(measureId: string): Promise<StoredReport[]>;
  /** Keeps a report and makes its figures the present ones; false where the measure was withdrawn. */
  addReport(report: StoredReport): Promise<boolean>;
  /** Measures of running programmes whose last day is no later than a day and that lack a reminder. */
  remindable(untilDay: string): Promise<MeasureRow[]>;
  /** False where that reminder has gone out for that deadline. */
  addReminder(
    measureId: string,
    deadline: string,
    kind: MeasureReminder,
    atMs: number,
  ): Promise<boolean>;

  documents(programmeId: string): Promise<DocumentRow[]>;
  document(id: string): Promise<StoredDocument | null>;
  addDocument(document: StoredDocument, proposals: readonly StoredProposal[]): Promise<void>;
  proposals(documentId: string): Promise<StoredProposal[]>;
  /** Holds a proposal until the transaction ends. */
  heldProposal(id: string): Promise<StoredProposal | null>;
  decideProposal(
    id: string,
    decision: {
      readonly state: 'accepted' | 'rejected';
      readonly measureId: string | null;
      readonly atMs: number;
      readonly by: string;
    },
  ): Promise<void>;

  /**
   * @param utcOffsetMinutes of the city: a ticket is in time that is closed on its last day there
   */
  liveCounts(nowMs: number, utcOffsetMinutes: number): Promise<LiveCounts[]>;
}
