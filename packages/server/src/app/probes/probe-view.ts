import type { Probe } from '@everyline/contract';

import { displayNumber } from '../lines/display-number.ts';
import type { ProbeRow } from '../ports/store/probes.ts';

/** A test call as lists show it. */
export function probeView(row: ProbeRow): Probe {
  const { probe, observation } = row;
  return {
    id: probe.id,
    lineId: probe.lineId,
    number: row.dialled,
    display: displayNumber(row),
    campaignId: probe.campaignId,
    trunkId: probe.trunkId,
    state: probe.state,
    plannedAtMs: probe.plannedAtMs,
    startedAtMs: probe.startedAtMs,
    endedAtMs: probe.endedAtMs,
    outcome: observation?.outcome ?? (probe.state === 'refused' ? 'not_dialled' : null),
    confidence: observation?.confidence ?? null,
    by: observation?.decidedBy ?? null,
    sipStatus: observation?.sip.status ?? null,
    timeToPersonMs: observation?.timeToPersonMs ?? null,
    keptMs: observation?.keptMs ?? null,
    hasAudio: row.hasAudio,
    virtualTime: row.virtualTime,
  };
}
