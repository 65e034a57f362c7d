import { CaseSideWord, type CaseSystem } from '@everyline/contract';
import { caseSideWords, say, useLanguage } from '@everyline/ui';
import { useQuery } from '@tanstack/react-query';
import {
  Alert,
  Button,
  Card,
  Empty,
  Form,
  Input,
  Popconfirm,
  Radio,
  Switch,
  Table,
  Typography,
} from 'antd';
import { useState } from 'react';

import { given } from '../../address.ts';
import { api, queries, useSession } from '../../api.ts';
import { DepartmentSelect } from '../../department-select.tsx';
import { failureText, useAttempt } from '../../failure.ts';
import { FormModal } from '../../form-modal.tsx';
import { Measured } from '../../measured.tsx';
import { useWords } from '../../words/words.ts';

/** Work-order systems of others: who they are, what waits for each, and their secrets. */
export function CaseSystemsTab() {
  const words = useWords();
  const { language } = useLanguage();
  const session = useSession();
  const attempt = useAttempt();
  const [edited, setEdited] = useState<CaseSystem | 'new' | null>(null);
  const [made, setMade] = useState<{ key: string; secret: string } | null>(null);
  const names = words.cases.systems;
  const mayEdit = session.permissions.includes('settings.edit');
  const systems = useQuery({ queryKey: ['case-systems'], queryFn: () => api.listCaseSystems() });
  const refresh = () => queries.invalidateQueries({ queryKey: ['case-systems'] });
  const renew = (id: string) =>
    attempt(async () => {
      const { secret } = await api.changeCaseSystem({
        params: { id },
        body: { renewSecret: true },
      });
      if (secret !== null) setMade({ key: id, secret });
    });
  const remove = (id: string) =>
    attempt(async () => {
      await api.deleteCaseSystem({ params: { id } });
      await refresh();
    });
  return (
    <Card
      title={names.title}
      extra={mayEdit && <Button onClick={() => setEdited('new')}>{words.settings.add}</Button>}
    >
      <p className="quiet">{names.help}</p>
      {systems.isError && <Alert type="error" title={failureText(systems.error)} />}
      {made !== null && (
        <Alert
          type="success"
          closable={{ onClose: () => setMade(null) }}
          title={names.secretOnce}
          description={
            <>
              {names.key}:{' '}
              <Typography.Text code copyable>
                {made.key}
              </Typography.Text>
              <br />
              <Typography.Text code copyable>
                {made.secret}
              </Typography.Text>
            </>
          }
        />
      )}
      <Table<CaseSystem>
        size="small"
        rowKey="id"
        dataSource={systems.data ?? []}
        pagination={false}
        scroll={{ x: 'max-content' }}
        locale={{
          emptyText: <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={names.none} />,
        }}
        columns={[
          {
            title: words.settings.name,
            render: (_, one) => (
              <>
                {one.name}
                {!one.enabled && <span className="quiet"> {names.disabled}</span>}
              </>
            ),
          },
          { title: names.side, render: (_, one) => say(caseSideWords[one.side], language) },
          { title: names.department, render: (_, one) => one.department?.name ?? '–' },
          { title: names.url, render: (_, one) => one.address ?? names.onlyAsks },
          { title: names.waiting, dataIndex: 'waiting', align: 'right' },
          { title: names.lastSent, render: (_, one) => <Measured atMs={one.lastSentAtMs} /> },
          {
            title: '',
            render: (_, one) =>
              mayEdit && (
                <>
                  <Button size="small" onClick={() => setEdited(one)}>
                    {words.settings.edit}
                  </Button>{' '}
                  <Popconfirm title={names.renewAsk} onConfirm={() => void renew(one.id)}>
                    <Button size="small">{names.renew}</Button>
                  </Popconfirm>{' '}
                  <Popconfirm title={names.removeAsk} onConfirm={() => void remove(one.id)}>
                    <Button size="small">{names.remove}</Button>
                  </Popconfirm>
                </>
              ),
          },
        ]}
      />
      {edited !== null && (
        <EditSystem
          system={edited === 'new' ? null : edited}
          onClose={() => setEdited(null)}
          onSaved={(key, secret) => {
            setEdited(null);
            if (secret !== null) setMade({ key, secret });
            void refresh();
          }}
        />
      )}
    </Card>
  );
}

interface Fields {
  readonly name: string;
  readonly side: CaseSystem['side'];
  readonly departmentId?: string;
  readonly url?: string;
  readonly sendsOwn: boolean;
  readonly enabled: boolean;
}

function EditSystem({
  system,
  onClose,
  onSaved,
}: {
  system: CaseSystem | null;
  onClose: () => void;
  onSaved: (key: string, secret: string | null) => void;
}) {
  const words = useWords();
  const { language } = useLanguage();
  const attempt = useAttempt();
  const [form] = Form.useForm<Fields>();
  const side = Form.useWatch('side', form) ?? system?.side ?? 'hotline';
  const names = words.cases.systems;
  const save = (fields: Fields) =>
    attempt(async () => {
      const { name, departmentId, sendsOwn = false, enabled } = fields;
      const body = { name, sendsOwn, enabled, ...given({ url: fields.url?.trim() }) };
      const saved =
        system === null
          ? await api.createCaseSystem({
              body: { ...body, side: fields.side, departmentId: departmentId ?? null },
            })
          : await api.changeCaseSystem({ params: { id: system.id }, body });
      onSaved(saved.system.id, saved.secret);
    });
  return (
    <FormModal
      title={system?.name ?? names.title}
      form={form}
      onClose={onClose}
      onFinish={save}
      initialValues={
        system === null
          ? { side: 'hotline', sendsOwn: false, enabled: true }
          : { ...system, departmentId: system.department?.id }
      }
    >
      <Form.Item name="name" label={words.settings.name} rules={[{ required: true }]}>
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item name="side" label={names.side} extra={names.sideHelp[side]}>
        <Radio.Group
          disabled={system !== null}
          options={CaseSideWord.enum.map((value) => ({
            value,
            label: say(caseSideWords[value], language),
          }))}
        />
      </Form.Item>
      {system === null && (
        <Form.Item name="departmentId" label={names.department}>
          <DepartmentSelect />
        </Form.Item>
      )}
      <Form.Item
        name="url"
        label={names.url}
        extra={system === null ? names.urlHelp : names.urlKept}
      >
        <Input
          maxLength={1000}
          autoComplete="off"
          {...(system?.address && { placeholder: system.address })}
        />
      </Form.Item>
      {side === 'hotline' && (
        <Form.Item name="sendsOwn" label={names.sendsOwn} valuePropName="checked">
          <Switch />
        </Form.Item>
      )}
      <Form.Item name="enabled" label={names.enabled} valuePropName="checked">
        <Switch />
      </Form.Item>
    </FormModal>
  );
}
