import { sql, type Kysely } from 'kysely';

/** What channels keep of a conversation ends with it, so that its period can end it. */
const statements = [
  `alter table channel_senders
    drop constraint channel_senders_conversation_id_fkey,
    add constraint channel_senders_conversation_id_fkey
      foreign key (conversation_id) references conversations (id) on delete set null`,
  `alter table channel_conversations
    drop constraint channel_conversations_conversation_id_fkey,
    add constraint channel_conversations_conversation_id_fkey
      foreign key (conversation_id) references conversations (id) on delete cascade`,
  `alter table channel_messages
    drop constraint channel_messages_conversation_id_fkey,
    add constraint channel_messages_conversation_id_fkey
      foreign key (conversation_id) references conversations (id) on delete set null`,
  `create index channel_senders_conversation on channel_senders (conversation_id) where conversation_id is not null`,
  `create index channel_messages_conversation on channel_messages (conversation_id) where conversation_id is not null`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
