import type { LineHistory, LineVersion } from '@everyline/contract';
import { lineStateWords, purposeWords, say, useLanguage } from '@everyline/ui';
import { useQuery } from '@tanstack/react-query';
import { Card } from 'antd';
import { Link } from 'react-router';

import { api } from '../../api.ts';
import { useFormat } from '../../formatting.ts';
import { Measured } from '../../measured.tsx';
import { useWords } from '../../words/words.ts';

/** What the owner said of the line, and what changed: who, when, before and after. */
export function HistoryCard({ lineId }: { lineId: string }) {
  const words = useWords();
  const names = words.owners.history;
  const history = useQuery({
    queryKey: ['line', lineId, 'history'],
    queryFn: () => api.lineHistory({ params: { id: lineId } }),
  });
  if (history.data === undefined) return null;
  const { versions, answers, standing } = history.data;
  const entries = [
    ...versions.map((one) => ({ atMs: one.atMs, element: <Change change={one} /> })),
    ...answers.map((one) => ({ atMs: one.atMs, element: <Said answer={one} /> })),
  ].sort((one, other) => other.atMs - one.atMs);
  return (
    <Card title={`${names.title} · ${words.owners.standings[standing]}`}>
      {entries.length === 0 ? (
        <p className="quiet">{names.none}</p>
      ) : (
        <ul className="plain-list spaced scroll-y" tabIndex={0} aria-label={names.title}>
          {entries.map(({ atMs, element }, index) => (
            <li key={`${atMs}-${index}`}>
              {element} <Measured atMs={atMs} />
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

function Said({ answer }: { answer: LineHistory['answers'][number] }) {
  const words = useWords();
  const names = words.owners;
  const format = useFormat();
  const { dispute, validToMs, byLink, by, version } = answer;
  return (
    <>
      {dispute === null
        ? names.history.confirmed(validToMs === null ? '' : format.day(validToMs - 1))
        : [names.disputes[dispute.kind], dispute.whose, dispute.note].filter(Boolean).join('：')}
      <div className="quiet small">
        {by}
        {byLink && ` · ${names.history.link}`} · {names.history.version(version)}
      </div>
    </>
  );
}

function Change({ change }: { change: LineVersion }) {
  const words = useWords();
  const names = words.owners.history;
  const { language } = useLanguage();
  const shown = (fact: LineVersion['changes'][number]['fact'], value: string | null): string => {
    if (value === null) return '–';
    const said: Readonly<Record<string, { zh: string; en: string } | undefined>> =
      fact === 'purpose' ? purposeWords : fact === 'state' ? lineStateWords : {};
    const word = said[value];
    return word === undefined ? value : say(word, language);
  };
  return (
    <>
      {change.changes.map(({ fact, before, after }) => (
        <div key={fact}>
          {names.facts[fact]}：<span className="struck">{shown(fact, before)}</span> →{' '}
          {shown(fact, after)}
        </div>
      ))}
      {change.successor !== null && (
        <div>
          {names.successor}{' '}
          <Link to={`/lines/${change.successor.lineId}`} className="telephone">
            {change.successor.display}
          </Link>
        </div>
      )}
      {change.lateWorkingDays > 0 && (
        <div className="late">{names.late(change.lateWorkingDays)}</div>
      )}
      <div className="quiet small">
        {[
          change.by,
          names.version(change.version),
          change.sinceDay && names.since(change.sinceDay),
          change.reason,
        ]
          .filter(Boolean)
          .join(' · ')}
      </div>
    </>
  );
}
