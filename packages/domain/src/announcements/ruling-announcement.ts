import type { AnnouncementLabel } from './announcement.ts';

/** A stretch of a call in which a labelled announcement was recognised; times count from the INVITE. */
export interface RecognisedStretch {
  readonly announcementId: string;
  readonly label: AnnouncementLabel;
  readonly fromMs: number;
  readonly toMs: number;
  /** 0: the same bits as its print. */
  readonly bitErrorRate: number;
}

/** These only introduce what follows: who waits or presses keys may still reach a person. */
const introductions: ReadonlySet<AnnouncementLabel> = new Set<AnnouncementLabel>([
  'please_hold',
  'menu',
]);

/**
 * The announcement that says what became of a call, of all that were recognised in it: the last one that
 * is no mere introduction, else the last. A menu or a queue says nothing where a person spoke after it.
 */
export function rulingAnnouncement(
  recognised: readonly RecognisedStretch[],
  personAtMs: number | null,
): RecognisedStretch | null {
  const inTime = recognised.toSorted((one, other) => one.fromMs - other.fromMs);
  const telling = inTime.filter(({ label }) => !introductions.has(label)).at(-1);
  if (telling !== undefined) return telling;
  const last = inTime.at(-1) ?? null;
  return last !== null && personAtMs !== null && personAtMs >= last.fromMs ? null : last;
}

/**
 * How sure a recognition is: a print is found only where at most a quarter of the bits differ, and two
 * different recordings differ in half of them, so that even the worst match is hardly an error. The same
 * as where it is recognised during the call.
 */
export function recognitionConfidence(bitErrorRate: number): number {
  return 0.98 - 0.5 * Math.min(0.25, Math.max(0, bitErrorRate));
}
