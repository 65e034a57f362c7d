import type { DepartmentDetail } from '@everyline/contract';
import { Alert, App, Form } from 'antd';

import { api, queries } from '../../../api.ts';
import { DepartmentSelect } from '../../../department-select.tsx';
import { Facts } from '../../../facts.tsx';
import { useAttempt } from '../../../failure.ts';
import { FormModal } from '../../../form-modal.tsx';
import { useFormat } from '../../../formatting.ts';
import { useWords } from '../../../words/words.ts';

/** Merges a department into another one, after saying what goes over. */
export function MergeDepartment({
  detail,
  onClose,
  onDone,
}: {
  detail: DepartmentDetail;
  onClose: () => void;
  onDone: () => void;
}) {
  const words = useWords();
  const format = useFormat();
  const attempt = useAttempt();
  const { message } = App.useApp();
  const [form] = Form.useForm<{ intoId: string }>();
  const { department, holdings } = detail;
  const merge = async ({ intoId }: { intoId: string }) => {
    const done = await attempt(async () => {
      const merged = await api.mergeDepartment({ params: { id: department.id }, body: { intoId } });
      message.success(words.departments.mergeDone(merged.into.name));
    });
    if (!done) return;
    void queries.invalidateQueries();
    onDone();
  };
  return (
    <FormModal
      title={words.departments.mergeTitle(department.name)}
      okText={words.departments.mergeDo}
      form={form}
      onClose={onClose}
      onFinish={merge}
    >
      <Alert type="warning" showIcon title={words.departments.mergeExplain} />
      <Facts
        are="figures"
        facts={(['departments', 'lines', 'tickets', 'keepers', 'accounts', 'clearances'] as const)
          .filter((kind) => holdings[kind] > 0)
          .map((kind) => [words.departments.holdings[kind], format.count(holdings[kind])] as const)}
      />
      <Form.Item name="intoId" label={words.departments.mergeInto} rules={[{ required: true }]}>
        <DepartmentSelect />
      </Form.Item>
    </FormModal>
  );
}
