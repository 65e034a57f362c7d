import type { TicketQuery } from '@everyline/contract';
import type { Ticket } from '@everyline/domain';

import type { Scope } from '../../access/scope.ts';
import type { Page, Paging } from './page.ts';

export interface TicketRow extends Ticket {
  /** Counts up; people quote it. */
  readonly number: number;
  readonly departmentName: string | null;
  readonly dialled: string;
  readonly areaCode: string | null;
  readonly extension: string | null;
  readonly retestAskedAtMs: number | null;
}

export interface TicketStep {
  readonly atMs: number;
  readonly by: string;
  readonly kind: 'opened' | 'retest_asked' | 'closed';
}

export interface TicketStore {
  /** Opens a ticket unless one is open for the same fault of the line; returns the open one. */
  open(ticket: Ticket, by: string): Promise<{ ticket: TicketRow; opened: boolean }>;
  close(id: string, at: { atMs: number; byVerdictId: string | null; by: string }): Promise<void>;
  askRetest(id: string, at: { atMs: number; by: string }): Promise<void>;
  row(id: string): Promise<TicketRow | null>;
  steps(id: string): Promise<TicketStep[]>;
  openOf(lineId: string): Promise<TicketRow[]>;
  /** Open tickets for which somebody asked a re-test, the longest waiting first. */
  openRetests(): Promise<TicketRow[]>;
  /** From when on the calls show a line as repaired: the re-test that closed its latest ticket. */
  repairedFromMs(lineId: string): Promise<number | null>;
  page(
    query: Omit<TicketQuery, 'page' | 'pageSize'>,
    scope: Scope,
    paging: Paging,
  ): Promise<Page<TicketRow>>;
}
