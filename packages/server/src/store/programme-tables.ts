import type { Localised } from '@everyline/contract';
import type { ArithmeticCheck, MeasureProposal } from '@everyline/domain';
import type { ColumnType, Generated } from 'kysely';

import type { ReportedActual } from '../app/ports/store/programmes.ts';

/** Tables of the migrations 0480, 0481 and 0560. */
export interface ProgrammeTables {
  programmes: Programmes;
  programme_documents: ProgrammeDocuments;
  measures: Measures;
  measure_offices: MeasureOffices;
  measure_indicators: MeasureIndicators;
  progress_reports: ProgressReports;
  measure_reminders: MeasureReminders;
  measure_proposals: MeasureProposals;
  campaign_plans: { campaign_id: string; programme_id: string };
  campaign_milestones: { campaign_id: string; measure_id: string; step: string };
}

type Json<T> = ColumnType<T, string, string>;

interface Programmes {
  id: string;
  name: string;
  description: string;
  department_id: string | null;
  state: string;
  created_at_ms: number;
  created_by: string;
}

interface ProgrammeDocuments {
  id: string;
  programme_id: string;
  name: string;
  text: string;
  unread: Json<Localised[]>;
  checks: Json<ArithmeticCheck[]>;
  flags: number;
  read_at_ms: number;
  read_by: string;
}

interface Measures {
  id: string;
  sequence: Generated<number>;
  programme_id: string;
  title: string;
  category: string;
  lead_office_id: string | null;
  deadline: string | null;
  quote: string;
  document_id: string | null;
  created_at_ms: number;
  version: Generated<number>;
  withdrawn_at_ms: number | null;
  withdrawn_by: string | null;
  withdrawn_reason: string | null;
}

interface MeasureOffices {
  measure_id: string;
  department_id: string;
  position: number;
}

interface MeasureIndicators {
  id: string;
  measure_id: string;
  position: number;
  name: string;
  unit: string;
  planned: number | null;
  actual: number | null;
  live: string | null;
  live_of: string | null;
}

interface ProgressReports {
  id: string;
  sequence: Generated<number>;
  measure_id: string;
  at_ms: number;
  by: string;
  text: string;
  actuals: Json<ReportedActual[]>;
  done: boolean;
}

interface MeasureReminders {
  measure_id: string;
  deadline: string;
  kind: string;
  at_ms: number;
}

interface MeasureProposals {
  id: string;
  document_id: string;
  position: number;
  proposal: Json<MeasureProposal>;
  state: string;
  measure_id: string | null;
  decided_at_ms: number | null;
  decided_by: string | null;
}
