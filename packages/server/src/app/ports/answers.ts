import type { Reply, ReplyReasons, Thread } from '@everyline/knowledge';

/** What answers questions, once it is filled and up to date. */
export interface ReadyAnswers {
  /** The reply to a message, with what it was decided by; never throws. */
  explain(
    message: string,
    thread: Thread,
    context: {
      /** The day in the city, `YYYY-MM-DD`. */
      readonly day: string;
      readonly region: string | null;
      readonly threshold: number;
    },
  ): { readonly reply: Reply; readonly reasons: ReplyReasons };
  /** The published version of an entry that it answers from. */
  versionOf(entryId: string): number | null;
  /** The district of the city that a text names; null where it names none. */
  districtIn(text: string): string | null;
  readonly entries: number;
}

/** Answers from what the city has published, in memory and followed as it changes; nothing is held until it is asked. */
export interface Answers {
  ready(): Promise<ReadyAnswers>;
  end(): Promise<void>;
}
