import type { ConversationBrief } from '@everyline/contract';

import { Measured } from '../../measured.tsx';
import { useWords } from '../../words/words.ts';

/** The conversations of a view: what was asked, what was said last, and how long somebody waits. */
export function ConversationList({
  items,
  opened,
  onOpen,
}: {
  items: readonly ConversationBrief[];
  opened: string | undefined;
  onOpen: (id: string) => void;
}) {
  const names = useWords().conversations;
  return (
    <ul className="conversation-list">
      {items.map((one) => (
        <li key={one.id}>
          <button type="button" aria-current={one.id === opened} onClick={() => onOpen(one.id)}>
            <strong>{one.question === '' ? names.noQuestion : one.question}</strong>
            <span className="quiet small">{one.lastText}</span>
            <span className="small">
              {names.channels[one.channel]} · {names.states[one.state]}
              {one.state === 'with_person' &&
                one.takenBy !== null &&
                ` · ${names.takenBy(one.takenBy.name)}`}
              {' · '}
              {one.waitingSinceMs === null ? (
                <Measured atMs={one.lastMessageAtMs} />
              ) : (
                <>
                  {names.waited} <Measured atMs={one.waitingSinceMs} />
                </>
              )}
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}
