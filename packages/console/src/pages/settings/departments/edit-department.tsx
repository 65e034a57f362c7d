import type { Department } from '@everyline/contract';
import { Form, Input } from 'antd';

import { api, queries } from '../../../api.ts';
import { DepartmentSelect } from '../../../department-select.tsx';
import { useAttempt } from '../../../failure.ts';
import { FormModal } from '../../../form-modal.tsx';
import { useWords } from '../../../words/words.ts';

interface Fields {
  name: string;
  parentId?: string;
  areaCode?: string;
  code?: string;
}

/** Adds a department, or renames and moves one; what it was stays in its history. */
export function EditDepartment({
  department,
  onClose,
}: {
  department: Department | null;
  onClose: () => void;
}) {
  const words = useWords();
  const attempt = useAttempt();
  const [form] = Form.useForm<Fields>();
  const save = async ({ name, parentId, areaCode, code }: Fields) => {
    const body = {
      name,
      parentId: parentId ?? null,
      areaCode: areaCode?.trim() || null,
      code: code?.trim() || null,
    };
    const done = await attempt(() =>
      department === null
        ? api.createDepartment({ body })
        : api.changeDepartment({ params: { id: department.id }, body }),
    );
    if (!done) return;
    for (const key of ['departments', 'department']) {
      void queries.invalidateQueries({ queryKey: [key] });
    }
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
        code: department?.code ?? undefined,
      }}
      onFinish={save}
    >
      <Form.Item name="name" label={words.settings.name} rules={[{ required: true }]}>
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item name="parentId" label={words.settings.departments.parent}>
        <DepartmentSelect />
      </Form.Item>
      <Form.Item name="code" label={words.departments.code}>
        <Input maxLength={60} style={{ width: 200 }} />
      </Form.Item>
      <Form.Item name="areaCode" label={words.settings.departments.areaCode}>
        <Input maxLength={4} inputMode="numeric" style={{ width: 120 }} />
      </Form.Item>
    </FormModal>
  );
}
