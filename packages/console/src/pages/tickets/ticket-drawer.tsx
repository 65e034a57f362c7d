import type { TicketDetail } from '@everyline/contract';
import { OutcomeMark, outcomeClassWords, say, useLanguage, VerdictMark } from '@everyline/ui';
import { useQuery } from '@tanstack/react-query';
import { Alert, App, Button, Drawer, Skeleton, Timeline } from 'antd';
import { Link } from 'react-router';

import { api, queries, useSession } from '../../api.ts';
import { failureText, useAttempt } from '../../failure.ts';
import { useFormat } from '../../formatting.ts';
import { Measured } from '../../measured.tsx';
import { useWords } from '../../words/words.ts';

const shownEvidence = 20;

/** A ticket with its reason, the calls behind it and what happened since; a re-test is asked for here. */
export function TicketDrawer({ id, onClose }: { id: string; onClose: () => void }) {
  const words = useWords();
  const detail = useQuery({
    queryKey: ['ticket', id],
    queryFn: () => api.ticket({ params: { id } }),
  });
  return (
    <Drawer
      open
      size={560}
      onClose={onClose}
      title={
        detail.data ? (
          <>
            #{detail.data.ticket.number}{' '}
            <span className="telephone">{detail.data.ticket.lineDisplay}</span>
          </>
        ) : (
          words.menu.tickets
        )
      }
    >
      {detail.isError && <Alert type="error" title={failureText(detail.error)} />}
      {detail.isPending && <Skeleton active />}
      {detail.data && <Detail detail={detail.data} />}
    </Drawer>
  );
}

function Detail({ detail }: { detail: TicketDetail }) {
  const words = useWords();
  const { language } = useLanguage();
  const format = useFormat();
  const { ticket, verdict, steps } = detail;
  const evidence = verdict.evidence.filter((one) => one.counted !== 'excluded');
  return (
    <div className="stack">
      <p className="verdict-sentence">
        <VerdictMark verdict={ticket.fault} /> {say(ticket.sentence, language)}
      </p>
      <dl className="facts">
        <div>
          <dt>{words.tickets.line}</dt>
          <dd>
            <Link className="telephone" to={`/lines/${ticket.lineId}`}>
              {ticket.lineDisplay}
            </Link>
          </dd>
        </div>
        <div>
          <dt>{words.tickets.department}</dt>
          <dd>{ticket.department?.name ?? '–'}</dd>
        </div>
        <div>
          <dt>{words.tickets.state}</dt>
          <dd>{words.tickets.states[ticket.state]}</dd>
        </div>
        <div>
          <dt>{words.tickets.due}</dt>
          <dd className="figures">{ticket.dueOn}</dd>
        </div>
        {ticket.retestPlannedAtMs !== null && (
          <div>
            <dt>{words.tickets.retestPlanned}</dt>
            <dd className="figures">{format.time(ticket.retestPlannedAtMs)}</dd>
          </div>
        )}
      </dl>
      {ticket.state === 'open' && <Retest id={ticket.id} />}
      <section>
        <h3>{words.tickets.evidence}</h3>
        <ul className="plain-list">
          {evidence.slice(0, shownEvidence).map((one) => (
            <li key={one.probeId ?? one.spotCheckId} className="evidence-row">
              {one.probeId === null ? (
                <span className="figures">{format.time(one.atMs)}</span>
              ) : (
                <Link className="figures" to={`/calls/${one.probeId}`}>
                  {format.time(one.atMs)}
                </Link>
              )}
              {one.outcome === null ? (
                <span>{words.line.spotCheckMark}</span>
              ) : (
                <OutcomeMark outcome={one.outcome} />
              )}
              <span className="quiet">{say(outcomeClassWords[one.counted], language)}</span>
            </li>
          ))}
        </ul>
        <Link to={`/calls?lineId=${ticket.lineId}`}>{words.tickets.moreEvidence}</Link>
      </section>
      <section>
        <h3>{words.tickets.steps}</h3>
        <Timeline
          items={steps.map((step) => ({
            key: `${step.atMs}-${step.kind}`,
            content: (
              <>
                {say(step.sentence, language)}
                <div className="quiet small">
                  {step.by} · <Measured atMs={step.atMs} both />
                </div>
              </>
            ),
          }))}
        />
      </section>
    </div>
  );
}

function Retest({ id }: { id: string }) {
  const words = useWords();
  const session = useSession();
  const attempt = useAttempt();
  const { message } = App.useApp();
  if (!session.permissions.includes('tickets.retest')) return null;
  const ask = async () => {
    if (!(await attempt(() => api.retestTicket({ params: { id } })))) return;
    message.success(words.tickets.retestAsked);
    void queries.invalidateQueries({ queryKey: ['ticket', id] });
    void queries.invalidateQueries({ queryKey: ['tickets'] });
  };
  return (
    <div>
      <Button type="primary" onClick={() => void ask()}>
        {words.tickets.retest}
      </Button>
      <p className="quiet small">{words.tickets.retestHelp}</p>
    </div>
  );
}
