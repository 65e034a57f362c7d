import { decodeALaw, writeWav } from '@everyline/telephony';

import { recordAudit } from '../audit/record-audit.ts';
import type { AppContext } from '../context.ts';
import { AppFault } from '../faults.ts';
import { visibleAnnouncement } from './visible-announcement.ts';

/** The best sample of an announcement as WAV (mono, 16 bits, 8,000 Hz). That somebody listened is audited. */
export async function listenToAnnouncement(context: AppContext, id: string): Promise<Uint8Array> {
  const { row } = await visibleAnnouncement(context, 'probes.listen', id);
  const audio = row.sampleLengthMs === null ? null : await context.recordings.read(row.id);
  if (!audio) throw new AppFault('no_audio');
  const subject = { kind: 'announcement', id: row.id };
  await recordAudit(context, context.store, 'announcements.listen', subject);
  return writeWav(decodeALaw(audio), 'pcm');
}
