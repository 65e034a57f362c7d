import { UploadOutlined } from '@ant-design/icons';
import { addressOf, type TicketDetail } from '@everyline/contract';
import { say, ticketNoticeWords, useLanguage } from '@everyline/ui';
import { App, Button, Form, Input, Timeline, Upload } from 'antd';

import { api, useSession } from '../../api.ts';
import { useAttempt } from '../../failure.ts';
import { Measured } from '../../measured.tsx';
import { useWords } from '../../words/words.ts';
import { renewTicket } from './ticket-moves.tsx';

/** What went out because the last day had passed, with the text to be sent on. */
export function Notices({ detail }: { detail: TicketDetail }) {
  const words = useWords();
  const { language } = useLanguage();
  const { message } = App.useApp();
  if (detail.notices.length === 0) return null;
  const copy = async (text: string) => {
    await navigator.clipboard.writeText(text);
    message.success(words.tickets.copied);
  };
  return (
    <section>
      <h3>{words.tickets.notices}</h3>
      <ul className="plain-list spaced">
        {detail.notices.map((one) => (
          <li key={`${one.kind} ${one.level} ${one.atMs}`}>
            <b>{say(ticketNoticeWords[one.kind], language)}</b>
            {one.to !== null && ` · ${one.to.name}`}{' '}
            <span className="quiet small">
              <Measured atMs={one.atMs} both />
            </span>
            <div>{say(one.text, language)}</div>
            <Button
              type="link"
              size="small"
              className="flat"
              onClick={() => void copy(say(one.text, language))}
            >
              {words.tickets.copy}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Files that people attached; they are saved, not shown in place. */
export function Attachments({ detail }: { detail: TicketDetail }) {
  const words = useWords();
  const { language } = useLanguage();
  const session = useSession();
  const attempt = useAttempt();
  const { message } = App.useApp();
  const { id } = detail.ticket;
  const may = session.permissions.includes('tickets.comment');
  if (!may && detail.attachments.length === 0) return null;
  const attach = async (file: File) => {
    const done = await attempt(() => api.attachToTicket({ params: { id }, files: [file] }));
    if (!done) return;
    message.success(words.tickets.attached);
    void renewTicket(id);
  };
  return (
    <section>
      <h3>{words.tickets.attachments}</h3>
      <ul className="plain-list">
        {detail.attachments.map((one) => (
          <li key={one.id}>
            <a
              href={addressOf('ticketAttachment', { params: { id, attachmentId: one.id } })}
              download={one.name}
            >
              {one.name}
            </a>{' '}
            <span className="quiet small">
              {Math.max(1, Math.round(one.bytes / 1024))} KB · {say(one.addedBy, language)} ·{' '}
              <Measured atMs={one.addedAtMs} />
            </span>
          </li>
        ))}
      </ul>
      {may && (
        <Upload
          multiple
          showUploadList={false}
          beforeUpload={(file) => {
            void attach(file);
            return false;
          }}
        >
          <Button icon={<UploadOutlined />} title={words.tickets.attachHelp}>
            {words.tickets.attach}
          </Button>
        </Upload>
      )}
    </section>
  );
}

/** Everything that happened, with who, when and why; a comment is added at its end. */
export function History({ detail }: { detail: TicketDetail }) {
  const words = useWords();
  const { language } = useLanguage();
  const session = useSession();
  const attempt = useAttempt();
  const [form] = Form.useForm<{ text: string }>();
  const { id } = detail.ticket;
  const send = async (text: string) => {
    if (!(await attempt(() => api.commentTicket({ params: { id }, body: { text } })))) return;
    form.resetFields();
    void renewTicket(id);
  };
  return (
    <section>
      <h3>{words.tickets.steps}</h3>
      <Timeline
        items={detail.steps.map((step) => ({
          key: step.id,
          content: (
            <>
              {say(step.by, language)}
              {language === 'en' ? ' ' : ''}
              {say(step.sentence, language)}
              {step.reason !== '' && <div className="said">{step.reason}</div>}
              <div className="quiet small">
                <Measured atMs={step.atMs} both />
              </div>
            </>
          ),
        }))}
      />
      {session.permissions.includes('tickets.comment') && (
        <Form form={form} layout="vertical" onFinish={({ text }) => void send(text)}>
          <Form.Item
            name="text"
            label={words.tickets.comment}
            rules={[{ required: true, whitespace: true, message: words.tickets.ask.needed }]}
          >
            <Input.TextArea rows={2} maxLength={4000} placeholder={words.tickets.commentHelp} />
          </Form.Item>
          <Button htmlType="submit">{words.tickets.send}</Button>
        </Form>
      )}
    </section>
  );
}
