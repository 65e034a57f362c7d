import type { EntryDetail, EntryMoveWord } from '@everyline/contract';
import { Button, Form, Input } from 'antd';
import { useState } from 'react';

import { api, queries } from '../../api.ts';
import { useAttempt } from '../../failure.ts';
import { FormModal } from '../../form-modal.tsx';
import { useWords } from '../../words/words.ts';

/** Buttons of what can be done with an entry now; what takes it out of use asks for a note first. */
export function EntryMoves({ entry }: { entry: EntryDetail }) {
  const words = useWords().knowledge;
  const attempt = useAttempt();
  const [asking, setAsking] = useState<EntryMoveWord | null>(null);
  const [form] = Form.useForm<{ note?: string }>();
  const make = async (move: EntryMoveWord, note = '') => {
    await attempt(() =>
      api.moveEntry({
        params: { id: entry.id },
        body: { move, revision: entry.revision, note },
      }),
    );
    setAsking(null);
    // Also where somebody else was first: the page then shows how it stands.
    await queries.invalidateQueries({ queryKey: ['knowledge'] });
  };
  return (
    <>
      {entry.moves.map((move) => (
        <Button
          key={move}
          type={move === 'review' || move === 'publish' ? 'primary' : 'default'}
          onClick={() =>
            move === 'return' || move === 'withdraw' ? setAsking(move) : void make(move)
          }
        >
          {words.moves[move]}
        </Button>
      ))}
      {asking !== null && (
        <FormModal
          form={form}
          title={words.moves[asking]}
          okText={words.moves[asking]}
          onClose={() => setAsking(null)}
          onFinish={({ note }) => make(asking, note)}
        >
          <Form.Item name="note" label={words.moveNote}>
            <Input.TextArea autoSize={{ minRows: 2 }} maxLength={500} />
          </Form.Item>
        </FormModal>
      )}
    </>
  );
}
