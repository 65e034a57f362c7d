import { DisputeKindWord, type NewOwnerAnswer } from '@everyline/contract';
import { Button, Form, Input, Radio } from 'antd';

import { given } from '../../address.ts';
import { useWords } from '../../words/words.ts';

type Dispute = Extract<NewOwnerAnswer, { word: 'disputed' }>['dispute'];

interface Fields {
  kind: DisputeKindWord;
  whose?: string;
  hours?: string;
  services?: string;
  number?: string;
  sinceDay?: string;
  note?: string;
}

/** What is wrong with a number as it is published: one choice, and what that asks for. */
export function DisputeForm({
  busy,
  onClose,
  onSend,
}: {
  busy: boolean;
  onClose: () => void;
  onSend: (dispute: Dispute) => void;
}) {
  const words = useWords();
  const names = words.owners;
  const [form] = Form.useForm<Fields>();
  const kind = Form.useWatch('kind', form);
  const send = ({ services, note, ...fields }: Fields) => {
    const items = services
      ?.split('\n')
      .map((one) => one.trim())
      .filter(Boolean);
    onSend({
      ...given({ ...fields, services: items }),
      kind: fields.kind,
      note: note?.trim() ?? '',
    });
  };
  const needed = [{ required: true }];
  return (
    <Form<Fields> form={form} layout="vertical" onFinish={send} className="dispute-form">
      <Form.Item name="kind" label={names.what} rules={needed}>
        <Radio.Group className="dispute-kinds">
          {DisputeKindWord.enum.map((one) => (
            <Radio key={one} value={one}>
              {names.disputes[one]}
            </Radio>
          ))}
        </Radio.Group>
      </Form.Item>
      {kind === 'not_ours' && (
        <Form.Item name="whose" label={names.whose} extra={names.whoseHelp} rules={needed}>
          <Input maxLength={200} />
        </Form.Item>
      )}
      {kind === 'wrong_hours' && (
        <Form.Item name="hours" label={names.rightHours} extra={names.hoursHelp} rules={needed}>
          <Input maxLength={300} />
        </Form.Item>
      )}
      {kind === 'wrong_service' && (
        <Form.Item name="services" label={names.rightServices} rules={needed}>
          <Input.TextArea autoSize={{ minRows: 2 }} maxLength={2000} />
        </Form.Item>
      )}
      {kind === 'moved' && (
        <Form.Item name="number" label={names.newNumber} rules={needed}>
          <Input maxLength={40} inputMode="tel" />
        </Form.Item>
      )}
      {kind !== undefined && kind !== 'not_ours' && (
        <Form.Item name="sinceDay" label={names.since}>
          <Input type="date" />
        </Form.Item>
      )}
      {kind !== undefined && (
        <Form.Item name="note" label={names.note}>
          <Input maxLength={1000} />
        </Form.Item>
      )}
      <div className="answer-buttons">
        <Button type="primary" size="large" htmlType="submit" loading={busy}>
          {names.send}
        </Button>
        <Button size="large" onClick={onClose}>
          {words.common.cancel}
        </Button>
      </div>
    </Form>
  );
}
