import { Button, Input } from 'antd';
import { useState } from 'react';

import { api } from '../../api.ts';
import { useAttempt } from '../../failure.ts';
import { useWords } from '../../words/words.ts';
import { renewConversation } from './renew-conversation.ts';

/** What somebody writes to the citizen; it stays until the server has it, and counts once. */
export function ReplyBox({ id }: { id: string }) {
  const names = useWords().conversations;
  const attempt = useAttempt();
  const [text, setText] = useState('');
  const [clientKey, setKey] = useState(() => crypto.randomUUID());
  const [isSending, setSending] = useState(false);
  const send = async () => {
    if (text.trim() === '' || isSending) return;
    setSending(true);
    const isSent = await attempt(async () => {
      renewConversation(await api.replyToCitizen({ params: { id }, body: { text, clientKey } }));
    });
    setSending(false);
    if (!isSent) return;
    setText('');
    setKey(crypto.randomUUID());
  };
  return (
    <section>
      <Input.TextArea
        value={text}
        rows={3}
        maxLength={4000}
        aria-label={names.reply}
        placeholder={names.reply}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void send();
        }}
      />
      <div className="title-row">
        <span className="quiet small">{names.replyHelp}</span>
        <Button type="primary" loading={isSending} onClick={() => void send()}>
          {names.send}
        </Button>
      </div>
    </section>
  );
}
