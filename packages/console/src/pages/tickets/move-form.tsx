import type { TicketMoveWord } from '@everyline/contract';
import { say, ticketMoveWords, useLanguage } from '@everyline/ui';
import { Alert, Checkbox, Form, Input, InputNumber, Modal } from 'antd';
import { useState } from 'react';

import { DepartmentSelect } from '../../department-select.tsx';
import { failureText } from '../../failure.ts';
import { useWords } from '../../words/words.ts';

/** What a person fills in for a move. */
export interface MoveFields {
  readonly reason?: string;
  readonly workingDays?: number;
  readonly departmentId?: string;
  readonly withLine?: boolean;
}

export type Ask = 'reason' | 'working_days' | 'department';

/**
 * Asks for what a move needs. Where it is refused, because somebody else was faster say, the form stays
 * with everything that was written, and says why.
 */
export function MoveForm({
  move,
  asks,
  returnUntil,
  mostWorkingDays,
  onMove,
  onClose,
}: {
  move: TicketMoveWord;
  asks: readonly Ask[];
  /** Last day for returning it; absent where many tickets are moved. */
  returnUntil?: string;
  mostWorkingDays?: number;
  onMove: (fields: MoveFields) => Promise<void>;
  onClose: () => void;
}) {
  const words = useWords();
  const { language } = useLanguage();
  const [form] = Form.useForm<MoveFields>();
  const [refused, setRefused] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const names = words.tickets.ask;
  const rules = [{ required: true, message: names.needed }];
  const submit = async (fields: MoveFields) => {
    setBusy(true);
    try {
      await onMove(fields);
      onClose();
    } catch (fault) {
      setRefused(failureText(fault));
    } finally {
      setBusy(false);
    }
  };
  const help =
    move === 'return'
      ? returnUntil === undefined
        ? null
        : words.tickets.help.return(returnUntil)
      : move === 'claim' || move === 'confirm' || move === 'assign'
        ? words.tickets.help[move]
        : null;
  return (
    <Modal
      open
      title={say(ticketMoveWords[move], language)}
      okText={say(ticketMoveWords[move], language)}
      cancelText={words.common.cancel}
      confirmLoading={busy}
      onCancel={onClose}
      onOk={() => form.submit()}
    >
      {help !== null && <p className="quiet">{help}</p>}
      {refused !== null && <Alert type="warning" showIcon title={refused} />}
      <Form
        form={form}
        layout="vertical"
        initialValues={{ workingDays: 5, withLine: true }}
        onFinish={(fields) => void submit(fields)}
      >
        {asks.includes('department') && (
          <>
            <Form.Item name="departmentId" label={names.department} rules={rules}>
              <DepartmentSelect />
            </Form.Item>
            <Form.Item name="withLine" valuePropName="checked">
              <Checkbox>{names.withLine}</Checkbox>
            </Form.Item>
          </>
        )}
        {asks.includes('working_days') && (
          <Form.Item
            name="workingDays"
            label={names.workingDays}
            rules={rules}
            {...(mostWorkingDays !== undefined && {
              extra: names.workingDaysHelp(mostWorkingDays),
            })}
          >
            <InputNumber
              min={1}
              precision={0}
              {...(mostWorkingDays !== undefined && { max: mostWorkingDays })}
            />
          </Form.Item>
        )}
        <Form.Item
          name="reason"
          label={move === 'claim' || move === 'return' ? names[move] : names.reason}
          rules={asks.includes('reason') ? [{ ...rules[0], whitespace: true }] : []}
        >
          <Input.TextArea rows={3} maxLength={2000} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
