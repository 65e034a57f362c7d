import { gapKey, type GapReason } from '@everyline/domain';

import type { AppContext } from '../context.ts';
import { newId } from '../new-id.ts';
import type { Repositories } from '../ports/store.ts';

/** Notes that a question of a conversation had no good answer; once, and not where it asks nothing. */
export async function noteGap(
  context: Pick<AppContext, 'clock' | 'random'>,
  within: Pick<Repositories, 'gaps'>,
  conversationId: string,
  question: string | null,
  reason: GapReason,
): Promise<void> {
  const key = question === null ? null : gapKey(question);
  if (question === null || key === null) return;
  const atMs = context.clock.nowMs();
  await within.gaps.add(
    { id: newId(context), conversationId, question: question.trim(), reason, atMs },
    key,
  );
}
