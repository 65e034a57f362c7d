import { addressOf, type CaseFilters } from '@everyline/contract';
import { useLanguage } from '@everyline/ui';
import { Button, Dropdown, Form, Input } from 'antd';
import { useState } from 'react';

import { api, useSession } from '../../api.ts';
import { useAttempt } from '../../failure.ts';
import { FormModal } from '../../form-modal.tsx';
import { useWords } from '../../words/words.ts';

/** The filtered cases as a file: masked, or whole with a reason for who may see numbers. */
export function ExportCases({ filters }: { filters: CaseFilters }) {
  const words = useWords();
  const { language } = useLanguage();
  const session = useSession();
  const attempt = useAttempt();
  const [form] = Form.useForm<{ reason: string }>();
  const [asking, setAsking] = useState(false);
  const names = words.cases;
  if (!session.permissions.includes('cases.export')) return null;
  const linkTo = (format: 'xlsx' | 'csv') =>
    addressOf('exportCases', { query: { ...filters, format, language } });
  const inFull = ({ reason }: { reason: string }) =>
    attempt(async () => {
      const answer = await api.exportCasesInFull({ body: { ...filters, language, reason } });
      const link = document.createElement('a');
      link.href = URL.createObjectURL(await answer.blob());
      link.download = 'everyline-cases.xlsx';
      link.click();
      URL.revokeObjectURL(link.href);
      setAsking(false);
    });
  return (
    <>
      <Dropdown
        trigger={['click']}
        menu={{
          items: [
            {
              key: 'xlsx',
              label: (
                <a href={linkTo('xlsx')} download>
                  {names.exportXlsx}
                </a>
              ),
            },
            {
              key: 'csv',
              label: (
                <a href={linkTo('csv')} download>
                  {names.exportCsv}
                </a>
              ),
            },
            ...(session.permissions.includes('contacts.see')
              ? [{ key: 'full', label: names.exportInFull, onClick: () => setAsking(true) }]
              : []),
          ],
        }}
      >
        <Button>{names.export}</Button>
      </Dropdown>
      {asking && (
        <FormModal
          title={names.exportInFullTitle}
          okText={names.export}
          form={form}
          onClose={() => setAsking(false)}
          onFinish={inFull}
        >
          <p className="quiet">{names.exportInFullHelp}</p>
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
    </>
  );
}
