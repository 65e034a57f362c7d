import { SpotCheckCodeWord, type NewSpotCheck } from '@everyline/contract';
import { say, spotCheckWords, useLanguage } from '@everyline/ui';
import { useQuery } from '@tanstack/react-query';
import { App, Button, Card, Form, Input, Radio } from 'antd';

import { api, queries, useSession } from '../../api.ts';
import { useAttempt } from '../../failure.ts';
import { Measured } from '../../measured.tsx';
import { useWords } from '../../words/words.ts';

interface Fields {
  code: NewSpotCheck['code'];
  answerRight?: 'right' | 'wrong' | 'not_asked';
  note?: string;
}

/** A person's test call: made from any telephone, recorded here; phone width first. */
export function SpotCheckForm({ lineId, dial }: { lineId: string; dial: string | null }) {
  const words = useWords();
  const { language } = useLanguage();
  const session = useSession();
  const attempt = useAttempt();
  const { message } = App.useApp();
  const [form] = Form.useForm<Fields>();
  const code = Form.useWatch('code', form);
  const checks = useQuery({
    queryKey: ['spot-checks', lineId],
    queryFn: () => api.listSpotChecks({ query: { lineId, pageSize: 10 } }),
    enabled: session.permissions.includes('spot_checks.see'),
  });
  const record = async (fields: Fields) => {
    const answer = fields.answerRight ?? 'not_asked';
    const done = await attempt(() =>
      api.recordSpotCheck({
        body: {
          lineId,
          code: fields.code,
          answerRight: answer === 'not_asked' ? null : answer === 'right',
          note: fields.note?.trim() ?? '',
        },
      }),
    );
    if (!done) return;
    message.success(words.line.recorded);
    form.resetFields();
    for (const key of ['line', 'spot-checks', 'line-tickets']) {
      void queries.invalidateQueries({ queryKey: [key, lineId] });
    }
  };
  return (
    <Card
      id="spot-check"
      title={words.line.spotCheck}
      extra={dial !== null && <Button href={`tel:${dial}`}>{words.line.call}</Button>}
    >
      {session.permissions.includes('spot_checks.record') && (
        <Form form={form} layout="vertical" onFinish={(fields) => void record(fields)}>
          <p className="quiet">{words.line.spotCheckLead}</p>
          <Form.Item name="code" label={words.line.result} rules={[{ required: true }]}>
            <Radio.Group className="radio-column">
              {SpotCheckCodeWord.enum.map((value) => (
                <Radio key={value} value={value}>
                  <span className="quiet figures">{value}</span>{' '}
                  {say(spotCheckWords[value], language)}
                </Radio>
              ))}
            </Radio.Group>
          </Form.Item>
          {(code === '11' || code === '12') && (
            <Form.Item name="answerRight" label={words.line.answerRight}>
              <Radio.Group
                optionType="button"
                options={[
                  { value: 'right', label: words.line.right },
                  { value: 'wrong', label: words.line.wrong },
                  { value: 'not_asked', label: words.line.notAsked },
                ]}
              />
            </Form.Item>
          )}
          <Form.Item name="note" label={words.line.note}>
            <Input.TextArea rows={2} maxLength={2000} />
          </Form.Item>
          <Button type="primary" htmlType="submit">
            {words.line.record}
          </Button>
        </Form>
      )}
      {(checks.data?.items.length ?? 0) > 0 && (
        <ul className="plain-list spaced">
          {checks.data?.items.map((check) => (
            <li key={check.id}>
              {say(spotCheckWords[check.code], language)}
              {check.note !== '' && ` · ${check.note}`}
              <div className="quiet small">
                {check.tester} · <Measured atMs={check.checkedAtMs} both />
              </div>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
