import type { Mentioned } from '@everyline/contract';
import { Mentions } from 'antd';

import { useWords } from './words/words.ts';

/** What a comment is typed into: an @ offers whom it can mention, and they are told. */
export function MentionField({
  people,
  ...field
}: {
  people: readonly Mentioned[];
  /** Given by the form. */
  id?: string;
  value?: string;
  onChange?: (text: string) => void;
}) {
  const words = useWords();
  return (
    <Mentions
      {...field}
      rows={2}
      maxLength={4000}
      placeholder={words.tickets.commentHelp}
      options={people.map(({ name, displayName }) => ({
        key: name,
        value: displayName,
        label: `${displayName} (${name})`,
      }))}
    />
  );
}
