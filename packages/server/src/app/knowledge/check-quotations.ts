import { QuotedText, type EntryContent } from '@everyline/domain';

import { actorName } from '../access/actor.ts';
import type { AppContext } from '../context.ts';
import type { Repositories } from '../ports/store.ts';
import type { EntryRow } from '../ports/store/knowledge.ts';
import type { KnowledgeDocumentRow } from '../ports/store/knowledge-documents.ts';
import { todayOf } from '../programmes/programme-view.ts';
import { tellWithin } from '../telling/tell.ts';

const PORTION = 500;

/** Looks for the quotations of all entries that rest on a document in its new text; what is gone is marked and told. */
export async function checkQuotations(
  context: AppContext,
  within: Repositories,
  document: KnowledgeDocumentRow,
  text: QuotedText,
): Promise<{ readonly lost: string[]; readonly found: string[] }> {
  const lost: string[] = [];
  const found: string[] = [];
  const filter = { documentId: document.id, today: todayOf(context) };
  let afterId: string | null = null;
  for (;;) {
    const some: Awaited<ReturnType<typeof within.knowledge.after>> = await within.knowledge.after(
      filter,
      'all',
      afterId,
      PORTION,
    );
    for (const { row, content } of some) {
      const isLost = !text.has(content.source?.quotation ?? '');
      if (isLost === row.sourceLost) continue;
      (isLost ? lost : found).push(row.id);
      await within.knowledge.markSource(row.id, isLost, {
        entryId: row.id,
        atMs: context.clock.nowMs(),
        by: actorName(context.actor),
        kind: isLost ? 'source_lost' : 'source_found',
        version: row.version,
        note: document.name,
      });
      if (isLost) await tell(context, within, row, document);
    }
    afterId = some.at(-1)?.row.id ?? null;
    if (some.length < PORTION) return { lost, found };
  }
}

/** Whether a content quotes what does not stand in the document that it names. */
export async function isQuotationLost(
  within: Pick<Repositories, 'knowledgeDocuments'>,
  { source }: Pick<EntryContent, 'source'>,
): Promise<boolean> {
  if (source === null || source.documentId === null || source.quotation === '') return false;
  const text = await within.knowledgeDocuments.text(source.documentId);
  return !new QuotedText(text).has(source.quotation);
}

async function tell(
  context: AppContext,
  within: Repositories,
  { id, version, question, ownerId, department }: EntryRow,
  document: KnowledgeDocumentRow,
): Promise<void> {
  const owner =
    ownerId === null
      ? []
      : [
          {
            id,
            departmentId: department?.id ?? '',
            accountId: ownerId,
            name: '',
            telephone: null,
            email: null,
          },
        ];
  await tellWithin(
    context,
    within,
    {
      key: `entry:${id}:${version}:source:${document.newest.version + 1}`,
      kind: 'reminder',
      ticketId: null,
      path: `/knowledge/${id}`,
      departmentId: department?.id ?? null,
      subject: {
        zh: `答复的依据变了：${question}`,
        en: `The source of an answer has changed: ${question}`,
      },
      text: {
        zh: `“${document.name}”更新了，条目“${question}”摘录的原文在新版中找不到。请打开条目核对答复，改好后重新发布。`,
        en: `“${document.name}” has changed, and what the entry “${question}” quotes stands in it no longer. Open the entry, check its answer and publish it again.`,
      },
    },
    owner,
  );
}
