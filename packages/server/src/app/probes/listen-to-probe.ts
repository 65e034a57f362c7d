import { decodeALaw, decodeMuLaw, writeWav } from '@everyline/telephony';

import { authorise, requireInside } from '../access/authorise.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { AppContext } from '../context.ts';
import { AppFault, notFound } from '../faults.ts';

/** What a probe heard, as WAV (mono, 16 bits, 8,000 Hz). That somebody listened is audited. */
export async function listenToProbe(context: AppContext, id: string): Promise<Uint8Array> {
  const scope = await authorise(context, 'probes.listen');
  const row = await context.store.probes.row(id);
  if (!row) throw notFound('probe');
  requireInside(scope, row.departmentId);
  const recording = await context.store.probes.recordingOf(id);
  const audio = recording && (await context.recordings.read(id));
  if (!recording || !audio) throw new AppFault('no_audio');
  await recordAudit(context, context.store, 'probes.listen', { kind: 'probe', id });
  return writeWav(recording.codec === 'PCMA' ? decodeALaw(audio) : decodeMuLaw(audio), 'pcm');
}
