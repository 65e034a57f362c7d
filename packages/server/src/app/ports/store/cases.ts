import type { CaseFilters } from '@everyline/contract';
import type { Case, CaseMove, CaseState, Notice, TelephoneNumber } from '@everyline/domain';

import type { Scope } from '../../access/scope.ts';
import type { Page, Paging } from './page.ts';

/** What of a citizen may be shown to everybody who sees the case; the rest is sealed. */
export interface ShownContact {
  readonly name: string;
  readonly telephone: string;
}

/** A case with what lists show beside it. */
export interface CaseRow extends Case {
  /** Counts up; people quote it. */
  readonly number: number;
  readonly departmentName: string | null;
  readonly telephone: TelephoneNumber | null;
  readonly contact: ShownContact | null;
  /** Its number where it came from, and the name of that system; null for its own and for files. */
  readonly externalNumber: string | null;
  readonly from: string | null;
}

/** Everything that can stand in a case's history. */
export type CaseStepKind =
  'received' | 'commented' | 'attached' | 'told' | 'reminder' | 'notice' | 'escalation' | CaseMove;

/** What a step tells beside its kind: names as they were then. */
export interface CaseStepDetail {
  readonly department?: string | null;
  readonly workingDays?: number;
  readonly dueOn?: string;
  readonly file?: string;
  readonly level?: number;
  readonly satisfaction?: string;
  readonly channel?: string;
  readonly answer?: string;
}

export interface NewCaseStep {
  readonly atMs: number;
  readonly by: string;
  readonly kind: CaseStepKind;
  readonly from?: CaseState | null;
  readonly to?: CaseState | null;
  /** Why, or a comment; empty where nobody wrote anything. */
  readonly reason?: string;
  readonly detail?: CaseStepDetail;
}

export interface CaseStep extends Required<Omit<NewCaseStep, 'detail'>> {
  readonly id: number;
  readonly detail: CaseStepDetail;
}

export interface CaseNotice extends Notice {
  readonly dueOn: string;
  readonly atMs: number;
  readonly workingDaysOverdue: number;
  readonly toDepartmentId: string | null;
}

export interface CaseAttachment {
  readonly id: string;
  readonly caseId: string;
  readonly name: string;
  readonly bytes: number;
  readonly addedAtMs: number;
  readonly addedBy: string;
}

/** What a list of cases is narrowed to; `today` is the city's day, by which they are overdue. */
export type CaseFilter = CaseFilters & { readonly today: string };

export interface CaseStore {
  insert(
    one: Case,
    contact: (ShownContact & { readonly sealed: string }) | null,
    step: NewCaseStep,
  ): Promise<CaseRow>;
  row(id: string): Promise<CaseRow | null>;
  byNumber(number: number): Promise<CaseRow | null>;
  /** The same, held until the transaction ends: nobody else moves it meanwhile. */
  held(id: string): Promise<CaseRow | null>;
  /** Writes a moved case and the step of its history. */
  save(one: Case, step: NewCaseStep): Promise<void>;
  /** A step of the history that moves nothing. */
  addStep(id: string, step: NewCaseStep): Promise<void>;
  steps(id: string): Promise<CaseStep[]>;
  /** The sealed contact of a case. */
  sealedContact(id: string): Promise<string | null>;
  page(filter: CaseFilter, scope: Scope, paging: Paging): Promise<Page<CaseRow>>;
  /** Open cases whose last day is before `day`, by id, after one of them. */
  overdue(day: string, afterId: string | null, limit: number): Promise<CaseRow[]>;
  /** Notices of many cases at once, by case. */
  noticesOf(ids: readonly string[]): Promise<Map<string, CaseNotice[]>>;
  /** False when that notice has gone out for that deadline. */
  addNotice(id: string, notice: CaseNotice): Promise<boolean>;
  addAttachment(attachment: CaseAttachment): Promise<void>;
  attachments(caseId: string): Promise<CaseAttachment[]>;
  /** Whether any case is of a category. */
  hasCategory(code: string): Promise<boolean>;
}
