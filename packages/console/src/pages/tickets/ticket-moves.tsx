import type { OpenMove, TicketDetail } from '@everyline/contract';
import { say, ticketMoveWords, useLanguage } from '@everyline/ui';
import { App, Button } from 'antd';
import { useState } from 'react';

import { given } from '../../address.ts';
import { api, queries } from '../../api.ts';
import { useAttempt } from '../../failure.ts';
import { useWords } from '../../words/words.ts';
import { MoveForm, type MoveFields } from './move-form.tsx';

/** Asks the server anew for a ticket and for every list that shows it. */
export function renewTicket(id: string): Promise<unknown> {
  return Promise.all(
    [['ticket', id], ['tickets'], ['line-tickets']].map((queryKey) =>
      queries.invalidateQueries({ queryKey }),
    ),
  );
}

/** What is next, and the moves that the person can make now; each asks for what it needs. */
export function TicketMoves({ detail }: { detail: TicketDetail }) {
  const words = useWords();
  const { language } = useLanguage();
  const attempt = useAttempt();
  const { message } = App.useApp();
  // Whoever moves the ticket while the form is open is not overruled unseen: the version that was seen goes along.
  const [chosen, setChosen] = useState<{ one: OpenMove; version: number } | null>(null);
  const { ticket, moves } = detail;
  const move = async (wanted: OpenMove, version: number, fields: MoveFields) => {
    const params = { id: ticket.id };
    const body = { ...given(fields), version };
    try {
      if (wanted.by === 'office') {
        await api.workTicket({ params, body: { ...body, move: wanted.move } });
      } else await api.directTicket({ params, body: { ...body, move: wanted.move } });
      message.success(words.tickets.moved);
    } finally {
      await renewTicket(ticket.id);
      const now = queries.getQueryData<TicketDetail>(['ticket', ticket.id]);
      if (now !== undefined) setChosen({ one: wanted, version: now.ticket.version });
    }
  };
  const askRetest = async () => {
    if (!(await attempt(() => api.retestTicket({ params: { id: ticket.id } })))) return;
    message.success(words.tickets.retestAsked);
    void renewTicket(ticket.id);
  };
  return (
    <section>
      <h3>{words.tickets.next}</h3>
      <p>{say(detail.next, language)}</p>
      <div className="filters">
        {moves.map((one, index) => (
          <Button
            key={one.move}
            type={index === 0 ? 'primary' : 'default'}
            onClick={() => setChosen({ one, version: ticket.version })}
          >
            {say(ticketMoveWords[one.move], language)}
          </Button>
        ))}
        {detail.mayAskRetest && ticket.retestPlannedAtMs === null && (
          <Button title={words.tickets.retestHelp} onClick={() => void askRetest()}>
            {words.tickets.retest}
          </Button>
        )}
        {moves.length === 0 && !detail.mayAskRetest && (
          <span className="quiet">{words.tickets.nothingToDo}</span>
        )}
      </div>
      {chosen !== null && (
        <MoveForm
          move={chosen.one.move}
          asks={chosen.one.asks}
          returnUntil={detail.returnUntil}
          mostWorkingDays={detail.extensionWorkingDays}
          onMove={(fields) => move(chosen.one, chosen.version, fields)}
          onClose={() => setChosen(null)}
        />
      )}
    </section>
  );
}
