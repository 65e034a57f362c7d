import type { LineDetail } from '@everyline/contract';
import {
  clearanceScopeWords,
  clearanceStateWords,
  conflictKindWords,
  FaultMark,
  say,
  ticketStateWords,
  useLanguage,
} from '@everyline/ui';
import { useQuery } from '@tanstack/react-query';
import { Alert, Button, Card } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';

import { api, useSession } from '../../api.ts';
import { Facts } from '../../facts.tsx';
import { useFormat } from '../../formatting.ts';
import { Measured } from '../../measured.tsx';
import { useWords } from '../../words/words.ts';
import { MakeOwnerLink } from '../owners/owner-links.tsx';
import { OpenTicket } from '../tickets/open-ticket.tsx';
import { KeeperText, NameKeeper } from './name-keeper.tsx';

/** What the line is: office, services, hours, tier, seats. */
export function FactsCard({ detail, extra }: { detail: LineDetail; extra?: React.ReactNode }) {
  const words = useWords();
  const session = useSession();
  const [naming, setNaming] = useState(false);
  const [linking, setLinking] = useState(false);
  const { line } = detail;
  const mayName = session.permissions.includes('lines.edit') && line.department !== null;
  const facts: readonly (readonly [string, React.ReactNode])[] = [
    [
      words.lines.department,
      line.department === null ? (
        '–'
      ) : (
        <Link to={`/lines?departmentId=${line.department.id}`}>{line.department.name}</Link>
      ),
    ],
    [
      words.keeper.title,
      <>
        {line.keeper === null ? (
          <span className="quiet">–</span>
        ) : (
          <KeeperText keeper={line.keeper} />
        )}
        {mayName && line.keeper?.accountId === null && (
          <>
            <Button type="link" size="small" className="flat" onClick={() => setLinking(true)}>
              {words.owners.links.make}
            </Button>{' '}
          </>
        )}
        {mayName && (
          <Button type="link" size="small" className="flat" onClick={() => setNaming(true)}>
            {words.line.edit}
          </Button>
        )}
      </>,
    ],
    [words.line.published, line.owner ?? '–'],
    [words.lines.services, line.serviceItems.length === 0 ? '–' : line.serviceItems.join('、')],
    [words.line.hours, line.publishedHours ?? words.line.noHours],
    [words.line.seats, line.seats ?? '–'],
  ];
  return (
    <Card title={words.line.about} extra={extra}>
      <Facts facts={facts} />
      {linking && line.keeper !== null && (
        <MakeOwnerLink keeper={line.keeper} onClose={() => setLinking(false)} />
      )}
      {naming && <NameKeeper lines={[line]} onClose={() => setNaming(false)} />}
    </Card>
  );
}

/** Why the line is not called now, or when it is called next. */
export function WhenCalled({ detail }: { detail: LineDetail }) {
  const words = useWords();
  const { language } = useLanguage();
  const format = useFormat();
  if (detail.whyNotDialled !== null) {
    return (
      <Alert
        type="warning"
        showIcon
        title={words.line.whyNot}
        description={
          <>
            {say(detail.whyNotDialled, language)}
            {detail.nextProbeAtMs !== null && (
              <div>
                {words.line.next}: {format.time(detail.nextProbeAtMs)}
              </div>
            )}
          </>
        }
      />
    );
  }
  if (detail.nextProbeAtMs === null) return null;
  return <Alert type="info" title={`${words.line.next}: ${format.time(detail.nextProbeAtMs)}`} />;
}

export function ClearancesCard({ detail }: { detail: LineDetail }) {
  const words = useWords();
  const { language } = useLanguage();
  const format = useFormat();
  const session = useSession();
  return (
    <Card
      title={`${words.line.clearances} · ${say(clearanceStateWords[detail.line.clearance], language)}`}
      extra={
        session.permissions.includes('clearances.give') &&
        detail.line.clearance !== 'protected' && (
          <Link to={`/clearances?give=${detail.line.id}`}>{words.line.give}</Link>
        )
      }
    >
      {detail.clearances.length === 0 ? (
        <p className="quiet">{words.line.noClearances}</p>
      ) : (
        <ul className="plain-list spaced">
          {detail.clearances.map((one) => (
            <li key={one.id} className={one.withdrawnAtMs === null ? '' : 'struck'}>
              {one.basis}
              <div className="quiet small">
                {say(clearanceScopeWords[one.scope], language)} · {one.givenBy} ·{' '}
                {format.day(one.validFromMs)} –{' '}
                {one.validToMs === null ? words.clearances.open : format.day(one.validToMs)}
                {one.withdrawnReason !== null &&
                  ` · ${words.clearances.withdrawn}: ${one.withdrawnReason}`}
              </div>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

export function ConflictsCard({ detail }: { detail: LineDetail }) {
  const words = useWords();
  const { language } = useLanguage();
  if (detail.conflicts.length === 0) return null;
  const kinds: Readonly<Record<string, { zh: string; en: string }>> = conflictKindWords;
  return (
    <Card
      title={`${words.line.conflicts} (${detail.conflicts.length})`}
      extra={<Link to="/sources?tab=conflicts">{words.line.resolve}</Link>}
    >
      <ul className="plain-list spaced">
        {detail.conflicts.map((one) => (
          <li key={one.id}>
            <b>{kinds[one.kind] ? say(kinds[one.kind] ?? one.sentence, language) : one.kind}</b>{' '}
            {say(one.sentence, language)}
            {one.resolvedAtMs !== null && (
              <span className="quiet">
                {' '}
                · {words.line.resolved} <Measured atMs={one.resolvedAtMs} />
              </span>
            )}
          </li>
        ))}
      </ul>
    </Card>
  );
}

export function TicketsCard({ lineId }: { lineId: string }) {
  const words = useWords();
  const { language } = useLanguage();
  const session = useSession();
  const [opening, setOpening] = useState(false);
  const tickets = useQuery({
    queryKey: ['line-tickets', lineId],
    queryFn: () => api.listTickets({ query: { lineId, pageSize: 20 } }),
    enabled: session.permissions.includes('tickets.see'),
  });
  const own = tickets.data?.items ?? [];
  return (
    <Card
      title={words.line.tickets}
      extra={
        session.permissions.includes('tickets.open') && (
          <Button size="small" onClick={() => setOpening(true)}>
            {words.tickets.openByHand}
          </Button>
        )
      }
    >
      {own.length === 0 ? (
        <p className="quiet">{words.line.noTickets}</p>
      ) : (
        <ul className="plain-list spaced">
          {own.map((ticket) => (
            <li key={ticket.id}>
              <Link to={`/tickets/${ticket.id}`}>#{ticket.number}</Link>{' '}
              <FaultMark fault={ticket.fault} /> {say(ticketStateWords[ticket.state], language)}
              <div className="quiet small">{say(ticket.sentence, language)}</div>
            </li>
          ))}
        </ul>
      )}
      {opening && <OpenTicket lineIds={[lineId]} onClose={() => setOpening(false)} />}
    </Card>
  );
}
