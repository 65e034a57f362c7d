import type { ProposalDecisionWord } from '@everyline/contract';
import { sql } from 'kysely';

import type { ConsolidationStore } from '../../app/ports/store/consolidation.ts';
import type { Database } from '../database.ts';

export function consolidationRepository(db: Database): ConsolidationStore {
  return {
    decisions: async () =>
      (
        await db
          .selectFrom('proposal_decisions')
          .selectAll()
          .orderBy('decided_at_ms', 'desc')
          .orderBy('key')
          .execute()
      ).map((row) => ({
        key: row.key,
        word: row.word as ProposalDecisionWord,
        note: row.note,
        proposal: row.proposal,
        decidedAtMs: row.decided_at_ms,
        decidedBy: row.decided_by,
        ticketIds: row.ticket_ids,
      })),
    decide: async (decision) => {
      const values = {
        word: decision.word,
        note: decision.note,
        proposal: JSON.stringify(decision.proposal),
        decided_at_ms: decision.decidedAtMs,
        decided_by: decision.decidedBy,
        ticket_ids: [...decision.ticketIds],
      };
      const row = await db
        .insertInto('proposal_decisions')
        .values({ key: decision.key, ...values })
        .onConflict((conflict) =>
          conflict
            .column('key')
            .doUpdateSet(values)
            .where('proposal_decisions.word', '=', 'rejected'),
        )
        .returning('key')
        .executeTakeFirst();
      return row !== undefined;
    },
    listingCounts: async () => {
      const { rows } = await sql<{ line_id: string; count: number }>`
        select line_id, count(*)::int as count from listings
        where line_id is not null and status <> 'retired' group by line_id`.execute(db);
      return new Map(rows.map(({ line_id, count }) => [line_id, count]));
    },
  };
}
