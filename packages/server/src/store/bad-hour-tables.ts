import type { BadHourFigures } from '@everyline/domain';
import type { ColumnType, GeneratedAlways } from 'kysely';

/** The tables of migration 0470. */
export interface BadHourTables {
  bad_hours: BadHours;
  calls_set_aside: CallsSetAside;
  control_lines: ControlLines;
}

interface BadHours {
  id: string;
  trunk_id: string;
  symptom: string;
  state: string;
  from_ms: number;
  last_failed_ms: number;
  to_ms: number | null;
  figures: ColumnType<BadHourFigures | null, string | null, string | null>;
  found_at_ms: number;
  set_by: string | null;
  note: string;
  withdrawn_at_ms: number | null;
  withdrawn_by: string | null;
}

interface CallsSetAside {
  id: GeneratedAlways<number>;
  observation_id: string;
  bad_hour_id: string;
  since_ms: number;
  until_ms: number | null;
}

interface ControlLines {
  line_id: string;
  note: string;
  named_by: string;
  named_at_ms: number;
}
