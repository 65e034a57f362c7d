import type { CaseDetail, OpenCaseMove } from '@everyline/contract';
import { caseMoveWords, say, useLanguage } from '@everyline/ui';
import { App, Button } from 'antd';
import { useState } from 'react';

import { given } from '../../address.ts';
import { api, queries } from '../../api.ts';
import { useWords } from '../../words/words.ts';
import { CaseMoveForm, type CaseMoveFields } from './case-move-form.tsx';

/** Asks the server anew for a case and for every list that shows it. */
export function renewCase(id: string): Promise<unknown> {
  return Promise.all(
    [['case', id], ['cases']].map((queryKey) => queries.invalidateQueries({ queryKey })),
  );
}

/** What is next, and the moves that the person can make now; each asks for what it needs. */
export function CaseMoves({ detail }: { detail: CaseDetail }) {
  const words = useWords();
  const { language } = useLanguage();
  const { message } = App.useApp();
  // Whoever moves the case while the form is open is not overruled unseen: the version that was seen goes along.
  const [chosen, setChosen] = useState<{ one: OpenCaseMove; version: number } | null>(null);
  const { case: one, moves } = detail;
  const move = async (wanted: OpenCaseMove, version: number, fields: CaseMoveFields) => {
    const params = { id: one.id };
    const body = { ...given(fields), version };
    try {
      if (wanted.by === 'office') {
        await api.workCase({ params, body: { ...body, move: wanted.move } });
      } else await api.directCase({ params, body: { ...body, move: wanted.move } });
      message.success(words.tickets.moved);
    } finally {
      await renewCase(one.id);
      const now = queries.getQueryData<CaseDetail>(['case', one.id]);
      if (now !== undefined) setChosen({ one: wanted, version: now.case.version });
    }
  };
  return (
    <section>
      <h3>{words.tickets.next}</h3>
      <p>{say(detail.next, language)}</p>
      <div className="filters">
        {moves.map((open, index) => (
          <Button
            key={open.move}
            type={index === 0 ? 'primary' : 'default'}
            onClick={() => setChosen({ one: open, version: one.version })}
          >
            {say(caseMoveWords[open.move], language)}
          </Button>
        ))}
        {moves.length === 0 && <span className="quiet">{words.tickets.nothingToDo}</span>}
      </div>
      {chosen !== null && (
        <CaseMoveForm
          move={chosen.one.move}
          asks={chosen.one.asks}
          departmentId={one.department?.id}
          returnUntil={detail.returnUntil}
          mostWorkingDays={detail.extensionWorkingDays}
          onMove={(fields) => move(chosen.one, chosen.version, fields)}
          onClose={() => setChosen(null)}
        />
      )}
    </section>
  );
}
