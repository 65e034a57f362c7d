import type { ProposalDecisionWord } from '@everyline/contract';
import { sql } from 'kysely';

import type {
  ConsolidationStore,
  ProposalFilter,
  StandingProposal,
} from '../../app/ports/store/consolidation.ts';
import type { Database } from '../database.ts';
import { pageOf } from './page-of.ts';

export function consolidationRepository(db: Database): ConsolidationStore {
  const filtered = ({ scope, lineId, kinds }: ProposalFilter) => {
    let wanted = db.selectFrom('standing_proposals');
    if (scope !== 'all') {
      wanted = wanted.where(sql<boolean>`department_id = any(${[...scope]}::uuid[])`);
    }
    if (lineId !== undefined) {
      wanted = wanted.where(sql<boolean>`line_ids @> array[${lineId}::uuid]`);
    }
    if (kinds.length > 0) wanted = wanted.where('kind', 'in', [...kinds]);
    return wanted;
  };
  const rows = () => db.selectFrom('standing_proposals').selectAll();
  type Row = Awaited<ReturnType<ReturnType<typeof rows>['execute']>>[number];
  const toStanding = ({ key, proposal, word, ...row }: Row): StandingProposal => ({
    proposal,
    decision:
      word === null
        ? null
        : {
            key,
            proposal,
            word: word as ProposalDecisionWord,
            note: row.note ?? '',
            decidedAtMs: row.decided_at_ms ?? 0,
            decidedBy: row.decided_by ?? '',
            ticketIds: row.ticket_ids ?? [],
          },
  });
  return {
    page: ({ standing, ...filter }, paging) => {
      let wanted = filtered(filter);
      if (standing !== undefined) wanted = wanted.where('standing', '=', standing);
      return pageOf(
        paging,
        wanted.select(sql<number>`count(*)`.as('total')),
        wanted
          .selectAll()
          .orderBy(sql`standing <> 'open'`)
          .orderBy('place')
          .orderBy('key'),
        toStanding,
      );
    },
    sums: async (filter) => {
      const found = await filtered(filter)
        .select([
          'standing',
          sql<number>`count(*)`.as('count'),
          sql<number>`sum(numbers_now)`.as('now'),
          sql<number>`sum(numbers_then)`.as('then'),
        ])
        .groupBy('standing')
        .execute();
      const counts = { open: 0, accepted: 0, rejected: 0 };
      for (const { standing, count } of found) counts[standing] = count;
      const counted = found.filter(({ standing }) => standing !== 'rejected');
      return {
        counts,
        numbers: {
          now: counted.reduce((sum, { now }) => sum + now, 0),
          then: counted.reduce((sum, { then }) => sum + then, 0),
        },
        wouldEnd: found
          .filter(({ standing }) => standing === 'open')
          .reduce((sum, { now, then }) => sum + now - then, 0),
      };
    },
    byKey: async (key) => {
      const row = await rows().where('key', '=', key).executeTakeFirst();
      return row ? toStanding(row) : null;
    },
    rejected: async () =>
      new Set(
        (
          await db
            .selectFrom('proposal_decisions')
            .select('key')
            .where('word', '=', 'rejected')
            .execute()
        ).map(({ key }) => key),
      ),
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
      const { rows: counted } = await sql<{ line_id: string; count: number }>`
        select line_id, count(*)::int as count from listings
        where line_id is not null and status <> 'retired' group by line_id`.execute(db);
      return new Map(counted.map(({ line_id, count }) => [line_id, count]));
    },
  };
}
