import type { AnswerCitation, AnswerReasons } from '@everyline/contract';
import type { ColumnType, Generated } from 'kysely';

import type { KeptThread } from '../app/ports/store/conversations.ts';

type Json<T> = ColumnType<T, string, string>;

/** Tables of the migrations 0540 and 0541. */
export interface ConversationTables {
  conversations: Conversations;
  conversation_messages: ConversationMessages;
  conversation_steps: ConversationSteps;
  question_gaps: QuestionGaps;
}

interface Conversations {
  id: string;
  secret_sha256: string;
  channel: string;
  language: string;
  region: string | null;
  state: string;
  version: Generated<number>;
  day: string;
  /** The digest of the sender's address with the day: it cannot be followed from one day to the next. */
  sender: string;
  started_at_ms: number;
  last_message_at_ms: number;
  messages: Generated<number>;
  question: Generated<string>;
  last_text: Generated<string>;
  thread: Json<KeptThread>;
  waiting_since_ms: number | null;
  taken_by_id: string | null;
  taken_by: string | null;
  solved: boolean | null;
  case_id: string | null;
}

interface ConversationMessages {
  conversation_id: string;
  position: number;
  at_ms: number;
  author: string;
  by: string | null;
  kind: string;
  text: string;
  masked: number;
  citations: Json<AnswerCitation[]>;
  choices: Json<string[]>;
  reasons: ColumnType<AnswerReasons | null, string | null, string | null>;
  client_key: string | null;
}

interface ConversationSteps {
  id: Generated<number>;
  conversation_id: string;
  at_ms: number;
  by: string;
  kind: string;
  note: string;
}

interface QuestionGaps {
  id: string;
  conversation_id: string;
  question_key: string;
  question: string;
  reason: string;
  at_ms: number;
  state: Generated<string>;
  settled_at_ms: number | null;
  settled_by: string | null;
  entry_id: string | null;
}
