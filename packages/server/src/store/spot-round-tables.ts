interface SpotQuestions {
  id: string;
  department_id: string | null;
  purpose: string | null;
  question: string;
  expected: string;
  active: boolean;
  created_at_ms: number;
}

export interface SpotRounds {
  id: string;
  name: string;
  state: string;
  department_id: string | null;
  campaign_id: string | null;
  tiers: string[];
  level: number;
  size: number;
  seed: string;
  drawn_at_ms: number;
  drawn_by: string;
  closed_at_ms: number | null;
}

interface SpotRoundLines {
  round_id: string;
  line_id: string;
  number_key: string;
  department_id: string | null;
  department: string | null;
  tier: string;
  outside: string | null;
}

interface SpotTasks {
  id: string;
  round_id: string;
  line_id: string;
  position: number;
  tester_id: string | null;
  tester_name: string | null;
  taken_at_ms: number | null;
  question_id: string | null;
  question: string | null;
  expected: string | null;
  spot_check_id: string | null;
  dropped: string | null;
}

/** Tables of the migration 0430. */
export interface SpotRoundTables {
  spot_questions: SpotQuestions;
  spot_rounds: SpotRounds;
  spot_round_lines: SpotRoundLines;
  spot_tasks: SpotTasks;
}
