import { CaseChannelWord, type Case, type NewCase } from '@everyline/contract';
import { caseChannelWords, say, useLanguage } from '@everyline/ui';
import { App, Form, Input, Select } from 'antd';

import { given } from '../../address.ts';
import { api, queries } from '../../api.ts';
import { DepartmentSelect } from '../../department-select.tsx';
import { useAttempt } from '../../failure.ts';
import { FormModal } from '../../form-modal.tsx';
import { LineSelect } from '../../line-select.tsx';
import { useWords } from '../../words/words.ts';
import { useCategories } from './case-filters.tsx';

interface Fields {
  readonly demand: string;
  readonly category: string;
  readonly place?: string;
  readonly channel: CaseChannelWord;
  readonly name?: string;
  readonly telephone?: string;
  readonly departmentId?: string;
  readonly lineId?: string;
}

/** Opens a case for what somebody wants; with an office it is dispatched at once. */
export function NewCaseForm({
  onClose,
  onOpened,
  begun = { channel: 'telephone' },
  send = (body) => api.openCase({ body }),
}: {
  onClose: () => void;
  onOpened: (id: string) => void;
  /** What is filled in before. */
  begun?: Partial<Pick<NewCase, 'channel' | 'demand'>>;
  /** How it is opened, where that is not for itself. */
  send?: (body: NewCase) => Promise<Case>;
}) {
  const words = useWords();
  const { language } = useLanguage();
  const attempt = useAttempt();
  const { message } = App.useApp();
  const [form] = Form.useForm<Fields>();
  const categories = useCategories();
  const names = words.cases;
  const rules = [{ required: true, message: words.tickets.ask.needed }];
  const open = ({ name = '', telephone = '', ...fields }: Fields) =>
    attempt(async () => {
      const contact = name === '' && telephone === '' ? undefined : { name, telephone };
      const { demand, category, channel, ...others } = fields;
      const made = await send({ demand, category, channel, ...given({ ...others, contact }) });
      message.success(names.opened(made.number));
      void queries.invalidateQueries({ queryKey: ['cases'] });
      onOpened(made.id);
    });
  return (
    <FormModal
      title={names.newCase}
      okText={names.newCase}
      width={640}
      form={form}
      initialValues={begun}
      onClose={onClose}
      onFinish={open}
    >
      <Form.Item
        name="demand"
        label={names.demand}
        extra={names.demandHelp}
        rules={[{ ...rules[0], min: 2, whitespace: true }]}
      >
        <Input.TextArea rows={4} maxLength={4000} />
      </Form.Item>
      <div className="figure-fields">
        <Form.Item name="category" label={names.category} rules={rules}>
          <Select options={categories} />
        </Form.Item>
        <Form.Item name="channel" label={names.channel} rules={rules}>
          <Select
            options={CaseChannelWord.enum.map((value) => ({
              value,
              label: say(caseChannelWords[value], language),
            }))}
          />
        </Form.Item>
      </div>
      <Form.Item name="place" label={names.place}>
        <Input maxLength={200} />
      </Form.Item>
      <div className="figure-fields">
        <Form.Item name="name" label={names.name}>
          <Input maxLength={60} autoComplete="off" />
        </Form.Item>
        <Form.Item
          name="telephone"
          label={names.telephone}
          rules={[{ pattern: /^[0-9０-９+＋()（） \-–]*$/, message: names.telephone }]}
        >
          <Input maxLength={40} inputMode="tel" autoComplete="off" />
        </Form.Item>
      </div>
      <p className="quiet small">{names.contactHelp}</p>
      <Form.Item name="departmentId" label={words.tickets.department} extra={names.departmentHelp}>
        <DepartmentSelect />
      </Form.Item>
      <Form.Item name="lineId" label={names.line}>
        <LineSelect />
      </Form.Item>
    </FormModal>
  );
}
