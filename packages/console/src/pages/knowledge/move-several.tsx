import type { EntryBrief, EntryMoveWord } from '@everyline/contract';
import { App, Button } from 'antd';
import { useState } from 'react';

import { api, queries } from '../../api.ts';
import { useAttempt } from '../../failure.ts';
import { useWords } from '../../words/words.ts';

const moves = [
  'review',
  'publish',
  'return',
  'withdraw',
] as const satisfies readonly EntryMoveWord[];

/** Makes one move with all selected entries; those that cannot make it are listed with the reason. */
export function MoveSeveral({
  entries,
  onDone,
}: {
  entries: readonly EntryBrief[];
  onDone: () => void;
}) {
  const words = useWords().knowledge;
  const attempt = useAttempt();
  const { message, modal } = App.useApp();
  const [busy, setBusy] = useState<EntryMoveWord | null>(null);
  if (entries.length === 0) return null;
  const moveAll = async (move: EntryMoveWord) => {
    setBusy(move);
    await attempt(async () => {
      const ids = entries.map(({ id }) => id);
      const { moved, refused } = await api.moveEntries({ body: { move, ids } });
      await queries.invalidateQueries({ queryKey: ['knowledge'] });
      onDone();
      if (refused.length === 0) {
        message.success(words.moved(moved));
        return;
      }
      modal.warning({
        title: `${words.moved(moved)} · ${words.refused(refused.length)}`,
        width: 560,
        content: (
          <ul className="plain-list spaced">
            {refused.map(({ id, question, sentence }) => (
              <li key={id}>
                {question}
                <div className="quiet small">{sentence}</div>
              </li>
            ))}
          </ul>
        ),
      });
    });
    setBusy(null);
  };
  return (
    <div className="filters">
      <span className="figures">{words.selected(entries.length)}</span>
      {moves.map((move) => (
        <Button
          key={move}
          loading={busy === move}
          disabled={busy !== null}
          onClick={() => void moveAll(move)}
        >
          {words.moves[move]}
        </Button>
      ))}
    </div>
  );
}
