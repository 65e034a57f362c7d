import { RequestFault, type Session, type Setup as SetupBody } from '@everyline/contract';
import { useLanguage } from '@everyline/ui';
import { Alert, Button, Card, Form, Input } from 'antd';
import { useState } from 'react';

import { api } from '../api.ts';
import { Brand } from '../shell/brand.tsx';
import { LanguageSwitch } from '../shell/language-switch.tsx';
import { useWords } from '../words/words.ts';

interface Fields {
  code: string;
  name: string;
  displayName: string;
  email?: string;
  password: string;
  city: string;
  areaCode: string;
  announcement?: string;
}

function bodyOf(fields: Fields, language: 'zh-CN' | 'en'): SetupBody {
  const optional = <K extends string>(key: K, value: string | undefined) =>
    value === undefined || value === '' ? {} : { [key]: value };
  return {
    code: fields.code.trim(),
    account: {
      name: fields.name,
      displayName: fields.displayName,
      password: fields.password,
      ...optional('email', fields.email),
    },
    city: {
      name: fields.city,
      areaCode: fields.areaCode,
      ...optional('announcement', fields.announcement),
    },
    language,
  };
}

/** First run: the first administrator and the city, guarded by the code in the terminal. */
export function Setup({ onDone }: { onDone: (session: Session) => void }) {
  const words = useWords();
  const { language } = useLanguage();
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const submit = async (fields: Fields) => {
    setBusy(true);
    setProblem(null);
    try {
      onDone(await api.setup({ body: bodyOf(fields, language) }));
    } catch (fault) {
      setProblem(fault instanceof RequestFault ? fault.message : String(fault));
    } finally {
      setBusy(false);
    }
  };
  const needed = [{ required: true }];
  return (
    <main className="front">
      <Card className="front-card" title={<Brand dark />} extra={<LanguageSwitch />}>
        <h1 style={{ fontSize: 18, marginTop: 0 }}>{words.setup.title}</h1>
        <p className="quiet">{words.setup.lead}</p>
        <Form layout="vertical" onFinish={(fields: Fields) => void submit(fields)}>
          <Form.Item name="code" label={words.setup.code} rules={needed}>
            <Input autoComplete="off" autoFocus />
          </Form.Item>
          <Form.Item name="city" label={words.setup.city} rules={needed}>
            <Input />
          </Form.Item>
          <Form.Item
            name="areaCode"
            label={words.setup.areaCode}
            rules={[{ required: true, pattern: /^0[1-9]\d{1,2}$|^010$/ }]}
          >
            <Input placeholder="028" inputMode="numeric" />
          </Form.Item>
          <Form.Item
            name="announcement"
            label={words.setup.announcement}
            extra={words.setup.announcementHelp}
          >
            <Input.TextArea rows={2} maxLength={200} />
          </Form.Item>
          <Form.Item
            name="name"
            label={words.setup.name}
            extra={words.setup.nameHelp}
            rules={needed}
          >
            <Input autoComplete="username" />
          </Form.Item>
          <Form.Item name="displayName" label={words.setup.displayName} rules={needed}>
            <Input autoComplete="name" />
          </Form.Item>
          <Form.Item name="email" label={words.setup.email} rules={[{ type: 'email' }]}>
            <Input autoComplete="email" />
          </Form.Item>
          <Form.Item
            name="password"
            label={words.setup.password}
            extra={words.setup.passwordHelp}
            rules={[{ required: true, min: 10 }]}
          >
            <Input.Password autoComplete="new-password" />
          </Form.Item>
          {problem !== null && (
            <Alert type="error" title={problem} style={{ margin: '8px 0 16px' }} />
          )}
          <Button type="primary" htmlType="submit" loading={busy} block>
            {words.setup.finish}
          </Button>
        </Form>
      </Card>
    </main>
  );
}
