import { isAnnouncementLabel } from '@everyline/domain';
import { readPrint } from '@everyline/telephony';

import type { AppContext } from '../app/context.ts';
import { onceAtATime } from '../app/once-at-a-time.ts';
import type { SoundMemory, TaughtAnnouncement } from './sound-memory.ts';

/** An event of another process may be lost on its way, and new prints of a labelled recording are told by none. */
const lookEveryMs = 60_000;

/**
 * Teaches the memory what persons have labelled, now and whenever it changes, so that the next call
 * knows it. Resolves when all is taught that has been labelled so far, with what ends it.
 */
export async function followLabels(
  context: Pick<AppContext, 'store' | 'events' | 'clock'>,
  memory: SoundMemory,
  report: (fault: unknown) => void,
): Promise<() => void> {
  let held = new Map<string, string>();
  const look = onceAtATime(async () => {
    const { announcementGroups } = context.store;
    const prints = (await announcementGroups.prints()).filter(({ word }) => word !== null);
    const groups = Map.groupBy(prints, ({ announcementId }) => announcementId);
    const now = new Map(
      [...groups].map(([id, own]) => [id, [own[0]?.word, ...own.map((one) => one.id)].join(' ')]),
    );
    const changed = [...now.keys()].filter((id) => held.get(id) !== now.get(id));
    const withdrawn = [...held.keys()].filter((id) => !now.has(id));
    if (changed.length === 0 && withdrawn.length === 0) return;
    const bytes = await announcementGroups.printBytes(
      changed.flatMap((id) => groups.get(id) ?? []).map(({ id }) => id),
    );
    const taught = changed.map((announcementId): TaughtAnnouncement => {
      const own = groups.get(announcementId) ?? [];
      const word = own[0]?.word;
      return {
        announcementId,
        label: isAnnouncementLabel(word) ? word : null,
        prints: own.flatMap(({ id }) => {
          const print = readPrint(bytes.get(id) ?? new Uint8Array());
          return print === null ? [] : [{ id, print }];
        }),
      };
    });
    memory.teach(taught, withdrawn);
    held = now;
  });
  const lookAgain = () => look().catch(report);
  const endings = [
    context.events.subscribe((event) => {
      if (event.type === 'announcement.changed') void lookAgain();
    }),
    context.clock.every(lookEveryMs, lookAgain),
  ];
  await look();
  return () => {
    for (const end of endings) end();
  };
}
