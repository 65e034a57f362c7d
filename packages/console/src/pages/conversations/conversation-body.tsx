import type { ConversationDetail } from '@everyline/contract';
import { say, useLanguage } from '@everyline/ui';
import { useQuery } from '@tanstack/react-query';
import { Alert, App, Button, Skeleton, Space } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';

import { api, queries } from '../../api.ts';
import { failureText, useAttempt } from '../../failure.ts';
import { useFormat } from '../../formatting.ts';
import { useWords } from '../../words/words.ts';
import { NewCaseForm } from '../cases/new-case.tsx';
import { renewConversation } from './renew-conversation.ts';
import { ReplyBox } from './reply-box.tsx';
import { SaidMessage } from './said-message.tsx';

/** One conversation: what was said with why, what was done, and what can be done now. */
export function ConversationBody({ id, onBack }: { id: string; onBack: () => void }) {
  const detail = useQuery({
    queryKey: ['conversation', id],
    queryFn: () => api.conversation({ params: { id } }),
  });
  if (detail.isError) return <Alert type="error" showIcon title={failureText(detail.error)} />;
  if (detail.data === undefined) return <Skeleton active />;
  return (
    <div className="stack">
      <Head detail={detail.data} onBack={onBack} />
      <ol className="conversation-said">
        {detail.data.said.map((message) => (
          <SaidMessage key={message.position} message={message} />
        ))}
      </ol>
      {detail.data.mayReply && <ReplyBox id={id} />}
      <History detail={detail.data} />
    </div>
  );
}

function Head({ detail, onBack }: { detail: ConversationDetail; onBack: () => void }) {
  const words = useWords();
  const format = useFormat();
  const attempt = useAttempt();
  const { message } = App.useApp();
  const [isCase, setCase] = useState(false);
  const names = words.conversations;
  const { language } = useLanguage();
  const { id, version, moves, caseId, notice, solved, undelivered } = detail;
  const make = (move: ConversationDetail['moves'][number]) =>
    attempt(async () => {
      try {
        renewConversation(await api.moveConversation({ params: { id }, body: { move, version } }));
        message.success(names.moved[move]);
      } finally {
        void queries.invalidateQueries({ queryKey: ['conversation', id] });
      }
    });
  const asked = detail.said.filter(({ from }) => from === 'citizen').map(({ text }) => text);
  return (
    <section>
      <Button className="conversation-back flat" type="link" onClick={onBack}>
        ← {names.back}
      </Button>
      <div className="title-row">
        <h2>{names.states[detail.state]}</h2>
        <span className="quiet">
          {names.channels[detail.channel]} · {names.began} {format.time(detail.startedAtMs)}
          {detail.takenBy !== null && ` · ${names.takenBy(detail.takenBy.name)}`}
        </span>
      </div>
      <Space wrap>
        {moves.map((move) => (
          <Button
            key={move}
            type={move === 'take' ? 'primary' : 'default'}
            onClick={() => void make(move)}
          >
            {names.moves[move]}
          </Button>
        ))}
        {detail.mayOpenCase && <Button onClick={() => setCase(true)}>{names.openCase}</Button>}
        {caseId !== null && <Link to={`/cases/${caseId}`}>{names.seeCase}</Link>}
      </Space>
      {solved !== null && <p>{solved ? names.solved : names.notSolved}</p>}
      {notice !== null && (
        <p className="quiet small">
          {names.told} {detail.language === 'en' ? notice.en : notice.zh}
        </p>
      )}
      {undelivered !== null && (
        <Alert type="error" showIcon title={`${names.undelivered} ${say(undelivered, language)}`} />
      )}
      {isCase && (
        <NewCaseForm
          begun={{ channel: 'web', demand: asked.join('\n').slice(0, 4000) }}
          send={(body) => api.openCaseOfConversation({ params: { id }, body })}
          onClose={() => setCase(false)}
          onOpened={() => {
            setCase(false);
            void queries.invalidateQueries({ queryKey: ['conversation', id] });
          }}
        />
      )}
    </section>
  );
}

function History({ detail }: { detail: ConversationDetail }) {
  const names = useWords().conversations;
  const format = useFormat();
  if (detail.steps.length === 0) return null;
  const noteOf = ({ kind, note }: ConversationDetail['steps'][number]): string => {
    if (kind !== 'feedback') return kind === 'case' ? `#${note}` : note;
    const [word = '', ...more] = note.split(': ');
    return [word === 'solved' ? names.solved : names.notSolved, ...more].join('：');
  };
  return (
    <details>
      <summary>{names.history}</summary>
      <ul className="plain-list">
        {detail.steps.map((step, n) => (
          <li key={n}>
            <span className="quiet">{format.time(step.atMs)}</span> {names.steps[step.kind]}{' '}
            {step.by} {noteOf(step)}
          </li>
        ))}
      </ul>
    </details>
  );
}
