import type { AnnouncementChanged } from '@everyline/contract';

import { recordAudit } from '../audit/record-audit.ts';
import type { AppContext } from '../context.ts';
import { AppFault, notFound } from '../faults.ts';
import { newId } from '../new-id.ts';
import type { Repositories } from '../ports/store.ts';
import { announcementViews } from './announcement-view.ts';
import { authoriseLabels, changeView, rereadHearings } from './change-word.ts';
import { improveSample } from './choose-sample.ts';

/**
 * Takes calls out of an announcement into one of their own, without a word, that is never joined to it
 * again by itself: they sound alike to the machine and are not the same to a person.
 */
export async function splitAnnouncement(
  context: AppContext,
  id: string,
  probeIds: readonly string[],
): Promise<AnnouncementChanged> {
  await authoriseLabels(context);
  const { answer, from } = await context.store.transaction(async (within) => {
    const { announcementGroups } = within;
    await announcementGroups.lock();
    const row = await announcementGroups.row(id, 'all');
    if (!row) throw notFound('announcement');
    const observations = await observationsOf(within, row.id, probeIds);
    if (observations.length === 0 || observations.length >= row.callsInAll) {
      const detail = {
        zh: '请选择其中一部分拨测',
        en: 'choose some of its calls, not none and not all',
      };
      throw new AppFault('invalid_input', { detail }, 'probeIds');
    }
    const splitId = newId(context);
    await announcementGroups.insert({ id: splitId, createdAtMs: context.clock.nowMs() });
    await announcementGroups.moveHearings(observations, row.id, splitId);
    await announcementGroups.keepApart(row.id, splitId);
    for (const one of [row.id, splitId]) await ensurePrint(context, within, one);
    const subject = { kind: 'announcement', id: row.id };
    await recordAudit(context, within, 'announcements.split', subject, {
      into: splitId,
      calls: observations.length,
    });
    const reread = await rereadHearings(context, within, [row.id, splitId]);
    return { answer: await changeView(context, within, splitId, reread), from: row.id };
  });
  for (const one of [from, answer.announcement.id]) await improveSample(context, one);
  context.events.publish({ type: 'announcement.changed', announcementId: from });
  const row = await context.store.announcementGroups.row(answer.announcement.id, 'all');
  const [announcement] = row ? await announcementViews(context, context.store, [row], 'all') : [];
  return announcement === undefined ? answer : { ...answer, announcement };
}

async function observationsOf(
  within: Repositories,
  id: string,
  probeIds: readonly string[],
): Promise<string[]> {
  const hearings = await within.announcementGroups.hearingsOf([id]);
  const asked = new Set(probeIds);
  const raw = await within.rereadings.raw([
    ...new Set(hearings.map(({ observationId }) => observationId)),
  ]);
  return raw.filter(({ probeId }) => asked.has(probeId)).map((one) => one.id);
}

/** An announcement is found again by a print; one that has none left gets that of its longest stretch. */
async function ensurePrint(context: AppContext, within: Repositories, id: string): Promise<void> {
  const { announcementGroups } = within;
  const held = await announcementGroups.prints();
  if (held.some(({ announcementId }) => announcementId === id)) return;
  const longest = (await announcementGroups.hearingsOf([id])).toSorted(
    (one, other) => other.toMs - other.fromMs - (one.toMs - one.fromMs),
  );
  for (const { observationId, fromMs, toMs } of longest) {
    const bytes = await announcementGroups.stretchPrint(observationId, fromMs);
    if (bytes === null) continue;
    await announcementGroups.addPrint({
      id: newId(context),
      announcementId: id,
      bytes,
      lengthMs: toMs - fromMs,
      createdAtMs: context.clock.nowMs(),
    });
    return;
  }
}
