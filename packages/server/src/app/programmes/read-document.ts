import type { Localised, ProgrammeDocumentDetail, ProgrammeText } from '@everyline/contract';
import { checkArithmetic, OfficeFinder, proposeMeasures } from '@everyline/domain';

import { actorName } from '../access/actor.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { AppContext } from '../context.ts';
import { AppFault } from '../faults.ts';
import { newId } from '../new-id.ts';
import type { DocumentFile } from '../ports/document-reader.ts';
import type { StoredDocument, StoredProposal } from '../ports/store/programmes.ts';
import { placeText, reasonText } from '../sources/reading-reasons.ts';
import { filled } from './filled.ts';
import { todayOf } from './programme-view.ts';
import { showDocument } from './show-document.ts';
import { editableProgramme } from './visible-programme.ts';

/** Characters of a document that are read; a longer one is not a notice. */
const mostCharacters = 200_000;
const mostUnread = 100;

/** Reads measures out of a pasted text and checks its figures; nothing becomes a measure before somebody accepts it. */
export async function readProgrammeText(
  context: AppContext,
  programmeId: string,
  { name, text }: ProgrammeText,
): Promise<ProgrammeDocumentDetail> {
  await editableProgramme(context, programmeId);
  return keep(context, programmeId, { name: filled(name, 'name'), text, unread: [] });
}

/** The same for a file of any format that sources have. */
export async function readProgrammeFile(
  context: AppContext,
  programmeId: string,
  file: DocumentFile,
): Promise<ProgrammeDocumentDetail> {
  await editableProgramme(context, programmeId);
  const lines: string[] = [];
  const unread: Localised[] = [];
  let length = 0;
  for await (const found of context.documents.passages(file)) {
    if (found.kind === 'rejected') {
      const sentence = (language: 'zh-CN' | 'en') =>
        [placeText(found.position, language), reasonText(found.reason, language)]
          .filter(Boolean)
          .join(language === 'en' ? ': ' : '：')
          .replace(/[。.]+$/u, '');
      const detail = { zh: sentence('zh-CN'), en: sentence('en') };
      if (found.scope === 'file' && lines.length === 0) {
        throw new AppFault('invalid_input', { detail }, file.name);
      }
      if (unread.length < mostUnread) unread.push(detail);
      continue;
    }
    length += found.text.length + 1;
    if (length > mostCharacters) {
      const limit = { zh: '20 万字', en: '200,000 characters' };
      throw new AppFault('too_large', { limit }, file.name);
    }
    lines.push(found.text);
  }
  return keep(context, programmeId, { name: file.name, text: lines.join('\n'), unread });
}

async function keep(
  context: AppContext,
  programmeId: string,
  read: Pick<StoredDocument, 'name' | 'text' | 'unread'>,
): Promise<ProgrammeDocumentDetail> {
  // A text of the database holds no NUL.
  const text = read.text.replaceAll('\u0000', ' ').replaceAll('\r\n', '\n').replaceAll('\r', '\n');
  if (text.trim() === '') {
    const detail = { zh: '文件里没有文字', en: 'there is no text in it' };
    throw new AppFault('invalid_input', { detail }, 'text');
  }
  const offices = new OfficeFinder(await context.store.departments.all());
  const document: StoredDocument = {
    id: newId(context),
    programmeId,
    ...read,
    text,
    checks: checkArithmetic(text),
    readAtMs: context.clock.nowMs(),
    readBy: actorName(context.actor),
  };
  const proposals = proposeMeasures(text, { offices, today: todayOf(context) }).map(
    (proposal, position): StoredProposal => ({
      id: newId(context),
      documentId: document.id,
      position,
      proposal,
      ...{ state: 'open', measureId: null, decidedBy: null },
    }),
  );
  await context.store.transaction(async (within) => {
    await within.programmes.addDocument(document, proposals);
    const subject = { kind: 'programme', id: programmeId };
    await recordAudit(context, within, 'programmes.read_document', subject, {
      documentId: document.id,
      name: document.name,
      proposals: proposals.length,
    });
  });
  return showDocument(context, document.id);
}
