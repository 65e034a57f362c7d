import type { Verdict, VerdictKind, VerdictPrior, VerdictRule } from '@everyline/domain';
import { sql } from 'kysely';

import type { StoredVerdict, VerdictStore } from '../../app/ports/store/verdicts.ts';
import { TRAVELS_AHEAD } from '../city-client.ts';
import type { Database } from '../database.ts';

/** A verdict as its table has it, but for its id and how long it stood. */
export function toColumns(verdict: Verdict) {
  return {
    line_id: verdict.lineId,
    kind: verdict.kind,
    rule: verdict.rule,
    confidence: verdict.confidence,
    kind_confidence: verdict.kindConfidence,
    decided_at_ms: verdict.decidedAtMs,
    attempts: verdict.attempts,
    reached: verdict.reached,
    reach_rate: verdict.reachRate,
    interval_low: verdict.interval[0],
    interval_high: verdict.interval[1],
    interval_level: verdict.intervalLevel,
    closeness: verdict.closeness,
    counts: JSON.stringify(verdict.counts),
    blank_days: [...verdict.blankDays],
    median_time_to_person_ms: verdict.medianTimeToPersonMs,
    evidence: [...verdict.evidence],
    prior: JSON.stringify(verdict.prior),
    change: verdict.change === null ? null : JSON.stringify(verdict.change),
  };
}

export function verdictRepository(db: Database): VerdictStore {
  const select = () => db.selectFrom('verdicts').selectAll();
  type Row = Awaited<ReturnType<ReturnType<typeof select>['execute']>>[number];
  const toVerdict = (row: Row): StoredVerdict => ({
    id: row.id,
    sinceMs: row.since_ms,
    lineId: row.line_id,
    kind: row.kind as VerdictKind,
    rule: row.rule as VerdictRule,
    confidence: row.confidence,
    kindConfidence: row.kind_confidence,
    decidedAtMs: row.decided_at_ms,
    attempts: row.attempts,
    reached: row.reached,
    reachRate: row.reach_rate,
    interval: [row.interval_low, row.interval_high],
    intervalLevel: row.interval_level,
    closeness: row.closeness,
    counts: row.counts as Verdict['counts'],
    blankDays: row.blank_days,
    medianTimeToPersonMs: row.median_time_to_person_ms,
    evidence: row.evidence,
    prior: priorOf(row.prior),
    change: row.change as Verdict['change'],
  });
  const current = async (lineId: string) => {
    const row = await select()
      .where('line_id', '=', lineId)
      .where('until_ms', 'is', null)
      .executeTakeFirst();
    return row ? toVerdict(row) : null;
  };
  return {
    current,
    currentOf: async (lineIds) => {
      const rows = await select()
        .where(sql<boolean>`line_id = any(${[...lineIds]}::uuid[])`)
        .where('until_ms', 'is', null)
        .execute();
      return new Map(rows.map((row) => [row.line_id, toVerdict(row)]));
    },
    byId: async (id) => {
      const row = await select().where('id', '=', id).executeTakeFirst();
      return row ? toVerdict(row) : null;
    },
    put: async (verdict) => {
      const before = await current(verdict.lineId);
      if (before?.kind === verdict.kind) {
        await db
          .updateTable('verdicts')
          .set(toColumns(verdict))
          .where('id', '=', before.id)
          .modifyEnd(TRAVELS_AHEAD)
          .execute();
        return {
          now: { ...verdict, id: before.id, sinceMs: before.sinceMs },
          before,
          changed: false,
        };
      }
      if (before) {
        await db
          .updateTable('verdicts')
          .set({ until_ms: verdict.decidedAtMs })
          .where('id', '=', before.id)
          .modifyEnd(TRAVELS_AHEAD)
          .execute();
      }
      const now = { ...verdict, sinceMs: verdict.decidedAtMs };
      await db
        .insertInto('verdicts')
        .values({ id: verdict.id, ...toColumns(verdict), since_ms: now.sinceMs, until_ms: null })
        .modifyEnd(TRAVELS_AHEAD)
        .execute();
      return { now, before, changed: true };
    },
    history: async (lineId) =>
      (await select().where('line_id', '=', lineId).orderBy('since_ms', 'desc').execute()).map(
        toVerdict,
      ),
  };
}

/** A prior as it was kept; those of older verdicts know neither purpose nor history. */
function priorOf(kept: unknown): VerdictPrior {
  const prior = kept as Omit<VerdictPrior, 'purpose' | 'history'> & Partial<VerdictPrior>;
  return { ...prior, purpose: prior.purpose ?? null, history: prior.history ?? null };
}
