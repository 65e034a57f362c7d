import type { AnnouncementChanged, LabelAnnouncement } from '@everyline/contract';
import { labelRefusal } from '@everyline/domain';

import { actorName } from '../access/actor.ts';
import { authorise, requireWholeCity } from '../access/authorise.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { AppContext } from '../context.ts';
import { AppFault, notFound } from '../faults.ts';
import type { Repositories } from '../ports/store.ts';
import type { AnnouncementRow } from '../ports/store/announcement-groups.ts';
import { announcementViews } from './announcement-view.ts';
import { rereadCalls, type RereadCalls } from './reread-calls.ts';

/** Labels are the whole city's: who gives one answers for every line on which the recording is heard. */
export async function authoriseLabels(context: AppContext): Promise<void> {
  requireWholeCity(await authorise(context, 'announcements.label'));
}

/**
 * A person says what a recording is. From then on it is recognised at once; the calls in which it was
 * heard are read anew, and the verdicts of their lines are due.
 */
export async function labelAnnouncement(
  context: AppContext,
  id: string,
  given: LabelAnnouncement,
): Promise<AnnouncementChanged> {
  await authoriseLabels(context);
  return changed(context, id, async (within, row) => {
    const heard = { calls: row.callsInAll, imported: row.importedCalls > 0 };
    if (labelRefusal(given.word, heard) !== null) throw new AppFault('heard_once');
    await within.announcementGroups.setWord(row.id, {
      word: given.word,
      by: actorName(context.actor),
      atMs: context.clock.nowMs(),
    });
    if (given.text !== undefined)
      await within.announcementGroups.setText(row.id, given.text.trim());
    return { operation: 'announcements.label', detail: { word: given.word, before: row.word } };
  });
}

/** Takes the word back; calls are read as they were before it. */
export async function unlabelAnnouncement(
  context: AppContext,
  id: string,
): Promise<AnnouncementChanged> {
  await authoriseLabels(context);
  return changed(context, id, async (within, row) => {
    await within.announcementGroups.setWord(row.id, null);
    return { operation: 'announcements.unlabel', detail: { before: row.word } };
  });
}

/** Does one change to an announcement, reads its calls anew, and tells open screens and the phones. */
async function changed(
  context: AppContext,
  id: string,
  change: (
    within: Repositories,
    row: AnnouncementRow,
  ) => Promise<{ readonly operation: string; readonly detail: unknown }>,
): Promise<AnnouncementChanged> {
  const answer = await context.store.transaction(async (within) => {
    await within.announcementGroups.lock();
    const row = await within.announcementGroups.row(id, 'all');
    if (!row) throw notFound('announcement');
    const { operation, detail } = await change(within, row);
    const subject = { kind: 'announcement', id: row.id };
    await recordAudit(context, within, operation, subject, detail);
    return changeView(context, within, row.id, await rereadHearings(context, within, [row.id]));
  });
  context.events.publish({ type: 'announcement.changed', announcementId: answer.announcement.id });
  return answer;
}

/** Reads all calls anew in which these announcements were heard. */
export async function rereadHearings(
  context: AppContext,
  within: Repositories,
  ids: readonly string[],
): Promise<RereadCalls> {
  const hearings = await within.announcementGroups.hearingsOf(ids);
  return rereadCalls(
    context,
    within,
    hearings.map(({ observationId }) => observationId),
  );
}

/** An announcement after a change, with what the change did. */
export async function changeView(
  context: AppContext,
  within: Repositories,
  id: string,
  reread: RereadCalls,
): Promise<AnnouncementChanged> {
  const row = await within.announcementGroups.row(id, 'all');
  const [announcement] = row ? await announcementViews(context, within, [row], 'all') : [];
  if (announcement === undefined) throw notFound('announcement');
  return { announcement, callsReread: reread.calls, linesDue: reread.lines };
}

/** The word of the two that become one; refuses where they contradict each other. */
export function commonWord(
  one: AnnouncementRow['word'],
  other: AnnouncementRow['word'],
): AnnouncementRow['word'] {
  if (one !== null && other !== null && one !== other) throw new AppFault('words_differ');
  return one ?? other;
}
