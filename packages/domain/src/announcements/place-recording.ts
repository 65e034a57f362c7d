import type { AnnouncementWord } from './announcement.ts';

/** A stretch of a call that matched a print of an announcement. */
export interface RecordingMatch {
  readonly announcementId: string;
  /** How long the two sound alike. */
  readonly alikeMs: number;
  /** How long the stretch of the call is. */
  readonly stretchMs: number;
  /** How long the announcement's print is. */
  readonly printMs: number;
  /** 0: the same bits; 0.5: nothing in common. */
  readonly bitErrorRate: number;
}

/** What is known of an announcement when a stretch is placed. */
export interface KnownAnnouncement {
  readonly id: string;
  readonly word: AnnouncementWord | null;
}

/**
 * The two must sound alike over this share of the shorter of them. Carriers put announcements together
 * from pieces ("please try again later" ends many of them): a shared piece does not make them the same.
 */
export const leastShareAlike = 0.6;
/** And over so long: less is a word or a tune's first bar, unless that is all there is of both. */
export const leastAlikeMs = 1_500;
/** Two short ones sound alike over this share of the longer: many recordings begin with the same word. */
const wholeShareAlike = 0.7;

/** Where a stretch belongs: to the announcement `into`, which takes up those of `absorbed`; or to none yet. */
export type Placement =
  | { readonly kind: 'new' }
  | {
      readonly kind: 'known';
      readonly into: string;
      readonly absorbed: readonly string[];
      readonly bitErrorRate: number;
    };

/** Whether a match shows that the stretch is the announcement, not that they share a piece. */
export function isSameRecording(
  match: Pick<RecordingMatch, 'alikeMs' | 'stretchMs' | 'printMs'>,
): boolean {
  const { alikeMs, stretchMs, printMs } = match;
  if (alikeMs < leastAlikeMs) return alikeMs >= wholeShareAlike * Math.max(stretchMs, printMs);
  return alikeMs >= leastShareAlike * Math.min(stretchMs, printMs);
}

/**
 * Places a stretch of speech among the announcements known so far. One that is alike to several joins
 * them: what the first call heard the beginning of, and the second the end. Announcements with
 * different words, or that a person keeps apart, are never joined. The same record in the same order
 * gives the same groups.
 */
export function placeRecording(
  matches: readonly RecordingMatch[],
  known: ReadonlyMap<string, KnownAnnouncement>,
  keptApart: (one: string, other: string) => boolean,
): Placement {
  const alike = bestOfEach(matches.filter(isSameRecording)).filter(({ announcementId }) =>
    known.has(announcementId),
  );
  const [first] = alike;
  if (first === undefined) return { kind: 'new' };
  const group = [first.announcementId];
  let word = known.get(first.announcementId)?.word ?? null;
  for (const { announcementId } of alike.slice(1)) {
    const its = known.get(announcementId)?.word ?? null;
    if (word !== null && its !== null && word !== its) continue;
    if (group.some((member) => keptApart(member, announcementId))) continue;
    group.push(announcementId);
    word ??= its;
  }
  const into = survivor(group, known);
  return {
    kind: 'known',
    into,
    absorbed: group.filter((id) => id !== into).sort(),
    bitErrorRate: first.bitErrorRate,
  };
}

/** The best match of each announcement, the surest first. */
function bestOfEach(matches: readonly RecordingMatch[]): RecordingMatch[] {
  const sorted = matches.toSorted(
    (one, other) =>
      one.bitErrorRate - other.bitErrorRate ||
      other.alikeMs - one.alikeMs ||
      (one.announcementId < other.announcementId ? -1 : 1),
  );
  const seen = new Set<string>();
  return sorted.filter(({ announcementId }) => {
    if (seen.has(announcementId)) return false;
    seen.add(announcementId);
    return true;
  });
}

/** Of announcements that become one, that which a person has named stays; else the oldest, whose identity is least. */
export function survivor(
  group: readonly string[],
  known: ReadonlyMap<string, KnownAnnouncement>,
): string {
  const named = group.filter((id) => (known.get(id)?.word ?? null) !== null);
  const [least] = (named.length > 0 ? named : group).toSorted();
  if (least === undefined) throw new Error('a group has at least one announcement');
  return least;
}
