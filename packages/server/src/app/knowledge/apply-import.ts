import type { KnowledgeImport, KnowledgeMapping } from '@everyline/contract';
import { entryKey, type EntryContent } from '@everyline/domain';

import type { AccountContext } from '../accounts/account-context.ts';
import { actorName } from '../access/actor.ts';
import { authorise, requireInside } from '../access/authorise.ts';
import { recordAudit } from '../audit/record-audit.ts';
import { namedDepartment } from '../departments/named-department.ts';
import { AppFault, notFound } from '../faults.ts';
import { risingIds } from '../sources/identities.ts';
import type { StoredVersion } from '../ports/store/knowledge.ts';
import { knownOf, planImport } from './plan-import.ts';
import { readyRow, type ReadyRow } from './ready-row.ts';
import { importView, namedImport } from './show-import.ts';
import { TableNames } from './table-names.ts';

const PORTION = 500;

/** Takes the columns as somebody says, and plans the import anew. */
export async function mapImport(
  context: AccountContext,
  id: string,
  { mapping, departmentId }: KnowledgeMapping,
): Promise<KnowledgeImport> {
  const scope = await authorise(context, 'knowledge.edit');
  const one = await namedImport(context, id);
  if (one.appliedAtMs !== null) throw new AppFault('import_done', { file: one.file });
  if (departmentId !== null) requireInside(scope, departmentId);
  await namedDepartment(context, departmentId);
  const refuse = (place: string, zh: string, en: string) =>
    new AppFault('invalid_input', { detail: { zh, en } }, place);
  const beyond = Object.entries(mapping).find(([, column]) => column >= one.columns.length);
  if (beyond) throw refuse(`mapping/${beyond[0]}`, '没有这一列', 'there is no such column');
  if (mapping.question === undefined) {
    throw refuse('mapping/question', '请指明哪一列是问题', 'say which column has the questions');
  }
  if (mapping.shortAnswer === undefined && mapping.longAnswer === undefined) {
    throw refuse('mapping/longAnswer', '请指明哪一列是答复', 'say which column has the answers');
  }
  await planImport(context, id, { mapping, departmentId });
  return importView(context, id);
}

/**
 * Makes drafts of the rows that the preview showed as new, word for word, in one transaction. Where an entry has come since
 * that asks the same as one of them it does nothing and throws `knowledge_import_stale`.
 */
export async function applyImport(context: AccountContext, id: string): Promise<KnowledgeImport> {
  const scope = await authorise(context, 'knowledge.edit');
  await namedImport(context, id);
  const names = await TableNames.of(context, scope);
  const nextId = risingIds(context);
  await context.store.transaction(async (within) => {
    const { knowledgeImports, knowledge } = within;
    const held = await knowledgeImports.held(id);
    if (!held) throw notFound('knowledge_import');
    if (held.appliedAtMs !== null) throw new AppFault('import_done', { file: held.file });
    if (held.counts === null) throw new AppFault('wrong_state', { state: 'read' });
    const atMs = context.clock.nowMs();
    for (let after = 0; ;) {
      const rows = await knowledgeImports.rowsAfter(id, after, PORTION, 'new');
      const ready = rows.map((row) => readyRow(row, held.settings, names));
      const usable = ready.filter((one): one is ReadyRow => one !== null && !('issue' in one));
      const known = await knownOf({ store: { ...context.store, ...within } }, scope, usable);
      const isStale =
        usable.length < rows.length || usable.some(({ entry }) => known.has(entryKey(entry)));
      if (isStale) throw new AppFault('knowledge_import_stale');
      await knowledge.insert(
        usable.map((one): StoredVersion => ({
          entryId: nextId(),
          version: 1,
          content: contentOf(one),
          atMs,
          by: actorName(context.actor),
          byId: context.actor.kind === 'person' ? context.actor.id : null,
          note: `${held.file} ${one.row.sheet ?? ''} ${one.row.row}`.replace(/ +/gu, ' '),
        })),
      );
      after = rows.at(-1)?.position ?? after;
      if (rows.length < PORTION) break;
    }
    await knowledgeImports.applied(id, atMs, actorName(context.actor));
    const subject = { kind: 'knowledge_import', id };
    await recordAudit(context, within, 'knowledge.import', subject, {
      file: held.file,
      ...held.counts,
      settings: held.settings,
    });
  });
  return importView(context, id);
}

function contentOf({ entry, departmentId, ownerId, reviewerId }: ReadyRow): EntryContent {
  const { sourceTitle, sourceAddress, quotation } = entry;
  const hasSource = [sourceTitle, sourceAddress, quotation].some((text) => text !== '');
  return {
    question: entry.question,
    paraphrases: [...entry.paraphrases],
    shortAnswer: entry.shortAnswer,
    longAnswer: entry.longAnswer,
    departmentId,
    category: entry.category,
    serviceItems: [...entry.serviceItems],
    region: entry.region,
    audience: entry.audience,
    source: hasSource
      ? {
          title: sourceTitle,
          address: sourceAddress === '' ? null : sourceAddress,
          documentId: null,
          quotation,
        }
      : null,
    validFrom: entry.validFrom,
    validUntil: entry.validUntil,
    ownerId,
    reviewerId,
  };
}
