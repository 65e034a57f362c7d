import { CaseChannelWord, type CaseDetail } from '@everyline/contract';
import { caseChannelWords, say, useLanguage } from '@everyline/ui';
import { Alert, App, Button, Form, Input, Select } from 'antd';
import { useState } from 'react';

import { api, useSession } from '../../api.ts';
import { useAttempt } from '../../failure.ts';
import { FormModal } from '../../form-modal.tsx';
import { useWords } from '../../words/words.ts';
import { renewCase } from './case-moves.tsx';

/** That an answer is still to be told, and a place to record that it was. */
export function CitizenTold({ detail }: { detail: CaseDetail }) {
  const words = useWords();
  const { language } = useLanguage();
  const session = useSession();
  const attempt = useAttempt();
  const { message } = App.useApp();
  const [form] = Form.useForm<{ channel: CaseChannelWord; note?: string }>();
  const [asking, setAsking] = useState(false);
  const { id, toBeTold, channel } = detail.case;
  const names = words.cases;
  if (!toBeTold) return null;
  const tell = (fields: { channel: CaseChannelWord; note?: string }) =>
    attempt(async () => {
      await api.tellCitizen({ params: { id }, body: fields });
      message.success(names.toldDone);
      setAsking(false);
      void renewCase(id);
    });
  return (
    <>
      <Alert
        type="warning"
        showIcon
        title={names.toBeToldLong}
        description={
          session.permissions.includes('cases.comment') && (
            <Button size="small" onClick={() => setAsking(true)}>
              {names.tellNow}
            </Button>
          )
        }
      />
      {asking && (
        <FormModal
          title={names.tellNow}
          form={form}
          initialValues={{ channel }}
          onClose={() => setAsking(false)}
          onFinish={tell}
        >
          <Form.Item name="channel" label={names.toldBy}>
            <Select
              options={CaseChannelWord.enum.map((value) => ({
                value,
                label: say(caseChannelWords[value], language),
              }))}
            />
          </Form.Item>
          <Form.Item name="note" label={names.toldNote}>
            <Input maxLength={500} />
          </Form.Item>
        </FormModal>
      )}
    </>
  );
}
