import type { ColumnType } from 'kysely';

/** The table of migration 0486. */
export interface ReportTables {
  reports: Reports;
}

interface Reports {
  id: string;
  kind: string;
  department_id: string | null;
  campaign_id: string | null;
  reference: string;
  issuer: string;
  issued_at_ms: number;
  issued_by: string;
  figures: ColumnType<unknown, string, never>;
}
