/** The table of citizens' reports, as migration 0512 leaves it. */
export interface LineReportTables {
  line_reports: LineReports;
}

interface LineReports {
  id: string;
  line_id: string;
  kind: string;
  note: string;
  at_ms: number;
  day: string;
  sender: string;
  state: string;
  settled_at_ms: number | null;
}
