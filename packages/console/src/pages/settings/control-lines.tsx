import type { ControlLine } from '@everyline/contract';
import { useQuery } from '@tanstack/react-query';
import { Alert, Button, Card, Empty, Form, Input, Table } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';

import { api, queries, useSession } from '../../api.ts';
import { failureText, useAttempt } from '../../failure.ts';
import { FormModal } from '../../form-modal.tsx';
import { LineSelect } from '../../line-select.tsx';
import { Measured } from '../../measured.tsx';
import { useWords } from '../../words/words.ts';

/** Lines that are known to answer: they tell a trunk's fault from a line's. */
export function ControlLines() {
  const words = useWords();
  const attempt = useAttempt();
  const mayEdit = useSession().permissions.includes('trunks.edit');
  const [isNaming, setIsNaming] = useState(false);
  const names = words.settings.controlLines;
  const controls = useQuery({
    queryKey: ['control-lines'],
    queryFn: () => api.listControlLines(),
  });
  const drop = (id: string) =>
    attempt(async () => {
      await api.dropControlLine({ params: { id } });
      await queries.invalidateQueries({ queryKey: ['control-lines'] });
    });
  return (
    <>
      <h2>{names.title}</h2>
      <p className="quiet">{names.lead}</p>
      {mayEdit && (
        <div className="filters">
          <Button onClick={() => setIsNaming(true)}>{names.name}</Button>
        </div>
      )}
      {controls.isError && <Alert type="error" title={failureText(controls.error)} />}
      <Card styles={{ body: { padding: 0 } }}>
        <Table<ControlLine>
          size="small"
          rowKey="lineId"
          loading={controls.isPending}
          dataSource={controls.data ?? []}
          pagination={false}
          scroll={{ x: 'max-content' }}
          locale={{
            emptyText: <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={names.empty} />,
          }}
          columns={[
            {
              title: names.line,
              render: (_, one) => (
                <Link className="telephone" to={`/lines/${one.lineId}`}>
                  {one.display}
                </Link>
              ),
            },
            { title: names.department, render: (_, one) => one.departmentName ?? '–' },
            { title: names.note, dataIndex: 'note' },
            { title: names.named, render: (_, one) => <Measured atMs={one.namedAtMs} both /> },
            {
              title: '',
              render: (_, one) =>
                mayEdit && (
                  <Button size="small" onClick={() => void drop(one.lineId)}>
                    {names.drop}
                  </Button>
                ),
            },
          ]}
        />
      </Card>
      {isNaming && <NameControlLine onClose={() => setIsNaming(false)} />}
    </>
  );
}

function NameControlLine({ onClose }: { onClose: () => void }) {
  const words = useWords();
  const attempt = useAttempt();
  const [form] = Form.useForm<{ lineId: string; note: string }>();
  const names = words.settings.controlLines;
  const save = ({ lineId, note }: { lineId: string; note: string }) =>
    attempt(async () => {
      await api.nameControlLine({ params: { id: lineId }, body: { note } });
      await queries.invalidateQueries({ queryKey: ['control-lines'] });
      onClose();
    });
  return (
    <FormModal title={names.name} form={form} onClose={onClose} onFinish={save}>
      <Form.Item name="lineId" label={names.line} rules={[{ required: true }]}>
        <LineSelect />
      </Form.Item>
      <Form.Item
        name="note"
        label={names.note}
        extra={names.noteHelp}
        rules={[{ required: true, whitespace: true }]}
      >
        <Input maxLength={500} />
      </Form.Item>
    </FormModal>
  );
}
