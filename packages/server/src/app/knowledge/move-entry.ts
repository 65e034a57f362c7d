import type {
  EntriesMoved,
  EntriesMoving,
  EntryDetail,
  EntryMoveWord,
  EntryMoving,
} from '@everyline/contract';
import { moveEntry as movedBy } from '@everyline/domain';

import type { AccountContext } from '../accounts/account-context.ts';
import { actorName } from '../access/actor.ts';
import { authorise } from '../access/authorise.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { AppContext } from '../context.ts';
import { AppFault, faultSentence, notFound } from '../faults.ts';
import { knowledgeRules } from './knowledge-rules.ts';
import { readEntry } from './read-entry.ts';
import { namedEntry, requireSeen } from './visible-entry.ts';

/** Reviews, returns, publishes, withdraws or restores an entry; of two at once the second is told. */
export async function moveEntry(
  context: AccountContext,
  id: string,
  { move, revision, note = '' }: EntryMoving,
): Promise<EntryDetail> {
  await makeMove(context, id, { move, revision, note });
  return readEntry(context, id);
}

/** Makes the same move with several entries as they are now, each for itself. */
export async function moveEntries(
  context: AppContext,
  { ids, move, note = '' }: EntriesMoving,
): Promise<EntriesMoved> {
  await authorise(context, 'knowledge.publish');
  let moved = 0;
  const refused: EntriesMoved['refused'] = [];
  for (const id of ids) {
    try {
      await makeMove(context, id, { move, revision: null, note });
      moved += 1;
    } catch (cause) {
      if (!(cause instanceof AppFault)) throw cause;
      const { message, wayOut } = faultSentence(cause.code, cause.values, context.language);
      const isSeen = cause.code !== 'outside_scope';
      const row = isSeen ? await context.store.knowledge.row(id) : null;
      refused.push({ id, question: row?.question ?? '', sentence: `${message} ${wayOut}` });
    }
  }
  // Alone it is refused as it would be on its page.
  if (moved === 0 && ids.length === 1 && refused[0]?.question === '') {
    await namedEntry(context, ids[0] ?? '', 'knowledge.publish');
  }
  return { moved, refused };
}

async function makeMove(
  context: AppContext,
  id: string,
  {
    move,
    revision,
    note,
  }: { readonly move: EntryMoveWord; readonly revision: number | null; readonly note: string },
): Promise<void> {
  await namedEntry(context, id, 'knowledge.publish');
  const { actor } = context;
  await context.store.transaction(async (within) => {
    const held = await within.knowledge.heldRow(id);
    if (!held) throw notFound('entry');
    if (revision !== null) await requireSeen(context, held, revision);
    const { twoPersons } = await knowledgeRules(within);
    const accountId = actor.kind === 'person' ? actor.id : null;
    const answer = movedBy(held, move, { accountId, twoPersons });
    if ('refused' in answer) {
      throw answer.refused === 'own_text'
        ? new AppFault('own_text')
        : new AppFault('wrong_state', { state: held.state });
    }
    await within.knowledge.move(id, answer.to, {
      entryId: id,
      atMs: context.clock.nowMs(),
      by: actorName(actor),
      kind: move,
      version: held.version,
      note: note.trim(),
    });
    const { version, question } = held;
    const subject = { kind: 'entry', id };
    await recordAudit(context, within, `knowledge.${move}`, subject, { version, question, note });
  });
  context.events.publish({ type: 'knowledge.changed', entryId: id });
}
