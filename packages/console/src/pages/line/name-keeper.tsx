import type { Keeper, KeeperChoice, Line, NewKeeper } from '@everyline/contract';
import { useQuery } from '@tanstack/react-query';
import { Alert, App, Form, Input, Select } from 'antd';

import { api, queries } from '../../api.ts';
import { useAttempt } from '../../failure.ts';
import { FormModal } from '../../form-modal.tsx';
import { useFormat } from '../../formatting.ts';
import { useWords } from '../../words/words.ts';

/** Who the keeper is and how they are reached. */
export function KeeperText({ keeper }: { keeper: Pick<Keeper, 'name' | 'telephone' | 'email'> }) {
  return (
    <>
      {keeper.name}
      {keeper.telephone !== null && (
        <>
          {' '}
          <span className="telephone">{keeper.telephone}</span>
        </>
      )}
      {keeper.email !== null && ` ${keeper.email}`}{' '}
    </>
  );
}

interface Fields {
  who: string;
  name?: string;
  telephone?: string;
  email?: string;
}

const somebody = 'somebody';
const nobody = 'nobody';

function keeperOf(fields: Fields, choices: readonly KeeperChoice[]): NewKeeper | null {
  if (fields.who === nobody) return null;
  if (fields.who === somebody) {
    const { name = '', telephone = '', email = '' } = fields;
    return { name: name.trim(), telephone: telephone.trim() || null, email: email.trim() || null };
  }
  const chosen = choices[Number(fields.who)];
  if (chosen === undefined) return null;
  const { accountId, name, telephone, email } = chosen;
  return accountId === null ? { name, telephone, email } : { accountId };
}

/** Names the keeper of one line or of many: an account, a known name, or somebody with a contact. */
export function NameKeeper({
  lines,
  onClose,
  onNamed,
}: {
  lines: readonly Line[];
  onClose: () => void;
  onNamed?: () => void;
}) {
  const words = useWords();
  const names = words.keeper;
  const format = useFormat();
  const { message } = App.useApp();
  const attempt = useAttempt();
  const [form] = Form.useForm<Fields>();
  const who = Form.useWatch('who', form);
  const offices = new Set(lines.map(({ department }) => department?.id ?? null));
  const [office] = offices.size === 1 ? offices : [];
  const found = useQuery({
    queryKey: ['keepers', office],
    queryFn: () => api.departmentKeepers({ params: { id: office ?? '' } }),
    enabled: office != null,
  });
  const choices = found.data ?? [];
  const save = async (fields: Fields) => {
    const done = await attempt(async () => {
      const body = { lineIds: lines.map(({ id }) => id), keeper: keeperOf(fields, choices) };
      const { lines: count } = await api.nameKeeper({ body });
      message.success(names.named(format.count(count)));
    });
    if (!done) return;
    for (const key of ['lines', 'line', 'keepers']) {
      void queries.invalidateQueries({ queryKey: [key] });
    }
    onNamed?.();
    onClose();
  };
  const [only] = lines;
  return (
    <FormModal
      title={
        lines.length === 1 && only ? (
          <>
            {names.title} · <span className="telephone">{only.display}</span>
          </>
        ) : (
          names.name(format.count(lines.length))
        )
      }
      form={form}
      onClose={onClose}
      onFinish={save}
      initialValues={{ who: somebody }}
    >
      {offices.has(null) && <Alert type="warning" showIcon title={names.noOffice} />}
      <Form.Item name="who" label={names.who} extra={names.whoHelp}>
        <Select
          options={[
            ...choices.map((one, index) => ({
              value: String(index),
              label: [
                one.name,
                one.accountId === null ? (one.telephone ?? one.email) : names.account,
              ]
                .filter(Boolean)
                .join(' · '),
            })),
            { value: somebody, label: names.somebody },
            { value: nobody, label: names.nobody },
          ]}
        />
      </Form.Item>
      {who === somebody && (
        <>
          <Form.Item name="name" label={names.fullName} rules={[{ required: true }]}>
            <Input maxLength={200} autoComplete="off" />
          </Form.Item>
          <Form.Item name="telephone" label={names.telephone} extra={names.contactHelp}>
            <Input maxLength={40} inputMode="tel" autoComplete="off" />
          </Form.Item>
          <Form.Item name="email" label={names.email} rules={[{ type: 'email' }]}>
            <Input maxLength={200} inputMode="email" autoComplete="off" />
          </Form.Item>
        </>
      )}
    </FormModal>
  );
}
