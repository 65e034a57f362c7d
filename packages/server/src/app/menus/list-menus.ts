import type { MenuWalk } from '@everyline/contract';

import { reachOf } from '../access/matrix.ts';
import type { AppContext } from '../context.ts';
import { visibleLine } from '../lines/visible-line.ts';
import { menuView, mostWalks, walkBefore } from './menu-view.ts';

/** The walks through the menu of a line, newest first, each with what has changed since the one before. */
export async function listMenus(context: AppContext, lineId: string): Promise<MenuWalk[]> {
  const line = await visibleLine(context, 'probes.see', lineId);
  const walks = await context.store.menus.ofLine(line.id, mostWalks);
  const { actor } = context;
  const mayListen = actor.kind === 'system' || reachOf(actor.role, 'probes.listen') !== 'no';
  return walks.map((walk) => menuView(walk, walkBefore(walks, walk), mayListen));
}
