/** The table of the migration 0615. */
export interface AskingTables {
  askings: Askings;
}

interface Askings {
  id: string;
  conversation_id: string;
  question_key: string;
  question: string;
  at_ms: number;
  channel: string;
  place: string | null;
  answered: boolean;
  entry_id: string | null;
  line_id: string | null;
}
