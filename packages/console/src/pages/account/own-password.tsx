import { App, Button, Card, Form, Input } from 'antd';

import { api, queries } from '../../api.ts';
import { useAttempt } from '../../failure.ts';
import { useWords } from '../../words/words.ts';

interface Fields {
  readonly currentPassword: string;
  readonly newPassword: string;
}

export function OwnPassword() {
  const words = useWords();
  const attempt = useAttempt();
  const { message } = App.useApp();
  const [form] = Form.useForm<Fields>();
  const names = words.people.password;
  const change = async (body: Fields) => {
    if (!(await attempt(() => api.changePassword({ body })))) return;
    message.success(names.changed);
    form.resetFields();
    void queries.invalidateQueries({ queryKey: ['own-sessions'] });
  };
  return (
    <Card className="form-card" title={names.title} style={{ marginTop: 16 }}>
      <Form<Fields> form={form} layout="vertical" onFinish={(fields) => void change(fields)}>
        <Form.Item name="currentPassword" label={names.current} rules={[{ required: true }]}>
          <Input.Password autoComplete="current-password" maxLength={128} />
        </Form.Item>
        <Form.Item
          name="newPassword"
          label={names.next}
          extra={names.help}
          rules={[{ required: true, min: 10 }]}
        >
          <Input.Password autoComplete="new-password" maxLength={128} />
        </Form.Item>
        <Button type="primary" htmlType="submit">
          {names.change}
        </Button>
      </Form>
    </Card>
  );
}
