import type { Observation } from '@everyline/domain';

import type { PrintStore } from '../../app/ports/store/prints.ts';
import { TRAVELS_AHEAD } from '../city-client.ts';
import type { Database } from '../database.ts';

export function printRepository(db: Database): PrintStore {
  return {
    add: async (observationId, stretches) => {
      if (stretches.length === 0) return;
      await db
        .insertInto('observation_prints')
        .values(
          stretches.map(({ fromMs, toMs, kind, afterAnswer, print }) => ({
            observation_id: observationId,
            from_ms: fromMs,
            to_ms: toMs,
            kind,
            after_answer: afterAnswer,
            print: Buffer.from(print.buffer, print.byteOffset, print.byteLength),
          })),
        )
        .modifyEnd(TRAVELS_AHEAD)
        .execute();
    },
    newest: async (limit, skip) =>
      (
        await db
          .selectFrom('observation_prints as p')
          .innerJoin('observations as o', 'o.id', 'p.observation_id')
          .select(['p.from_ms', 'p.to_ms', 'p.kind', 'p.after_answer', 'p.print'])
          .select(['o.id', 'o.outcome', 'o.confidence', 'o.decided_by', 'o.timings'])
          .orderBy('o.started_at_ms', 'desc')
          .orderBy('o.id')
          .orderBy('p.from_ms', 'desc')
          .limit(limit)
          .offset(skip)
          .execute()
      ).map((row) => ({
        fromMs: row.from_ms,
        toMs: row.to_ms,
        kind: row.kind,
        afterAnswer: row.after_answer,
        print: new Uint8Array(row.print),
        observation: {
          id: row.id,
          outcome: row.outcome as Observation['outcome'],
          confidence: row.confidence,
          decidedBy: row.decided_by as Observation['decidedBy'],
          timings: row.timings as Observation['timings'],
        },
      })),
  };
}
