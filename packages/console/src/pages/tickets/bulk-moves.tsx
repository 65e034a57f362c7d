import type { Ticket, TicketMoveWord } from '@everyline/contract';
import { say, ticketMoveWords, useLanguage } from '@everyline/ui';
import { App, Button, Dropdown } from 'antd';
import { useState } from 'react';

import { given } from '../../address.ts';
import { api, queries, useSession } from '../../api.ts';
import { useWords } from '../../words/words.ts';
import { MoveForm, type Ask, type MoveFields } from './move-form.tsx';

const office = [
  ['accept', []],
  ['return', ['reason']],
  ['start', []],
  ['claim', ['reason']],
  ['ask_extension', ['working_days', 'reason']],
] as const satisfies readonly (readonly [TicketMoveWord, readonly Ask[]])[];
const director = [
  ['assign', ['department', 'reason']],
  ['grant_extension', []],
  ['refuse_extension', ['reason']],
  ['confirm', ['reason']],
  ['reject', ['reason']],
  ['reopen', ['reason']],
] as const satisfies readonly (readonly [TicketMoveWord, readonly Ask[]])[];

type OfficeMove = (typeof office)[number][0];
type DirectorMove = (typeof director)[number][0];
type Seen = Pick<Ticket, 'id' | 'version'>;
type Chosen =
  | { readonly by: 'office'; readonly move: OfficeMove; readonly asks: readonly Ask[] }
  | { readonly by: 'director'; readonly move: DirectorMove; readonly asks: readonly Ask[] };

/** Makes one move with all selected tickets; those that cannot make it are listed with the reason. */
export function BulkMoves({ tickets, onDone }: { tickets: readonly Ticket[]; onDone: () => void }) {
  const words = useWords();
  const { language } = useLanguage();
  const session = useSession();
  const { message, modal } = App.useApp();
  // As they were seen when the move was chosen: a ticket that somebody moves meanwhile is not overruled.
  const [chosen, setChosen] = useState<{ one: Chosen; seen: readonly Seen[] } | null>(null);
  if (tickets.length === 0 && chosen === null) return null;
  const choices: Chosen[] = [
    ...(session.permissions.includes('tickets.work')
      ? office.map(([move, asks]): Chosen => ({ by: 'office', move, asks }))
      : []),
    ...(session.permissions.includes('tickets.direct')
      ? director.map(([move, asks]): Chosen => ({ by: 'director', move, asks }))
      : []),
  ];
  const choose = (key: string) => {
    const one = choices.find(({ move }) => move === key);
    if (one !== undefined) {
      setChosen({ one, seen: tickets.map(({ id, version }) => ({ id, version })) });
    }
  };
  const moveAll = async (wanted: Chosen, seen: readonly Seen[], fields: MoveFields) => {
    const body = { ...given(fields), tickets: [...seen] };
    const { moved, refused } =
      wanted.by === 'office'
        ? await api.workTickets({ body: { ...body, move: wanted.move } })
        : await api.directTickets({ body: { ...body, move: wanted.move } });
    await queries.invalidateQueries({ queryKey: ['tickets'] });
    onDone();
    if (refused.length === 0) {
      message.success(words.tickets.bulkDone(moved));
      return;
    }
    modal.warning({
      title: `${words.tickets.bulkDone(moved)} · ${words.tickets.bulkRefused(refused.length)}`,
      width: 560,
      content: (
        <ul className="plain-list spaced">
          {refused.map((one) => (
            <li key={one.id}>
              #{one.number} {say(one.sentence, language)}
            </li>
          ))}
        </ul>
      ),
    });
  };
  return (
    <div className="filters">
      <span className="figures">{words.tickets.select(tickets.length)}</span>
      <Dropdown
        trigger={['click']}
        menu={{
          items: choices.map(({ move }) => ({
            key: move,
            label: say(ticketMoveWords[move], language),
          })),
          onClick: ({ key }) => choose(key),
        }}
      >
        <Button type="primary">{words.tickets.bulk}</Button>
      </Dropdown>
      {chosen !== null && (
        <MoveForm
          move={chosen.one.move}
          asks={chosen.one.asks}
          onMove={(fields) => moveAll(chosen.one, chosen.seen, fields)}
          onClose={() => setChosen(null)}
        />
      )}
    </div>
  );
}
