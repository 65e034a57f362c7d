import { NewsKindWord, ToldHowWord, type TellingChoice } from '@everyline/contract';
import { useQuery } from '@tanstack/react-query';
import { App, Button, Card, Checkbox, Form, Input, Radio } from 'antd';

import { api, queries } from '../../api.ts';
import { useAttempt } from '../../failure.ts';
import { useWords } from '../../words/words.ts';

/** Each person's own choice of what comes by e-mail. */
export function OwnChoice() {
  const words = useWords();
  const attempt = useAttempt();
  const { message } = App.useApp();
  const choice = useQuery({ queryKey: ['telling-choice'], queryFn: () => api.tellingChoice() });
  const names = words.telling;
  if (choice.data === undefined) return null;
  const save = async (fields: TellingChoice) => {
    const address = fields.address?.trim() ? fields.address.trim() : null;
    const body = { ...fields, address };
    if (!(await attempt(() => api.changeTellingChoice({ body })))) return;
    message.success(words.settings.saved);
    void queries.invalidateQueries({ queryKey: ['telling-choice'] });
  };
  return (
    <Card className="form-card" title={names.own} style={{ marginTop: 24 }}>
      <p className="quiet">{names.ownHelp}</p>
      <Form<TellingChoice>
        layout="vertical"
        initialValues={choice.data}
        onFinish={(fields) => void save(fields)}
      >
        <Form.Item name="email" label={names.email}>
          <Radio.Group
            options={ToldHowWord.enum.map((value) => ({ value, label: names.how[value] }))}
          />
        </Form.Item>
        <Form.Item name="address" label={names.address} rules={[{ type: 'email' }]}>
          <Input maxLength={200} autoComplete="email" />
        </Form.Item>
        <Form.Item name="kinds" label={names.which}>
          <Checkbox.Group
            options={NewsKindWord.enum.map((value) => ({ value, label: names.kinds[value] }))}
          />
        </Form.Item>
        <Button type="primary" htmlType="submit">
          {words.common.save}
        </Button>
      </Form>
    </Card>
  );
}
