import type { AnnouncementImport } from '@everyline/contract';
import { placeRecording, type AnnouncementWord } from '@everyline/domain';

import { actorName } from '../access/actor.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { AppContext } from '../context.ts';
import { newId } from '../new-id.ts';
import type { Repositories } from '../ports/store.ts';
import type { AnnouncementRow } from '../ports/store/announcement-groups.ts';
import { authoriseLabels, rereadHearings } from './change-word.ts';
import { readExchangeFile, type CheckedAnnouncement } from './exchange-file.ts';
import { PrintLibrary } from './print-library.ts';

type Counted = { -readonly [K in keyof AnnouncementImport]: AnnouncementImport[K] };

/**
 * Takes in another city's announcements. What they say is a proposal that carries its origin, until a
 * person here confirms it; with `accept` whatever contradicts nothing is confirmed by the one who asks.
 * Where this city has said otherwise, its own word stands and the contradiction is shown.
 */
export async function importAnnouncements(
  context: AppContext,
  bytes: Uint8Array,
  options: { readonly accept: boolean },
): Promise<AnnouncementImport> {
  await authoriseLabels(context);
  const file = readExchangeFile(bytes);
  const { counted, sounds } = await context.store.transaction(async (within) => {
    await within.announcementGroups.lock();
    const library = new PrintLibrary();
    await library.follow(within.announcementGroups);
    const counts: Counted = {
      origin: file.city,
      added: 0,
      known: 0,
      proposed: 0,
      accepted: 0,
      conflicts: [],
      rejected: [...file.rejected],
    };
    const fresh: { id: string; audio: Uint8Array }[] = [];
    const confirmed: string[] = [];
    for (const entry of file.entries) {
      const { id, kind, word } = await takeIn(context, within, library, entry);
      if (kind === 'added') fresh.push({ id, audio: entry.audio });
      if (kind === 'conflict') {
        const { place, label } = entry;
        counts.conflicts.push({ place, id, ours: word ?? 'no_announcement', theirs: label });
        continue;
      }
      counts[kind] += 1;
      if (!options.accept || kind === 'known') continue;
      await within.announcementGroups.setWord(id, {
        word: entry.label,
        by: actorName(context.actor),
        atMs: context.clock.nowMs(),
      });
      confirmed.push(id);
      counts.accepted += 1;
    }
    await rereadHearings(context, within, confirmed);
    const subject = { kind: 'announcements', id: null };
    await recordAudit(context, within, 'announcements.import', subject, {
      ...counts,
      conflicts: counts.conflicts.length,
      rejected: counts.rejected.length,
    });
    return { counted: counts, sounds: fresh };
  });
  for (const { id, audio } of sounds) {
    await context.recordings.write(id, audio);
    await context.store.announcementGroups.setSample(id, {
      lengthMs: audio.length / 8,
      lossShare: 0,
    });
    context.events.publish({ type: 'announcement.changed', announcementId: id });
  }
  return counted;
}

/** Finds the entry among this city's announcements, and notes its label there, or adds it as one more. */
async function takeIn(
  context: AppContext,
  within: Repositories,
  library: PrintLibrary,
  entry: CheckedAnnouncement,
): Promise<{
  readonly id: string;
  readonly kind: 'added' | 'known' | 'proposed' | 'conflict';
  readonly word: AnnouncementWord | null;
}> {
  const { announcementGroups } = within;
  const proposal = { label: entry.label, origin: entry.origin };
  const placed = placeRecording(library.matches(entry.print), library.known(), () => true);
  if (placed.kind === 'new') {
    const id = newId(context);
    const createdAtMs = context.clock.nowMs();
    await announcementGroups.insert({
      id,
      createdAtMs,
      proposal,
      text: entry.text,
      importedCalls: entry.calls,
      importedNumbers: entry.numbers,
    });
    const lengthMs = entry.audio.length / 8;
    const print = { id: newId(context), announcementId: id, lengthMs, word: null };
    await announcementGroups.addPrint({ ...print, bytes: entry.printBytes, createdAtMs });
    library.add(print, entry.print);
    return { id, kind: 'added', word: null };
  }
  const row = await announcementGroups.row(placed.into, 'all');
  const { id, word } = row ?? { id: placed.into, word: null };
  if (row?.text === '' && entry.text !== '') await announcementGroups.setText(id, entry.text);
  if (word === entry.label) return { id, kind: 'known', word };
  await announcementGroups.setProposal(id, proposal, {
    calls: entry.calls,
    numbers: entry.numbers,
  });
  return isContradicted(row, entry)
    ? { id, kind: 'conflict', word }
    : { id, kind: 'proposed', word };
}

function isContradicted(row: AnnouncementRow | null, entry: CheckedAnnouncement): boolean {
  return row?.word != null && row.word !== entry.label;
}
