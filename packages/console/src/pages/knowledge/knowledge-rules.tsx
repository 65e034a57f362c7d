import type { KnowledgePolicy } from '@everyline/contract';
import { App, Checkbox, Form, InputNumber } from 'antd';

import { api, queries } from '../../api.ts';
import { useAttempt } from '../../failure.ts';
import { FormModal } from '../../form-modal.tsx';
import { useWords } from '../../words/words.ts';

/** The rules of the knowledge base, for whoever may change settings. */
export function KnowledgeRules({
  policy,
  onClose,
}: {
  policy: KnowledgePolicy;
  onClose: () => void;
}) {
  const words = useWords().knowledge;
  const attempt = useAttempt();
  const { message } = App.useApp();
  const [form] = Form.useForm<KnowledgePolicy>();
  const save = (body: KnowledgePolicy) =>
    attempt(async () => {
      await api.changeKnowledgePolicy({ body });
      void queries.invalidateQueries({ queryKey: ['knowledge'] });
      message.success(words.saved);
      onClose();
    });
  return (
    <FormModal
      form={form}
      title={words.rules}
      initialValues={policy}
      onClose={onClose}
      onFinish={save}
    >
      <Form.Item name="twoPersons" valuePropName="checked">
        <Checkbox>{words.twoPersons}</Checkbox>
      </Form.Item>
      <Form.Item
        name="soonDays"
        label={words.soonDays}
        rules={[{ required: true, message: words.needed }]}
      >
        <InputNumber min={1} max={365} precision={0} />
      </Form.Item>
    </FormModal>
  );
}
