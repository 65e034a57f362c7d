import { RequestFault, type InvitationShown, type Session } from '@everyline/contract';
import { roleWords, say, useLanguage } from '@everyline/ui';
import { useQuery } from '@tanstack/react-query';
import { Alert, Button, Card, Form, Input, Spin } from 'antd';
import { useState } from 'react';

import { api } from '../api.ts';
import { failureText } from '../failure.ts';
import { Brand } from '../shell/brand.tsx';
import { LanguageSwitch } from '../shell/language-switch.tsx';
import { useWords } from '../words/words.ts';

/** What a link of an invitation opens: a password of one's own, then the console. */
export function Join({ secret, onDone }: { secret: string; onDone: (session: Session) => void }) {
  const words = useWords();
  const names = words.people.join;
  const shown = useQuery({
    queryKey: ['invitation', secret],
    queryFn: () => api.seeInvitation({ body: { secret } }),
    retry: false,
  });
  return (
    <main className="front">
      <Card className="front-card" title={<Brand dark />} extra={<LanguageSwitch />}>
        <h1 style={{ fontSize: 18, marginTop: 0 }}>{names.title}</h1>
        {shown.isPending && <Spin />}
        {shown.isError && (
          <>
            <Alert type="error" title={failureText(shown.error)} style={{ marginBottom: 16 }} />
            <Button block href="/">
              {names.toSignIn}
            </Button>
          </>
        )}
        {shown.data && <ChoosePassword shown={shown.data} secret={secret} onDone={onDone} />}
      </Card>
    </main>
  );
}

function ChoosePassword({
  shown,
  secret,
  onDone,
}: {
  shown: InvitationShown;
  secret: string;
  onDone: (session: Session) => void;
}) {
  const words = useWords();
  const { language } = useLanguage();
  const names = words.people.join;
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const scope = shown.department ?? words.settings.accounts.wholeCity;
  const submit = async (password: string) => {
    setBusy(true);
    setProblem(null);
    try {
      onDone(await api.acceptInvitation({ body: { secret, password } }));
    } catch (fault) {
      setProblem(fault instanceof RequestFault ? failureText(fault) : String(fault));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Form<{ password: string }>
      layout="vertical"
      onFinish={({ password }) => void submit(password)}
    >
      <p>
        <strong>{shown.displayName}</strong>
        <br />
        <span className="quiet">
          {names.lead(shown.cityName, say(roleWords[shown.role], language), scope)}
        </span>
      </p>
      <Form.Item label={names.account}>
        <Input value={shown.name} readOnly autoComplete="username" />
      </Form.Item>
      <Form.Item
        name="password"
        label={names.choose}
        extra={words.people.password.help}
        rules={[{ required: true, min: 10 }]}
      >
        <Input.Password autoComplete="new-password" autoFocus maxLength={128} />
      </Form.Item>
      {problem !== null && <Alert type="error" title={problem} style={{ marginBottom: 16 }} />}
      <Button type="primary" htmlType="submit" loading={busy} block>
        {names.enter}
      </Button>
    </Form>
  );
}
