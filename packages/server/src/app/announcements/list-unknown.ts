import type { UnknownAnnouncement, UnknownAnnouncementQuery } from '@everyline/contract';

import { authorise } from '../access/authorise.ts';
import type { AppContext } from '../context.ts';
import { pagingOf, type Page } from '../ports/store/page.ts';
import { unknownView } from './unknown-view.ts';

export async function listUnknown(
  context: AppContext,
  query: UnknownAnnouncementQuery,
): Promise<Page<UnknownAnnouncement>> {
  const scope = await authorise(context, 'announcements.see');
  const found = await context.store.probes.unknownAnnouncements(query, scope, pagingOf(query));
  return { ...found, items: found.items.map(unknownView) };
}
