import type { CallOutcome, LedgerEntry, Observation } from '@everyline/domain';

/** The columns of an observation but for its ladder, which only its own page needs. */
export const observationColumns = [
  'id',
  'probe_id',
  'line_id',
  'trunk_id',
  'campaign_id',
  'started_at_ms',
  'ended_at_ms',
  'outcome',
  'confidence',
  'decided_by',
  'readings',
  'sip',
  'timings',
  'time_to_person_ms',
  'kept_ms',
  'heard',
  'media',
  'announcement_id',
  'facts',
  'script',
] as const;

export interface ObservationRow {
  id: string;
  probe_id: string;
  line_id: string;
  trunk_id: string;
  campaign_id: string | null;
  started_at_ms: number;
  ended_at_ms: number;
  outcome: string;
  confidence: number;
  decided_by: string;
  readings: unknown;
  sip: unknown;
  timings: unknown;
  time_to_person_ms: number | null;
  kept_ms: number | null;
  heard: unknown;
  media: unknown;
  announcement_id: string | null;
  facts: unknown;
  script: unknown;
  /** Absent where an observation is read as it was made. */
  bad_hour_id?: string | null;
}

export function toObservation(row: ObservationRow): Observation {
  return {
    id: row.id,
    probeId: row.probe_id,
    lineId: row.line_id,
    trunkId: row.trunk_id,
    campaignId: row.campaign_id,
    startedAtMs: row.started_at_ms,
    endedAtMs: row.ended_at_ms,
    outcome: row.outcome as CallOutcome,
    confidence: row.confidence,
    decidedBy: row.decided_by as Observation['decidedBy'],
    readings: row.readings as Observation['readings'],
    sip: row.sip as Observation['sip'],
    timings: row.timings as Observation['timings'],
    timeToPersonMs: row.time_to_person_ms,
    keptMs: row.kept_ms,
    heard: row.heard as Observation['heard'],
    media: row.media as Observation['media'],
    announcementId: row.announcement_id,
    facts: row.facts as Observation['facts'],
    script: row.script as Observation['script'],
    badHourId: row.bad_hour_id ?? null,
  };
}

export interface LedgerRow {
  probe_id: string;
  ledger_key: string;
  line_id: string;
  department_id: string | null;
  trunk_id: string;
  asker: unknown;
  started_at_ms: number;
  ended_at_ms: number | null;
  outcome: string | null;
  time_to_person_ms: number | null;
}

export function toLedgerEntry(row: LedgerRow): LedgerEntry {
  return {
    probeId: row.probe_id,
    ledgerKey: row.ledger_key,
    lineId: row.line_id,
    departmentId: row.department_id,
    trunkId: row.trunk_id,
    asker: row.asker as LedgerEntry['asker'],
    startedAtMs: row.started_at_ms,
    endedAtMs: row.ended_at_ms,
    outcome: row.outcome as LedgerEntry['outcome'],
    timeToPersonMs: row.time_to_person_ms,
  };
}
