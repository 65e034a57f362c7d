import type { Tier } from '@everyline/domain';
import { sql } from 'kysely';

import type { SpotTaskRow, StoredSpotRound } from '../../app/ports/store/spot-rounds.ts';
import type { Database } from '../database.ts';
import type { SpotRounds } from '../spot-round-tables.ts';

/** Tasks with their rounds. */
export function selectTasks(db: Database) {
  return db
    .selectFrom('spot_tasks as t')
    .innerJoin('spot_rounds as r', 'r.id', 't.round_id')
    .selectAll('r')
    .select([
      't.id as task_id',
      't.line_id',
      't.position',
      't.tester_id',
      't.tester_name',
      't.question_id',
      't.question',
      't.expected',
      't.spot_check_id',
      't.dropped',
    ]);
}

/** A task that is neither done nor dropped, in a round that runs. */
export const undone = sql<boolean>`t.spot_check_id is null and t.dropped is null and r.state = 'running'`;

/** Nobody else has the line to call, in whichever round. */
export const lineIsFree = sql<boolean>`not exists (select 1 from spot_tasks o where o.line_id = t.line_id
  and o.tester_id is not null and o.spot_check_id is null and o.dropped is null)`;

type Row = Awaited<ReturnType<ReturnType<typeof selectTasks>['execute']>>[number];

export function toTask(row: Row): SpotTaskRow {
  return {
    id: row.task_id,
    lineId: row.line_id,
    position: row.position,
    tester:
      row.tester_id === null ? null : { id: row.tester_id, name: row.tester_name ?? row.tester_id },
    question:
      row.question_id === null
        ? null
        : { id: row.question_id, question: row.question ?? '', expected: row.expected ?? '' },
    spotCheckId: row.spot_check_id,
    dropped: row.dropped,
    round: toRound(row),
  };
}

export function toRound(row: SpotRounds): StoredSpotRound {
  return {
    id: row.id,
    name: row.name,
    state: row.state as StoredSpotRound['state'],
    departmentId: row.department_id,
    campaignId: row.campaign_id,
    tiers: row.tiers as Tier[],
    level: row.level,
    size: row.size,
    seed: row.seed,
    drawnAtMs: row.drawn_at_ms,
    drawnBy: row.drawn_by,
    closedAtMs: row.closed_at_ms,
  };
}
