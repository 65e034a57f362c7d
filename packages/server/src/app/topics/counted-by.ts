import type { Localised, Topic } from '@everyline/contract';
import { groupQuestions, type TopicGrouping } from '@everyline/domain';

import type { CountedDemand, StoredAsking } from '../ports/store/askings.ts';

/** Different questions that are grouped by nearness: some 50 ms, in which nobody else is served. */
const mostGrouped = 1_000;

/** One asking or demand with the topic that it counts for. */
export interface Counted {
  readonly topic: Pick<Topic, 'kind' | 'key' | 'id' | 'name'>;
  readonly who: string;
  readonly atMs: number;
  readonly asking: StoredAsking | null;
  readonly departmentId: string | null;
}

/** Each asking under its topic; demands are counted where they have one: their category and their office. */
export function countedBy(
  by: TopicGrouping,
  askings: readonly StoredAsking[],
  demands: readonly CountedDemand[],
  departments: ReadonlyMap<string, string>,
  ofDemand: (code: string) => Localised,
): { readonly counted: Counted[]; readonly isGrouped: boolean } {
  const counted = (asking: StoredAsking, topic: Counted['topic']): Counted => ({
    ...{ topic, asking, departmentId: asking.departmentId },
    ...{ who: asking.conversationId, atMs: asking.atMs },
  });
  const demanded = (demand: CountedDemand, topic: Counted['topic']): Counted => ({
    ...{ topic, asking: null, departmentId: demand.departmentId },
    ...{ who: demand.id, atMs: demand.atMs },
  });
  const office = (id: string | null): Counted['topic'] => {
    const name = id === null ? undefined : departments.get(id);
    return { kind: 'department', key: id ?? '', id, name: name === undefined ? null : same(name) };
  };
  const plain = (kind: 'category' | 'place', name: string): Counted['topic'] => ({
    ...{ kind, key: name, id: null },
    name: name === '' ? null : same(name),
  });
  switch (by) {
    case 'matter':
      return byMatter(askings, counted);
    case 'category':
      return {
        counted: [
          ...askings.map((one) => counted(one, plain('category', one.entry?.category ?? ''))),
          ...demands.map((one) =>
            demanded(one, {
              ...{ kind: 'demand' as const, key: `demand ${one.category}`, id: null },
              name: ofDemand(one.category),
            }),
          ),
        ],
        isGrouped: true,
      };
    case 'department':
      return {
        counted: [
          ...askings.map((one) => counted(one, office(one.departmentId))),
          ...demands.map((one) => demanded(one, office(one.departmentId))),
        ],
        isGrouped: true,
      };
    case 'place':
      return {
        counted: askings.map((one) => counted(one, plain('place', one.place ?? ''))),
        isGrouped: true,
      };
  }
}

/** What an entry answers is one matter; other questions are one where they ask nearly the same. */
function byMatter(
  askings: readonly StoredAsking[],
  counted: (asking: StoredAsking, topic: Counted['topic']) => Counted,
): { readonly counted: Counted[]; readonly isGrouped: boolean } {
  const found: Counted[] = [];
  const byKey = new Map<string, StoredAsking[]>();
  for (const one of askings) {
    if (one.entry !== null) {
      const topic = { kind: 'entry' as const, key: one.entryId ?? '', id: one.entryId };
      found.push(counted(one, { ...topic, name: same(one.entry.question) }));
      continue;
    }
    const known = byKey.get(one.questionKey);
    if (known === undefined) byKey.set(one.questionKey, [one]);
    else known.push(one);
  }
  const different = [...byKey.values()].map((same) => ({
    question: same[0]?.question ?? '',
    same,
  }));
  for (const { question, members } of groupQuestions(different.slice(0, mostGrouped))) {
    const shown = [question, ...members.map((one) => one.question)].find(isImpersonal);
    const topic = {
      ...{ kind: 'question' as const, key: members[0]?.same[0]?.id ?? '', id: null },
      name: shown === undefined ? null : same(shown),
    };
    for (const { same: of } of members) {
      for (const one of of) found.push(counted(one, topic));
    }
  }
  return { counted: found, isGrouped: different.length <= mostGrouped };
}

/** Whether nothing had to be masked in a question: who writes a telephone often writes a name with it. */
export function isImpersonal(question: string): boolean {
  return !question.includes('*');
}

function same(text: string): Localised {
  return { zh: text, en: text };
}
