import { gapKey } from '@everyline/domain';

import type { AppContext } from '../context.ts';
import type { MessageAnswer } from '../conversations/answer-message.ts';
import { newId } from '../new-id.ts';
import type { Repositories } from '../ports/store.ts';
import type { ConversationRow } from '../ports/store/conversations.ts';

/**
 * Counts a question of a citizen among what is asked about. What asks nothing is not counted, nor is what was asked back:
 * what the citizen says to that is the question.
 */
export async function noteAsking(
  context: Pick<AppContext, 'clock' | 'random'>,
  within: Pick<Repositories, 'askings'>,
  row: Pick<ConversationRow, 'id' | 'channel'>,
  { kind, citations, reasons }: MessageAnswer,
  place: string | null,
): Promise<void> {
  const asksForPerson = kind === 'hand_over' && reasons.outcome !== 'switched_off';
  if (kind === 'question' || asksForPerson) return;
  const question = reasons.understood.trim();
  const key = gapKey(question);
  if (key === null) return;
  const [cited] = citations;
  await within.askings.add(
    {
      id: newId(context),
      conversationId: row.id,
      question,
      atMs: context.clock.nowMs(),
      channel: row.channel,
      place,
      isAnswered: kind === 'answer',
      entryId: cited?.kind === 'entry' ? cited.id : null,
      lineId: cited?.kind === 'line' ? cited.id : null,
    },
    key,
  );
}
