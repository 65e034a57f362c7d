import { actorName } from '../access/actor.ts';
import type { AppContext } from '../context.ts';
import { newId } from '../new-id.ts';
import type { Repositories } from '../ports/store.ts';
import type { Reread } from '../ports/store/rereadings.ts';
import { rereadObservation } from './reread-observation.ts';

const portion = 500;

/** What rereading changed. */
export interface RereadCalls {
  readonly calls: number;
  /** Lines whose verdict is due to be renewed. */
  readonly lines: number;
}

/**
 * Reads past calls anew with the words that their announcements have now, and asks for the verdicts of
 * their lines. Calls whose reading does not change are left alone, so that doing it twice does nothing.
 */
export async function rereadCalls(
  context: AppContext,
  within: Repositories,
  observationIds: readonly string[],
): Promise<RereadCalls> {
  const by = actorName(context.actor);
  const nowMs = context.clock.nowMs();
  const wanted = [...new Set(observationIds)].sort();
  const changed: string[] = [];
  for (let from = 0; from < wanted.length; from += portion) {
    const ids = wanted.slice(from, from + portion);
    const raw = await within.rereadings.raw(ids);
    const held = await within.rereadings.current(ids);
    const labelled = Map.groupBy(
      await within.announcementGroups.labelledIn(ids),
      ({ observationId }) => observationId,
    );
    const unanswered = Map.groupBy(
      await within.rereadings.heardUnanswered(ids),
      ({ observationId }) => observationId,
    );
    const words = await within.announcementGroups.wordsOf(
      raw.flatMap(({ announcementId }) => announcementId ?? []),
    );
    const changes = raw.flatMap((observation) => {
      const { id, announcementId } = observation;
      const firstWord = announcementId === null ? null : (words.get(announcementId) ?? null);
      const reread = rereadObservation(
        observation,
        labelled.get(id) ?? [],
        unanswered.get(id) ?? [],
        firstWord,
      );
      const before = held.get(id) ?? null;
      return isSame(before, reread) ? [] : [{ id: newId(context), observationId: id, reread }];
    });
    await within.rereadings.replace(changes, nowMs, by);
    changed.push(...changes.map(({ observationId }) => observationId));
  }
  return { calls: changed.length, lines: await within.rereadings.askVerdicts(changed, nowMs) };
}

function isSame(one: Reread | null, other: Reread | null): boolean {
  if (one === null || other === null) return one === other;
  return (
    one.outcome === other.outcome &&
    one.confidence === other.confidence &&
    one.decidedBy === other.decidedBy &&
    one.announcementId === other.announcementId &&
    one.timeToPersonMs === other.timeToPersonMs
  );
}
