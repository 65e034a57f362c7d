import type { Topic, TopicPage, TopicQuery } from '@everyline/contract';
import { topicTrends } from '@everyline/domain';

import { authorise } from '../access/authorise.ts';
import { caseRules } from '../cases/case-rules.ts';
import { categoryName } from '../cases/case-words.ts';
import type { AppContext } from '../context.ts';
import { pagingOf } from '../ports/store/page.ts';
import { countedBy, isImpersonal, type Counted } from './counted-by.ts';

const dayMs = 86_400_000;
/** How many stretches of how many days are compared. */
const stretchesOf = { '7': 9, '28': 6 } as const;
/** Read at once; more are not counted, and the answer says so. */
const mostAskings = 20_000;
const mostExamples = 4;
const mostNamed = 3;

/** What citizens ask about in stretches of a week or four, the most asked now first. */
export async function listTopics(context: AppContext, query: TopicQuery): Promise<TopicPage> {
  await authorise(context, 'topics.see');
  const { by = 'matter', days = '7', channel } = query;
  const nowMs = context.clock.nowMs();
  const stretches = { nowMs, lengthMs: Number(days) * dayMs, count: stretchesOf[days] };
  const fromMs = nowMs - stretches.lengthMs * stretches.count + 1;
  const { askings: store } = context.store;
  const [read, demands, departments, policy] = await Promise.all([
    store.since(fromMs, mostAskings),
    channel === undefined ? store.demandsSince(fromMs, mostAskings) : [],
    context.store.departments.all(),
    caseRules(context.store),
  ]);
  const askings = read.filter((one) => channel === undefined || one.channel === channel);
  const names = new Map(departments.map(({ id, name }) => [id, name]));
  const ofDemand = (code: string) => categoryName(policy, code);
  const { counted, isGrouped } = countedBy(by, askings, demands, names, ofDemand);
  const trends = topicTrends(
    counted.map(({ who, topic, atMs }) => ({ conversationId: who, topic: topic.key, atMs })),
    stretches,
  );
  const members = new Map<string, Counted[]>();
  for (const one of counted) {
    const known = members.get(one.topic.key);
    if (known === undefined) members.set(one.topic.key, [one]);
    else known.push(one);
  }
  const isWhole = read.length < mostAskings && demands.length < mostAskings && isGrouped;
  const { page, pageSize } = pagingOf(query);
  const since = nowMs - stretches.lengthMs;
  return {
    items: trends
      .slice((page - 1) * pageSize, page * pageSize)
      .flatMap(({ topic, counts, mark }) => {
        const of = members.get(topic) ?? [];
        const [first] = of;
        if (first === undefined) return [];
        // What is not counted whole may seem to rise.
        const seen = isWhole ? mark : null;
        return [{ ...first.topic, counts: [...counts], mark: seen, ...shown(of, since, names) }];
      }),
    total: trends.length,
    ...{ page, pageSize },
    stretches: Array.from({ length: stretches.count }, (_, n) => {
      const toMs = nowMs - (stretches.count - 1 - n) * stretches.lengthMs;
      const from = toMs - stretches.lengthMs;
      const isIn = ({ atMs }: { readonly atMs: number }) => atMs > from && atMs <= toMs;
      return {
        fromMs: from,
        toMs,
        conversations: new Set(askings.filter(isIn).map(({ conversationId }) => conversationId))
          .size,
        demands: demands.filter(isIn).length,
      };
    }),
    isWhole,
  };
}

/** What is shown of the present stretch, and how it was asked in all. */
function shown(
  counted: readonly Counted[],
  sinceMs: number,
  departments: ReadonlyMap<string, string>,
): Pick<Topic, 'unanswered' | 'examples' | 'departments' | 'places'> {
  const now = counted.filter(({ atMs }) => atMs > sinceMs);
  const answered = new Set(now.filter(({ asking }) => asking?.isAnswered).map(({ who }) => who));
  const unanswered = new Set(
    now.filter(({ asking, who }) => asking !== null && !answered.has(who)).map(({ who }) => who),
  );
  const asked = counted.flatMap(({ asking }) => (asking === null ? [] : [asking]));
  return {
    unanswered: unanswered.size,
    examples: mostOf(asked.map(({ question }) => question).filter(isImpersonal))
      .slice(0, mostExamples)
      .map(({ name }) => name),
    departments: mostOf(
      counted.flatMap(({ departmentId }) => departments.get(departmentId ?? '') ?? []),
    )
      .slice(0, mostNamed)
      .map(({ name }) => name),
    places: mostOf(asked.flatMap(({ place }) => place ?? [])).slice(0, mostNamed),
  };
}

/** Words with their counts, the most frequent first. */
function mostOf(words: readonly string[]): { name: string; count: number }[] {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return [...counts]
    .map(([name, count]) => ({ name, count }))
    .toSorted((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1));
}
