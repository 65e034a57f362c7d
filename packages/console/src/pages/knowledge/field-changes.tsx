import type { EntryVersion } from '@everyline/contract';

import { useWords } from '../../words/words.ts';

/** What a version changed: taken out is struck through, put in is underlined. */
export function FieldChanges({ changes }: { changes: EntryVersion['changes'] }) {
  const words = useWords().knowledge;
  if (changes.length === 0) return <p className="quiet">{words.noChange}</p>;
  return (
    <dl className="field-changes">
      {changes.map(({ field, parts }) => (
        <div key={field}>
          <dt>{words.fields[field]}</dt>
          <dd>
            {parts.map(({ kind, text }, at) =>
              kind === 'same' ? (
                <span key={at}>{text}</span>
              ) : kind === 'added' ? (
                <ins key={at}>{text}</ins>
              ) : (
                <del key={at}>{text}</del>
              ),
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}
