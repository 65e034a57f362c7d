import type { Clearance as ClearanceView, ClearanceQuery } from '@everyline/contract';
import type { Clearance, Objection } from '@everyline/domain';

import type { Scope } from '../../access/scope.ts';
import type { Page, Paging } from './page.ts';

export interface ClearanceStore {
  insert(clearance: Clearance & { recordedBy: string }): Promise<void>;
  byId(id: string): Promise<Clearance | null>;
  view(id: string): Promise<ClearanceView | null>;
  page(
    query: Omit<ClearanceQuery, 'page' | 'pageSize'>,
    scope: Scope,
    nowMs: number,
    paging: Paging,
  ): Promise<Page<ClearanceView>>;
  withdraw(id: string, at: { atMs: number; reason: string; by: string }): Promise<void>;
  /** Clearances that name the line, its department or a department above, withdrawn ones too. */
  forLine(line: { id: string; departmentId: string | null }): Promise<Clearance[]>;
  viewsForLine(line: { id: string; departmentId: string | null }): Promise<ClearanceView[]>;
  addObjection(objection: Objection & { recordedBy: string }): Promise<void>;
  objectionById(id: string): Promise<Objection | null>;
  withdrawObjection(id: string, atMs: number): Promise<void>;
  /** Objections against the dialled number, the line, its department or a department above. */
  objectionsFor(line: {
    id: string;
    ledgerKey: string;
    departmentId: string | null;
  }): Promise<Objection[]>;
  objections(
    scope: Scope,
    paging: Paging,
  ): Promise<Page<Objection & { recordedBy: string; departmentName: string | null }>>;
}
