import type { CaseDetail, FullContact } from '@everyline/contract';
import { Alert, Button, Form, Input } from 'antd';
import { useState } from 'react';

import { api } from '../../api.ts';
import { Facts } from '../../facts.tsx';
import { useAttempt } from '../../failure.ts';
import { FormModal } from '../../form-modal.tsx';
import { useWords } from '../../words/words.ts';

/** Who asked, masked; whoever may sees it whole, with a reason, until the page is left. */
export function CaseContact({ detail }: { detail: CaseDetail }) {
  const words = useWords();
  const attempt = useAttempt();
  const [form] = Form.useForm<{ reason: string }>();
  const [asking, setAsking] = useState(false);
  const [whole, setWhole] = useState<FullContact | null>(null);
  const names = words.cases;
  const { contact, id } = detail.case;
  const look = ({ reason }: { reason: string }) =>
    attempt(async () => {
      setWhole(await api.lookAtContact({ params: { id }, body: { reason } }));
      setAsking(false);
    });
  const shown = whole ?? contact;
  return (
    <section>
      <h3>{names.contact}</h3>
      {shown === null ? (
        <p className="quiet">–</p>
      ) : (
        <Facts
          facts={[
            [names.name, shown.name === '' ? '–' : shown.name],
            [
              names.telephone,
              <span key="telephone" className="telephone">
                {shown.telephone === '' ? '–' : shown.telephone}
              </span>,
            ],
          ]}
        />
      )}
      {whole !== null && (
        <>
          <p className="pre-line">{whole.demand}</p>
          <Alert type="info" showIcon title={names.lookAudited} />
        </>
      )}
      {whole === null && detail.mayLook && (
        <p>
          <Button onClick={() => setAsking(true)}>{names.look}</Button>
        </p>
      )}
      {asking && (
        <FormModal
          title={names.lookTitle}
          okText={names.lookNow}
          form={form}
          onClose={() => setAsking(false)}
          onFinish={look}
        >
          <p className="quiet">{names.lookHelp}</p>
          <Form.Item
            name="reason"
            label={names.purpose}
            rules={[
              { required: true, min: 2, whitespace: true, message: words.tickets.ask.needed },
            ]}
          >
            <Input maxLength={500} />
          </Form.Item>
        </FormModal>
      )}
    </section>
  );
}
