import { UploadOutlined } from '@ant-design/icons';
import type { TicketAttachment, TicketNotice, TicketStep } from '@everyline/contract';
import { say, ticketNoticeWords, useLanguage } from '@everyline/ui';
import { App, Button, Form, Timeline, Upload } from 'antd';
import type { ReactNode } from 'react';

import { useAttempt } from './failure.ts';
import { Measured } from './measured.tsx';
import { useWords } from './words/words.ts';

/** What went out because a last day had passed, with the text to be sent on. */
export function NoticeList({ notices }: { notices: readonly TicketNotice[] }) {
  const words = useWords();
  const { language } = useLanguage();
  const { message } = App.useApp();
  if (notices.length === 0) return null;
  const copy = async (text: string) => {
    await navigator.clipboard.writeText(text);
    message.success(words.tickets.copied);
  };
  return (
    <section>
      <h3>{words.tickets.notices}</h3>
      <ul className="plain-list spaced">
        {notices.map((one) => (
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
export function AttachmentList({
  attachments,
  addressOf,
  onAttach,
}: {
  attachments: readonly TicketAttachment[];
  addressOf: (attachmentId: string) => string;
  /** Absent where the person may not attach. */
  onAttach?: (file: File) => Promise<unknown>;
}) {
  const words = useWords();
  const { language } = useLanguage();
  const attempt = useAttempt();
  const { message } = App.useApp();
  if (onAttach === undefined && attachments.length === 0) return null;
  const attach = async (file: File) => {
    if (!(await attempt(async () => onAttach?.(file)))) return;
    message.success(words.tickets.attached);
  };
  return (
    <section>
      <h3>{words.tickets.attachments}</h3>
      <ul className="plain-list">
        {attachments.map((one) => (
          <li key={one.id}>
            <a href={addressOf(one.id)} download={one.name}>
              {one.name}
            </a>{' '}
            <span className="quiet small">
              {Math.max(1, Math.round(one.bytes / 1024))} KB · {say(one.addedBy, language)} ·{' '}
              <Measured atMs={one.addedAtMs} />
            </span>
          </li>
        ))}
      </ul>
      {onAttach !== undefined && (
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
export function StepHistory({
  steps,
  onComment,
  field,
}: {
  steps: readonly TicketStep[];
  /** Absent where the person may not comment. */
  onComment?: (text: string) => Promise<unknown>;
  /** What a comment is typed into. */
  field: ReactNode;
}) {
  const words = useWords();
  const { language } = useLanguage();
  const attempt = useAttempt();
  const [form] = Form.useForm<{ text: string }>();
  const send = async (text: string) => {
    if (await attempt(async () => onComment?.(text))) form.resetFields();
  };
  return (
    <section>
      <h3>{words.tickets.steps}</h3>
      <Timeline
        items={steps.map((step) => ({
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
      {onComment !== undefined && (
        <Form form={form} layout="vertical" onFinish={({ text }) => void send(text)}>
          <Form.Item
            name="text"
            label={words.tickets.comment}
            rules={[{ required: true, whitespace: true, message: words.tickets.ask.needed }]}
          >
            {field}
          </Form.Item>
          <Button htmlType="submit">{words.tickets.send}</Button>
        </Form>
      )}
    </section>
  );
}
