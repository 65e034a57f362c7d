/** What an announcement can say: the closed list by which a person labels it. */
export const announcementLabels = [
  'powered_off', // 已关机
  'suspended', // 已停机
  'unreachable', // 暂时无法接通
  'out_of_area', // 不在服务区
  'busy', // 正在通话中
  'barred', // 呼叫受限
  'network_congestion', // 网络忙
  'unallocated', // 空号
  'number_changed', // 号码已更改
  'no_answer', // 无人接听
  'please_hold', // 请不要挂机
  'fax', // 传真
  'voicemail', // 留言
  'menu', // 请按
  'after_hours', // 非工作时间
] as const;
export type AnnouncementLabel = (typeof announcementLabels)[number];

/** A label, or a person's word that the group is none: a live voice, music, noise. */
export const announcementWords = [...announcementLabels, 'no_announcement'] as const;
export type AnnouncementWord = (typeof announcementWords)[number];

/** True for a label of the closed list. */
export function isAnnouncementLabel(word: unknown): word is AnnouncementLabel {
  return (announcementLabels as readonly unknown[]).includes(word);
}

/** The same recording, as it was heard in calls or came in a file of another city. */
export interface Announcement {
  readonly id: string;
  /** A person's word on what it is; null while nobody has said. */
  readonly word: AnnouncementWord | null;
  readonly labelledBy: string | null;
  readonly labelledAtMs: number | null;
  /** What another city's file says that it is; a proposal until a person here has confirmed it. */
  readonly proposal: { readonly label: AnnouncementLabel; readonly origin: string } | null;
  /** What it says, word for word, as far as somebody wrote it down. */
  readonly text: string;
  readonly exportedAtMs: number | null;
}

/** In so many calls a recording must have been heard to be known as one: no live voice says the same twice. */
export const leastCalls = 2;

/** How often it was heard; `imported` where its sample came in another city's file, which had heard it so often. */
export interface HeardOften {
  readonly calls: number;
  readonly imported: boolean;
}

/**
 * `once`: it may be live speech, and nobody is asked about it; `unlabelled`: a recording that waits for
 * a word; `proposed`: one that another city has named; `labelled`: confirmed by a person; `dismissed`:
 * a person said that it is no announcement.
 */
export const announcementStates = [
  'once',
  'unlabelled',
  'proposed',
  'labelled',
  'dismissed',
] as const;
export type AnnouncementState = (typeof announcementStates)[number];

/** Where an announcement stands between the first call in which it was heard and a person's word. */
export function announcementState(
  one: Pick<Announcement, 'word' | 'proposal'>,
  heard: HeardOften,
): AnnouncementState {
  if (one.word === 'no_announcement') return 'dismissed';
  if (one.word !== null) return 'labelled';
  if (one.proposal !== null) return 'proposed';
  return isKnownRecording(heard) ? 'unlabelled' : 'once';
}

/** Heard in two calls, here or in the city from which it came: then it is a recording and no live voice. */
export function isKnownRecording(heard: HeardOften): boolean {
  return heard.imported || heard.calls >= leastCalls;
}

/** Heard unanswered on so many numbers of other offices, a recording is the network's. */
export const leastUnansweredNumbers = 2;

/**
 * Whether a recording that nobody has labelled speaks for the network and not for the office in whose call it was heard:
 * callers of other offices hear it when nobody answers. An exchange that answers in order to play it has put nobody through.
 *
 * @param unansweredNumbers on how many numbers of other offices it was heard in calls that were not answered
 */
export function isNetworkVoice(unansweredNumbers: number): boolean {
  return unansweredNumbers >= leastUnansweredNumbers;
}

/** Why an announcement may not be given a label, or null when it may. */
export function labelRefusal(word: AnnouncementWord, heard: HeardOften): 'heard_once' | null {
  return word === 'no_announcement' || isKnownRecording(heard) ? null : 'heard_once';
}

/**
 * Whether its sound may leave the city: only what a person here has confirmed as an announcement, and
 * what was heard in two calls. Live speech is neither (DESIGN.md, promise 5).
 */
export function mayExport(one: Pick<Announcement, 'word'>, heard: HeardOften): boolean {
  return isAnnouncementLabel(one.word) && isKnownRecording(heard);
}
