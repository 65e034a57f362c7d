import type { OwnLine, OwnerProgress } from '@everyline/contract';
import type {
  Dispute,
  FactChange,
  Keeper,
  OwnerAnswer,
  Purpose,
  TelephoneNumber,
} from '@everyline/domain';

import type { Scope } from '../../access/scope.ts';
import type { Page, Paging } from './page.ts';

export interface StoredOwnerAnswer extends OwnerAnswer {
  readonly id: string;
  readonly lineId: string;
  readonly departmentId: string | null;
  readonly dispute: Dispute | null;
  /** `department_manager:王芳`, or `link:王芳`. */
  readonly by: string;
  readonly byLink: boolean;
}

export interface StoredLineVersion {
  readonly lineId: string;
  readonly version: number;
  readonly atMs: number;
  readonly by: string;
  readonly reason: string;
  readonly sinceDay: string | null;
  readonly lateWorkingDays: number;
  readonly changes: readonly FactChange[];
  readonly successorId: string | null;
}

/** A line as its owner sees it. */
export interface OwnLineRow {
  readonly id: string;
  readonly version: number;
  readonly number: TelephoneNumber;
  readonly services: readonly string[];
  readonly hours: string | null;
  readonly purpose: Purpose;
  readonly department: { readonly id: string; readonly name: string } | null;
  readonly keeper: Keeper | null;
  readonly dueMs: number | null;
  readonly last: (OwnerAnswer & { readonly dispute: Dispute | null }) | null;
  readonly clearance: OwnLine['clearance'];
  readonly clearanceIds: readonly string[];
  readonly objectionIds: readonly string[];
}

/** Whose lines: of departments, and of one keeper or the keeper with one account. */
export interface OwnLineFilter {
  readonly scope: Scope;
  readonly departmentIds?: readonly string[];
  readonly accountId?: string;
  readonly keeperId?: string;
  readonly lineId?: string;
  readonly open?: boolean;
}

export interface WaitingLine {
  readonly id: string;
  readonly departmentId: string;
  readonly keeper: Keeper | null;
  readonly dueMs: number;
  readonly stage: number;
}

export interface UnownedRow {
  readonly id: string;
  readonly number: TelephoneNumber;
  readonly owner: string | null;
  readonly services: readonly string[];
  readonly purpose: Purpose;
  readonly listings: number;
  readonly department: { readonly id: string; readonly name: string } | null;
  readonly denied: { readonly dispute: Dispute; readonly atMs: number } | null;
}

export interface StoredOwnerLink {
  readonly id: string;
  readonly keeper: Keeper;
  readonly departmentName: string;
  readonly lines: number;
  readonly secretSealed: string;
  readonly createdAtMs: number;
  readonly createdBy: string;
  readonly expiresAtMs: number;
  readonly usedAtMs: number | null;
}

/** Versions of lines, what owners said of them, and the links by which keepers answer. */
export interface OwnerStore {
  /** Counts the line one version up and forgets when its answer was due. */
  addVersion(version: Omit<StoredLineVersion, 'version'>): Promise<void>;
  versions(lineId: string): Promise<StoredLineVersion[]>;
  /** The version of a line, and when its owner's answer is due. */
  standing(lineId: string): Promise<{ version: number; dueMs: number | null }>;
  /** The version of a line, locked until the transaction ends. */
  heldVersion(lineId: string): Promise<number>;
  addAnswer(answer: StoredOwnerAnswer): Promise<void>;
  answers(lineId: string): Promise<StoredOwnerAnswer[]>;
  /** When the next answer is due; null: nothing waits for the owner. */
  setDue(lineIds: readonly string[], dueMs: number | null, stage: number): Promise<void>;

  /** Those that wait for their owner first. */
  own(filter: OwnLineFilter, nowMs: number, paging: Paging): Promise<OwnLineRow[]>;
  /** How many there are, and how many of them wait for their owner. */
  counts(filter: OwnLineFilter, nowMs: number): Promise<{ all: number; waiting: number }>;
  progress(scope: Scope, nowMs: number): Promise<OwnerProgress[]>;

  /** Lines with an office whose owner was never asked about their present version. */
  unasked(most: number): Promise<WaitingLine[]>;
  /** Lines for which something may be due, the earliest first. */
  waiting(dueBeforeMs: number, after: string | null, most: number): Promise<WaitingLine[]>;
  /** Takes the lines that are at an earlier stage to this one; returns those that it took. */
  advance(lineIds: readonly string[], stage: number): Promise<string[]>;

  unowned(
    filter: { readonly q?: string; readonly withDenied: boolean },
    paging: Paging,
  ): Promise<Page<UnownedRow>>;

  addLink(link: {
    readonly id: string;
    readonly sha256: string;
    readonly secretSealed: string;
    readonly keeperId: string;
    readonly createdAtMs: number;
    readonly createdBy: string;
    readonly expiresAtMs: number;
  }): Promise<void>;
  /** Ends a link, or those of a keeper; false where none was open. */
  withdrawLinks(which: { id: string } | { keeperId: string }, atMs: number): Promise<boolean>;
  links(nowMs: number): Promise<StoredOwnerLink[]>;
  linkByHash(sha256: string, nowMs: number): Promise<StoredOwnerLink | null>;
  linkOf(keeperId: string, nowMs: number): Promise<StoredOwnerLink | null>;
  linkUsed(id: string, atMs: number): Promise<void>;
}
