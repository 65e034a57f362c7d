import { PhoneOutlined } from '@ant-design/icons';
import { SpotCheckCodeWord, type SpotTask, type SpotTaskResult } from '@everyline/contract';
import { purposeWords, say, spotCheckWords, useLanguage } from '@everyline/ui';
import { Alert, Button, Card, Input } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';

import { useCityNow } from '../../city-now.ts';
import { useFormat } from '../../formatting.ts';
import { useWords } from '../../words/words.ts';
import type { Draft } from './kept-work.ts';

const answers = ['right', 'wrong', 'not_asked'] as const;

/** One line to call: what it claims to be, the call, what came of it. Everything is within a thumb’s reach. */
export function TaskCard({
  task,
  draft,
  onDraft,
  onFinish,
  onLater,
}: {
  task: SpotTask;
  draft: Draft;
  onDraft: (change: Partial<Draft>) => void;
  onFinish: (result: SpotTaskResult) => void;
  onLater: (() => void) | null;
}) {
  const words = useWords();
  const { language } = useLanguage();
  const nowMs = useCityNow();
  const answered = draft.code === '11' || draft.code === '12';
  const asks = answered && task.question !== null;
  const finish = () => {
    if (draft.code === null) return;
    const judged = asks && draft.answer !== null && draft.answer !== 'not_asked';
    onFinish({
      clientKey: crypto.randomUUID(),
      code: draft.code,
      answerRight: judged ? draft.answer === 'right' : null,
      note: draft.note.trim(),
      checkedAtMs: Math.max(0, Math.round(nowMs)),
    });
  };
  return (
    <Card className="spot-task">
      <Claims task={task} nowMs={nowMs} />
      {task.dial === null ? (
        <Alert type="info" title={words.spotChecks.sampleLine} />
      ) : (
        <Button
          type="primary"
          size="large"
          block
          className="spot-call"
          icon={<PhoneOutlined />}
          href={`tel:${task.dial}`}
        >
          {words.spotChecks.call}
        </Button>
      )}
      <h3>{words.spotChecks.outcome}</h3>
      <div className="spot-choices" role="radiogroup" aria-label={words.spotChecks.outcome}>
        {SpotCheckCodeWord.enum.map((code) => (
          <Choice
            key={code}
            chosen={draft.code === code}
            onChoose={() => onDraft({ code })}
            text={say(spotCheckWords[code], language)}
            mark={code}
          />
        ))}
      </div>
      {asks && (
        <Question task={task} answer={draft.answer} onAnswer={(answer) => onDraft({ answer })} />
      )}
      <h3>
        <label htmlFor="spot-note">{words.spotChecks.note}</label>
      </h3>
      <Input.TextArea
        id="spot-note"
        autoSize={{ minRows: 2 }}
        maxLength={2000}
        value={draft.note}
        onChange={(event) => onDraft({ note: event.target.value })}
      />
      <div className="spot-actions">
        {onLater !== null && (
          <Button size="large" onClick={onLater}>
            {words.spotChecks.later}
          </Button>
        )}
        <Button
          type="primary"
          size="large"
          disabled={draft.code === null || (asks && draft.answer === null)}
          onClick={finish}
        >
          {words.spotChecks.doneNext}
        </Button>
      </div>
    </Card>
  );
}

/** What the published entry says of the line, and whether it should answer now. */
function Claims({ task, nowMs }: { task: SpotTask; nowMs: number }) {
  const words = useWords();
  const { language } = useLanguage();
  const format = useFormat();
  const isOpen = task.open.some(({ fromMs, toMs }) => fromMs <= nowMs && nowMs < toMs);
  const next = task.open.find(({ fromMs }) => fromMs > nowMs);
  return (
    <>
      <div className="quiet small">{task.roundName}</div>
      <Link to={`/lines/${task.lineId}`} className="telephone spot-number">
        {task.display}
      </Link>
      <p className="spot-claims">
        <strong>{task.department ?? words.spotChecks.noOffice}</strong>
        <span>
          {say(purposeWords[task.purpose], language)}
          {task.services.length > 0 && ` · ${task.services.slice(0, 6).join(' · ')}`}
        </span>
        <span className="quiet">
          {task.publishedHours ?? words.spotChecks.noHours}
          {task.publishedHours !== null &&
            !task.hoursStated &&
            ` · ${words.spotChecks.hoursUnread}`}
        </span>
      </p>
      {isOpen ? (
        <Alert type="success" showIcon title={words.spotChecks.openNow} />
      ) : (
        <Alert
          type="warning"
          showIcon
          title={words.spotChecks.closedNow(next === undefined ? null : format.time(next.fromMs))}
        />
      )}
    </>
  );
}

function Question({
  task,
  answer,
  onAnswer,
}: {
  task: SpotTask;
  answer: Draft['answer'];
  onAnswer: (answer: (typeof answers)[number]) => void;
}) {
  const words = useWords();
  const [shown, setShown] = useState(false);
  return (
    <section className="spot-question" aria-label={words.spotChecks.ask}>
      <h3>{words.spotChecks.ask}</h3>
      <p className="spot-ask">{task.question?.text}</p>
      {shown ? (
        <p className="spot-expected">
          <span className="quiet">{words.spotChecks.expected}</span> {task.question?.expected}
        </p>
      ) : (
        <Button type="link" className="spot-show" onClick={() => setShown(true)}>
          {words.spotChecks.showExpected}
        </Button>
      )}
      <div className="spot-answers" role="radiogroup" aria-label={words.spotChecks.judge}>
        {answers.map((value) => (
          <Choice
            key={value}
            chosen={answer === value}
            onChoose={() => onAnswer(value)}
            text={words.spotChecks.answers[value]}
          />
        ))}
      </div>
    </section>
  );
}

/** A target as large as a thumb. */
function Choice({
  chosen,
  onChoose,
  text,
  mark,
}: {
  chosen: boolean;
  onChoose: () => void;
  text: string;
  mark?: string;
}) {
  return (
    <button
      type="button"
      role="radio"
      aria-checked={chosen}
      className={chosen ? 'spot-choice chosen' : 'spot-choice'}
      onClick={onChoose}
    >
      {mark !== undefined && <span className="figures">{mark}</span>}
      {text}
    </button>
  );
}
