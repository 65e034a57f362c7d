import { DatePicker, Form, Input, TreeSelect } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';

import { departmentTree } from '../../department-tree.ts';
import { DepartmentSelect, useDepartments } from '../../department-select.tsx';
import { useWords } from '../../words/words.ts';

/** What every form of a measure has: what, who, by when. */
export interface MeasureValues {
  title: string;
  category?: string;
  leadOfficeId?: string;
  jointOfficeIds?: string[];
  deadline?: Dayjs | null;
}

/** The values of a measure as the form shows them. */
export function shownValues(from: {
  readonly title: string;
  readonly category: string;
  readonly lead: { readonly id: string } | null;
  readonly joint: readonly { readonly id: string }[];
  readonly day: string | null;
}): MeasureValues {
  return {
    title: from.title,
    category: from.category,
    ...(from.lead && { leadOfficeId: from.lead.id }),
    jointOfficeIds: from.joint.map(({ id }) => id),
    deadline: from.day === null ? null : dayjs(from.day),
  };
}

/** The same as the API takes them. */
export function sentValues({
  title,
  category,
  leadOfficeId,
  jointOfficeIds,
  deadline,
}: MeasureValues) {
  return {
    title,
    category: category ?? '',
    leadOfficeId: leadOfficeId ?? null,
    jointOfficeIds: jointOfficeIds ?? [],
    deadline: deadline?.format('YYYY-MM-DD') ?? null,
  };
}

export function MeasureFields() {
  const words = useWords().programmes;
  return (
    <>
      <Form.Item
        name="title"
        label={words.measure}
        rules={[{ required: true, whitespace: true, message: words.needed }]}
      >
        <Input.TextArea autoSize maxLength={200} />
      </Form.Item>
      <Form.Item name="category" label={words.category}>
        <Input maxLength={60} />
      </Form.Item>
      <Form.Item name="leadOfficeId" label={words.lead_office}>
        <DepartmentSelect placeholder={words.noOffice} />
      </Form.Item>
      <Form.Item name="jointOfficeIds" label={words.joint}>
        <OfficesSelect />
      </Form.Item>
      <Form.Item name="deadline" label={words.deadline}>
        <DatePicker />
      </Form.Item>
    </>
  );
}

/** Chooses several offices out of the tree. */
function OfficesSelect({
  value,
  onChange,
  id,
}: {
  value?: string[];
  onChange?: (ids: string[]) => void;
  id?: string;
}) {
  const departments = useDepartments();
  return (
    <TreeSelect<string[]>
      {...(id === undefined ? {} : { id })}
      multiple
      allowClear
      showSearch={{ treeNodeFilterProp: 'title' }}
      value={value ?? []}
      onChange={(next) => onChange?.(next)}
      treeData={departmentTree(departments.data ?? [])}
    />
  );
}
