import { useParams } from 'react-router';

import { TicketBody } from './tickets/ticket-body.tsx';

/** One ticket on a page of its own. */
export function TicketPage() {
  const { id = '' } = useParams();
  return <TicketBody id={id} asPage />;
}
