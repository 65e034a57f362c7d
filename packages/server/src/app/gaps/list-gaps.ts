import type { Gap, GapPage, GapQuery } from '@everyline/contract';
import { groupQuestions, type GapReason } from '@everyline/domain';

import { authorise } from '../access/authorise.ts';
import type { AppContext } from '../context.ts';
import type { StoredGap } from '../ports/store/gaps.ts';
import { pagingOf } from '../ports/store/page.ts';

/** Questions that are grouped at once: some 30 ms, 160 ms at the worst, in which nobody else is served. */
const mostQuestions = 1_000;
const mostExamples = 5;

/** Open questions without a good answer, grouped by nearness, the most asked first. */
export async function listGaps(context: AppContext, query: GapQuery): Promise<GapPage> {
  await authorise(context, 'gaps.see');
  const [open, all] = await Promise.all([
    context.store.gaps.open(mostQuestions),
    context.store.gaps.countOpen(),
  ]);
  const groups = groupQuestions(open);
  const { page, pageSize } = pagingOf(query);
  return {
    items: groups
      .slice((page - 1) * pageSize, page * pageSize)
      .map(({ question, members }) => gapView(question, members)),
    total: groups.length,
    ...{ page, pageSize },
    questions: open.length,
    isWhole: open.length === all,
  };
}

function gapView(question: string, members: readonly StoredGap[]): Gap {
  const times = members.map(({ atMs }) => atMs);
  const others = new Set(members.map((one) => one.question));
  others.delete(question);
  const count = (reason: GapReason) => members.filter((one) => one.reason === reason).length;
  return {
    question,
    ids: members.map(({ id }) => id),
    reasons: {
      abstained: count('abstained'),
      handed_over: count('handed_over'),
      not_solved: count('not_solved'),
    },
    examples: [...others].slice(0, mostExamples),
    firstAtMs: Math.min(...times),
    lastAtMs: Math.max(...times),
  };
}
