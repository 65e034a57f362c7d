import type { SignOnSettings } from '@everyline/contract';
import { useQuery } from '@tanstack/react-query';
import { Alert, App, Button, Card, Descriptions, Form, Input, Popconfirm, Select } from 'antd';
import { useState } from 'react';

import { given } from '../../../address.ts';
import { api, queries, useSession } from '../../../api.ts';
import { failureText, useAttempt } from '../../../failure.ts';
import { FormModal } from '../../../form-modal.tsx';
import { useWords } from '../../../words/words.ts';

/** The provider of identities with which people sign on beside passwords. */
export function SignOnCard() {
  const words = useWords();
  const session = useSession();
  const attempt = useAttempt();
  const [editing, setEditing] = useState(false);
  const state = useQuery({ queryKey: ['sign-on'], queryFn: () => api.signOn() });
  const names = words.people.signOn;
  const mayEdit = session.permissions.includes('accounts.edit');
  const settings = state.data?.settings ?? null;
  const remove = () =>
    attempt(async () => {
      await api.removeSignOn();
      await queries.invalidateQueries({ queryKey: ['sign-on'] });
    });
  return (
    <Card
      title={names.title}
      style={{ marginTop: 16 }}
      loading={state.isPending}
      extra={
        mayEdit && (
          <>
            {settings !== null && (
              <Popconfirm title={names.removeAsk} onConfirm={() => void remove()}>
                <Button type="text" danger>
                  {names.remove}
                </Button>
              </Popconfirm>
            )}{' '}
            <Button onClick={() => setEditing(true)}>
              {settings === null ? names.set : names.change}
            </Button>
          </>
        )
      }
    >
      {state.isError && <Alert type="error" title={failureText(state.error)} />}
      {settings === null ? (
        <p className="quiet">{names.none}</p>
      ) : (
        <Descriptions
          size="small"
          column={{ xs: 1, md: 2 }}
          items={[
            { label: names.button, children: settings.title },
            { label: names.issuer, children: settings.issuer },
            { label: names.clientId, children: settings.clientId },
            { label: names.secret, children: settings.hasSecret ? names.kept : names.noSecret },
            { label: names.nameClaim, children: settings.nameClaim },
            { label: names.strongBy, children: settings.strongBy.join('，') || names.nothing },
          ]}
        />
      )}
      {editing && (
        <EditSignOn
          settings={settings}
          returnAddress={state.data?.returnAddress ?? ''}
          onClose={() => setEditing(false)}
        />
      )}
    </Card>
  );
}

interface Fields extends Omit<SignOnSettings, 'hasSecret'> {
  clientSecret?: string;
}

function EditSignOn({
  settings,
  returnAddress,
  onClose,
}: {
  settings: SignOnSettings | null;
  returnAddress: string;
  onClose: () => void;
}) {
  const words = useWords();
  const attempt = useAttempt();
  const { message } = App.useApp();
  const [form] = Form.useForm<Fields>();
  const names = words.people.signOn;
  const save = async ({ clientSecret, ...fields }: Fields) => {
    const body = { ...fields, scopes: fields.scopes ?? '', strongBy: fields.strongBy ?? [] };
    const done = await attempt(() =>
      api.changeSignOn({ body: { ...body, ...given({ clientSecret }) } }),
    );
    if (!done) return;
    message.success(words.settings.saved);
    void queries.invalidateQueries({ queryKey: ['sign-on'] });
    onClose();
  };
  const required = [{ required: true }];
  return (
    <FormModal<Fields>
      title={names.title}
      form={form}
      onClose={onClose}
      onFinish={save}
      initialValues={
        settings ?? {
          scopes: 'profile',
          nameClaim: 'preferred_username',
          strongBy: ['mfa', 'otp'],
        }
      }
    >
      <p className="quiet">
        {names.register} <strong>{returnAddress}</strong>
      </p>
      <Form.Item name="title" label={names.button} extra={names.buttonHelp} rules={required}>
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item name="issuer" label={names.issuer} extra={names.issuerHelp} rules={required}>
        <Input maxLength={300} placeholder="https://" />
      </Form.Item>
      <Form.Item name="clientId" label={names.clientId} rules={required}>
        <Input maxLength={200} autoComplete="off" />
      </Form.Item>
      <Form.Item
        name="clientSecret"
        label={names.secret}
        extra={settings?.hasSecret ? names.secretKept : names.secretHelp}
      >
        <Input.Password maxLength={500} autoComplete="new-password" />
      </Form.Item>
      <Form.Item name="scopes" label={names.scopes}>
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item
        name="nameClaim"
        label={names.nameClaim}
        extra={names.nameClaimHelp}
        rules={required}
      >
        <Input maxLength={100} />
      </Form.Item>
      <Form.Item name="strongBy" label={names.strongBy} extra={names.strongByHelp}>
        <Select mode="tags" open={false} suffixIcon={null} />
      </Form.Item>
    </FormModal>
  );
}
