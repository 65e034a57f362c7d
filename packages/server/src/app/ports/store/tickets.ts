import type { TicketExportQuery } from '@everyline/contract';
import type {
  TelephoneNumber,
  Ticket,
  TicketMove,
  TicketNotice,
  TicketState,
  Tier,
} from '@everyline/domain';

import type { Scope } from '../../access/scope.ts';
import type { Page, Paging } from './page.ts';

/** A ticket with what lists show beside it. */
export interface TicketRow extends Ticket {
  /** Counts up; people quote it. */
  readonly number: number;
  readonly departmentName: string | null;
  readonly tier: Tier;
  readonly telephone: TelephoneNumber;
  /** Calls that count and those that got through, as the verdict that opened it has them. */
  readonly attempts: number | null;
  readonly reached: number | null;
}

/** Everything that can stand in a ticket's history. */
export type TicketStepKind =
  | 'opened'
  | 'closed'
  | 'retest_asked'
  | 'retest_failed'
  | 'commented'
  | 'attached'
  | 'reminder'
  | 'notice'
  | 'escalation'
  | TicketMove;

/** What a step tells beside its kind: names as they were then. */
export interface TicketStepDetail {
  /** Calls of the re-test that count, and those of them that got through. */
  readonly retest?: { readonly calls: number; readonly reached: number };
  readonly department?: string | null;
  readonly workingDays?: number;
  readonly dueOn?: string;
  readonly file?: string;
  readonly level?: number;
}

export interface NewTicketStep {
  readonly atMs: number;
  readonly by: string;
  readonly kind: TicketStepKind;
  readonly from?: TicketState | null;
  readonly to?: TicketState | null;
  /** Why, or a comment; empty where nobody wrote anything. */
  readonly reason?: string;
  readonly detail?: TicketStepDetail;
}

export interface TicketStep extends Required<Omit<NewTicketStep, 'detail'>> {
  readonly id: number;
  readonly detail: TicketStepDetail;
}

export interface StoredNotice extends TicketNotice {
  readonly dueOn: string;
  readonly atMs: number;
  readonly workingDaysOverdue: number;
  readonly toDepartmentId: string | null;
}

export interface StoredAttachment {
  readonly id: string;
  readonly ticketId: string;
  readonly name: string;
  readonly bytes: number;
  readonly addedAtMs: number;
  readonly addedBy: string;
}

/** What a list of tickets is narrowed to; `today` is the city's day, by which they are overdue. */
export type TicketFilter = Omit<TicketExportQuery, 'language'> & { readonly today: string };

export interface TicketStore {
  /** Opens a ticket unless one is open for the same fault of the line; returns the open one. */
  open(ticket: Ticket, by: string): Promise<{ ticket: TicketRow; opened: boolean }>;
  row(id: string): Promise<TicketRow | null>;
  byNumber(number: number): Promise<TicketRow | null>;
  /** The same, held until the transaction ends: nobody else moves it meanwhile. */
  held(id: string): Promise<TicketRow | null>;
  /** Writes a moved ticket and the step of its history. */
  save(ticket: Ticket, step: NewTicketStep): Promise<void>;
  /** A step of the history that moves nothing. */
  addStep(id: string, step: NewTicketStep): Promise<void>;
  askRetest(id: string, at: { atMs: number; by: string }): Promise<void>;
  steps(id: string): Promise<TicketStep[]>;
  openOf(lineId: string): Promise<TicketRow[]>;
  openOfConflict(conflictId: string): Promise<TicketRow[]>;
  /** Open tickets for which a re-test is wanted, the longest waiting first. */
  openRetests(): Promise<TicketRow[]>;
  /**
   * From when on the calls show a line as repaired: the re-test that closed its latest ticket, or the
   * moment at which a person closed it.
   */
  repairedFromMs(lineId: string): Promise<number | null>;
  page(filter: TicketFilter, scope: Scope, paging: Paging): Promise<Page<TicketRow>>;
  /** Open tickets whose last day is before `day`, by id, after one of them. */
  overdue(day: string, afterId: string | null, limit: number): Promise<TicketRow[]>;
  notices(id: string): Promise<StoredNotice[]>;
  /** The same for many tickets at once, by ticket. */
  noticesOf(ids: readonly string[]): Promise<Map<string, StoredNotice[]>>;
  /** False when that notice has gone out for that deadline. */
  addNotice(id: string, notice: StoredNotice): Promise<boolean>;
  addAttachment(attachment: StoredAttachment): Promise<void>;
  attachments(ticketId: string): Promise<StoredAttachment[]>;
  /** Open contradictions found before a moment, with lines that have no ticket for them. */
  conflictsWithoutTicket(
    foundBeforeMs: number,
    limit: number,
  ): Promise<{ conflictId: string; lineId: string }[]>;
}
