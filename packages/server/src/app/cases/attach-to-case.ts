import type { TicketAttachment } from '@everyline/contract';

import { actorName } from '../access/actor.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { AppContext } from '../context.ts';
import { AppFault, notFound } from '../faults.ts';
import { newId } from '../new-id.ts';
import { namePeople } from '../people/name-people.ts';
import { attachmentView, mostAttachmentBytes } from '../tickets/attach-file.ts';
import { visibleCase } from './visible-case.ts';

const mostAttachments = 50;

/** Attaches a file to a case; it is sealed at rest. */
export async function attachToCase(
  context: AppContext,
  caseId: string,
  file: { readonly name: string; readonly bytes: Uint8Array },
): Promise<TicketAttachment> {
  await visibleCase(context, 'cases.comment', caseId);
  if (file.bytes.length > mostAttachmentBytes) {
    throw new AppFault('too_large', { limit: `${mostAttachmentBytes / 1024 ** 2} MB` }, file.name);
  }
  const attachment = {
    id: newId(context),
    caseId,
    name: file.name.slice(0, 200),
    bytes: file.bytes.length,
    addedAtMs: context.clock.nowMs(),
    addedBy: actorName(context.actor),
  };
  await context.attachments.write(attachment.id, file.bytes);
  await context.store.transaction(async (within) => {
    await within.cases.held(caseId);
    if ((await within.cases.attachments(caseId)).length >= mostAttachments) {
      const detail = {
        zh: `一张工单最多 ${mostAttachments} 个附件`,
        en: `a case has ${mostAttachments} attachments at most`,
      };
      throw new AppFault('case_rule', { detail });
    }
    await within.cases.addAttachment(attachment);
    await within.cases.addStep(caseId, {
      atMs: attachment.addedAtMs,
      by: attachment.addedBy,
      kind: 'attached',
      detail: { file: attachment.name },
    });
    const { id, name, bytes } = attachment;
    const subject = { kind: 'case', id: caseId };
    await recordAudit(context, within, 'cases.attach', subject, { id, name, bytes });
  });
  return attachmentView(attachment, await namePeople(context.store));
}

/** An attached file with its name; that somebody opened it is audited. */
export async function readCaseAttachment(
  context: AppContext,
  caseId: string,
  attachmentId: string,
): Promise<{ name: string; bytes: Uint8Array }> {
  await visibleCase(context, 'cases.see', caseId);
  const found = (await context.store.cases.attachments(caseId)).find(
    ({ id }) => id === attachmentId,
  );
  const bytes = found && (await context.attachments.read(found.id));
  if (!found || !bytes) throw notFound('attachment');
  const subject = { kind: 'case', id: caseId };
  await recordAudit(context, context.store, 'cases.open_attachment', subject, { id: found.id });
  return { name: found.name, bytes };
}
