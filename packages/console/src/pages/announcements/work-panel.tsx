import type { Announcement, AnnouncementWord } from '@everyline/contract';
import { announcementWordWords, OutcomeMark, say, useLanguage } from '@everyline/ui';
import { useQuery } from '@tanstack/react-query';
import { Alert, App, Button, Card, Input, Skeleton } from 'antd';
import { useEffect, useRef } from 'react';

import { api, queries } from '../../api.ts';
import { failureText, useAttempt } from '../../failure.ts';
import { useFormat } from '../../formatting.ts';
import { useWords } from '../../words/words.ts';
import { HeardCalls } from './heard-calls.tsx';
import { keyMeaning } from './label-keys.ts';
import { SamplePlayer, type SampleControls } from './sample-player.tsx';
import { WordButtons } from './word-buttons.tsx';

/** One recording at work: play it, see what each word would change, choose one. */
export function WorkPanel({
  id,
  eager,
  mayLabel,
  others,
  onWord,
  onStep,
  onUndo,
  onChosen,
}: {
  id: string;
  /** Whether it plays by itself. */
  eager: boolean;
  mayLabel: boolean;
  others: readonly Announcement[];
  onWord: (word: AnnouncementWord) => void;
  onStep: (by: number) => void;
  onUndo: () => void;
  onChosen: (id: string) => void;
}) {
  const words = useWords().announcements;
  const { language } = useLanguage();
  const format = useFormat();
  const sample = useRef<SampleControls | null>(null);
  const detail = useQuery({
    queryKey: ['announcements', 'one', id],
    queryFn: () => api.announcement({ params: { id } }),
  });
  const proposed = detail.data?.announcement.proposal?.label;
  const word = detail.data?.announcement.word;
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const { target } = event;
      const inField =
        target instanceof HTMLElement &&
        (target.isContentEditable ||
          ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName) ||
          // A button that has the focus has the space bar and Enter for itself.
          (target.tagName === 'BUTTON' && [' ', 'Enter'].includes(event.key)));
      const meaning = keyMeaning({
        key: event.key,
        altKey: event.altKey,
        ctrlKey: event.ctrlKey,
        metaKey: event.metaKey,
        inField,
      });
      if (meaning === null) return;
      event.preventDefault();
      if (meaning.kind === 'play') sample.current?.toggle();
      else if (meaning.kind === 'next') onStep(1);
      else if (meaning.kind === 'previous') onStep(-1);
      else if (!mayLabel) return;
      else if (meaning.kind === 'undo') onUndo();
      else if (meaning.kind === 'word') onWord(meaning.word);
      else if (word === null && proposed !== undefined) onWord(proposed);
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [mayLabel, onStep, onUndo, onWord, proposed, word]);
  if (detail.isError) return <Alert type="error" showIcon title={failureText(detail.error)} />;
  if (detail.data === undefined) return <Skeleton active />;
  const { announcement: one, heard, effects } = detail.data;
  return (
    <div className="stack">
      <Card
        title={one.calls > 0 ? words.question(format.count(one.numbers)) : words.questionElsewhere}
        extra={<span className="quiet small label-keys">{words.keys}</span>}
      >
        <SamplePlayer one={one} eager={eager} controls={sample} />
        <Standing one={one} mayLabel={mayLabel} onWord={onWord} />
        <WordButtons one={one} effects={effects} disabled={!mayLabel} onWord={onWord} />
        <Text key={one.text} one={one} disabled={!mayLabel} />
      </Card>
      <Card title={words.readAs}>
        <ul className="plain-list">
          {one.outcomes.map(({ outcome, calls, numbers }) => (
            <li key={outcome} className="label-outcome">
              <OutcomeMark outcome={outcome} />
              <span className="quiet figures">
                {words.heardOn(format.count(numbers), format.count(calls))}
              </span>
            </li>
          ))}
        </ul>
        <p className="quiet small figures">
          {one.beforeAnswer === one.calls
            ? words.before
            : one.beforeAnswer === 0
              ? words.after
              : words.mixed}
          {one.trunks.length > 0 &&
            ` · ${words.trunks} ${one.trunks.join(language === 'en' ? ', ' : '、')}`}
          {one.firstHeardAtMs !== null && ` · ${words.first} ${format.time(one.firstHeardAtMs)}`}
          {one.lastHeardAtMs !== null && ` · ${words.last} ${format.time(one.lastHeardAtMs)}`}
        </p>
      </Card>
      <HeardCalls
        id={one.id}
        heard={heard}
        others={others}
        mayLabel={mayLabel}
        onChosen={onChosen}
      />
    </div>
  );
}

/** Whose word it has, and what another city says. */
function Standing({
  one,
  mayLabel,
  onWord,
}: {
  one: Announcement;
  mayLabel: boolean;
  onWord: (word: AnnouncementWord) => void;
}) {
  const words = useWords().announcements;
  const { language } = useLanguage();
  const format = useFormat();
  const { proposal } = one;
  const contradicted = proposal !== null && one.word !== null && one.word !== proposal.label;
  return (
    <>
      {one.word !== null && (
        <p>
          <b>{say(announcementWordWords[one.word], language)}</b>{' '}
          <span className="quiet small">
            {words.labelledBy(one.labelledBy ?? '', format.time(one.labelledAtMs))}
            {one.exportedAtMs !== null && ` · ${words.exported}`}
          </span>
        </p>
      )}
      {proposal !== null && (one.word === null || contradicted) && (
        <Alert
          className="label-last"
          type={contradicted ? 'warning' : 'info'}
          title={(contradicted ? words.contradicts : words.proposes)(
            proposal.origin,
            say(announcementWordWords[proposal.label], language),
          )}
          action={
            mayLabel &&
            one.word === null && (
              <Button size="small" type="primary" onClick={() => onWord(proposal.label)}>
                {words.accept}
              </Button>
            )
          }
        />
      )}
    </>
  );
}

/** What it says, word for word; kept with its word, so it can be written once it has one. */
function Text({ one, disabled }: { one: Announcement; disabled: boolean }) {
  const words = useWords().announcements;
  const attempt = useAttempt();
  const { message } = App.useApp();
  const save = (text: string) => {
    const { word } = one;
    if (word === null || text.trim() === one.text) return;
    void attempt(async () => {
      await api.labelAnnouncement({ params: { id: one.id }, body: { word, text } });
      message.success(words.saysSaved);
      await queries.invalidateQueries({ queryKey: ['announcements'] });
    });
  };
  if (one.word === null) return one.text === '' ? null : <p className="marked-text">{one.text}</p>;
  return (
    <label className="label-text">
      <span className="quiet small">{words.says}</span>
      <Input.TextArea
        autoSize
        maxLength={2_000}
        defaultValue={one.text}
        disabled={disabled}
        placeholder={words.saysHelp}
        onBlur={(event) => save(event.target.value)}
      />
    </label>
  );
}
