import {
  CaseHotlineMoveWord,
  CaseOfficeMoveWord,
  type Case,
  type CaseAskWord,
} from '@everyline/contract';
import { caseMoveWords, say, useLanguage } from '@everyline/ui';
import { App, Button, Dropdown } from 'antd';
import { useState } from 'react';

import { given } from '../../address.ts';
import { api, queries, useSession } from '../../api.ts';
import { useWords } from '../../words/words.ts';
import { CaseMoveForm, type CaseMoveFields } from './case-move-form.tsx';

/** What each move asks for. */
const asks: Readonly<Record<Chosen['move'], readonly CaseAskWord[]>> = {
  accept: [],
  return: ['reason'],
  start: [],
  answer: ['answer'],
  ask_extension: ['working_days', 'reason'],
  grant_extension: [],
  refuse_extension: ['reason'],
  dispatch: ['department'],
  redirect: ['department', 'reason'],
  visit: ['satisfaction'],
  close: [],
  dismiss: ['reason'],
  reopen: ['reason'],
};

type Seen = Pick<Case, 'id' | 'version'>;
type Chosen =
  | { readonly by: 'office'; readonly move: CaseOfficeMoveWord }
  | { readonly by: 'hotline'; readonly move: CaseHotlineMoveWord };

/** Makes one move with all selected cases; those that cannot make it are listed with the reason. */
export function BulkCases({ cases, onDone }: { cases: readonly Case[]; onDone: () => void }) {
  const words = useWords();
  const { language } = useLanguage();
  const session = useSession();
  const { message, modal } = App.useApp();
  // As they were seen when the move was chosen: a case that somebody moves meanwhile is not overruled.
  const [chosen, setChosen] = useState<{ one: Chosen; seen: readonly Seen[] } | null>(null);
  if (cases.length === 0 && chosen === null) return null;
  const choices: Chosen[] = [
    ...(session.permissions.includes('cases.work')
      ? CaseOfficeMoveWord.enum.map((move): Chosen => ({ by: 'office', move }))
      : []),
    ...(session.permissions.includes('cases.direct')
      ? CaseHotlineMoveWord.enum.map((move): Chosen => ({ by: 'hotline', move }))
      : []),
  ];
  const choose = (key: string) => {
    const one = choices.find(({ move }) => move === key);
    if (one !== undefined) {
      setChosen({ one, seen: cases.map(({ id, version }) => ({ id, version })) });
    }
  };
  const moveAll = async (wanted: Chosen, seen: readonly Seen[], fields: CaseMoveFields) => {
    const body = { ...given(fields), cases: [...seen] };
    const { moved, refused } =
      wanted.by === 'office'
        ? await api.workCases({ body: { ...body, move: wanted.move } })
        : await api.directCases({ body: { ...body, move: wanted.move } });
    await queries.invalidateQueries({ queryKey: ['cases'] });
    onDone();
    if (refused.length === 0) {
      message.success(words.cases.bulkDone(moved));
      return;
    }
    modal.warning({
      title: `${words.cases.bulkDone(moved)} · ${words.cases.bulkRefused(refused.length)}`,
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
      <span className="figures">{words.cases.selected(cases.length)}</span>
      <Dropdown
        trigger={['click']}
        menu={{
          items: choices.map(({ move }) => ({
            key: move,
            label: say(caseMoveWords[move], language),
          })),
          onClick: ({ key }) => choose(key),
        }}
      >
        <Button type="primary">{words.tickets.bulk}</Button>
      </Dropdown>
      {chosen !== null && (
        <CaseMoveForm
          move={chosen.one.move}
          asks={asks[chosen.one.move]}
          onMove={(fields) => moveAll(chosen.one, chosen.seen, fields)}
          onClose={() => setChosen(null)}
        />
      )}
    </div>
  );
}
