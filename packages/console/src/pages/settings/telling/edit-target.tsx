import { NewsKindWord, TargetKindWord, type TellingTarget } from '@everyline/contract';
import { Checkbox, Form, Input, Select, Switch } from 'antd';

import { given } from '../../../address.ts';
import { api } from '../../../api.ts';
import { DepartmentSelect } from '../../../department-select.tsx';
import { useAttempt } from '../../../failure.ts';
import { FormModal } from '../../../form-modal.tsx';
import { useWords } from '../../../words/words.ts';

interface Fields {
  kind: TellingTarget['kind'];
  name: string;
  url?: string;
  secret?: string;
  departmentId?: string;
  kinds: TellingTarget['kinds'];
  language: TellingTarget['language'];
  enabled: boolean;
}

/** Adds or changes a webhook or a robot. */
export function EditTarget({
  target,
  onClose,
  onSaved,
}: {
  target: TellingTarget | null;
  onClose: () => void;
  onSaved: (secret: string | null) => void;
}) {
  const words = useWords();
  const attempt = useAttempt();
  const [form] = Form.useForm<Fields>();
  const kind = Form.useWatch('kind', form) ?? target?.kind ?? 'webhook';
  const names = words.telling;
  const save = (fields: Fields) =>
    attempt(async () => {
      const { name, kinds, language, enabled, departmentId } = fields;
      const body = {
        name,
        kinds,
        language,
        enabled,
        departmentId: departmentId ?? null,
        ...given({ secret: fields.secret?.trim() }),
      };
      const url = fields.url?.trim() ?? '';
      const saved =
        target === null
          ? await api.createTellingTarget({ body: { ...body, kind: fields.kind, url } })
          : await api.changeTellingTarget({
              params: { id: target.id },
              body: { ...body, ...given({ url }) },
            });
      onSaved(saved.secret);
    });
  return (
    <FormModal
      title={target?.name ?? names.targets}
      onClose={onClose}
      form={form}
      onFinish={save}
      initialValues={
        target === null
          ? {
              kind: 'webhook',
              kinds: ['reminder', 'notice', 'escalation'],
              language: 'zh-CN',
              enabled: true,
            }
          : { ...target, departmentId: target.department?.id }
      }
    >
      <Form.Item name="kind" label={names.kind}>
        <Select
          disabled={target !== null}
          options={TargetKindWord.enum.map((value) => ({
            value,
            label: names.targetKinds[value],
          }))}
        />
      </Form.Item>
      <Form.Item name="name" label={words.settings.name} rules={[{ required: true }]}>
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item
        name="url"
        label={names.url}
        extra={target === null ? names.urlHelp[kind] : names.urlKept}
        rules={[{ required: target === null }]}
      >
        <Input maxLength={1000} placeholder={target?.address} autoComplete="off" />
      </Form.Item>
      {kind !== 'wecom' && (
        <Form.Item
          name="secret"
          label={names.secret}
          extra={target?.hasSecret ? names.keep : names.secretHelp}
        >
          <Input.Password maxLength={200} autoComplete="new-password" />
        </Form.Item>
      )}
      <Form.Item name="departmentId" label={names.department}>
        <DepartmentSelect placeholder={names.wholeCity} />
      </Form.Item>
      <Form.Item name="kinds" label={names.whichKinds}>
        <Checkbox.Group
          options={NewsKindWord.enum.map((value) => ({ value, label: names.kinds[value] }))}
        />
      </Form.Item>
      <div className="filters">
        <Form.Item name="language" label={names.language}>
          <Select
            style={{ width: 130 }}
            options={[
              { value: 'zh-CN', label: '中文' },
              { value: 'en', label: 'English' },
            ]}
          />
        </Form.Item>
        <Form.Item name="enabled" label={names.enabled} valuePropName="checked">
          <Switch />
        </Form.Item>
      </div>
    </FormModal>
  );
}
