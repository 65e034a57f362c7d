import type { AnswerPolicy } from '@everyline/contract';
import { useQuery } from '@tanstack/react-query';
import { Alert, App, Button, Card, Form, Input, InputNumber, Skeleton, Switch } from 'antd';

import { api, queries, useSession } from '../../api.ts';
import { failureText, useAttempt } from '../../failure.ts';
import { useWords } from '../../words/words.ts';

/** How questions of citizens are answered: by the program or not, from which confidence on, and when by people. */
export function AnswerPolicyTab() {
  const policy = useQuery({ queryKey: ['answer-policy'], queryFn: () => api.answerPolicy() });
  if (policy.isError) return <Alert type="error" title={failureText(policy.error)} />;
  if (policy.data === undefined) return <Skeleton active />;
  return <PolicyForm policy={policy.data} />;
}

function PolicyForm({ policy }: { policy: AnswerPolicy }) {
  const words = useWords();
  const session = useSession();
  const attempt = useAttempt();
  const { message } = App.useApp();
  const names = words.conversations.policy;
  const save = async (body: AnswerPolicy) => {
    if (!(await attempt(() => api.changeAnswerPolicy({ body })))) return;
    message.success(words.settings.saved);
    void queries.invalidateQueries({ queryKey: ['answer-policy'] });
  };
  const needed = [{ required: true, message: words.tickets.ask.needed }];
  const mayEdit = session.permissions.includes('settings.edit');
  return (
    <Card className="form-card">
      <Form<AnswerPolicy>
        layout="vertical"
        disabled={!mayEdit}
        initialValues={policy}
        onFinish={(fields) => void save(fields)}
      >
        <Form.Item
          name="automatic"
          label={names.automatic}
          extra={names.automaticHelp}
          valuePropName="checked"
        >
          <Switch />
        </Form.Item>
        <Form.Item
          name="threshold"
          label={names.threshold}
          extra={names.thresholdHelp}
          rules={needed}
        >
          <InputNumber min={0.5} max={1} step={0.01} />
        </Form.Item>
        <Form.Item name="peopleHours" label={names.peopleHours} extra={names.peopleHoursHelp}>
          <Input maxLength={200} />
        </Form.Item>
        <Form.Item name="peopleNumber" label={names.peopleNumber} extra={names.peopleNumberHelp}>
          <Input maxLength={40} />
        </Form.Item>
        <Form.Item name="patienceMinutes" label={names.patienceMinutes} rules={needed}>
          <InputNumber min={1} max={120} precision={0} />
        </Form.Item>
        {mayEdit && (
          <Button type="primary" htmlType="submit">
            {words.common.save}
          </Button>
        )}
      </Form>
    </Card>
  );
}
