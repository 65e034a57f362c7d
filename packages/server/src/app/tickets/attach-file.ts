import type { Localised, TicketAttachment } from '@everyline/contract';

import { actorName } from '../access/actor.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { AppContext } from '../context.ts';
import { AppFault, notFound } from '../faults.ts';
import { newId } from '../new-id.ts';
import { namePeople } from '../people/name-people.ts';
import type { StoredAttachment } from '../ports/store/tickets.ts';
import { visibleTicket } from './visible-ticket.ts';

/** The largest file that is attached: a photograph or a scanned letter, no film. */
export const mostAttachmentBytes = 10 * 1024 ** 2;
const mostAttachments = 50;

/** Attaches a file to a ticket; it is sealed at rest. */
export async function attachFile(
  context: AppContext,
  ticketId: string,
  file: { readonly name: string; readonly bytes: Uint8Array },
): Promise<TicketAttachment> {
  await visibleTicket(context, 'tickets.comment', ticketId);
  if (file.bytes.length > mostAttachmentBytes) {
    throw new AppFault('too_large', { limit: `${mostAttachmentBytes / 1024 ** 2} MB` }, file.name);
  }
  const attachment: StoredAttachment = {
    id: newId(context),
    ticketId,
    name: file.name.slice(0, 200),
    bytes: file.bytes.length,
    addedAtMs: context.clock.nowMs(),
    addedBy: actorName(context.actor),
  };
  await context.attachments.write(attachment.id, file.bytes);
  await context.store.transaction(async (within) => {
    await within.tickets.held(ticketId);
    if ((await within.tickets.attachments(ticketId)).length >= mostAttachments) {
      const detail = {
        zh: `一张整改单最多 ${mostAttachments} 个附件`,
        en: `a ticket has ${mostAttachments} attachments at most`,
      };
      throw new AppFault('ticket_rule', { detail });
    }
    await within.tickets.addAttachment(attachment);
    await within.tickets.addStep(ticketId, {
      atMs: attachment.addedAtMs,
      by: attachment.addedBy,
      kind: 'attached',
      detail: { file: attachment.name },
    });
    const { id, name, bytes } = attachment;
    const subject = { kind: 'ticket', id: ticketId };
    await recordAudit(context, within, 'tickets.attach', subject, { id, name, bytes });
  });
  return attachmentView(attachment, await namePeople(context.store));
}

/** An attached file with its name; that somebody opened it is audited. */
export async function readAttachment(
  context: AppContext,
  ticketId: string,
  attachmentId: string,
): Promise<{ name: string; bytes: Uint8Array }> {
  await visibleTicket(context, 'tickets.see', ticketId);
  const found = (await context.store.tickets.attachments(ticketId)).find(
    ({ id }) => id === attachmentId,
  );
  const bytes = found && (await context.attachments.read(found.id));
  if (!found || !bytes) throw notFound('attachment');
  const subject = { kind: 'ticket', id: ticketId };
  await recordAudit(context, context.store, 'tickets.open_attachment', subject, { id: found.id });
  return { name: found.name, bytes };
}

export function attachmentView(
  attachment: Pick<StoredAttachment, 'id' | 'name' | 'bytes' | 'addedAtMs' | 'addedBy'>,
  named: (by: string) => Localised,
): TicketAttachment {
  const { id, name, bytes, addedAtMs, addedBy } = attachment;
  return { id, name, bytes, addedAtMs, addedBy: named(addedBy) };
}
