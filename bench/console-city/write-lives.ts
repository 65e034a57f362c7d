import { ledgerKey, type ProbeAsker } from '@everyline/domain';
import { sql } from 'kysely';

import type { Database } from '../../packages/server/src/store/database.ts';
import { toColumns as ticketColumns } from '../../packages/server/src/store/repositories/ticket-rows.ts';
import { toColumns as verdictColumns } from '../../packages/server/src/store/repositories/verdict-repository.ts';
import type { LineLife } from './line-life.ts';

export interface CallSetting {
  readonly trunkId: string;
  readonly clearanceId: string;
  /** The figures of a guard's yes. */
  readonly figures: readonly unknown[];
  /** Recordings of calls before this moment are past their days. */
  readonly recordedFromMs: number;
}

/** Puts calls, verdicts and tickets of some lines on record: what each statement writes is one json document. */
export async function writeLives(
  db: Database,
  lives: readonly LineLife[],
  setting: CallSetting,
): Promise<void> {
  await db.transaction().execute((within) => writeCalls(within, lives, setting));
  const verdicts = lives.flatMap((life) => life.verdicts);
  for (let from = 0; from < verdicts.length; from += 500) {
    const some = verdicts.slice(from, from + 500);
    await db
      .insertInto('verdicts')
      .values(
        some.map(({ id, verdict, sinceMs, untilMs }) => ({
          id,
          ...verdictColumns(verdict),
          since_ms: sinceMs,
          until_ms: untilMs,
        })),
      )
      .execute();
  }
  await writeTickets(db, lives);
}

async function writeCalls(
  db: Database,
  lives: readonly LineLife[],
  { trunkId, clearanceId, figures, recordedFromMs }: CallSetting,
): Promise<void> {
  const rows = lives.flatMap(({ line, calls }) =>
    calls.map((call) => ({
      probe_id: call.probeId,
      observation_id: call.observationId,
      line_id: line.id,
      key: ledgerKey(line.number),
      dialled: line.number.dialled,
      department_id: line.departmentId,
      campaign_id: call.campaignId,
      asker: { kind: 'campaign', campaignId: call.campaignId } satisfies ProbeAsker,
      at: call.kind.at,
      outcome: call.kind.outcome,
      started: call.startedAtMs,
      ended: call.endedAtMs,
      person: call.timeToPersonMs,
      kept: call.keptMs,
    })),
  );
  await sql`create temp table given on commit preserve rows as
    select * from json_to_recordset(${JSON.stringify(rows)}::json) as g (
      probe_id uuid, observation_id uuid, line_id uuid, key text, dialled text, department_id uuid, campaign_id uuid,
      asker jsonb, at integer, outcome text, started bigint, ended bigint, person float8, kept float8)`.execute(
    db,
  );
  const answer = (stage: string, atMs: string) =>
    sql`jsonb_build_object('askedAtMs', ${sql.raw(atMs)}, 'stage', ${stage}::text, 'ledgerKey', key, 'figures',
      ${JSON.stringify(figures)}::jsonb, 'allowed', true, 'clearanceId', ${clearanceId}::text)`;
  await sql`insert into probes (id, line_id, ledger_key, campaign_id, asker, trunk_id, state, planned_at_ms,
      started_at_ms, ended_at_ms, guard, virtual_time)
    select probe_id, line_id, key, campaign_id, asker, ${trunkId}::uuid, 'done', started, started, ended,
      ${answer('dialling', 'started')}, false from given`.execute(db);
  for (const [stage, atMs, probe] of [
    ['planning', 'started - 40', 'null::uuid'],
    ['dialling', 'started', 'probe_id'],
  ] as const) {
    await sql`insert into guard_answers (probe_id, line_id, campaign_id, stage, allowed, reason, asked_at_ms, answer)
      select ${sql.raw(probe)}, line_id, campaign_id, ${stage}::text, true, null, ${sql.raw(atMs)},
        ${answer(stage, atMs)} from given`.execute(db);
  }
  await sql`insert into ledger (probe_id, ledger_key, line_id, department_id, trunk_id, asker, started_at_ms,
      ended_at_ms, outcome, time_to_person_ms)
    select probe_id, key, line_id, department_id, ${trunkId}::uuid, asker, started, ended, outcome, person
    from given`.execute(db);
  await sql`insert into observations (id, probe_id, line_id, trunk_id, campaign_id, started_at_ms, ended_at_ms,
      outcome, confidence, decided_by, readings, sip, timings, time_to_person_ms, kept_ms, heard, media, facts, ladder)
    select observation_id, probe_id, line_id, ${trunkId}::uuid, campaign_id, started, ended, outcome, k.confidence,
      k.decided_by, k.readings, k.sip, k.timings, person, kept, k.heard, k.media, k.facts,
      replace(k.ladder, substr(k.number, 2), substr(dialled, 4))::jsonb
    from given join bench_kinds k using (at)`.execute(db);
  await sql`insert into observation_prints (observation_id, from_ms, to_ms, kind, after_answer, print)
    select observation_id, p.from_ms, p.to_ms, p.kind, p.after_answer, p.print
    from given join bench_prints p using (at)`.execute(db);
  await writeHearings(db);
  await sql`insert into recordings (probe_id, codec, from_ms, length_ms, sealed_bytes, peaks, peak_step_ms, kept,
      created_at_ms)
    select probe_id, r.codec, r.from_ms, r.length_ms, r.sealed_bytes, r.peaks, r.peak_step_ms, false, ended
    from given join bench_recordings r using (at) where started >= ${recordedFromMs}`.execute(db);
  await sql`drop table given`.execute(db);
}

/**
 * What was said before the answer is a carrier's recording, what a machine says its line's own; a person never says the
 * same twice, and is kept as something heard once.
 */
async function writeHearings(db: Database): Promise<void> {
  await sql`create temp table said as
    select g.observation_id, p.from_ms, p.to_ms, g.started, g.outcome, p.print, case
      when not p.after_answer then 'carrier ' || at || ' ' || p.from_ms
      when g.outcome in ('answered_ivr', 'answered_fax') then
        'machine ' || at || ' ' || p.from_ms || ' ' || abs(hashtext(g.key)) % 150
      else g.observation_id || ' ' || p.from_ms end as key
    from given g join bench_prints p using (at)`.execute(db);
  await sql`insert into bench_sayings (key, id, outcome, print, at_ms)
    select distinct on (key) key, gen_random_uuid(), outcome, print, started from said order by key, started
    on conflict do nothing`.execute(db);
  await sql`insert into announcements (id, created_at_ms)
    select id, at_ms from bench_sayings where key in (select key from said) on conflict do nothing`.execute(
    db,
  );
  await sql`insert into announcement_hearings (observation_id, from_ms, to_ms, announcement_id, bit_error_rate)
    select s.observation_id, s.from_ms, s.to_ms, b.id, 0.03 from said s join bench_sayings b using (key)`.execute(
    db,
  );
  await sql`drop table said`.execute(db);
}

async function writeTickets(db: Database, lives: readonly LineLife[]): Promise<void> {
  const lived = lives.flatMap((life) => life.tickets);
  if (lived.length === 0) return;
  await db
    .insertInto('tickets')
    .values(lived.map(({ ticket }) => ({ id: ticket.id, ...ticketColumns(ticket) })))
    .execute();
  await db
    .insertInto('ticket_steps')
    .values(
      lived
        .flatMap(({ ticket, steps }) => steps.map((step) => ({ id: ticket.id, step })))
        .map(({ id, step }) => ({
          ticket_id: id,
          at_ms: step.atMs,
          by: step.by,
          kind: step.kind,
          from_state: step.from ?? null,
          to_state: step.to ?? null,
          reason: step.reason ?? '',
          detail: JSON.stringify(step.detail ?? {}),
        })),
    )
    .execute();
}
