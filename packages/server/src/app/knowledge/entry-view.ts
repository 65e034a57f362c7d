import type {
  EntryBrief,
  EntryContent as EntryContentView,
  EntryDetail,
} from '@everyline/contract';
import { entryState, holdsOn, movesOf, type EntryContent } from '@everyline/domain';

import type { AccountContext } from '../accounts/account-context.ts';
import { notFound } from '../faults.ts';
import type { EntryRow } from '../ports/store/knowledge.ts';
import { todayOf } from '../programmes/programme-view.ts';
import { knowledgeRules } from './knowledge-rules.ts';
import { mayWith } from './visible-entry.ts';

export function entryBrief(row: EntryRow, today: string): EntryBrief {
  return {
    id: row.id,
    question: row.question,
    answer: row.answer,
    state: entryState(row, today),
    inUse:
      row.publishedVersion !== null &&
      holdsOn({ from: row.publishedFrom, until: row.publishedUntil }, today),
    department: row.department && { ...row.department },
    category: row.category,
    validUntil: row.validUntil,
    sourceLost: row.sourceLost,
    version: row.version,
    revision: row.revision,
    changedAtMs: row.changedAtMs,
    changedBy: row.changedBy,
  };
}

/** What an entry says, with the department that it belongs to now. */
export function contentView(content: EntryContent, departmentId: string | null): EntryContentView {
  return {
    ...content,
    departmentId,
    paraphrases: [...content.paraphrases],
    serviceItems: [...content.serviceItems],
    source: content.source && { ...content.source },
  };
}

/** An entry with all that its page shows. */
export async function entryDetail(context: AccountContext, row: EntryRow): Promise<EntryDetail> {
  const { store, actor } = context;
  const version = await store.knowledge.version(row.id, row.version);
  if (!version) throw notFound('entry');
  const { content } = version;
  const { twoPersons } = await knowledgeRules(store);
  const accountId = actor.kind === 'person' ? actor.id : null;
  const mayPublish = await mayWith(context, row, 'knowledge.publish');
  const moves = mayPublish ? movesOf(row, { accountId, twoPersons }) : [];
  const isJudged = row.state === 'draft' || row.state === 'reviewed';
  return {
    ...entryBrief(row, todayOf(context)),
    content: contentView(content, row.department?.id ?? null),
    owner: await accountRef(context, content.ownerId),
    reviewer: await accountRef(context, content.reviewerId),
    document: await documentRef(context, row.documentId),
    published:
      row.publishedVersion === null
        ? null
        : {
            version: row.publishedVersion,
            validFrom: row.publishedFrom,
            validUntil: row.publishedUntil,
          },
    events: (await store.knowledge.events(row.id)).map(({ atMs, by, kind, version: of, note }) => ({
      ...{ atMs, by, kind, note },
      version: of,
    })),
    mayEdit: await mayWith(context, row, 'knowledge.edit'),
    moves,
    waitsForOther:
      mayPublish && isJudged && twoPersons && accountId !== null && row.writtenById === accountId,
  };
}

async function documentRef({ store }: AccountContext, id: string | null) {
  const document = id === null ? null : await store.knowledgeDocuments.byId(id);
  return document && { id: document.id, name: document.name };
}

async function accountRef({ accounts }: AccountContext, id: string | null) {
  if (id === null) return null;
  return { id, name: (await accounts.byId(id))?.displayName ?? id };
}
