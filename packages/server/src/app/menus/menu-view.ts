import { addressOf, type MenuWalk } from '@everyline/contract';
import { compareMenus } from '@everyline/telephony';

import type { StoredMenuWalk } from '../ports/store/menus.ts';

/** So many walks of a line are shown and compared: two years of monthly ones. */
export const mostWalks = 24;

/** A walk as screens and the command line show it, with what has changed since the one before. */
export function menuView(
  walk: StoredMenuWalk,
  before: StoredMenuWalk | null,
  mayListen: boolean,
): MenuWalk {
  const { id, lineId, limits, calls, startedAtMs, changedAtMs, finishedAtMs } = walk;
  return {
    id,
    limits: { ...limits },
    calls,
    startedAtMs,
    changedAtMs,
    finishedAtMs,
    places: walk.places.map(({ path, kind, sameAs, prompt, calls: went }) => ({
      path,
      kind,
      sameAs,
      calls: went,
      prompt: prompt && {
        probeId: prompt.call,
        fromMs: prompt.fromMs,
        toMs: prompt.toMs,
        audioUrl: mayListen
          ? addressOf('menuAudio', { params: { id: lineId }, query: { walk: id, path } })
          : null,
      },
    })),
    before: before && {
      id: before.id,
      startedAtMs: before.startedAtMs,
      changes: compareMenus(before.places, walk.places),
    },
  };
}

/** The finished walk before each, in a list with the newest first. */
export function walkBefore(
  walks: readonly StoredMenuWalk[],
  walk: StoredMenuWalk,
): StoredMenuWalk | null {
  return (
    walks.find(
      ({ startedAtMs, finishedAtMs }) => startedAtMs < walk.startedAtMs && finishedAtMs !== null,
    ) ?? null
  );
}
