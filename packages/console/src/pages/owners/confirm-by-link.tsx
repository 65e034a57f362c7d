import {
  RequestFault,
  type LinkShown,
  type NewOwnerAnswer,
  type PublishedLine,
} from '@everyline/contract';
import { formatFor, useLanguage } from '@everyline/ui';
import { useQuery } from '@tanstack/react-query';
import { Alert, App, Spin } from 'antd';

import { api, queries } from '../../api.ts';
import { failureText } from '../../failure.ts';
import { LanguageSwitch } from '../../shell/language-switch.tsx';
import { useWords } from '../../words/words.ts';
import { AnswerCard } from './answer-card.tsx';

/** What a keeper's personal link opens: their numbers as they are published, and nothing else. */
export function ConfirmByLink({ secret }: { secret: string }) {
  const words = useWords();
  const names = words.owners;
  const shown = useQuery({
    queryKey: ['confirm', secret],
    queryFn: () => api.lookByLink({ body: { secret } }),
    retry: false,
  });
  return (
    <main className="owner-page">
      <div className="answer-head">
        <h1>{names.byLink.title}</h1>
        <LanguageSwitch />
      </div>
      {shown.isPending && <Spin />}
      {shown.isError && (
        <Alert
          type="error"
          showIcon
          title={names.byLink.over}
          description={failureText(shown.error)}
        />
      )}
      {shown.data && <Lines shown={shown.data} secret={secret} />}
    </main>
  );
}

function Lines({ shown, secret }: { shown: LinkShown; secret: string }) {
  const words = useWords();
  const { language } = useLanguage();
  const { message } = App.useApp();
  const names = words.owners;
  const format = formatFor(language, shown.timeZone);
  const replace = (line: PublishedLine) =>
    queries.setQueryData<LinkShown>(['confirm', secret], (held) =>
      held === undefined
        ? held
        : {
            ...held,
            lines: held.lines.map((one) => (one.lineId === line.lineId ? line : one)),
          },
    );
  const answer = (lineId: string) => async (given: NewOwnerAnswer) => {
    try {
      replace(await api.answerByLink({ body: { secret, lineId, answer: given } }));
      message.success(names.thanks);
      return true;
    } catch (fault) {
      message.error(failureText(fault), 8);
      if (fault instanceof RequestFault && [409, 410].includes(fault.status)) {
        void queries.invalidateQueries({ queryKey: ['confirm', secret] });
      }
      return false;
    }
  };
  return (
    <>
      <p>
        <strong>{names.byLink.forWhom(shown.forWhom, shown.department)}</strong>
        <br />
        <span className="quiet">
          {shown.cityName} · {names.byLink.until(format.time(shown.expiresAtMs))}
        </span>
      </p>
      <p>{names.ownLead(format.count(shown.validDays))}</p>
      {shown.lines.length === 0 && <Alert type="info" title={names.byLink.none} />}
      {shown.lines.map((line) => (
        <AnswerCard key={line.lineId} line={line} format={format} onAnswer={answer(line.lineId)} />
      ))}
    </>
  );
}
