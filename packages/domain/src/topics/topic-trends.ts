import { upperTail } from './upper-tail.ts';

/** By what questions of citizens are counted: what they are about, its category, the office it belongs to, the place named. */
export const topicGroupings = ['matter', 'category', 'department', 'place'] as const;
export type TopicGrouping = (typeof topicGroupings)[number];

/** What stands out of a topic: it is asked far more often than before, or was not asked before. */
export const topicMarks = ['burst', 'new'] as const;
export type TopicMark = (typeof topicMarks)[number];

/** That somebody asked about a topic. */
export interface Asking {
  /** Who asks the same again in one conversation counts once. */
  readonly conversationId: string;
  readonly topic: string;
  readonly atMs: number;
}

/** The stretches that are compared: so many of one length, the last of which ends now. */
export interface TopicStretches {
  readonly nowMs: number;
  readonly lengthMs: number;
  readonly count: number;
}

export interface TopicTrend {
  readonly topic: string;
  /** Conversations in each stretch, the oldest first; the last is the present one. */
  readonly counts: readonly number[];
  readonly mark: TopicMark | null;
}

/** Of the topics that are marked as bursts, at most this share is expected to be chance (Benjamini and Hochberg 1995). */
const falseShare = 0.05;
/** Fewer askings are no burst, and fewer of what was never asked before are no new topic. */
const leastOfBurst = 5;
const leastOfNew = 3;
/** A burst is at least so many times what was usual. */
const leastRise = 2;

/**
 * How often each topic is asked about, the most asked in the present stretch first. Whether a topic bursts is held
 * against all topics together: on a day on which everything is asked twice as often, nothing stands out. The test is the
 * binomial one of the present stretch's share in a topic against its share in all; its chances are judged over all topics
 * at once. What the present stretch is compared with must have been counted: without a question before it, nothing is marked.
 */
export function topicTrends(
  askings: readonly Asking[],
  { nowMs, lengthMs, count }: TopicStretches,
): TopicTrend[] {
  const asked = new Map<string, Set<string>[]>();
  for (const { conversationId, topic, atMs } of askings) {
    const back = Math.floor((nowMs - atMs) / lengthMs);
    if (back < 0 || back >= count) continue;
    let stretches = asked.get(topic);
    if (stretches === undefined) {
      stretches = Array.from({ length: count }, () => new Set<string>());
      asked.set(topic, stretches);
    }
    stretches[count - 1 - back]?.add(conversationId);
  }
  const counted = [...asked].map(([topic, stretches]) => ({
    topic,
    counts: stretches.map(({ size }) => size),
  }));
  const marks = marksOf(counted);
  return counted
    .map((one) => ({ ...one, mark: marks.get(one.topic) ?? null }))
    .toSorted(
      (a, b) =>
        nowOf(b) - nowOf(a) || sum(b.counts) - sum(a.counts) || (a.topic < b.topic ? -1 : 1),
    );
}

type Counted = Pick<TopicTrend, 'topic' | 'counts'>;

function marksOf(topics: readonly Counted[]): ReadonlyMap<string, TopicMark> {
  const now = sum(topics.map(nowOf));
  const before = sum(topics.map(beforeOf));
  const marks = new Map<string, TopicMark>();
  if (before === 0) return marks;
  const share = now / (now + before);
  const tested = topics
    .filter((one) => sum(one.counts) > 0)
    .map((one) => ({ one, chance: upperTail(nowOf(one), sum(one.counts), share) }))
    .toSorted((a, b) => a.chance - b.chance);
  const last = tested.findLastIndex(
    ({ chance }, n) => chance <= (falseShare * (n + 1)) / tested.length,
  );
  for (const { one } of tested.slice(0, last + 1)) {
    const stretchesBefore = one.counts.length - 1;
    const isRisen = nowOf(one) * stretchesBefore >= leastRise * beforeOf(one);
    if (beforeOf(one) > 0 && nowOf(one) >= leastOfBurst && isRisen) marks.set(one.topic, 'burst');
  }
  for (const one of topics) {
    if (beforeOf(one) === 0 && nowOf(one) >= leastOfNew) marks.set(one.topic, 'new');
  }
  return marks;
}

function nowOf({ counts }: Counted): number {
  return counts.at(-1) ?? 0;
}

function beforeOf(one: Counted): number {
  return sum(one.counts) - nowOf(one);
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, one) => total + one, 0);
}
