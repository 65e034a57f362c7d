import {
  ChannelKindWord,
  secretsOfChannel,
  type Channel,
  type ChannelSettings,
} from '@everyline/contract';
import { Form, Input, Select, Switch } from 'antd';

import { api } from '../../../api.ts';
import { useAttempt } from '../../../failure.ts';
import { FormModal } from '../../../form-modal.tsx';
import { useWords } from '../../../words/words.ts';
import { CaseTemplateFields } from './case-template-fields.tsx';
import { MenuFields } from './menu-fields.tsx';
import { RuleFields } from './rule-fields.tsx';

type ChannelKind = Channel['kind'];
type ChannelSecretName = Channel['secrets'][number]['name'];
type Settings = Omit<ChannelSettings, 'origins' | 'caseTemplate'> & {
  readonly origins: string;
  readonly caseTemplate: { readonly id?: string; readonly fields?: readonly object[] };
};
interface Fields {
  readonly kind: ChannelKind;
  readonly name: string;
  readonly enabled: boolean;
  readonly settings: Partial<Settings>;
  readonly secrets?: Partial<Record<ChannelSecretName, string>>;
}

/** Adds or changes a channel; secrets that are left empty stay as they are. */
export function EditChannel({
  channel,
  onClose,
  onSaved,
}: {
  channel: Channel | null;
  onClose: () => void;
  onSaved: () => void;
}) {
  const words = useWords();
  const attempt = useAttempt();
  const [form] = Form.useForm<Fields>();
  const kind = Form.useWatch('kind', form) ?? channel?.kind ?? 'wechat';
  const names = words.channels;
  const save = (fields: Fields) =>
    attempt(async () => {
      const secrets = Object.fromEntries(
        Object.entries(fields.secrets ?? {}).flatMap(([name, value]) =>
          (value ?? '').trim() === '' ? [] : [[name, value.trim()]],
        ),
      );
      const body = {
        name: fields.name,
        enabled: fields.enabled,
        settings: settingsOf(fields.settings),
        secrets,
      };
      await (channel === null
        ? api.createChannel({ body: { ...body, kind: fields.kind } })
        : api.changeChannel({ params: { id: channel.id }, body }));
      onSaved();
    });
  return (
    <FormModal
      title={channel?.name ?? words.settings.tabs.channels}
      width={720}
      form={form}
      onClose={onClose}
      onFinish={save}
      initialValues={
        channel === null ? { kind: 'wechat', enabled: false, settings: {} } : fieldsOf(channel)
      }
    >
      <Form.Item name="kind" label={names.kind}>
        <Select
          disabled={channel !== null}
          options={ChannelKindWord.enum.map((value) => ({ value, label: names.kinds[value] }))}
        />
      </Form.Item>
      <Form.Item name="name" label={words.settings.name} rules={[{ required: true }]}>
        <Input maxLength={200} />
      </Form.Item>
      {kind === 'widget' ? (
        <Form.Item name={['settings', 'origins']} label={names.origins} extra={names.originsHelp}>
          <Input.TextArea autoSize={{ minRows: 2 }} />
        </Form.Item>
      ) : (
        <PlatformFields kind={kind} channel={channel} />
      )}
      <Form.Item name="enabled" label={names.on} valuePropName="checked">
        <Switch />
      </Form.Item>
    </FormModal>
  );
}

function PlatformFields({ kind, channel }: { kind: ChannelKind; channel: Channel | null }) {
  const names = useWords().channels;
  const isSet = (name: ChannelSecretName) =>
    channel?.secrets.some((one) => one.name === name && one.set) === true;
  return (
    <>
      <Form.Item name={['settings', 'account']} label={names.account[kind]}>
        <Input maxLength={100} autoComplete="off" />
      </Form.Item>
      {names.owner[kind] !== '' && (
        <Form.Item name={['settings', 'owner']} label={names.owner[kind]}>
          <Input maxLength={100} autoComplete="off" />
        </Form.Item>
      )}
      {secretsOfChannel[kind].map((name) => (
        <Form.Item
          key={name}
          name={['secrets', name]}
          label={names.secrets[name]}
          extra={isSet(name) ? names.keep : names.secretHelp[name]}
        >
          <Input.Password maxLength={500} autoComplete="new-password" />
        </Form.Item>
      ))}
      <Form.Item name={['settings', 'welcome']} label={names.welcome}>
        <Input.TextArea maxLength={600} autoSize />
      </Form.Item>
      <RuleFields />
      {kind === 'wechat' && <MenuFields />}
      {kind === 'wechat' && <CaseTemplateFields />}
      <Form.Item name={['settings', 'apiAddress']} label={names.apiAddress} extra={names.apiHelp}>
        <Input maxLength={200} autoComplete="off" placeholder="https://" />
      </Form.Item>
    </>
  );
}

function fieldsOf({ kind, name, enabled, settings }: Channel): Omit<Fields, 'secrets'> {
  const { caseTemplate, origins } = settings;
  return {
    ...{ kind, name, enabled },
    settings: { ...settings, origins: origins.join('\n'), caseTemplate: caseTemplate ?? {} },
  };
}

/** Fields that were not shown, and so are not there, stay as they are. */
function settingsOf({ origins, caseTemplate, menu, ...rest }: Partial<Settings>) {
  const given = Object.fromEntries(
    Object.entries(rest).filter(([, value]) => value !== undefined),
  ) as Partial<ChannelSettings>;
  const id = caseTemplate?.id?.trim() ?? '';
  return {
    ...given,
    ...(menu !== undefined && { menu: menu.map(tidyButton) }),
    ...(caseTemplate !== undefined && {
      caseTemplate:
        id === ''
          ? null
          : ({ id, fields: caseTemplate.fields ?? [] } as ChannelSettings['caseTemplate']),
    }),
    ...(origins !== undefined && {
      origins: origins
        .split(/\s+/)
        .map((one) => one.trim().replace(/\/+$/, ''))
        .filter((one) => one !== ''),
    }),
  };
}

type Button = ChannelSettings['menu'][number];

function tidyButton({ name, says = '', url = '', buttons }: Button): Button {
  const isGroup = buttons !== undefined && buttons.length > 0;
  return {
    name,
    ...(says.trim() !== '' && { says: says.trim() }),
    ...(url.trim() !== '' && { url: url.trim() }),
    ...(isGroup && { buttons: buttons.map(tidyButton) }),
  };
}
