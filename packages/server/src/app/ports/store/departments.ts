import type { Department as DepartmentView } from '@everyline/contract';
import type { Department, DepartmentTable, FormerName } from '@everyline/domain';

export type DepartmentEventKind =
  'created' | 'renamed' | 'moved' | 'recoded' | 'area_code' | 'took_in' | 'merged';

/** One thing that became of a department: names as they were then. */
export interface NewDepartmentEvent {
  readonly departmentId: string;
  readonly atMs: number;
  readonly by: string;
  readonly kind: DepartmentEventKind;
  readonly before: string | null;
  readonly after: string | null;
  readonly detail: {
    /** The imported file that brought it. */
    readonly file?: string;
    /** What went over with a merge, by kind of thing. */
    readonly moved?: DepartmentHoldings;
  };
}

export interface DepartmentEvent extends NewDepartmentEvent {
  readonly id: number;
}

/** How much of each kind belongs to one department itself. */
export interface DepartmentHoldings {
  readonly departments: number;
  readonly lines: number;
  readonly openTickets: number;
  readonly tickets: number;
  readonly keepers: number;
  readonly accounts: number;
  readonly clearances: number;
}

/** A table that was read for a preview, and what its import did. */
export interface StoredDepartmentImport {
  readonly id: string;
  readonly file: string;
  readonly readAtMs: number;
  readonly readBy: string;
  readonly table: DepartmentTable;
  readonly appliedAtMs: number | null;
  readonly result: DepartmentImportResult | null;
}

export interface DepartmentImportResult {
  readonly created: number;
  readonly changed: number;
  readonly same: number;
  readonly leftOut: number;
}

export interface DepartmentStore {
  /** The tree as it stands, by name; merged departments are no part of it. */
  all(): Promise<Department[]>;
  /** Ids with what each is under; a merged one stands under the one that took it in, so that scopes reach what is on record for it. */
  scopes(): Promise<Pick<Department, 'id' | 'parentId'>[]>;
  /** All departments with their counts of lines, in the order of the tree's names. */
  views(): Promise<DepartmentView[]>;
  byId(id: string): Promise<Department | null>;
  /** The department of that name under that parent, else of that name anywhere when it is the only one. */
  byName(name: string, parentId?: string | null): Promise<Department | null>;
  /** Whatever changes the tree comes after one another until the transaction ends. */
  holdTree(): Promise<void>;
  insert(...departments: readonly (Department & { createdAtMs: number })[]): Promise<void>;
  update(id: string, change: Partial<Omit<Department, 'id'>>): Promise<void>;
  formerNames(): Promise<FormerName[]>;
  addFormerName(name: FormerName, untilMs: number): Promise<void>;
  /** A department that bears a name again has it no longer as one of before. */
  dropFormerName(name: FormerName): Promise<void>;
  addEvents(events: readonly NewDepartmentEvent[]): Promise<void>;
  /** What became of a department and of those merged into it, newest first. */
  events(id: string): Promise<DepartmentEvent[]>;
  holdings(id: string): Promise<DepartmentHoldings>;
  /** Ids of the lines of the department itself. */
  lineIds(id: string): Promise<string[]>;
  /**
   * Gives tickets, people, scopes and names to another department and takes the first one out of the
   * tree; clearances and objections stay for the lines that they were for: `lineIds`, which have gone
   * over before, and those of the departments below. Calls that begin meanwhile wait.
   */
  merge(
    fromId: string,
    intoId: string,
    about: { readonly atMs: number; readonly lineIds: readonly string[] },
  ): Promise<void>;
  addImport(read: Omit<StoredDepartmentImport, 'appliedAtMs' | 'result'>): Promise<void>;
  import(id: string): Promise<StoredDepartmentImport | null>;
  /** False when that table has been imported before. */
  importDone(
    id: string,
    done: { atMs: number; by: string; result: DepartmentImportResult },
  ): Promise<boolean>;
}
