import { addressOf, type TicketDetail } from '@everyline/contract';

import { api, useSession } from '../../api.ts';
import { MentionField } from '../../mention-field.tsx';
import { AttachmentList, NoticeList, StepHistory } from '../../papers.tsx';
import { renewTicket } from './ticket-moves.tsx';

export function Notices({ detail }: { detail: TicketDetail }) {
  return <NoticeList notices={detail.notices} />;
}

/** The files of a ticket. */
export function Attachments({ detail }: { detail: TicketDetail }) {
  const session = useSession();
  const { id } = detail.ticket;
  const attach = async (file: File) => {
    await api.attachToTicket({ params: { id }, files: [file] });
    void renewTicket(id);
  };
  return (
    <AttachmentList
      attachments={detail.attachments}
      addressOf={(attachmentId) => addressOf('ticketAttachment', { params: { id, attachmentId } })}
      {...(session.permissions.includes('tickets.comment') && { onAttach: attach })}
    />
  );
}

/** What happened to a ticket. */
export function History({ detail }: { detail: TicketDetail }) {
  const session = useSession();
  const { id } = detail.ticket;
  const comment = async (text: string) => {
    await api.commentTicket({ params: { id }, body: { text } });
    void renewTicket(id);
  };
  return (
    <StepHistory
      steps={detail.steps}
      field={<MentionField people={detail.people} />}
      {...(session.permissions.includes('tickets.comment') && { onComment: comment })}
    />
  );
}
