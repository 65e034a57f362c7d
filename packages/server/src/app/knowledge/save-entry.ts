import type {
  EntryChange,
  EntryContent as EntryContentView,
  EntryDetail,
  NewEntry,
} from '@everyline/contract';
import {
  contentIssue,
  tidyCategory,
  tidyText,
  type ContentIssue,
  type EntryContent,
} from '@everyline/domain';

import type { AccountContext } from '../accounts/account-context.ts';
import { actorName } from '../access/actor.ts';
import { authorise, requireInside } from '../access/authorise.ts';
import { recordAudit } from '../audit/record-audit.ts';
import { namedDepartment } from '../departments/named-department.ts';
import { AppFault, notFound } from '../faults.ts';
import { newId } from '../new-id.ts';
import type { StoredVersion } from '../ports/store/knowledge.ts';
import { readEntry } from './read-entry.ts';
import { isQuotationLost } from './check-quotations.ts';
import { namedDocument } from './show-document.ts';
import { requireEditor } from './knowledge-people.ts';
import { namedEntry, requireSeen } from './visible-entry.ts';

/** Writes a new entry, a draft; without a department it is the writer's own. */
export async function addEntry(
  context: AccountContext,
  { content, note = '' }: NewEntry,
): Promise<EntryDetail> {
  const scope = await authorise(context, 'knowledge.edit');
  const { actor } = context;
  const own = scope === 'all' || actor.kind === 'system' ? null : actor.departmentId;
  const departmentId = content.departmentId ?? own;
  requireInside(scope, departmentId);
  const version = writtenNow(context, newId(context), 1, {
    content: await checkedContent(context, { ...content, departmentId }),
    note: note.trim(),
  });
  await context.store.transaction(async (within) => {
    await within.knowledge.insert([version], await isQuotationLost(within, version.content));
    const subject = { kind: 'entry', id: version.entryId };
    await recordAudit(context, within, 'knowledge.add', subject, {
      question: version.content.question,
      departmentId,
    });
  });
  context.events.publish({ type: 'knowledge.changed', entryId: version.entryId });
  return readEntry(context, version.entryId);
}

/**
 * Writes the next version of an entry, a draft; what is published of it stays in use until this one is published. Throws
 * `entry_changed` where somebody has done something with it since it was seen.
 */
export async function changeEntry(
  context: AccountContext,
  id: string,
  { content, note = '', revision }: EntryChange,
): Promise<EntryDetail> {
  await namedEntry(context, id, 'knowledge.edit');
  requireInside(await authorise(context, 'knowledge.edit'), content.departmentId);
  const checked = await checkedContent(context, content);
  await context.store.transaction(async (within) => {
    const held = await within.knowledge.heldRow(id);
    if (!held) throw notFound('entry');
    await requireSeen(context, held, revision);
    if (held.state === 'withdrawn') throw new AppFault('wrong_state', { state: held.state });
    const before = await within.knowledge.version(id, held.version);
    const version = writtenNow(context, id, held.version + 1, {
      content: checked,
      note: note.trim(),
    });
    await within.knowledge.write(version, await isQuotationLost(within, checked));
    await recordAudit(
      context,
      within,
      'knowledge.change',
      { kind: 'entry', id },
      { version: version.version, before: before?.content ?? null, after: checked },
    );
  });
  context.events.publish({ type: 'knowledge.changed', entryId: id });
  return readEntry(context, id);
}

function writtenNow(
  context: AccountContext,
  entryId: string,
  version: number,
  written: Pick<StoredVersion, 'content' | 'note'>,
): StoredVersion {
  const { actor, clock } = context;
  return {
    entryId,
    version,
    ...written,
    atMs: clock.nowMs(),
    by: actorName(actor),
    byId: actor.kind === 'person' ? actor.id : null,
  };
}

const issueWords: Readonly<Record<ContentIssue['issue'], { zh: string; en: string }>> = {
  empty: { zh: '不能为空', en: 'it cannot be empty' },
  no_such_day: { zh: '日历上没有这一天', en: 'there is no such day' },
  ends_before_it_begins: {
    zh: '有效期的最后一天不能早于第一天',
    en: 'the last day cannot be before the first',
  },
};

/** A content as it was typed, with its days, its office and its people checked. The texts stay word for word. */
async function checkedContent(
  context: AccountContext,
  content: EntryContentView,
): Promise<EntryContent> {
  const tidy: EntryContent = {
    ...content,
    question: tidyText(content.question),
    paraphrases: distinct(content.paraphrases),
    shortAnswer: tidyText(content.shortAnswer),
    longAnswer: tidyText(content.longAnswer),
    category: tidyCategory(tidyText(content.category)),
    serviceItems: distinct(content.serviceItems),
    region: tidyText(content.region),
    audience: tidyText(content.audience),
    source: content.source && {
      ...content.source,
      title: tidyText(content.source.title),
      quotation: tidyText(content.source.quotation),
    },
  };
  const issue = contentIssue(tidy);
  if (issue !== null) {
    throw new AppFault(
      'invalid_input',
      { detail: issueWords[issue.issue] },
      `content/${issue.field}`,
    );
  }
  await namedDepartment(context, tidy.departmentId);
  await requireEditor(context, tidy.ownerId, 'content/ownerId');
  await requireEditor(context, tidy.reviewerId, 'content/reviewerId');
  const documentId = tidy.source?.documentId ?? null;
  if (documentId !== null) await namedDocument(context, documentId, 'knowledge.see');
  return tidy;
}

function distinct(texts: readonly string[]): string[] {
  return [...new Set(texts.map((text) => tidyText(text).replaceAll('\n', ' ')))].filter(
    (text) => text !== '',
  );
}
