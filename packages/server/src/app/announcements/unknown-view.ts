import { addressOf, type UnknownAnnouncement } from '@everyline/contract';

import { displayNumber } from '../lines/display-number.ts';
import type { ProbeRow, StoredRecording } from '../ports/store/probes.ts';

/** An unlabelled recording is named by its probe: one recording a probe. */
export function unknownView(row: ProbeRow & { recording: StoredRecording }): UnknownAnnouncement {
  const { probe, recording, observation } = row;
  return {
    id: probe.id,
    probeId: probe.id,
    lineId: probe.lineId,
    lineDisplay: displayNumber(row),
    heardAtMs: observation?.startedAtMs ?? probe.plannedAtMs,
    lengthMs: recording.lengthMs,
    sipStatus: observation?.sip.status ?? null,
    audioUrl: addressOf('probeAudio', { params: { id: probe.id } }),
    kept: recording.kept,
  };
}
