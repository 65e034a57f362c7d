import {
  SatisfactionWord,
  type CaseAskWord,
  type CaseDetail,
  type OpenCaseMove,
} from '@everyline/contract';
import { caseMoveWords, satisfactionWords, say, useLanguage } from '@everyline/ui';
import { Alert, App, Button, Form, Input, InputNumber, Modal, Radio } from 'antd';
import { useState } from 'react';

import { given } from '../../address.ts';
import { api, queries } from '../../api.ts';
import { DepartmentSelect } from '../../department-select.tsx';
import { failureText } from '../../failure.ts';
import { useWords } from '../../words/words.ts';

interface Fields {
  readonly reason?: string;
  readonly workingDays?: number;
  readonly departmentId?: string;
  readonly answer?: string;
  readonly satisfaction?: SatisfactionWord;
}

/** Asks the server anew for a case and for every list that shows it. */
export function renewCase(id: string): Promise<unknown> {
  return Promise.all(
    [['case', id], ['cases']].map((queryKey) => queries.invalidateQueries({ queryKey })),
  );
}

/** What is next, and the moves that the person can make now; each asks for what it needs. */
export function CaseMoves({ detail }: { detail: CaseDetail }) {
  const words = useWords();
  const { language } = useLanguage();
  const { message } = App.useApp();
  // Whoever moves the case while the form is open is not overruled unseen: the version that was seen goes along.
  const [chosen, setChosen] = useState<{ one: OpenCaseMove; version: number } | null>(null);
  const { case: one, moves } = detail;
  const move = async (wanted: OpenCaseMove, version: number, fields: Fields) => {
    const params = { id: one.id };
    const body = { ...given(fields), version };
    try {
      if (wanted.by === 'office') {
        await api.workCase({ params, body: { ...body, move: wanted.move } });
      } else await api.directCase({ params, body: { ...body, move: wanted.move } });
      message.success(words.tickets.moved);
    } finally {
      await renewCase(one.id);
      const now = queries.getQueryData<CaseDetail>(['case', one.id]);
      if (now !== undefined) setChosen({ one: wanted, version: now.case.version });
    }
  };
  return (
    <section>
      <h3>{words.tickets.next}</h3>
      <p>{say(detail.next, language)}</p>
      <div className="filters">
        {moves.map((open, index) => (
          <Button
            key={open.move}
            type={index === 0 ? 'primary' : 'default'}
            onClick={() => setChosen({ one: open, version: one.version })}
          >
            {say(caseMoveWords[open.move], language)}
          </Button>
        ))}
        {moves.length === 0 && <span className="quiet">{words.tickets.nothingToDo}</span>}
      </div>
      {chosen !== null && (
        <CaseMoveForm
          detail={detail}
          wanted={chosen.one}
          onMove={(fields) => move(chosen.one, chosen.version, fields)}
          onClose={() => setChosen(null)}
        />
      )}
    </section>
  );
}

/**
 * Asks for what a move needs. Where it is refused, because somebody else was faster say, the form stays
 * with everything that was written, and says why.
 */
function CaseMoveForm({
  detail,
  wanted,
  onMove,
  onClose,
}: {
  detail: CaseDetail;
  wanted: OpenCaseMove;
  onMove: (fields: Fields) => Promise<void>;
  onClose: () => void;
}) {
  const words = useWords();
  const { language } = useLanguage();
  const [form] = Form.useForm<Fields>();
  const [refused, setRefused] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const { move } = wanted;
  const asks = (one: CaseAskWord) => wanted.asks.includes(one);
  const rules = [{ required: true, message: words.tickets.ask.needed }];
  const written = [{ ...rules[0], whitespace: true }];
  const help: Partial<Record<typeof move, string>> = {
    return: words.tickets.help.return(detail.returnUntil),
    close: words.cases.ask.closeHelp,
    dismiss: words.cases.ask.dismissHelp,
  };
  const submit = async (fields: Fields) => {
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
        initialValues={{ workingDays: 5, departmentId: detail.case.department?.id }}
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
            extra={words.tickets.ask.workingDaysHelp(detail.extensionWorkingDays)}
          >
            <InputNumber min={1} max={detail.extensionWorkingDays} precision={0} />
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
