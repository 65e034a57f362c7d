import type { NewObjection, Objection } from '@everyline/contract';
import { useQuery } from '@tanstack/react-query';
import { Alert, Card, Empty, Form, Input, Radio, Table } from 'antd';

import { given, pagesOf, useAddress } from '../../address.ts';
import { api, queries } from '../../api.ts';
import { DepartmentSelect } from '../../department-select.tsx';
import { failureText, useAttempt } from '../../failure.ts';
import { FormModal } from '../../form-modal.tsx';
import { Measured } from '../../measured.tsx';
import { useWords } from '../../words/words.ts';

const pageSize = 50;

/** Who does not want to be tested. */
export function Objections() {
  const words = useWords();
  const address = useAddress();
  const query = { page: address.page, pageSize };
  const objections = useQuery({
    queryKey: ['objections', query],
    queryFn: () => api.listObjections({ query }),
  });
  return (
    <>
      <p className="quiet">{words.clearances.objectionLead}</p>
      {objections.isError && <Alert type="error" title={failureText(objections.error)} />}
      <Card styles={{ body: { padding: 0 } }}>
        <Table<Objection>
          size="small"
          rowKey="id"
          loading={objections.isPending}
          dataSource={objections.data?.items ?? []}
          scroll={{ x: 'max-content' }}
          locale={{
            emptyText: (
              <Empty
                image={Empty.PRESENTED_IMAGE_SIMPLE}
                description={words.clearances.noObjections}
              />
            ),
          }}
          pagination={pagesOf(address, pageSize, objections.data?.total)}
          columns={[
            {
              title: words.clearances.number,
              render: (_, one) => (
                <span className={one.withdrawnAtMs === null ? 'telephone' : 'telephone struck'}>
                  {one.number ?? one.departmentName ?? '–'}
                </span>
              ),
            },
            { title: words.clearances.by, render: (_, one) => words.clearances.bys[one.by] },
            { title: words.clearances.note, dataIndex: 'note' },
            { title: words.clearances.recordedBy, dataIndex: 'recordedBy' },
            {
              title: words.clearances.recorded,
              render: (_, one) => <Measured atMs={one.recordedAtMs} both />,
            },
          ]}
        />
      </Card>
    </>
  );
}

interface Fields {
  by: NewObjection['by'];
  number?: string;
  departmentId?: string;
  note: string;
}

/** Records that a callee or an office does not want to be tested. */
export function RecordObjection({ onClose }: { onClose: () => void }) {
  const words = useWords();
  const attempt = useAttempt();
  const [form] = Form.useForm<Fields>();
  const by = Form.useWatch('by', form);
  const record = async (fields: Fields) => {
    const { departmentId, ...rest } = fields;
    const body: NewObjection = {
      by: rest.by,
      note: rest.note,
      ...given({
        number: rest.number?.trim(),
        departmentId: rest.by === 'office' ? departmentId : undefined,
      }),
    };
    if (!(await attempt(() => api.recordObjection({ body })))) return;
    for (const key of ['objections', 'lines', 'line']) {
      void queries.invalidateQueries({ queryKey: [key] });
    }
    onClose();
  };
  return (
    <FormModal
      title={words.clearances.objection}
      onClose={onClose}
      form={form}
      initialValues={{ by: 'callee' }}
      onFinish={record}
    >
      <Form.Item name="by" label={words.clearances.by}>
        <Radio.Group
          optionType="button"
          options={(['callee', 'office'] as const).map((value) => ({
            value,
            label: words.clearances.bys[value],
          }))}
        />
      </Form.Item>
      <Form.Item
        name="number"
        label={words.clearances.number}
        dependencies={['departmentId', 'by']}
        rules={[
          ({ getFieldValue }) => ({
            validator: (_rule, value?: string) =>
              value?.trim() ||
              (getFieldValue('by') === 'office' && Boolean(getFieldValue('departmentId')))
                ? Promise.resolve()
                : Promise.reject(new Error(words.clearances.needTarget)),
          }),
        ]}
      >
        <Input inputMode="tel" maxLength={60} />
      </Form.Item>
      {by === 'office' && (
        <Form.Item name="departmentId" label={words.clearances.department}>
          <DepartmentSelect />
        </Form.Item>
      )}
      <Form.Item name="note" label={words.clearances.note} rules={[{ required: true }]}>
        <Input.TextArea rows={2} maxLength={1000} />
      </Form.Item>
    </FormModal>
  );
}
