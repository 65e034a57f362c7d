import { TicketFaultWord, TierWord, type TicketPolicy } from '@everyline/contract';
import { say, ticketFaultWords, tierWords, useLanguage } from '@everyline/ui';
import { useQuery } from '@tanstack/react-query';
import { Alert, App, Button, Card, Checkbox, Form, InputNumber, Select, Skeleton } from 'antd';

import { api, queries, useSession } from '../../api.ts';
import { failureText, useAttempt } from '../../failure.ts';
import { useWords } from '../../words/words.ts';

const counts = [
  'returnWorkingDays',
  'extensions',
  'extensionWorkingDays',
  'reopenedWorkingDays',
  'reminderAfterDays',
  'noticeAfterWorkingDays',
] as const;

/** The rules of tickets: by when each fault is repaired, and what follows when it is not. */
export function TicketPolicyTab() {
  const policy = useQuery({ queryKey: ['ticket-policy'], queryFn: () => api.ticketPolicy() });
  if (policy.isError) return <Alert type="error" title={failureText(policy.error)} />;
  if (policy.data === undefined) return <Skeleton active />;
  return <PolicyForm policy={policy.data} />;
}

function PolicyForm({ policy }: { policy: TicketPolicy }) {
  const words = useWords();
  const { language } = useLanguage();
  const session = useSession();
  const attempt = useAttempt();
  const { message } = App.useApp();
  const names = words.settings.ticketRules;
  const mayEdit = session.permissions.includes('settings.edit');
  const save = async (fields: TicketPolicy) => {
    const body = {
      ...fields,
      escalateAfterWorkingDays: fields.escalateAfterWorkingDays.map(Number),
      conflictOpensAfterWorkingDays: fields.conflictOpensAfterWorkingDays ?? null,
    };
    if (!(await attempt(() => api.changeTicketPolicy({ body })))) return;
    message.success(words.settings.saved);
    void queries.invalidateQueries({ queryKey: ['ticket-policy'] });
  };
  const needed = [{ required: true, message: words.tickets.ask.needed }];
  return (
    <Card className="form-card">
      <Form<TicketPolicy>
        layout="vertical"
        disabled={!mayEdit}
        initialValues={policy}
        onFinish={(fields) => void save(fields)}
      >
        <h3>{names.repairWorkingDays}</h3>
        <p className="quiet">{names.repairHelp}</p>
        <div className="scroll-x">
          <table className="policy-table">
            <thead>
              <tr>
                <th>{words.tickets.fault}</th>
                {TierWord.enum.map((tier) => (
                  <th key={tier}>{say(tierWords[tier], language)}</th>
                ))}
              </tr>
            </thead>
            <tbody>
              {TicketFaultWord.enum.map((fault) => (
                <tr key={fault}>
                  <th scope="row">{say(ticketFaultWords[fault], language)}</th>
                  {TierWord.enum.map((tier) => (
                    <td key={tier}>
                      <Form.Item name={['repairWorkingDays', tier, fault]} rules={needed} noStyle>
                        <InputNumber
                          min={1}
                          max={250}
                          precision={0}
                          aria-label={`${say(ticketFaultWords[fault], language)} ${say(tierWords[tier], language)}`}
                        />
                      </Form.Item>
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
        <h3>{names.others}</h3>
        <div className="figure-fields">
          {counts.map((key) => (
            <Form.Item key={key} name={key} label={names[key]} rules={needed}>
              <InputNumber min={key === 'extensions' ? 0 : 1} max={250} precision={0} />
            </Form.Item>
          ))}
          <Form.Item
            name="conflictOpensAfterWorkingDays"
            label={names.conflictOpensAfterWorkingDays}
          >
            <InputNumber min={1} max={250} precision={0} placeholder={names.never} />
          </Form.Item>
        </div>
        <Form.Item
          name="escalateAfterWorkingDays"
          label={names.escalateAfterWorkingDays}
          extra={names.escalateHelp}
          rules={[
            {
              validator: (_, value: readonly (string | number)[]) =>
                value.every((one) => /^[1-9]\d{0,2}$/.test(String(one)))
                  ? Promise.resolve()
                  : Promise.reject(new Error(names.escalateHelp)),
            },
          ]}
        >
          <Select mode="tags" open={false} suffixIcon={null} tokenSeparators={[',', '，', ' ']} />
        </Form.Item>
        <Form.Item name="wrongAnswerOpens" valuePropName="checked">
          <Checkbox>{names.wrongAnswerOpens}</Checkbox>
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
