import { RequestFault, type Session } from '@everyline/contract';
import { Alert, Button, Card, Form, Input } from 'antd';
import { useState } from 'react';

import { api } from '../api.ts';
import { Brand } from '../shell/brand.tsx';
import { LanguageSwitch } from '../shell/language-switch.tsx';
import { useWords } from '../words/words.ts';

/** Sign-in with account and password. */
export function SignIn({ onDone }: { onDone: (session: Session) => void }) {
  const words = useWords();
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [asksCode, setAsksCode] = useState(false);
  const submit = async (body: { name: string; password: string; code?: string }) => {
    setBusy(true);
    setProblem(null);
    try {
      onDone(await api.signIn({ body }));
    } catch (fault) {
      if (fault instanceof RequestFault && fault.fault.code === 'second_factor_needed') {
        setAsksCode(true);
        return;
      }
      setProblem(fault instanceof RequestFault ? fault.message : String(fault));
    } finally {
      setBusy(false);
    }
  };
  return (
    <main className="front">
      <Card className="front-card" title={<Brand dark />} extra={<LanguageSwitch />}>
        <p className="quiet">{words.signIn.motto}</p>
        <Form
          layout="vertical"
          onFinish={(values: { name: string; password: string; code?: string }) =>
            void submit(values)
          }
        >
          <Form.Item
            name="name"
            label={words.signIn.name}
            hidden={asksCode}
            rules={[{ required: true }]}
          >
            <Input autoComplete="username" autoFocus />
          </Form.Item>
          <Form.Item
            name="password"
            label={words.signIn.password}
            hidden={asksCode}
            rules={[{ required: true }]}
          >
            <Input.Password autoComplete="current-password" />
          </Form.Item>
          {asksCode && (
            <Form.Item
              name="code"
              label={words.people.signIn.code}
              extra={words.people.signIn.codeHelp}
              rules={[{ required: true }]}
            >
              <Input autoComplete="one-time-code" autoFocus maxLength={20} />
            </Form.Item>
          )}
          {problem !== null && <Alert type="error" title={problem} style={{ marginBottom: 16 }} />}
          <Button type="primary" htmlType="submit" loading={busy} block>
            {words.signIn.enter}
          </Button>
          {asksCode && (
            <Button type="link" block onClick={() => window.location.reload()}>
              {words.people.signIn.back}
            </Button>
          )}
        </Form>
      </Card>
    </main>
  );
}
