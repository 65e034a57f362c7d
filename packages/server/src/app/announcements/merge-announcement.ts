import type { AnnouncementChanged } from '@everyline/contract';

import { actorName } from '../access/actor.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { AppContext } from '../context.ts';
import { AppFault, notFound } from '../faults.ts';
import { authoriseLabels, changeView, commonWord, rereadHearings } from './change-word.ts';
import { moveSample } from './choose-sample.ts';

/** Makes two announcements one: two voices of the same text stay two, the same recording heard in two pieces is one. */
export async function mergeAnnouncement(
  context: AppContext,
  id: string,
  intoId: string,
): Promise<AnnouncementChanged> {
  await authoriseLabels(context);
  const { answer, from } = await context.store.transaction(async (within) => {
    const { announcementGroups } = within;
    await announcementGroups.lock();
    const one = await announcementGroups.row(id, 'all');
    const into = await announcementGroups.row(intoId, 'all');
    if (!one || !into) throw notFound('announcement');
    if (one.id === into.id) {
      const detail = { zh: '两者已是同一段提示音', en: 'they are one already' };
      throw new AppFault('conflict', { detail });
    }
    const word = commonWord(into.word, one.word);
    await announcementGroups.absorb(into.id, [one.id]);
    if (word !== null && into.word === null) {
      const by = one.labelledBy ?? actorName(context.actor);
      await announcementGroups.setWord(into.id, {
        word,
        by,
        atMs: one.labelledAtMs ?? context.clock.nowMs(),
      });
    }
    if (into.text === '' && one.text !== '') await announcementGroups.setText(into.id, one.text);
    const subject = { kind: 'announcement', id: into.id };
    await recordAudit(context, within, 'announcements.merge', subject, { merged: one.id });
    const reread = await rereadHearings(context, within, [into.id]);
    return { answer: await changeView(context, within, into.id, reread), from: one.id };
  });
  await moveSample(context, from, answer.announcement.id);
  context.events.publish({ type: 'announcement.changed', announcementId: answer.announcement.id });
  return answer;
}
