import type { NewSecondFactor } from '@everyline/contract';
import { App, Button, Card, Form, Input, QRCode, Space, Tag, Typography } from 'antd';
import { useState } from 'react';

import { api } from '../../api.ts';
import { useAttempt } from '../../failure.ts';
import { FormModal } from '../../form-modal.tsx';
import { useWords } from '../../words/words.ts';

type Asking = 'begin' | 'renew' | 'drop';

/** Sets the second factor up with a QR code or key, shows backup codes once, and turns it off. */
export function SecondFactor({ on, onChanged }: { on: boolean; onChanged: () => void }) {
  const words = useWords();
  const attempt = useAttempt();
  const { message } = App.useApp();
  const [asking, setAsking] = useState<Asking | null>(null);
  const [made, setMade] = useState<NewSecondFactor | null>(null);
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const names = words.people.factor;
  const withPassword = (password: string) =>
    attempt(async () => {
      const body = { password };
      if (asking === 'begin') setMade(await api.beginSecondFactor({ body }));
      else if (asking === 'renew') setCodes((await api.renewBackupCodes({ body })).backupCodes);
      else {
        await api.dropSecondFactor({ body });
        setCodes(null);
        message.success(names.nowOff);
        onChanged();
      }
      setAsking(null);
    });
  const confirm = async (code: string) => {
    if (!(await attempt(() => api.confirmSecondFactor({ body: { code } })))) return;
    message.success(names.nowOn);
    setMade(null);
    onChanged();
  };
  return (
    <Card
      className="form-card"
      title={
        <>
          {names.title} {on && <Tag color="green">{words.settings.accounts.active}</Tag>}
        </>
      }
    >
      <p className="quiet">{on ? names.on : names.off}</p>
      {made !== null && !on ? (
        <Setup made={made} onCode={confirm} onClose={() => setMade(null)} />
      ) : (
        <Space wrap>
          {on ? (
            <>
              <Button onClick={() => setAsking('renew')}>{names.renew}</Button>
              <Button onClick={() => setAsking('drop')}>{names.drop}</Button>
            </>
          ) : (
            <Button type="primary" onClick={() => setAsking('begin')}>
              {names.begin}
            </Button>
          )}
        </Space>
      )}
      {on && codes !== null && <Codes lead={names.renewed} codes={codes} />}
      {asking !== null && <AskPassword onClose={() => setAsking(null)} onPassword={withPassword} />}
    </Card>
  );
}

function Setup({
  made,
  onCode,
  onClose,
}: {
  made: NewSecondFactor;
  onCode: (code: string) => Promise<unknown>;
  onClose: () => void;
}) {
  const words = useWords();
  const names = words.people.factor;
  return (
    <>
      <p>{names.scan}</p>
      <Space align="start" size="large" wrap>
        <QRCode value={made.uri} size={184} type="svg" />
        <div style={{ maxWidth: 300 }}>
          <div className="quiet">{names.key}</div>
          <Typography.Text code copyable={{ text: made.key }}>
            {made.key.match(/.{1,4}/g)?.join(' ')}
          </Typography.Text>
        </div>
      </Space>
      <Codes lead={names.keepCodes} codes={made.backupCodes} />
      <Form<{ code: string }> layout="vertical" onFinish={({ code }) => void onCode(code)}>
        <Form.Item
          name="code"
          label={names.code}
          rules={[{ required: true, pattern: /^\s*\d{3}\s*\d{3}\s*$/ }]}
        >
          <Input
            autoComplete="one-time-code"
            inputMode="numeric"
            maxLength={9}
            style={{ maxWidth: 200 }}
          />
        </Form.Item>
        <Space>
          <Button type="primary" htmlType="submit">
            {names.confirm}
          </Button>
          <Button onClick={onClose}>{words.common.cancel}</Button>
        </Space>
      </Form>
    </>
  );
}

function Codes({ lead, codes }: { lead: string; codes: readonly string[] }) {
  const words = useWords();
  return (
    <>
      <p style={{ marginTop: 16 }}>{lead}</p>
      <div className="backup-codes">
        {codes.map((code) => (
          <code key={code}>{code}</code>
        ))}
      </div>
      <Typography.Paragraph copyable={{ text: codes.join('\n') }}>
        {words.people.factor.copy}
      </Typography.Paragraph>
    </>
  );
}

function AskPassword({
  onClose,
  onPassword,
}: {
  onClose: () => void;
  onPassword: (password: string) => Promise<unknown>;
}) {
  const words = useWords();
  const [form] = Form.useForm<{ password: string }>();
  return (
    <FormModal
      title={words.people.factor.title}
      okText={words.people.factor.confirmPassword}
      form={form}
      onClose={onClose}
      onFinish={({ password }) => onPassword(password)}
    >
      <Form.Item name="password" label={words.people.password.own} rules={[{ required: true }]}>
        <Input.Password autoComplete="current-password" autoFocus maxLength={128} />
      </Form.Item>
    </FormModal>
  );
}
