import type { CallOutcome, GuardAnswer, Probe } from '@everyline/domain';
import { sql } from 'kysely';

import type { ProbeRow } from '../../app/ports/store/probes.ts';
import type { Database } from '../database.ts';
import { toObservation, type ObservationRow } from './observation-rows.ts';

export interface ProbeRowOptions {
  /** Lists leave out what was heard; it is the large part of an observation. */
  readonly heard: boolean;
}

/** Probes with their line, their observation and whether there is audio. */
export function probeRows(db: Database, options: ProbeRowOptions) {
  return db
    .selectFrom('probes as p')
    .innerJoin('lines as l', 'l.id', 'p.line_id')
    .leftJoin('observations_as_read as o', 'o.probe_id', 'p.id')
    .leftJoin('recordings as r', 'r.probe_id', 'p.id')
    .selectAll('p')
    .select(['l.dialled', 'l.area_code', 'l.extension', 'l.department_id'])
    .select(sql<boolean>`r.probe_id is not null`.as('has_audio'))
    .select(
      sql<ObservationRow | null>`case when o.id is null then null else json_build_object(
        'id', o.id, 'probe_id', o.probe_id, 'line_id', o.line_id, 'trunk_id', o.trunk_id,
        'campaign_id', o.campaign_id, 'started_at_ms', o.started_at_ms, 'ended_at_ms', o.ended_at_ms,
        'outcome', o.outcome, 'confidence', o.confidence, 'decided_by', o.decided_by,
        'readings', o.readings, 'sip', o.sip, 'timings', o.timings,
        'time_to_person_ms', o.time_to_person_ms, 'kept_ms', o.kept_ms,
        'heard', ${options.heard ? sql`o.heard` : sql`'[]'::jsonb`}, 'media', o.media,
        'announcement_id', o.announcement_id, 'facts', o.facts, 'script', ${options.heard ? sql`o.script` : sql`null::jsonb`}) end`.as(
        'observation',
      ),
    )
    .select(['o.first_outcome', 'o.reread_at_ms', 'o.reread_by']);
}

export function toProbe(row: {
  id: string;
  line_id: string;
  ledger_key: string;
  campaign_id: string | null;
  asker: unknown;
  trunk_id: string;
  state: string;
  planned_at_ms: number;
  started_at_ms: number | null;
  ended_at_ms: number | null;
}): Probe {
  return {
    id: row.id,
    lineId: row.line_id,
    ledgerKey: row.ledger_key,
    campaignId: row.campaign_id,
    asker: row.asker as Probe['asker'],
    trunkId: row.trunk_id,
    state: row.state as Probe['state'],
    plannedAtMs: row.planned_at_ms,
    startedAtMs: row.started_at_ms,
    endedAtMs: row.ended_at_ms,
  };
}

type Row = Awaited<ReturnType<ReturnType<typeof probeRows>['execute']>>[number];

export function toProbeRow(row: Row): ProbeRow {
  return {
    probe: toProbe(row),
    dialled: row.dialled,
    areaCode: row.area_code,
    extension: row.extension,
    departmentId: row.department_id,
    guard: row.guard as GuardAnswer | null,
    virtualTime: row.virtual_time,
    observation: row.observation === null ? null : toObservation(row.observation),
    hasAudio: row.has_audio,
    reread:
      row.first_outcome === null
        ? null
        : {
            firstOutcome: row.first_outcome as CallOutcome,
            atMs: row.reread_at_ms ?? 0,
            by: row.reread_by ?? '',
          },
  };
}
