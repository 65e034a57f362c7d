import type { UnknownAnnouncement } from '@everyline/contract';

import { authorise, requireInside } from '../access/authorise.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { AppContext } from '../context.ts';
import { notFound } from '../faults.ts';
import { unknownView } from './unknown-view.ts';

/** Keeps a recording beyond its retention period for labelling, or lets it expire. */
export async function keepAnnouncement(
  context: AppContext,
  id: string,
  kept: boolean,
): Promise<UnknownAnnouncement> {
  const scope = await authorise(context, 'announcements.keep');
  return context.store.transaction(async (within) => {
    const row = await within.probes.row(id);
    const recording = await within.probes.recordingOf(id);
    if (!row || !recording) throw notFound('announcement');
    requireInside(scope, row.departmentId);
    await within.probes.keepRecording(id, kept);
    await recordAudit(context, within, 'announcements.keep', { kind: 'probe', id }, { kept });
    return unknownView({ ...row, recording: { ...recording, kept } });
  });
}
