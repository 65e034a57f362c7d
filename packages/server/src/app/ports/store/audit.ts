import type { AuditQuery, AuditRecord } from '@everyline/contract';

import type { Page, Paging } from './page.ts';

export interface NewAuditRecord {
  readonly atMs: number;
  readonly actor: string;
  /** `noun.verb`, as in the permissions. */
  readonly operation: string;
  readonly subjectKind: string;
  readonly subjectId: string | null;
  readonly detail: unknown;
}

/** The audit log: append-only, each record chained to the one before by its hash. */
export interface AuditStore {
  append(record: NewAuditRecord): Promise<void>;
  page(query: Omit<AuditQuery, 'page' | 'pageSize'>, paging: Paging): Promise<Page<AuditRecord>>;
  /** Recomputes the chain; `brokenAt` is the sequence of the first record that does not fit. */
  verify(): Promise<{ intact: boolean; records: number; brokenAt: number | null }>;
}
