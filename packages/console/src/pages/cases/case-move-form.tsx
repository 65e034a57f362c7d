import {
  SatisfactionWord,
  type CaseAskWord,
  type CaseHotlineMoveWord,
  type CaseOfficeMoveWord,
} from '@everyline/contract';
import { caseMoveWords, satisfactionWords, say, useLanguage } from '@everyline/ui';
import { Alert, Form, Input, InputNumber, Modal, Radio } from 'antd';
import { useState } from 'react';

import { DepartmentSelect } from '../../department-select.tsx';
import { failureText } from '../../failure.ts';
import { useWords } from '../../words/words.ts';

/** What a person fills in for a move. */
export interface CaseMoveFields {
  readonly reason?: string;
  readonly workingDays?: number;
  readonly departmentId?: string;
  readonly answer?: string;
  readonly satisfaction?: SatisfactionWord;
}

/**
 * Asks for what a move needs. Where it is refused, because somebody else was faster say, the form stays
 * with everything that was written, and says why.
 */
export function CaseMoveForm({
  move,
  asks: asked,
  departmentId,
  returnUntil,
  mostWorkingDays,
  onMove,
  onClose,
}: {
  move: CaseOfficeMoveWord | CaseHotlineMoveWord;
  asks: readonly CaseAskWord[];
  /** The office that has it; absent where many cases are moved. */
  departmentId?: string | undefined;
  /** Last day for returning it; absent where many cases are moved. */
  returnUntil?: string;
  mostWorkingDays?: number;
  onMove: (fields: CaseMoveFields) => Promise<void>;
  onClose: () => void;
}) {
  const words = useWords();
  const { language } = useLanguage();
  const [form] = Form.useForm<CaseMoveFields>();
  const [refused, setRefused] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const asks = (one: CaseAskWord) => asked.includes(one);
  const rules = [{ required: true, message: words.tickets.ask.needed }];
  const written = [{ ...rules[0], whitespace: true }];
  const help: Partial<Record<typeof move, string>> = {
    ...(returnUntil !== undefined && { return: words.tickets.help.return(returnUntil) }),
    close: words.cases.ask.closeHelp,
    dismiss: words.cases.ask.dismissHelp,
  };
  const submit = async (fields: CaseMoveFields) => {
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
  return (
    <Modal
      open
      title={say(caseMoveWords[move], language)}
      okText={say(caseMoveWords[move], language)}
      cancelText={words.common.cancel}
      confirmLoading={busy}
      onCancel={onClose}
      onOk={() => form.submit()}
    >
      {help[move] !== undefined && <p className="quiet">{help[move]}</p>}
      {refused !== null && <Alert type="warning" showIcon title={refused} />}
      <Form
        form={form}
        layout="vertical"
        initialValues={{ workingDays: 5, departmentId }}
        onFinish={(fields) => void submit(fields)}
      >
        {asks('department') && (
          <Form.Item name="departmentId" label={words.cases.ask.department} rules={rules}>
            <DepartmentSelect />
          </Form.Item>
        )}
        {asks('working_days') && (
          <Form.Item
            name="workingDays"
            label={words.tickets.ask.workingDays}
            rules={rules}
            extra={
              mostWorkingDays !== undefined && words.tickets.ask.workingDaysHelp(mostWorkingDays)
            }
          >
            <InputNumber min={1} max={mostWorkingDays ?? 250} precision={0} />
          </Form.Item>
        )}
        {asks('satisfaction') && (
          <Form.Item name="satisfaction" label={words.cases.ask.satisfaction} rules={rules}>
            <Radio.Group
              options={SatisfactionWord.enum.map((value) => ({
                value,
                label: say(satisfactionWords[value], language),
              }))}
            />
          </Form.Item>
        )}
        {asks('answer') ? (
          <Form.Item name="answer" label={words.cases.ask.answer} rules={written}>
            <Input.TextArea rows={5} maxLength={4000} />
          </Form.Item>
        ) : (
          <Form.Item
            name="reason"
            label={move === 'return' ? words.cases.ask.return : words.tickets.ask.reason}
            rules={asks('reason') ? written : []}
          >
            <Input.TextArea rows={3} maxLength={2000} />
          </Form.Item>
        )}
      </Form>
    </Modal>
  );
}
