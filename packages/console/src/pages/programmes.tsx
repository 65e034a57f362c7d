import type { Programme } from '@everyline/contract';
import { useQuery } from '@tanstack/react-query';
import { Alert, Button, Card, Empty, Form, Input, Table } from 'antd';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';

import { given } from '../address.ts';
import { api, queries, useSession } from '../api.ts';
import { DepartmentSelect } from '../department-select.tsx';
import { failureText, useAttempt } from '../failure.ts';
import { FormModal } from '../form-modal.tsx';
import { useFormat } from '../formatting.ts';
import { useWords } from '../words/words.ts';
import { Completion } from './programmes/completion.tsx';

/** All programmes with how far they are. */
export function Programmes() {
  const words = useWords();
  const format = useFormat();
  const session = useSession();
  const [adding, setAdding] = useState(false);
  const found = useQuery({ queryKey: ['programmes'], queryFn: () => api.listProgrammes() });
  if (found.isError) return <Alert type="error" showIcon title={failureText(found.error)} />;
  return (
    <>
      <div className="title-row">
        <h1>{words.menu.programmes}</h1>
        {session.permissions.includes('programmes.edit') && (
          <Button type="primary" onClick={() => setAdding(true)}>
            {words.programmes.add}
          </Button>
        )}
      </div>
      <p className="quiet">{words.programmes.lead}</p>
      {found.data?.length === 0 ? (
        <Card>
          <Empty description={words.programmes.none} />
        </Card>
      ) : (
        <Table<Programme>
          rowKey="id"
          size="middle"
          loading={found.isPending}
          dataSource={found.data ?? []}
          pagination={false}
          scroll={{ x: 'max-content' }}
          columns={[
            {
              title: words.programmes.name,
              render: (_, { id, name }) => <Link to={`/programmes/${id}`}>{name}</Link>,
            },
            {
              title: words.programmes.office,
              render: (_, { department }) => department?.name ?? words.programmes.wholeCity,
            },
            {
              title: words.programmes.measures,
              align: 'right',
              render: (_, { measures }) => format.count(measures),
            },
            {
              title: words.programmes.measureStates.done,
              align: 'right',
              render: (_, { states }) => format.count(states.done),
            },
            {
              title: words.programmes.measureStates.overdue,
              align: 'right',
              render: (_, { states }) => (
                <span className={states.overdue > 0 ? 'late' : 'quiet'}>
                  {format.count(states.overdue)}
                </span>
              ),
            },
            {
              title: words.programmes.meanCompletion,
              render: (_, { completion }) => <Completion of={completion} />,
            },
            {
              title: words.programmes.state,
              render: (_, { state }) => (
                <span className={state === 'closed' ? 'quiet' : ''}>
                  {words.programmes.states[state]}
                </span>
              ),
            },
          ]}
        />
      )}
      {adding && <AddProgramme onClose={() => setAdding(false)} />}
    </>
  );
}

interface Fields {
  name: string;
  description?: string;
  departmentId?: string;
}

function AddProgramme({ onClose }: { onClose: () => void }) {
  const words = useWords().programmes;
  const attempt = useAttempt();
  const navigate = useNavigate();
  const [form] = Form.useForm<Fields>();
  const save = ({ name, ...rest }: Fields) =>
    attempt(async () => {
      const { id } = await api.addProgramme({ body: { name, ...given(rest) } });
      void queries.invalidateQueries({ queryKey: ['programmes'] });
      onClose();
      await navigate(`/programmes/${id}`);
    });
  return (
    <FormModal form={form} title={words.add} onClose={onClose} onFinish={save}>
      <Form.Item
        name="name"
        label={words.name}
        rules={[{ required: true, whitespace: true, message: words.needed }]}
      >
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item name="description" label={words.description}>
        <Input.TextArea autoSize={{ minRows: 2 }} maxLength={4000} />
      </Form.Item>
      <Form.Item name="departmentId" label={words.office}>
        <DepartmentSelect placeholder={words.wholeCity} />
      </Form.Item>
    </FormModal>
  );
}
