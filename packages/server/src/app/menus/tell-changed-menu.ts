import type { MenuChange } from '@everyline/contract';
import { compareMenus } from '@everyline/telephony';

import type { AppContext } from '../context.ts';
import { displayNumber } from '../lines/display-number.ts';
import type { Repositories } from '../ports/store.ts';
import type { StoredMenuWalk } from '../ports/store/menus.ts';
import { tellWithin } from '../telling/tell.ts';
import { mostWalks, walkBefore } from './menu-view.ts';

const changeWords: Readonly<
  Record<MenuChange['kind'], { readonly zh: string; readonly en: string }>
> = {
  added: { zh: '新增', en: 'added' },
  removed: { zh: '取消', en: 'removed' },
  moved: { zh: '改了按键', en: 'moved' },
  changed: { zh: '内容改变', en: 'changed' },
};

/** Tells whoever answers for a line that its menu is not what the walk before found; nothing where it is the same. */
export async function tellChangedMenu(
  context: AppContext,
  within: Repositories,
  walk: StoredMenuWalk,
): Promise<void> {
  const before = walkBefore(await within.menus.ofLine(walk.lineId, mostWalks), walk);
  const line = await within.lines.byId(walk.lineId);
  const changes = before === null ? [] : compareMenus(before.places, walk.places);
  if (line === null || changes.length === 0) return;
  const number = displayNumber(line.number);
  const listed = (language: 'zh' | 'en', place: (path: string) => string): string =>
    changes
      .map(({ path, kind, from }) => {
        const at = from === null ? place(path) : `${place(from)} → ${place(path)}`;
        return `${at} ${changeWords[kind][language]}`;
      })
      .join(language === 'zh' ? '；' : '; ');
  await tellWithin(context, within, {
    key: `menu:${walk.id}`,
    kind: 'menu',
    ticketId: null,
    path: `/lines/${line.id}`,
    departmentId: line.departmentId,
    subject: { zh: `${number} 的菜单有变化`, en: `The menu of ${number} has changed` },
    text: {
      zh: `与上次走菜单相比：${listed('zh', (path) => (path === '' ? '开头' : `按键 ${path}`))}。请核对公布的按键说明。`,
      en: `Since the walk before: ${listed('en', (path) => (path === '' ? 'the top' : `keys ${path}`))}. See whether what is published of its keys still holds.`,
    },
  });
}
