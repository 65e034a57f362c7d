import { isCarried, maskPersons } from '@everyline/domain';

import type { AppContext } from '../context.ts';
import { inLanguage, saidByService } from '../conversations/reply-words.ts';
import { plainMessage } from '../conversations/say-something.ts';
import type { Repositories } from '../ports/store.ts';
import type { CaseRow } from '../ports/store/cases.ts';
import { sayToCitizen } from './say-to-citizen.ts';

/** Tells the result of a case in the conversation out of which it was opened, by the channel by which the citizen wrote. */
export async function sayResultWithin(
  context: AppContext,
  within: Repositories,
  { id: caseId, number, answer }: CaseRow,
): Promise<void> {
  const id = await within.conversations.idOfCase(caseId);
  const row = id === null ? null : await within.conversations.held(id);
  if (row === null) return;
  const text = inLanguage(saidByService.case_answered, row.language)
    .replace('{number}', String(number))
    .replace('{answer}', () => maskPersons(answer));
  const message = { ...plainMessage(context.clock.nowMs(), text), kind: 'notice' } as const;
  await sayToCitizen(
    context,
    within,
    row,
    { ...message, from: 'service' },
    isCarried(row.channel) ? caseId : null,
  );
}
