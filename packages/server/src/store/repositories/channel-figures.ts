import type { ConversationFigures } from '@everyline/contract';
import { conversationChannels, type ConversationChannel } from '@everyline/domain';
import { sql } from 'kysely';

import type { Database } from '../database.ts';

/** What came by each way in conversations that were begun since a moment; ways by which nothing came are left out. */
export async function channelFigures(db: Database, sinceMs: number): Promise<ConversationFigures> {
  const { rows } = await sql<{
    channel: string;
    conversations: number;
    messages: number;
    handed_over: number;
    solved: number;
    not_solved: number;
    cases: number;
  }>`
    select c.channel, count(*) as conversations,
      coalesce(sum((select count(*) from conversation_messages m
        where m.conversation_id = c.id and m.author = 'citizen')), 0)::bigint as messages,
      count(*) filter (where exists (select from conversation_steps s
        where s.conversation_id = c.id and s.kind = 'ask_person')) as handed_over,
      count(*) filter (where c.solved) as solved,
      count(*) filter (where not c.solved) as not_solved,
      count(c.case_id) as cases
    from conversations c where c.started_at_ms > ${sinceMs} group by c.channel`.execute(db);
  return conversationChannels.flatMap((channel: ConversationChannel) =>
    rows
      .filter((row) => row.channel === channel)
      .map(({ handed_over, not_solved, ...row }) => ({
        ...row,
        channel,
        handedOver: handed_over,
        notSolved: not_solved,
      })),
  );
}
