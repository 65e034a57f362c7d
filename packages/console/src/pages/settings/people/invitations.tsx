import type { Invitation, InvitationMade } from '@everyline/contract';
import { roleWords, say, useLanguage } from '@everyline/ui';
import { useQuery } from '@tanstack/react-query';
import {
  Alert,
  Button,
  Card,
  Empty,
  Form,
  Input,
  InputNumber,
  Popconfirm,
  Table,
  Typography,
} from 'antd';
import { useState } from 'react';

import { given } from '../../../address.ts';
import { api, queries, useSession } from '../../../api.ts';
import { failureText, useAttempt } from '../../../failure.ts';
import { FormModal } from '../../../form-modal.tsx';
import { useFormat } from '../../../formatting.ts';
import { useWords } from '../../../words/words.ts';
import { AccountNameField, RoleFields } from './account-fields.tsx';

/** Who was invited, and the link of a new invitation, which is shown once. */
export function Invitations() {
  const words = useWords();
  const { language } = useLanguage();
  const session = useSession();
  const format = useFormat();
  const attempt = useAttempt();
  const [inviting, setInviting] = useState(false);
  const [made, setMade] = useState<InvitationMade | null>(null);
  const invitations = useQuery({
    queryKey: ['invitations'],
    queryFn: () => api.listInvitations(),
  });
  const names = words.people.invitations;
  const accounts = words.settings.accounts;
  const mayEdit = session.permissions.includes('accounts.edit');
  const withdraw = (id: string) =>
    attempt(async () => {
      await api.withdrawInvitation({ params: { id } });
      await queries.invalidateQueries({ queryKey: ['invitations'] });
    });
  return (
    <Card
      title={names.title}
      style={{ marginTop: 16 }}
      styles={{ body: { padding: 0 } }}
      extra={mayEdit && <Button onClick={() => setInviting(true)}>{names.invite}</Button>}
    >
      {made !== null && <Link made={made} onClose={() => setMade(null)} />}
      {invitations.isError && <Alert type="error" title={failureText(invitations.error)} />}
      <Table<Invitation>
        size="small"
        rowKey="id"
        loading={invitations.isPending}
        dataSource={invitations.data ?? []}
        pagination={{ pageSize: 10, hideOnSinglePage: true }}
        scroll={{ x: 'max-content' }}
        locale={{
          emptyText: <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={names.empty} />,
        }}
        columns={[
          { title: accounts.account, dataIndex: 'name' },
          { title: accounts.displayName, dataIndex: 'displayName' },
          { title: accounts.role, render: (_, one) => say(roleWords[one.role], language) },
          {
            title: accounts.department,
            render: (_, one) => one.department?.name ?? accounts.wholeCity,
          },
          { title: names.by, dataIndex: 'invitedBy' },
          { title: names.until, render: (_, one) => format.moment(one.expiresAtMs) },
          { title: names.state, render: (_, one) => names.states[one.state] },
          {
            title: '',
            render: (_, one) =>
              mayEdit && one.state === 'open' ? (
                <Popconfirm title={names.withdraw} onConfirm={() => void withdraw(one.id)}>
                  <Button size="small">{names.withdraw}</Button>
                </Popconfirm>
              ) : null,
          },
        ]}
      />
      {inviting && <Invite onClose={() => setInviting(false)} onMade={setMade} />}
    </Card>
  );
}

function Link({ made, onClose }: { made: InvitationMade; onClose: () => void }) {
  const words = useWords();
  const { language } = useLanguage();
  const link = `${window.location.origin}/join#${made.secret}`;
  return (
    <Alert
      type={made.mail?.sent === false ? 'warning' : 'success'}
      closable={{ onClose }}
      title={words.people.invitations.link}
      description={
        <>
          <Typography.Text code copyable>
            {link}
          </Typography.Text>
          {made.mail && <div>{say(made.mail.sentence, language)}</div>}
        </>
      }
    />
  );
}

interface Fields {
  readonly name: string;
  readonly displayName: string;
  readonly email?: string;
  readonly role: Invitation['role'];
  readonly departmentId?: string;
  readonly days: number;
}

function Invite({
  onClose,
  onMade,
}: {
  onClose: () => void;
  onMade: (made: InvitationMade) => void;
}) {
  const words = useWords();
  const attempt = useAttempt();
  const [form] = Form.useForm<Fields>();
  const names = words.people.invitations;
  const accounts = words.settings.accounts;
  const send = ({ email, departmentId, ...fields }: Fields) =>
    attempt(async () => {
      onMade(await api.invite({ body: { ...fields, ...given({ email, departmentId }) } }));
      onClose();
      await queries.invalidateQueries({ queryKey: ['invitations'] });
    });
  return (
    <FormModal
      title={names.title}
      okText={names.invite}
      form={form}
      initialValues={{ role: 'department_manager', days: 7 }}
      onClose={onClose}
      onFinish={send}
    >
      <p className="quiet">{names.lead}</p>
      <AccountNameField />
      <Form.Item name="displayName" label={accounts.displayName} rules={[{ required: true }]}>
        <Input maxLength={200} />
      </Form.Item>
      <RoleFields />
      <Form.Item
        name="email"
        label={accounts.email}
        extra={names.emailHelp}
        rules={[{ type: 'email' }]}
      >
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item name="days" label={names.days} rules={[{ required: true }]}>
        <InputNumber min={1} max={30} precision={0} />
      </Form.Item>
    </FormModal>
  );
}
