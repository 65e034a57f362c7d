import { RequestFault, type Session } from '@everyline/contract';
import { useQuery } from '@tanstack/react-query';
import { Alert, Button, Card, Divider, Form, Input } from 'antd';
import { useState } from 'react';

import { api } from '../api.ts';
import { Brand } from '../shell/brand.tsx';
import { LanguageSwitch } from '../shell/language-switch.tsx';
import { useWords } from '../words/words.ts';

/** Sign-in with account and password, or with the city's provider of identities. */
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
        <SignOnProblem />
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
        {!asksCode && <SignOnButton />}
      </Card>
    </main>
  );
}

/** The way to the city's provider of identities, where there is one. */
function SignOnButton() {
  const words = useWords();
  const offer = useQuery({ queryKey: ['sign-on-offer'], queryFn: () => api.signOnOffer() });
  const title = offer.data?.title ?? null;
  if (title === null) return null;
  return (
    <>
      <Divider plain>{words.people.signOn.or}</Divider>
      <Button block href="/api/sign-on/begin">
        {title}
      </Button>
    </>
  );
}

/** Why somebody who comes back from the provider is not let in. */
function SignOnProblem() {
  const { problems } = useWords().people.signOn;
  const told = new URLSearchParams(window.location.search);
  const problem = told.get('sign-on');
  if (problem === null) return null;
  const text =
    problem === 'unknown'
      ? problems.unknown(told.get('name') ?? '')
      : problem === 'off' || problem === 'over' || problem === 'weak'
        ? problems[problem]
        : problems.failed;
  return <Alert type="error" title={text} style={{ marginBottom: 16 }} />;
}
