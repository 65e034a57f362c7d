import type { OwnerPolicy } from '@everyline/contract';
import { useQuery } from '@tanstack/react-query';
import { Alert, App, Button, Card, Form, InputNumber, Skeleton, Switch } from 'antd';

import { api, queries, useSession } from '../../api.ts';
import { failureText, useAttempt } from '../../failure.ts';
import { useWords } from '../../words/words.ts';

const counts = [
  ['validDays', 7, 1000],
  ['firstDays', 1, 365],
  ['remindBeforeDays', 0, 90],
  ['remindAfterDays', 0, 90],
  ['reportWithinWorkingDays', 1, 250],
  ['linkDays', 1, 365],
] as const;

/** How often owners are asked, when they are reminded, and what follows from silence. */
export function OwnerRules() {
  const policy = useQuery({ queryKey: ['owner-policy'], queryFn: () => api.ownerPolicy() });
  if (policy.isError) return <Alert type="error" title={failureText(policy.error)} />;
  if (policy.data === undefined) return <Skeleton active />;
  return <RulesForm policy={policy.data} />;
}

function RulesForm({ policy }: { policy: OwnerPolicy }) {
  const words = useWords();
  const session = useSession();
  const attempt = useAttempt();
  const { message } = App.useApp();
  const names = words.owners.rules;
  const mayEdit = session.permissions.includes('settings.edit');
  const save = async (fields: OwnerPolicy) => {
    const body = { ...fields, silenceWorkingDays: fields.silenceWorkingDays ?? null };
    if (!(await attempt(() => api.changeOwnerPolicy({ body })))) return;
    message.success(words.settings.saved);
    void queries.invalidateQueries({ queryKey: ['owner-policy'] });
  };
  return (
    <Card className="form-card">
      <Form<OwnerPolicy>
        layout="vertical"
        disabled={!mayEdit}
        initialValues={policy}
        onFinish={(fields) => void save(fields)}
      >
        <Form.Item
          name="asking"
          label={names.asking}
          extra={names.askingHelp}
          valuePropName="checked"
        >
          <Switch />
        </Form.Item>
        <div className="figure-fields">
          {counts.map(([key, min, max]) => (
            <Form.Item key={key} name={key} label={names[key]} rules={[{ required: true }]}>
              <InputNumber min={min} max={max} precision={0} />
            </Form.Item>
          ))}
          <Form.Item name="silenceWorkingDays" label={names.silenceWorkingDays}>
            <InputNumber min={1} max={250} precision={0} placeholder={names.never} />
          </Form.Item>
        </div>
        {mayEdit && (
          <Button type="primary" htmlType="submit">
            {words.common.save}
          </Button>
        )}
      </Form>
    </Card>
  );
}
