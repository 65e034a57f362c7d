import { TicketFaultWord } from '@everyline/contract';
import { say, ticketFaultWords, useLanguage } from '@everyline/ui';
import { App, Form, Input, Select } from 'antd';

import { api, queries } from '../../api.ts';
import { useAttempt } from '../../failure.ts';
import { FormModal } from '../../form-modal.tsx';
import { useWords } from '../../words/words.ts';
import { ChooseLine } from './choose-line.tsx';

interface Fields {
  readonly fault?: TicketFaultWord;
  readonly lineId?: string;
  readonly note: string;
}

/** Opens a ticket by hand for a line, or for one of the lines of a conflict of listings. */
export function OpenTicket({
  lineIds,
  conflictId,
  onClose,
}: {
  lineIds: readonly string[];
  conflictId?: string;
  onClose: () => void;
}) {
  const words = useWords();
  const { language } = useLanguage();
  const attempt = useAttempt();
  const { message } = App.useApp();
  const [form] = Form.useForm<Fields>();
  const open = async (fields: Fields) => {
    const lineId = fields.lineId ?? lineIds[0] ?? '';
    const done = await attempt(async () => {
      const { ticket, opened } = await api.openTicket({
        body: {
          lineId,
          fault: fields.fault ?? 'contradictory',
          note: fields.note,
          ...(conflictId !== undefined && { conflictId }),
        },
      });
      const { openedNow, openAlready } = words.tickets;
      message.success(opened ? openedNow(ticket.number) : openAlready(ticket.number));
    });
    if (!done) return;
    for (const key of ['line-tickets', 'tickets', 'line', 'conflicts']) {
      void queries.invalidateQueries({ queryKey: [key] });
    }
    onClose();
  };
  const rules = [{ required: true, message: words.tickets.ask.needed }];
  return (
    <FormModal
      title={words.tickets.openTitle}
      okText={words.tickets.openByHand}
      onClose={onClose}
      form={form}
      onFinish={open}
    >
      {lineIds.length > 1 && (
        <Form.Item name="lineId" label={words.tickets.line} rules={rules}>
          <ChooseLine lineIds={lineIds} />
        </Form.Item>
      )}
      {conflictId === undefined && (
        <Form.Item name="fault" label={words.tickets.fault} rules={rules}>
          <Select
            options={TicketFaultWord.enum.map((value) => ({
              value,
              label: say(ticketFaultWords[value], language),
            }))}
          />
        </Form.Item>
      )}
      <Form.Item
        name="note"
        label={words.tickets.openNote}
        rules={[{ ...rules[0], min: 2, whitespace: true }]}
      >
        <Input.TextArea rows={3} maxLength={2000} />
      </Form.Item>
    </FormModal>
  );
}
