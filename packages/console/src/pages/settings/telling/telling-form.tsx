import type { SendAnswer, TellingSettings } from '@everyline/contract';
import { App, Button, Card, Form, Input, InputNumber, Select, Switch } from 'antd';
import { useState } from 'react';

import { given } from '../../../address.ts';
import { api, queries, useSession } from '../../../api.ts';
import { useAttempt } from '../../../failure.ts';
import { useWords } from '../../../words/words.ts';
import { SendAnswerAlert } from './send-answer.tsx';

interface Fields {
  quietOn: boolean;
  from: string;
  to: string;
  restDays: boolean;
  digestAt: string;
  consoleAddress: string;
  allowedHosts: string[];
  mailOn: boolean;
  host: string;
  port: number;
  security: 'tls' | 'starttls' | 'none';
  username?: string;
  password?: string;
  sender: string;
}

/** Quiet hours, digest, and the mail server, with a test. */
export function TellingForm({ settings }: { settings: TellingSettings }) {
  const words = useWords();
  const session = useSession();
  const attempt = useAttempt();
  const { message } = App.useApp();
  const [form] = Form.useForm<Fields>();
  const quietOn = Form.useWatch('quietOn', form) ?? settings.quiet !== null;
  const mailOn = Form.useWatch('mailOn', form) ?? settings.email !== null;
  const names = words.telling;
  const mayEdit = session.permissions.includes('settings.edit');
  const save = async (fields: Fields) => {
    const text = (value: string | undefined) => (value?.trim() ? value.trim() : null);
    const body = {
      quiet: fields.quietOn
        ? { from: fields.from, to: fields.to, restDays: fields.restDays }
        : null,
      digestAt: fields.digestAt,
      consoleAddress: text(fields.consoleAddress),
      allowedHosts: fields.allowedHosts,
      email: fields.mailOn
        ? {
            host: fields.host.trim(),
            port: fields.port,
            security: fields.security,
            username: text(fields.username),
            from: fields.sender.trim(),
            ...given({ password: fields.password }),
          }
        : null,
    };
    if (!(await attempt(() => api.changeTelling({ body })))) return;
    message.success(words.settings.saved);
    form.setFieldValue('password', '');
    void queries.invalidateQueries({ queryKey: ['telling'] });
  };
  const needed = [{ required: true, message: words.tickets.ask.needed }];
  const clock = [
    { required: true, pattern: /^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, message: names.clock },
  ];
  const { quiet, email } = settings;
  return (
    <Card className="form-card" title={names.rules}>
      <Form<Fields>
        form={form}
        layout="vertical"
        disabled={!mayEdit}
        onFinish={(fields) => void save(fields)}
        initialValues={{
          quietOn: quiet !== null,
          from: quiet?.from ?? '20:00',
          to: quiet?.to ?? '08:00',
          restDays: quiet?.restDays ?? true,
          digestAt: settings.digestAt,
          consoleAddress: settings.consoleAddress ?? '',
          allowedHosts: settings.allowedHosts,
          mailOn: email !== null,
          host: email?.host ?? '',
          port: email?.port ?? 465,
          security: email?.security ?? 'tls',
          username: email?.username ?? '',
          password: '',
          sender: email?.from ?? '',
        }}
      >
        <Form.Item
          name="quietOn"
          label={names.quiet}
          extra={names.quietHelp}
          valuePropName="checked"
        >
          <Switch />
        </Form.Item>
        <div className="filters">
          <Form.Item name="from" label={names.quietFrom} rules={clock} hidden={!quietOn}>
            <Input style={{ width: 90 }} />
          </Form.Item>
          <Form.Item name="to" label={names.quietTo} rules={clock} hidden={!quietOn}>
            <Input style={{ width: 90 }} />
          </Form.Item>
          <Form.Item
            name="restDays"
            label={names.restDays}
            valuePropName="checked"
            hidden={!quietOn}
          >
            <Switch />
          </Form.Item>
          <Form.Item name="digestAt" label={names.digestAt} rules={clock}>
            <Input style={{ width: 90 }} />
          </Form.Item>
        </div>
        <Form.Item
          name="consoleAddress"
          label={names.consoleAddress}
          extra={names.consoleAddressHelp}
          rules={[{ pattern: /^https?:\/\/\S+$/, message: names.consoleAddressHelp }]}
        >
          <Input maxLength={300} />
        </Form.Item>
        <Form.Item name="allowedHosts" label={names.allowedHosts} extra={names.allowedHostsHelp}>
          <Select mode="tags" open={false} suffixIcon={null} tokenSeparators={[',', '，', ' ']} />
        </Form.Item>
        <h3>{names.mail}</h3>
        <Form.Item name="mailOn" label={names.mailOn} valuePropName="checked">
          <Switch />
        </Form.Item>
        {mailOn && (
          <>
            <div className="filters">
              <Form.Item name="host" label={names.host} rules={needed}>
                <Input maxLength={253} />
              </Form.Item>
              <Form.Item name="port" label={names.port} rules={needed}>
                <InputNumber min={1} max={65_535} precision={0} />
              </Form.Item>
              <Form.Item name="security" label={names.security}>
                <Select
                  style={{ width: 130 }}
                  options={(['tls', 'starttls', 'none'] as const).map((value) => ({
                    value,
                    label: names.securities[value],
                  }))}
                />
              </Form.Item>
            </div>
            <div className="filters">
              <Form.Item name="username" label={names.username}>
                <Input maxLength={200} autoComplete="off" />
              </Form.Item>
              <Form.Item
                name="password"
                label={names.password}
                extra={email?.hasPassword ? names.keep : undefined}
              >
                <Input.Password maxLength={500} autoComplete="new-password" />
              </Form.Item>
              <Form.Item
                name="sender"
                label={names.from}
                rules={[...needed, { type: 'email' as const }]}
              >
                <Input maxLength={200} />
              </Form.Item>
            </div>
          </>
        )}
        {mayEdit && (
          <Button type="primary" htmlType="submit">
            {words.common.save}
          </Button>
        )}
      </Form>
      {mayEdit && email !== null && <MailTest />}
    </Card>
  );
}

function MailTest() {
  const words = useWords();
  const attempt = useAttempt();
  const [busy, setBusy] = useState(false);
  const [answer, setAnswer] = useState<SendAnswer | null>(null);
  const send = async ({ to }: { to: string }) => {
    setBusy(true);
    await attempt(async () => setAnswer(await api.testEmail({ body: { to: to.trim() } })));
    setBusy(false);
  };
  return (
    <Form<{ to: string }>
      layout="inline"
      style={{ marginTop: 16 }}
      onFinish={(fields) => void send(fields)}
    >
      <Form.Item name="to" label={words.telling.testTo} rules={[{ required: true, type: 'email' }]}>
        <Input maxLength={200} />
      </Form.Item>
      <Button htmlType="submit" loading={busy}>
        {words.telling.test}
      </Button>
      {answer !== null && <SendAnswerAlert answer={answer} />}
    </Form>
  );
}
