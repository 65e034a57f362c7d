import type { NewOwnerAnswer, PublishedLine } from '@everyline/contract';
import { purposeWords, say, useLanguage, type Format } from '@everyline/ui';
import { Button, Card } from 'antd';
import { useState, type ReactNode } from 'react';

import { useWords } from '../../words/words.ts';
import { DisputeForm } from './dispute-form.tsx';

/** Standings that wait for the owner. */
const open: ReadonlySet<PublishedLine['standing']> = new Set([
  'never',
  'due',
  'expired',
  'changed',
]);

/** One number as it is published, with one tap for right and one for wrong. */
export function AnswerCard({
  line,
  format,
  onAnswer,
  children,
}: {
  line: PublishedLine;
  format: Format;
  /** True when it is on record. */
  onAnswer: (answer: NewOwnerAnswer) => Promise<boolean>;
  children?: ReactNode;
}) {
  const words = useWords();
  const { language } = useLanguage();
  const [busy, setBusy] = useState(false);
  const [disputing, setDisputing] = useState(false);
  const names = words.owners;
  const waits = open.has(line.standing);
  const answer = async (given: NewOwnerAnswer) => {
    setBusy(true);
    const done = await onAnswer(given);
    setBusy(false);
    if (done) setDisputing(false);
  };
  const confirm = () => void answer({ word: 'confirmed', version: line.version });
  const { answeredAtMs, disputed } = line;
  return (
    <Card size="small" className={`answer-card ${waits ? 'waits' : ''}`}>
      <div className="answer-head">
        <strong className="telephone">{line.display}</strong>
        <span className={`standing ${line.standing}`}>{names.standings[line.standing]}</span>
      </div>
      <dl className="answer-facts">
        <dt>{names.services}</dt>
        <dd>
          {line.serviceItems.length === 0 ? (
            <span className="quiet">{names.noServices}</span>
          ) : (
            line.serviceItems.join('；')
          )}
        </dd>
        <dt>{names.hours}</dt>
        <dd>{line.publishedHours ?? <span className="quiet">{names.noHours}</span>}</dd>
        <dt>{names.purpose}</dt>
        <dd>{say(purposeWords[line.purpose], language)}</dd>
      </dl>
      {disputing ? (
        <DisputeForm
          busy={busy}
          onClose={() => setDisputing(false)}
          onSend={(dispute) => void answer({ word: 'disputed', version: line.version, dispute })}
        />
      ) : (
        <div className="answer-buttons">
          <Button
            type={waits ? 'primary' : 'default'}
            size="large"
            loading={busy}
            onClick={confirm}
            aria-label={`${waits ? names.right : names.again} ${line.display}`}
          >
            {waits ? names.right : names.again}
          </Button>
          <Button
            size="large"
            disabled={busy}
            onClick={() => setDisputing(true)}
            aria-label={`${names.wrong} ${line.display}`}
          >
            {names.wrong}
          </Button>
        </div>
      )}
      <p className="quiet small answer-when">
        {answeredAtMs !== null &&
          (disputed === null
            ? names.saidRight(format.day(answeredAtMs))
            : names.saidWrong(format.day(answeredAtMs), names.disputes[disputed]))}
        {waits && line.dueAtMs !== null && (
          <>
            {answeredAtMs !== null && ' · '}
            {names.due(format.day(line.dueAtMs))}
          </>
        )}
      </p>
      {children}
    </Card>
  );
}
