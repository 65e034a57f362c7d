import type { KnownAnnouncement, RecordingMatch } from '@everyline/domain';
import { PrintIndex, readPrint, RECORDING_MISFIT, type Print } from '@everyline/telephony';

import type {
  AnnouncementGroupStore,
  AnnouncementPrint,
} from '../ports/store/announcement-groups.ts';

/** So many prints are read from the store at once. */
const portion = 500;

/** All prints of announcements in memory, for grouping; follows the store each time before it is used. */
export class PrintLibrary {
  private readonly index = new PrintIndex();
  private held = new Map<string, AnnouncementPrint>();

  /** Takes over what the store has and forgets what it has no more. */
  async follow(store: Pick<AnnouncementGroupStore, 'prints' | 'printBytes'>): Promise<void> {
    const now = new Map((await store.prints()).map((print) => [print.id, print]));
    for (const id of this.held.keys()) if (!now.has(id)) this.index.remove(id);
    const missing = [...now.keys()].filter((id) => !this.index.has(id));
    for (let from = 0; from < missing.length; from += portion) {
      const ids = missing.slice(from, from + portion);
      for (const [id, bytes] of await store.printBytes(ids)) {
        const print = readPrint(bytes);
        if (print !== null) this.index.add(id, print);
      }
    }
    this.held = now;
  }

  add(print: AnnouncementPrint, words: Print): void {
    this.held.set(print.id, print);
    this.index.add(print.id, words);
  }

  /** Announcements became one. */
  join(into: KnownAnnouncement, absorbed: readonly string[]): void {
    for (const [id, print] of this.held) {
      if (absorbed.includes(print.announcementId)) {
        this.held.set(id, { ...print, announcementId: into.id, word: into.word });
      }
    }
  }

  /** Every announcement that has a print. */
  known(): Map<string, KnownAnnouncement> {
    return new Map(
      [...this.held.values()].map(({ announcementId, word }) => [
        announcementId,
        { id: announcementId, word },
      ]),
    );
  }

  printsOf(announcementId: string): AnnouncementPrint[] {
    return [...this.held.values()].filter((print) => print.announcementId === announcementId);
  }

  /** What a stretch of a call is alike to. */
  matches(print: Print): RecordingMatch[] {
    const stretchMs = print.words.length * print.hopMs;
    return this.index.find(print).flatMap((match): RecordingMatch[] => {
      // A clerk who says the same words in many calls comes near himself; a recording comes nearer.
      if (match.misfit > RECORDING_MISFIT) return [];
      const held = this.held.get(match.id);
      if (held === undefined) return [];
      return [
        {
          announcementId: held.announcementId,
          alikeMs: match.toMs - match.fromMs,
          stretchMs,
          printMs: held.lengthMs,
          bitErrorRate: match.bitErrorRate,
        },
      ];
    });
  }
}
