import { addressOf, type Announcement } from '@everyline/contract';
import { announcementState } from '@everyline/domain';

import { reachOf } from '../access/matrix.ts';
import type { Scope } from '../access/scope.ts';
import type { AppContext } from '../context.ts';
import type { Repositories } from '../ports/store.ts';
import type { AnnouncementRow } from '../ports/store/announcement-groups.ts';

/** Announcements as lists show them, with how their calls are read now. */
export async function announcementViews(
  context: Pick<AppContext, 'actor'>,
  store: Pick<Repositories, 'announcementGroups'>,
  rows: readonly AnnouncementRow[],
  scope: Scope,
): Promise<Announcement[]> {
  const outcomes = await store.announcementGroups.outcomesOf(
    rows.map(({ id }) => id),
    scope,
  );
  const { actor } = context;
  const mayListen = actor.kind === 'system' || reachOf(actor.role, 'probes.listen') !== 'no';
  return rows.map((row) => ({
    id: row.id,
    state: stateOf(row),
    word: row.word,
    labelledBy: row.labelledBy,
    labelledAtMs: row.labelledAtMs,
    proposal: row.proposal,
    text: row.text,
    calls: row.calls,
    numbers: row.numbers,
    beforeAnswer: row.beforeAnswer,
    firstHeardAtMs: row.firstHeardAtMs,
    lastHeardAtMs: row.lastHeardAtMs,
    trunks: [...row.trunks],
    importedCalls: row.importedCalls,
    importedNumbers: row.importedNumbers,
    sampleLengthMs: row.sampleLengthMs,
    audioUrl:
      mayListen && row.sampleLengthMs !== null
        ? addressOf('announcementAudio', { params: { id: row.id } })
        : null,
    outcomes: outcomes
      .filter(({ id }) => id === row.id)
      .map(({ outcome, calls, numbers }) => ({ outcome, calls, numbers })),
    exportedAtMs: row.exportedAtMs,
  }));
}

/** What was heard once only is on no list; where it is asked for by name it waits for a second call. */
function stateOf(row: AnnouncementRow): Announcement['state'] {
  const state = announcementState(row, {
    calls: row.callsInAll,
    imported: row.importedCalls > 0,
  });
  return state === 'once' ? 'unlabelled' : state;
}
