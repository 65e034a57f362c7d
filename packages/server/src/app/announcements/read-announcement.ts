import type { AnnouncementDetail, AnnouncementEffect } from '@everyline/contract';
import { announcementWords, type AnnouncementWord, type Observation } from '@everyline/domain';

import type { AppContext } from '../context.ts';
import { displayNumber } from '../lines/display-number.ts';
import type { Scope } from '../access/scope.ts';
import { announcementViews } from './announcement-view.ts';
import { rereadObservation } from './reread-observation.ts';
import { visibleAnnouncement } from './visible-announcement.ts';

/** So many of its calls are listed, and so many are looked at for what a word would change. */
const listedCalls = 50;
const weighedCalls = 5_000;

/** A recording with the calls in which it was heard, and what each word would change of them. */
export async function readAnnouncement(
  context: AppContext,
  id: string,
): Promise<AnnouncementDetail> {
  const { row, scope } = await visibleAnnouncement(context, 'announcements.see', id);
  const { store } = context;
  const [announcement] = await announcementViews(context, store, [row], scope);
  if (announcement === undefined) throw new Error('a view was lost');
  const heard = await store.announcementGroups.calls(row.id, scope, listedCalls);
  return {
    announcement,
    heard: heard.map((one) => ({
      probeId: one.probeId,
      lineId: one.lineId,
      display: displayNumber(one),
      atMs: one.atMs,
      fromMs: one.fromMs,
      toMs: one.toMs,
      outcome: one.outcome,
    })),
    effects: await effectsOf(context, row.id, scope),
  };
}

/** How the calls with an announcement would be read with each word, compared with how they are read now. */
async function effectsOf(
  context: AppContext,
  id: string,
  scope: Scope,
): Promise<AnnouncementEffect[]> {
  const { announcementGroups, rereadings } = context.store;
  const all = Map.groupBy(
    await announcementGroups.hearingsOf([id]),
    ({ observationId }) => observationId,
  );
  const ids = [...all.keys()].slice(0, weighedCalls);
  const [raw, held, labelled, unanswered, inside] = await Promise.all([
    rereadings.raw(ids),
    rereadings.current(ids),
    announcementGroups.labelledIn(ids),
    rereadings.heardUnanswered(ids),
    scope === 'all' ? null : announcementGroups.calls(id, scope, weighedCalls),
  ]);
  const probes = inside && new Set(inside.map(({ probeId }) => probeId));
  const others = Map.groupBy(
    labelled.filter(({ announcementId }) => announcementId !== id),
    ({ observationId }) => observationId,
  );
  const othersUnanswered = Map.groupBy(
    unanswered.filter(({ announcementId }) => announcementId !== id),
    ({ observationId }) => observationId,
  );
  const asked = probes === null ? raw : raw.filter(({ probeId }) => probes.has(probeId));
  const outcomeWith = (observation: Observation, word: AnnouncementWord) => {
    const own = (all.get(observation.id) ?? []).map((one) => ({ ...one, word }));
    const reread = rereadObservation(
      observation,
      [...(others.get(observation.id) ?? []), ...own],
      othersUnanswered.get(observation.id) ?? [],
      observation.announcementId === id ? word : null,
    );
    return reread?.outcome ?? observation.outcome;
  };
  return announcementWords.map((word) => {
    const changes = new Map<string, AnnouncementEffect['changes'][number]>();
    const lines = new Map<string, Set<string>>();
    for (const observation of asked) {
      const from = held.get(observation.id)?.outcome ?? observation.outcome;
      const to = outcomeWith(observation, word);
      if (from === to) continue;
      const key = `${from} ${to}`;
      const touched = lines.get(key) ?? new Set<string>();
      lines.set(key, touched.add(observation.lineId));
      const calls = (changes.get(key)?.calls ?? 0) + 1;
      changes.set(key, { from, to, calls, numbers: touched.size });
    }
    return {
      word,
      changes: [...changes.values()].sort((one, other) => other.numbers - one.numbers),
    };
  });
}
