import type { KnowledgeDocumentDetail, Localised } from '@everyline/contract';
import { QuotedText, tidyText } from '@everyline/domain';
import type { DocumentPart } from '@everyline/knowledge';

import { actorName } from '../access/actor.ts';
import { authorise, requireInside } from '../access/authorise.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { AppContext } from '../context.ts';
import { namedDepartment } from '../departments/named-department.ts';
import { AppFault, notFound } from '../faults.ts';
import { newId } from '../new-id.ts';
import type { DocumentFile } from '../ports/document-reader.ts';
import type { DocumentVersion, StoredPassage } from '../ports/store/knowledge-documents.ts';
import { reasonText } from '../sources/reading-reasons.ts';
import { checkQuotations } from './check-quotations.ts';
import { namedDocument, showKnowledgeDocument } from './show-document.ts';

/** Characters of a document: a law book of 5,000 pages. */
const MOST_CHARACTERS = 8_000_000;
const MOST_UNREAD = 100;

/** Keeps a document with its text, cut into passages; without a department it is the reader's own. */
export async function addKnowledgeDocument(
  context: AppContext,
  file: DocumentFile,
  wanted: string | undefined,
): Promise<KnowledgeDocumentDetail> {
  const scope = await authorise(context, 'knowledge.edit');
  const { actor } = context;
  const own = scope === 'all' || actor.kind === 'system' ? null : actor.departmentId;
  const departmentId = wanted ?? own;
  requireInside(scope, departmentId);
  await namedDepartment(context, departmentId);
  const { version, passages } = await read(context, file, 1);
  const id = newId(context);
  await context.store.transaction(async (within) => {
    await within.knowledgeDocuments.add({ id, name: file.name, departmentId }, version, passages);
    const subject = { kind: 'knowledge_document', id };
    await recordAudit(context, within, 'knowledge.add_document', subject, {
      file: file.name,
      sha256: version.sha256,
      departmentId,
    });
  });
  return showKnowledgeDocument(context, id);
}

/** Keeps a newer version of a document; entries whose quotations it has no longer are marked, and who owns them is told. */
export async function replaceKnowledgeDocument(
  context: AppContext,
  id: string,
  file: DocumentFile,
): Promise<KnowledgeDocumentDetail> {
  const before = await namedDocument(context, id, 'knowledge.edit');
  const { sha256 } = await context.documents.identify(file);
  if (sha256 === before.newest.sha256) {
    const detail = {
      zh: `与第 ${before.newest.version} 版是同一个文件`,
      en: `it is the same file as version ${before.newest.version}`,
    };
    throw new AppFault('invalid_input', { detail }, file.name);
  }
  const { version, passages, text } = await read(context, file, before.newest.version + 1);
  const changed = await context.store.transaction(async (within) => {
    const held = await within.knowledgeDocuments.held(id);
    if (held === null) throw notFound('document');
    if (held !== before.newest.version) throw new AppFault('wrong_state', { state: String(held) });
    await within.knowledgeDocuments.addVersion(id, version, passages);
    const checked = await checkQuotations(context, within, before, new QuotedText(text));
    const subject = { kind: 'knowledge_document', id };
    await recordAudit(context, within, 'knowledge.replace_document', subject, {
      file: file.name,
      version: version.version,
      sha256,
      ...{ lost: checked.lost, found: checked.found },
    });
    return [...checked.lost, ...checked.found];
  });
  for (const entryId of changed) context.events.publish({ type: 'knowledge.changed', entryId });
  return showKnowledgeDocument(context, id);
}

async function read(
  context: AppContext,
  file: DocumentFile,
  number: number,
): Promise<{ version: DocumentVersion; passages: StoredPassage[]; text: string }> {
  const parts: DocumentPart[] = [];
  const unread: Localised[] = [];
  let length = 0;
  for await (const found of context.documents.parts(file)) {
    if (found.kind === 'rejected') {
      const said = { zh: reasonText(found.reason, 'zh-CN'), en: reasonText(found.reason, 'en') };
      if (found.scope === 'file' && parts.length === 0) {
        const bare = (sentence: string) => sentence.replace(/[。.]$/, '');
        throw new AppFault(
          'invalid_input',
          { detail: { zh: bare(said.zh), en: bare(said.en) } },
          file.name,
        );
      }
      if (unread.length < MOST_UNREAD) unread.push(said);
      continue;
    }
    const part: DocumentPart =
      found.kind === 'row'
        ? { ...found, cells: found.cells.map(tidyText) }
        : { ...found, text: tidyText(found.text) };
    length += part.kind === 'row' ? part.cells.join('').length : part.text.length;
    if (length > MOST_CHARACTERS) {
      const limit = { zh: '800 万字', en: '8,000,000 characters' };
      throw new AppFault('too_large', { limit }, file.name);
    }
    parts.push(part);
  }
  // Its dictionaries are loaded with the first document: a city without any never needs them.
  const { cutDocument } = await import('@everyline/knowledge');
  const { text, passages } = cutDocument(parts);
  if (passages.length === 0) {
    const detail = { zh: '文件里没有文字', en: 'there is no text in it' };
    throw new AppFault('invalid_input', { detail }, file.name);
  }
  const { format, sha256 } = await context.documents.identify(file);
  return {
    text,
    passages: passages.map(({ headings, text: own }, position) => ({
      position,
      headings,
      text: own,
    })),
    version: {
      version: number,
      file: file.name,
      ...{ format, sha256, unread },
      passages: passages.length,
      atMs: context.clock.nowMs(),
      by: actorName(context.actor),
    },
  };
}
