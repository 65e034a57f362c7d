import type { Account } from '@everyline/contract';
import { roleWords, say, useLanguage } from '@everyline/ui';
import { useQuery } from '@tanstack/react-query';
import { Alert, App, Button, Card, Form, Input, Popconfirm, Space, Table, Tag } from 'antd';
import { useState } from 'react';

import { given } from '../../address.ts';
import { api, queries, useSession } from '../../api.ts';
import { failureText, useAttempt } from '../../failure.ts';
import { FormModal } from '../../form-modal.tsx';
import { Measured } from '../../measured.tsx';
import { useWords } from '../../words/words.ts';
import { AccountNameField, RoleFields } from './people/account-fields.tsx';
import { AccountSessions } from './people/account-sessions.tsx';
import { Invitations } from './people/invitations.tsx';
import { SignInRulesChoice } from './people/sign-in-rules.tsx';
import { SignOnCard } from './people/sign-on-card.tsx';

/** Who may sign in, with role and scope. */
export function AccountsTab() {
  const words = useWords();
  const { language } = useLanguage();
  const session = useSession();
  const attempt = useAttempt();
  const [editing, setEditing] = useState<Account | 'new' | null>(null);
  const [looking, setLooking] = useState<Account | null>(null);
  const accounts = useQuery({ queryKey: ['accounts'], queryFn: () => api.listAccounts() });
  const names = words.settings.accounts;
  const mayEdit = session.permissions.includes('accounts.edit');
  const disable = (account: Account) =>
    attempt(async () => {
      await api.changeAccount({
        params: { id: account.id },
        body: { disabled: !account.disabled },
      });
      await queries.invalidateQueries({ queryKey: ['accounts'] });
    });
  const reset = (account: Account) =>
    attempt(async () => {
      await api.resetSecondFactor({ params: { id: account.id } });
      await queries.invalidateQueries({ queryKey: ['accounts'] });
    });
  return (
    <>
      <div className="filters">
        {mayEdit && <Button onClick={() => setEditing('new')}>{words.settings.add}</Button>}
        <SignInRulesChoice />
      </div>
      {accounts.isError && <Alert type="error" title={failureText(accounts.error)} />}
      <Card styles={{ body: { padding: 0 } }}>
        <Table<Account>
          size="small"
          rowKey="id"
          loading={accounts.isPending}
          dataSource={accounts.data ?? []}
          pagination={false}
          scroll={{ x: 'max-content' }}
          columns={[
            { title: names.account, dataIndex: 'name' },
            { title: names.displayName, dataIndex: 'displayName' },
            { title: names.role, render: (_, one) => say(roleWords[one.role], language) },
            {
              title: names.department,
              render: (_, one) => one.department?.name ?? names.wholeCity,
            },
            {
              title: words.settings.trunks.state,
              render: (_, one) => (
                <Tag color={one.disabled ? 'red' : 'green'}>
                  {one.disabled ? names.disabled : names.active}
                </Tag>
              ),
            },
            {
              title: words.people.factor.title,
              render: (_, one) => (one.secondFactor ? names.active : '–'),
            },
            { title: names.created, render: (_, one) => <Measured atMs={one.createdAtMs} /> },
            {
              title: '',
              render: (_, one) =>
                mayEdit && (
                  <Space>
                    <Button size="small" onClick={() => setEditing(one)}>
                      {words.settings.edit}
                    </Button>
                    <Button size="small" onClick={() => setLooking(one)}>
                      {words.people.sessionsOf}
                    </Button>
                    {one.secondFactor && one.id !== session.account.id && (
                      <Popconfirm
                        title={words.people.reset}
                        description={words.people.resetAsk}
                        onConfirm={() => void reset(one)}
                      >
                        <Button size="small">{words.people.reset}</Button>
                      </Popconfirm>
                    )}
                    {one.id !== session.account.id && (
                      <Button size="small" onClick={() => void disable(one)}>
                        {one.disabled ? names.enable : names.disable}
                      </Button>
                    )}
                  </Space>
                ),
            },
          ]}
        />
      </Card>
      <Invitations />
      <SignOnCard />
      {looking !== null && <AccountSessions account={looking} onClose={() => setLooking(null)} />}
      {editing !== null && (
        <EditAccount
          account={editing === 'new' ? null : editing}
          onClose={() => setEditing(null)}
        />
      )}
    </>
  );
}

interface Fields {
  name: string;
  displayName: string;
  email?: string;
  role: Account['role'];
  departmentId?: string;
  password?: string;
}

function EditAccount({ account, onClose }: { account: Account | null; onClose: () => void }) {
  const words = useWords();
  const attempt = useAttempt();
  const { message } = App.useApp();
  const [form] = Form.useForm<Fields>();
  const names = words.settings.accounts;
  const save = async ({ name, displayName, email, role, departmentId, password }: Fields) => {
    const shared = { displayName, role, departmentId: departmentId ?? null };
    const done = await attempt(() =>
      account === null
        ? api.createAccount({
            body: { name, password: password ?? '', ...shared, ...given({ email }) },
          })
        : api.changeAccount({
            params: { id: account.id },
            body: { ...shared, ...given({ password }) },
          }),
    );
    if (!done) return;
    message.success(words.settings.saved);
    void queries.invalidateQueries({ queryKey: ['accounts'] });
    onClose();
  };
  return (
    <FormModal
      title={account?.name ?? words.settings.add}
      onClose={onClose}
      form={form}
      initialValues={
        account === null ? { role: 'tester' } : { ...account, departmentId: account.department?.id }
      }
      onFinish={save}
    >
      {account === null && <AccountNameField />}
      <Form.Item name="displayName" label={names.displayName} rules={[{ required: true }]}>
        <Input maxLength={200} />
      </Form.Item>
      {account === null && (
        <Form.Item name="email" label={names.email} rules={[{ type: 'email' }]}>
          <Input maxLength={200} />
        </Form.Item>
      )}
      <RoleFields />
      <Form.Item
        name="password"
        label={account === null ? names.password : names.newPassword}
        rules={[{ required: account === null, min: 10 }]}
      >
        <Input.Password autoComplete="new-password" maxLength={128} />
      </Form.Item>
    </FormModal>
  );
}
