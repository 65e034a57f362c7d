import type { EntryDetail } from '@everyline/contract';
import { useQuery } from '@tanstack/react-query';
import { Alert, Button, Card, Skeleton } from 'antd';
import { useState } from 'react';
import { Link, useParams } from 'react-router';

import { api, queries } from '../api.ts';
import { failureText } from '../failure.ts';
import { Facts } from '../facts.tsx';
import { useFormat } from '../formatting.ts';
import { useLiveEvents } from '../live-events.ts';
import { useWords } from '../words/words.ts';
import { EditEntry } from './knowledge/edit-entry.tsx';
import { EntryState } from './knowledge/entry-state.tsx';
import { EntryMoves } from './knowledge-entry/entry-moves.tsx';
import { VersionList } from './knowledge-entry/version-list.tsx';

/** One entry: what it answers, on what it rests, how it stands, and every version that there was. */
export function KnowledgeEntry() {
  const { id = '' } = useParams();
  const found = useQuery({
    queryKey: ['knowledge', 'entry', id],
    queryFn: () => api.entry({ params: { id } }),
  });
  useLiveEvents((event) => {
    if (event.type === 'knowledge.changed' && event.entryId === id) {
      void queries.invalidateQueries({ queryKey: ['knowledge'] });
    }
  });
  if (found.isError) return <Alert type="error" showIcon title={failureText(found.error)} />;
  if (found.data === undefined) return <Skeleton active />;
  return <EntryBody entry={found.data} />;
}

function EntryBody({ entry }: { entry: EntryDetail }) {
  const words = useWords().knowledge;
  // As it was when editing began: what somebody else changes meanwhile is not taken for seen.
  const [editing, setEditing] = useState<EntryDetail | null>(null);
  const { content, published } = entry;
  const isOlderInUse = published !== null && published.version !== entry.version;
  return (
    <div className="stack">
      <p>
        <Link to="/knowledge">{words.back}</Link>
      </p>
      <div className="title-row">
        <h1>{content.question}</h1>
        <EntryState entry={entry} />
        {entry.mayEdit && entry.state !== 'withdrawn' && (
          <Button onClick={() => setEditing(entry)}>{words.edit}</Button>
        )}
        <EntryMoves entry={entry} />
      </div>
      {entry.waitsForOther && <Alert type="info" showIcon title={words.waitsForOther} />}
      {isOlderInUse && entry.inUse && (
        <Alert type="info" showIcon title={words.draftBeside(published.version)} />
      )}
      {entry.sourceLost && <Alert type="warning" showIcon title={words.lostHelp} />}
      <div className="entry-columns">
        <Answers entry={entry} />
        <EntryFacts entry={entry} />
      </div>
      <Source entry={entry} />
      <VersionList entry={entry} />
      <Events entry={entry} />
      {editing !== null && (
        <EditEntry
          entry={editing}
          onClose={() => setEditing(null)}
          onSaved={() => setEditing(null)}
        />
      )}
    </div>
  );
}

function Answers({ entry: { content } }: { entry: EntryDetail }) {
  const words = useWords().knowledge;
  const { shortAnswer, longAnswer, paraphrases } = content;
  return (
    <Card size="small" title={words.answer}>
      {shortAnswer !== '' && (
        <>
          <h3>{words.fields.shortAnswer}</h3>
          <p className="entry-text">{shortAnswer}</p>
        </>
      )}
      {longAnswer !== '' && (
        <>
          <h3>{words.fields.longAnswer}</h3>
          <p className="entry-text">{longAnswer}</p>
        </>
      )}
      {paraphrases.length > 0 && (
        <>
          <h3>{words.fields.paraphrases}</h3>
          <ul>
            {paraphrases.map((one) => (
              <li key={one}>{one}</li>
            ))}
          </ul>
        </>
      )}
    </Card>
  );
}

function EntryFacts({ entry }: { entry: EntryDetail }) {
  const words = useWords().knowledge;
  const { content, published } = entry;
  const { fields } = words;
  return (
    <Card size="small">
      <Facts
        facts={[
          [fields.department, entry.department?.name ?? words.wholeCity],
          [fields.category, content.category.replaceAll('/', ' / ') || words.noCategory],
          [fields.serviceItems, content.serviceItems.join('、') || '–'],
          [fields.region, content.region || words.wholeCity],
          [fields.audience, content.audience || words.everybody],
          [fields.validFrom, content.validFrom ?? '–'],
          [fields.validUntil, content.validUntil ?? words.always],
          [fields.owner, entry.owner?.name ?? words.nobody],
          [fields.reviewer, entry.reviewer?.name ?? words.nobody],
          [words.inUseSince, published === null ? '–' : words.versionOf(published.version)],
        ]}
      />
    </Card>
  );
}

function Source({ entry: { content, document } }: { entry: EntryDetail }) {
  const words = useWords().knowledge;
  const { source } = content;
  if (source === null) return null;
  return (
    <Card size="small" title={words.fields.source}>
      <p>
        {source.title}{' '}
        {source.address !== null && (
          <a href={source.address} target="_blank" rel="noreferrer">
            {source.address}
          </a>
        )}{' '}
        {document !== null && (
          <Link to={`/knowledge-documents/${document.id}`}>{document.name}</Link>
        )}
      </p>
      {source.quotation !== '' && (
        <blockquote className="measure-quote entry-text">{source.quotation}</blockquote>
      )}
    </Card>
  );
}

function Events({ entry: { events } }: { entry: EntryDetail }) {
  const words = useWords().knowledge;
  const format = useFormat();
  return (
    <Card size="small" title={words.events}>
      <ul className="plain-list spaced">
        {events.map((one, at) => (
          <li key={at}>
            <span className="quiet small">{format.time(one.atMs)}</span> {one.by}{' '}
            {words.eventKinds[one.kind]} · {words.versionOf(one.version)}
            {one.note !== '' && <div className="quiet">{one.note}</div>}
          </li>
        ))}
      </ul>
    </Card>
  );
}
