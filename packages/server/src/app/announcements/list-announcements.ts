import type { AnnouncementPage, AnnouncementQuery } from '@everyline/contract';

import { authorise } from '../access/authorise.ts';
import type { AppContext } from '../context.ts';
import { pagingOf } from '../ports/store/page.ts';
import { startOfDayMs } from '../settings/start-of-day.ts';
import { announcementViews } from './announcement-view.ts';

/** Recordings heard over calls, those on most numbers first, and how far the work of labelling has come. */
export async function listAnnouncements(
  context: AppContext,
  query: AnnouncementQuery,
): Promise<AnnouncementPage> {
  const scope = await authorise(context, 'announcements.see');
  const { state, word, q } = query;
  const { store } = context;
  const filter = {
    ...(state !== undefined && { state }),
    ...(word !== undefined && { word }),
    ...(q !== undefined && { q }),
  };
  const [found, progress] = await Promise.all([
    store.announcementGroups.page(filter, scope, pagingOf(query)),
    store.announcementGroups.progress(scope, startOfDayMs(context.clock.nowMs())),
  ]);
  const { labelledSince, ...standing } = progress;
  return {
    ...found,
    items: await announcementViews(context, store, found.items, scope),
    progress: { ...standing, labelledToday: labelledSince },
  };
}
