import type { ApiToken } from '@everyline/contract';
import { useQuery } from '@tanstack/react-query';
import { Alert, Button, Card, Empty, Form, Input, Popconfirm, Table, Typography } from 'antd';
import { useState } from 'react';

import { given } from '../../address.ts';
import { api, queries, useSession } from '../../api.ts';
import { DepartmentSelect } from '../../department-select.tsx';
import { failureText, useAttempt } from '../../failure.ts';
import { FormModal } from '../../form-modal.tsx';
import { Measured } from '../../measured.tsx';
import { useWords } from '../../words/words.ts';

/** Read-only tokens for programs; the secret of a new one is shown once. */
export function TokensTab() {
  const words = useWords();
  const session = useSession();
  const attempt = useAttempt();
  const [adding, setAdding] = useState(false);
  const [secret, setSecret] = useState<string | null>(null);
  const [form] = Form.useForm<{ name: string; departmentId?: string }>();
  const tokens = useQuery({ queryKey: ['tokens'], queryFn: () => api.listApiTokens() });
  const names = words.settings.tokens;
  const mayEdit = session.permissions.includes('accounts.edit');
  const refresh = () => queries.invalidateQueries({ queryKey: ['tokens'] });
  const create = (fields: { name: string; departmentId?: string }) =>
    attempt(async () => {
      const body = { name: fields.name, ...given({ departmentId: fields.departmentId }) };
      setSecret((await api.createApiToken({ body })).secret);
      setAdding(false);
      await refresh();
    });
  const revoke = (id: string) =>
    attempt(async () => {
      await api.revokeApiToken({ params: { id } });
      await refresh();
    });
  return (
    <>
      <div className="filters">
        {mayEdit && <Button onClick={() => setAdding(true)}>{words.settings.add}</Button>}
        <span className="quiet">{names.lead}</span>
      </div>
      {secret !== null && (
        <Alert
          type="success"
          closable={{ onClose: () => setSecret(null) }}
          title={names.secret}
          description={
            <Typography.Text code copyable>
              {secret}
            </Typography.Text>
          }
        />
      )}
      {tokens.isError && <Alert type="error" title={failureText(tokens.error)} />}
      <Card styles={{ body: { padding: 0 } }}>
        <Table<ApiToken>
          size="small"
          rowKey="id"
          loading={tokens.isPending}
          dataSource={tokens.data ?? []}
          pagination={false}
          scroll={{ x: 'max-content' }}
          locale={{
            emptyText: <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={names.empty} />,
          }}
          columns={[
            { title: words.settings.name, dataIndex: 'name' },
            {
              title: words.settings.accounts.department,
              render: (_, one) => one.department?.name ?? words.settings.accounts.wholeCity,
            },
            {
              title: words.settings.accounts.created,
              render: (_, one) => <Measured atMs={one.createdAtMs} both />,
            },
            {
              title: names.used,
              render: (_, one) =>
                one.lastUsedAtMs === null ? names.never : <Measured atMs={one.lastUsedAtMs} />,
            },
            {
              title: '',
              render: (_, one) =>
                one.revokedAtMs !== null ? (
                  <span className="quiet">
                    {names.revoked} <Measured atMs={one.revokedAtMs} />
                  </span>
                ) : (
                  mayEdit && (
                    <Popconfirm title={names.revokeAsk} onConfirm={() => void revoke(one.id)}>
                      <Button size="small">{names.revoke}</Button>
                    </Popconfirm>
                  )
                ),
            },
          ]}
        />
      </Card>
      {adding && (
        <FormModal
          title={words.settings.tabs.tokens}
          onClose={() => setAdding(false)}
          form={form}
          onFinish={create}
        >
          <Form.Item name="name" label={words.settings.name} rules={[{ required: true }]}>
            <Input maxLength={200} />
          </Form.Item>
          <Form.Item name="departmentId" label={words.settings.accounts.department}>
            <DepartmentSelect placeholder={words.settings.accounts.wholeCity} />
          </Form.Item>
        </FormModal>
      )}
    </>
  );
}
