import type { CasePolicy } from '@everyline/contract';
import { useQuery } from '@tanstack/react-query';
import { Alert, App, Button, Card, Form, Input, InputNumber, Select, Skeleton } from 'antd';

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

/** The rules of cases: categories with the time for their answer, and what follows when it passes. */
export function CasePolicyTab() {
  const policy = useQuery({ queryKey: ['case-policy'], queryFn: () => api.casePolicy() });
  if (policy.isError) return <Alert type="error" title={failureText(policy.error)} />;
  if (policy.data === undefined) return <Skeleton active />;
  return <PolicyForm policy={policy.data} />;
}

function PolicyForm({ policy }: { policy: CasePolicy }) {
  const words = useWords();
  const session = useSession();
  const attempt = useAttempt();
  const { message } = App.useApp();
  const names = words.cases.rules;
  const others = words.settings.ticketRules;
  const mayEdit = session.permissions.includes('settings.edit');
  const save = async (fields: CasePolicy) => {
    const body = {
      ...fields,
      escalateAfterWorkingDays: fields.escalateAfterWorkingDays.map(Number),
    };
    if (!(await attempt(() => api.changeCasePolicy({ body })))) return;
    message.success(words.settings.saved);
    void queries.invalidateQueries({ queryKey: ['case-policy'] });
  };
  const needed = [{ required: true, message: words.tickets.ask.needed }];
  const code = [...needed, { pattern: /^[a-z0-9_]{1,40}$/, message: 'a–z, 0–9, _' }];
  return (
    <Card className="form-card">
      <Form<CasePolicy>
        layout="vertical"
        disabled={!mayEdit}
        initialValues={policy}
        onFinish={(fields) => void save(fields)}
      >
        <h3>{names.categories}</h3>
        <p className="quiet">{names.categoriesHelp}</p>
        <Form.List name="categories">
          {(rows, { add, remove }) => (
            <>
              <div className="scroll-x">
                <table className="policy-table">
                  <thead>
                    <tr>
                      <th>{names.code}</th>
                      <th>{names.nameZh}</th>
                      <th>{names.nameEn}</th>
                      <th>{names.days}</th>
                      <th aria-label={names.remove} />
                    </tr>
                  </thead>
                  <tbody>
                    {rows.map(({ key, name }) => (
                      <tr key={key}>
                        <td>
                          <Form.Item name={[name, 'code']} rules={code} noStyle>
                            <Input aria-label={`${names.code} ${name + 1}`} />
                          </Form.Item>
                        </td>
                        <td>
                          <Form.Item name={[name, 'name', 'zh']} rules={needed} noStyle>
                            <Input aria-label={`${names.nameZh} ${name + 1}`} />
                          </Form.Item>
                        </td>
                        <td>
                          <Form.Item name={[name, 'name', 'en']} rules={needed} noStyle>
                            <Input aria-label={`${names.nameEn} ${name + 1}`} />
                          </Form.Item>
                        </td>
                        <td>
                          <Form.Item name={[name, 'answerWorkingDays']} rules={needed} noStyle>
                            <InputNumber
                              min={1}
                              max={250}
                              precision={0}
                              aria-label={`${names.days} ${name + 1}`}
                            />
                          </Form.Item>
                        </td>
                        <td>
                          <Button size="small" onClick={() => remove(name)}>
                            {names.remove}
                          </Button>
                        </td>
                      </tr>
                    ))}
                  </tbody>
                </table>
              </div>
              <p>
                <Button onClick={() => add({ answerWorkingDays: 5 })}>{names.add}</Button>
              </p>
            </>
          )}
        </Form.List>
        <h3>{others.others}</h3>
        <div className="figure-fields">
          <Form.Item name="otherWorkingDays" label={names.otherWorkingDays} rules={needed}>
            <InputNumber min={1} max={250} precision={0} />
          </Form.Item>
          {counts.map((key) => (
            <Form.Item key={key} name={key} label={others[key]} rules={needed}>
              <InputNumber min={key === 'extensions' ? 0 : 1} max={250} precision={0} />
            </Form.Item>
          ))}
        </div>
        <Form.Item
          name="escalateAfterWorkingDays"
          label={names.escalateAfterWorkingDays}
          extra={others.escalateHelp}
          rules={[
            {
              validator: (_, value: readonly (string | number)[]) =>
                value.every((one) => /^[1-9]\d{0,2}$/.test(String(one)))
                  ? Promise.resolve()
                  : Promise.reject(new Error(others.escalateHelp)),
            },
          ]}
        >
          <Select mode="tags" open={false} suffixIcon={null} tokenSeparators={[',', '，', ' ']} />
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
