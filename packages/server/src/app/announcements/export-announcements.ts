import { isAnnouncementLabel, mayExport } from '@everyline/domain';
import { decodeALaw, printOf, writePrint } from '@everyline/telephony';

import { authorise, requireWholeCity } from '../access/authorise.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { AppContext } from '../context.ts';
import { AppFault } from '../faults.ts';
import {
  exchangeFormat,
  exchangeVersion,
  printThresholds,
  type ExchangedAnnouncement,
  type ExchangeFile,
} from './exchange-file.ts';

const defaultLicence =
  'Announcements of telephone networks, recorded by test calls and confirmed by a person; for recognising them only. ' +
  '电话网提示音，由拨测录得并经人工确认；仅供识别之用。';

/**
 * All announcements that a person here has confirmed, with sound, print and label, as one file for other
 * cities. What nobody has confirmed never leaves, nor does anything that was heard once only, because it
 * may be live speech.
 */
export async function exportAnnouncements(
  context: AppContext,
  licence: string = defaultLicence,
): Promise<ExchangeFile> {
  requireWholeCity(await authorise(context, 'announcements.export'));
  const { store } = context;
  const city = await store.settings.city();
  if (!city) throw new AppFault('setup_needed');
  const announcements: ExchangedAnnouncement[] = [];
  const exported: string[] = [];
  for (const row of await store.announcementGroups.labelled()) {
    const heard = { calls: row.callsInAll, imported: row.importedCalls > 0 };
    if (!mayExport(row, heard) || !isAnnouncementLabel(row.word)) continue;
    const audio = row.sampleLengthMs === null ? null : await context.recordings.read(row.id);
    if (audio === null) continue;
    announcements.push({
      label: row.word,
      text: row.text,
      origin: row.callsInAll > 0 || row.proposal === null ? city.cityName : row.proposal.origin,
      calls: Math.max(row.callsInAll, row.importedCalls),
      numbers: Math.max(row.numbers, row.importedNumbers),
      print: Buffer.from(writePrint(printOf(decodeALaw(audio)))).toString('base64'),
      audio: Buffer.from(audio).toString('base64'),
    });
    exported.push(row.id);
  }
  const nowMs = context.clock.nowMs();
  await store.transaction(async (within) => {
    await within.announcementGroups.setExported(exported, nowMs);
    const subject = { kind: 'announcements', id: null };
    await recordAudit(context, within, 'announcements.export', subject, {
      announcements: exported.length,
    });
  });
  return {
    format: exchangeFormat,
    version: exchangeVersion,
    city: city.cityName,
    exportedAt: new Date(nowMs).toISOString(),
    licence,
    thresholds: printThresholds,
    announcements,
  };
}
