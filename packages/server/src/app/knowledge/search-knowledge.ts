import type { KnowledgeFound, KnowledgeSearchQuery } from '@everyline/contract';
import { holdsOn } from '@everyline/domain';

import { authorise } from '../access/authorise.ts';
import type { AppContext } from '../context.ts';
import { todayOf } from '../programmes/programme-view.ts';
import { contentView } from './entry-view.ts';

/** Published entries of one's scope that hold today, best first, as they are in the store. */
export async function searchKnowledge(
  context: AppContext,
  { q, limit = 10 }: KnowledgeSearchQuery,
): Promise<KnowledgeFound> {
  const scope = await authorise(context, 'knowledge.see');
  const day = todayOf(context);
  const found = await context.knowledge.search(q, { limit, scope, day });
  const published = await context.store.knowledge.published(found.hits.map(({ id }) => id));
  const byId = new Map(published.map((one) => [one.id, one]));
  const names = new Map((await context.store.departments.all()).map(({ id, name }) => [id, name]));
  return {
    searched: found.searched,
    isWhole: found.isWhole,
    hits: found.hits.flatMap(({ id, score }) => {
      const one = byId.get(id);
      // It may have been withdrawn a moment ago.
      if (!one?.published || !holdsOn(one.published, day)) return [];
      const { departmentId } = one;
      const said = contentView(one.published.content, departmentId);
      return [
        {
          ...{ id, score, version: one.published.version },
          question: said.question,
          shortAnswer: said.shortAnswer,
          longAnswer: said.longAnswer,
          department:
            departmentId === null
              ? null
              : { id: departmentId, name: names.get(departmentId) ?? '' },
          category: said.category,
          region: said.region,
          audience: said.audience,
          source: said.source,
          validFrom: one.published.from,
          validUntil: one.published.until,
        },
      ];
    }),
  };
}
