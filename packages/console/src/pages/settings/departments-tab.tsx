import type { Department } from '@everyline/contract';
import { Button, Card, Empty, Form, Input, Table } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';

import { given } from '../../address.ts';
import { api, queries, useSession } from '../../api.ts';
import { DepartmentSelect, useDepartments } from '../../department-select.tsx';
import { useAttempt } from '../../failure.ts';
import { FormModal } from '../../form-modal.tsx';
import { useFormat } from '../../formatting.ts';
import { useWords } from '../../words/words.ts';

interface Row extends Department {
  children?: Row[];
}

function rowsOf(departments: readonly Department[]): Row[] {
  const rows = new Map<string, Row>(departments.map((one) => [one.id, { ...one }]));
  const top: Row[] = [];
  for (const row of rows.values()) {
    const parent = row.parentId === null ? undefined : rows.get(row.parentId);
    if (parent === undefined) top.push(row);
    else (parent.children ??= []).push(row);
  }
  return top;
}

/** The tree of departments with the lines of each. */
export function DepartmentsTab() {
  const words = useWords();
  const format = useFormat();
  const session = useSession();
  const departments = useDepartments();
  const [editing, setEditing] = useState<Department | 'new' | null>(null);
  const mayEdit = session.permissions.includes('departments.edit');
  return (
    <>
      {mayEdit && (
        <div className="filters">
          <Button onClick={() => setEditing('new')}>{words.settings.add}</Button>
        </div>
      )}
      <Card styles={{ body: { padding: 0 } }}>
        {departments.isSuccess && (
          <Table<Row>
            size="small"
            rowKey="id"
            dataSource={rowsOf(departments.data)}
            pagination={false}
            scroll={{ x: 'max-content' }}
            expandable={{ defaultExpandAllRows: true }}
            locale={{
              emptyText: (
                <Empty
                  image={Empty.PRESENTED_IMAGE_SIMPLE}
                  description={words.settings.departments.empty}
                />
              ),
            }}
            columns={[
              { title: words.settings.name, dataIndex: 'name' },
              {
                title: words.overview.lines,
                align: 'right',
                render: (_, row) => (
                  <Link to={`/lines?departmentId=${row.id}`}>{format.count(row.lines)}</Link>
                ),
              },
              {
                title: words.settings.departments.faulty,
                align: 'right',
                render: (_, row) => format.count(row.faulty),
              },
              {
                title: '',
                align: 'right',
                render: (_, row) =>
                  mayEdit && (
                    <Button size="small" type="text" onClick={() => setEditing(row)}>
                      {words.settings.edit}
                    </Button>
                  ),
              },
            ]}
          />
        )}
      </Card>
      {editing !== null && (
        <EditDepartment
          department={editing === 'new' ? null : editing}
          onClose={() => setEditing(null)}
        />
      )}
    </>
  );
}

interface Fields {
  name: string;
  parentId?: string;
  areaCode?: string;
}

function EditDepartment({
  department,
  onClose,
}: {
  department: Department | null;
  onClose: () => void;
}) {
  const words = useWords();
  const attempt = useAttempt();
  const [form] = Form.useForm<Fields>();
  const save = async ({ name, parentId, areaCode }: Fields) => {
    const body = { name, parentId: parentId ?? null, ...given({ areaCode: areaCode?.trim() }) };
    const done = await attempt(() =>
      department === null
        ? api.createDepartment({ body })
        : api.changeDepartment({ params: { id: department.id }, body }),
    );
    if (!done) return;
    void queries.invalidateQueries({ queryKey: ['departments'] });
    onClose();
  };
  return (
    <FormModal
      title={department?.name ?? words.settings.add}
      onClose={onClose}
      form={form}
      initialValues={{
        name: department?.name,
        parentId: department?.parentId ?? undefined,
        areaCode: department?.areaCode ?? undefined,
      }}
      onFinish={save}
    >
      <Form.Item name="name" label={words.settings.name} rules={[{ required: true }]}>
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item name="parentId" label={words.settings.departments.parent}>
        <DepartmentSelect />
      </Form.Item>
      <Form.Item name="areaCode" label={words.settings.departments.areaCode}>
        <Input maxLength={4} inputMode="numeric" style={{ width: 120 }} />
      </Form.Item>
    </FormModal>
  );
}
