import type { TicketDetail } from '@everyline/contract';
import {
  FaultMark,
  say,
  ticketOriginWords,
  ticketStateWords,
  tierWords,
  useLanguage,
} from '@everyline/ui';
import { useQuery } from '@tanstack/react-query';
import { Alert, Card, Col, Row, Skeleton } from 'antd';
import { Link } from 'react-router';

import { api, queries } from '../../api.ts';
import { Facts } from '../../facts.tsx';
import { failureText } from '../../failure.ts';
import { useFormat } from '../../formatting.ts';
import { useLiveEvents } from '../../live-events.ts';
import { useWords } from '../../words/words.ts';
import { EvidenceList } from './ticket-evidence.tsx';
import { TicketMoves } from './ticket-moves.tsx';
import { Attachments, History, Notices } from './ticket-papers.tsx';
import { Due } from './ticket-table.tsx';

/** A ticket whole: what is wrong, what is next, what it rests on, and what happened; beside a list or as a page. */
export function TicketBody({ id, asPage = false }: { id: string; asPage?: boolean }) {
  const detail = useQuery({
    queryKey: ['ticket', id],
    queryFn: () => api.ticket({ params: { id } }),
  });
  useLiveEvents((event) => {
    if (event.type === 'ticket.changed' && event.ticketId === id) {
      void queries.invalidateQueries({ queryKey: ['ticket', id] });
    }
  });
  if (detail.isError) return <Alert type="error" showIcon title={failureText(detail.error)} />;
  if (detail.data === undefined) return <Skeleton active />;
  const { ticket, evidence } = detail.data;
  const head = <Head detail={detail.data} asPage={asPage} />;
  const calls = <EvidenceList evidence={evidence} lineId={ticket.lineId} />;
  const papers = (
    <>
      <Notices detail={detail.data} />
      <Attachments detail={detail.data} />
    </>
  );
  if (!asPage) {
    return (
      <div className="stack">
        {head}
        <Wrong detail={detail.data} />
        <TicketMoves detail={detail.data} />
        <TicketFacts detail={detail.data} />
        {calls}
        {papers}
        <History detail={detail.data} />
      </div>
    );
  }
  return (
    <>
      {head}
      <Row gutter={[16, 16]}>
        <Col xs={24} xl={14} className="stack">
          <Card>
            <div className="stack">
              <Wrong detail={detail.data} />
              <TicketMoves detail={detail.data} />
            </div>
          </Card>
          <Card>{calls}</Card>
          <Card>
            <History detail={detail.data} />
          </Card>
        </Col>
        <Col xs={24} xl={10} className="stack">
          <Card>
            <TicketFacts detail={detail.data} />
          </Card>
          <Card>
            <div className="stack">{papers}</div>
          </Card>
        </Col>
      </Row>
    </>
  );
}

function Head({ detail, asPage }: { detail: TicketDetail; asPage: boolean }) {
  const { language } = useLanguage();
  const { ticket } = detail;
  const Level = asPage ? 'h1' : 'h2';
  return (
    <div className="title-row">
      <Level>
        #{ticket.number} <span className="telephone">{ticket.lineDisplay}</span>
      </Level>
      <span className="quiet">{say(ticketStateWords[ticket.state], language)}</span>
    </div>
  );
}

function Wrong({ detail }: { detail: TicketDetail }) {
  const words = useWords();
  const { language } = useLanguage();
  return (
    <div>
      <p className="verdict-sentence">
        <FaultMark fault={detail.ticket.fault} /> {say(detail.ticket.sentence, language)}
      </p>
      {detail.note !== '' && detail.ticket.fault !== 'other' && (
        <p>
          <span className="quiet">{words.tickets.note}: </span>
          {detail.note}
        </p>
      )}
    </div>
  );
}

function TicketFacts({ detail }: { detail: TicketDetail }) {
  const words = useWords();
  const { language } = useLanguage();
  const format = useFormat();
  const { ticket } = detail;
  const { extension } = ticket;
  const facts: (readonly [string, React.ReactNode])[] = [
    [
      words.tickets.line,
      <Link key="line" className="telephone" to={`/lines/${ticket.lineId}`}>
        {ticket.lineDisplay}
      </Link>,
    ],
    [words.tickets.department, ticket.department?.name ?? '–'],
    [words.tickets.state, say(ticketStateWords[ticket.state], language)],
    [words.tickets.due, <Due key="due" ticket={ticket} />],
    [words.tickets.tier, say(tierWords[ticket.tier], language)],
    [
      words.tickets.origin,
      ticket.origin === 'conflict' ? (
        <Link to="/sources?tab=conflicts">{say(ticketOriginWords.conflict, language)}</Link>
      ) : (
        say(ticketOriginWords[ticket.origin], language)
      ),
    ],
    [words.tickets.opened, format.time(ticket.openedAtMs)],
  ];
  if (extension !== null) {
    facts.push([
      words.tickets.extension,
      `${words.tickets.workingDays(extension.workingDays)} · ${words.tickets.extensionStates[extension.state]}`,
    ]);
  }
  if (ticket.timesReopened > 0) facts.push([words.tickets.reopenedTimes, ticket.timesReopened]);
  if (ticket.retestPlannedAtMs !== null) {
    facts.push([words.tickets.retestPlanned, format.time(ticket.retestPlannedAtMs)]);
  }
  if (ticket.closedAtMs !== null) {
    facts.push([words.tickets.closedAt, format.time(ticket.closedAtMs)]);
  }
  return <Facts facts={facts} />;
}
