import type { Trunk } from '@everyline/contract';
import { Alert, Form, Input, InputNumber, Select, Switch } from 'antd';

import { given } from '../../address.ts';
import { api, queries } from '../../api.ts';
import { useAttempt } from '../../failure.ts';
import { FormModal } from '../../form-modal.tsx';
import { useWords } from '../../words/words.ts';
import {
  certificateChange,
  certificateFieldsOf,
  CertificateItems,
  isEncrypted,
  type CertificateFields,
} from './trunk-certificates.tsx';

interface Fields extends CertificateFields {
  name: string;
  host: string;
  port: number;
  transport: Trunk['transport'];
  webSocketPath?: string;
  registeredNumber?: string;
  presentedNumber?: string;
  username?: string;
  password?: string;
  channels: number;
  perDay: number;
  enabled: boolean;
  registers: boolean;
  registrars?: string;
  registerDomain?: string;
  registerUser?: string;
  registerSeconds?: number;
}

const loopback = /^(127\.\d+\.\d+\.\d+|localhost|\[?::1\]?)$/i;

/** Whether a path of a web server is asked for. */
function isWebSocket(transport: Trunk['transport'] | undefined): boolean {
  return transport === 'ws' || transport === 'wss';
}

/** Adds or changes a trunk. */
export function EditTrunk({ trunk, onClose }: { trunk: Trunk | null; onClose: () => void }) {
  const words = useWords();
  const attempt = useAttempt();
  const [form] = Form.useForm<Fields>();
  const host = Form.useWatch('host', form);
  const transport = Form.useWatch('transport', form);
  const presented = Form.useWatch('presentedNumber', form);
  const registers = Form.useWatch('registers', form) as boolean | undefined;
  const names = words.settings.trunks;
  const save = async (fields: Fields) => {
    const text = (value: string | undefined) => (value?.trim() ? value.trim() : null);
    const body = {
      name: fields.name,
      host: fields.host.trim(),
      port: fields.port,
      transport: fields.transport,
      ...(isWebSocket(fields.transport) && { webSocketPath: text(fields.webSocketPath) ?? '/' }),
      registeredNumber: text(fields.registeredNumber),
      presentedNumber: text(fields.presentedNumber),
      username: text(fields.username),
      channels: fields.channels,
      perDay: fields.perDay,
      enabled: fields.enabled,
      registration: fields.registers
        ? {
            registrars: (fields.registrars ?? '')
              .split(/[\s,，、;；]+/)
              .filter((one) => one !== ''),
            domain: text(fields.registerDomain),
            user: text(fields.registerUser),
            expiresS: fields.registerSeconds ?? 3600,
          }
        : null,
      ...given({ password: fields.password }),
      ...(isEncrypted(fields.transport) && certificateChange(trunk, fields)),
    };
    const done = await attempt(() =>
      trunk === null
        ? api.createTrunk({ body })
        : api.changeTrunk({ params: { id: trunk.id }, body }),
    );
    if (!done) return;
    void queries.invalidateQueries({ queryKey: ['trunks'] });
    onClose();
  };
  const needed = [{ required: true }];
  const number = [{ pattern: /^\+?\d{3,20}$/ }];
  return (
    <FormModal
      title={trunk?.name ?? words.settings.add}
      onClose={onClose}
      form={form}
      onFinish={save}
      initialValues={
        trunk === null
          ? {
              port: 5060,
              transport: 'udp',
              webSocketPath: '/',
              channels: 4,
              perDay: 500,
              enabled: false,
              registers: false,
              registerSeconds: 3600,
              ...certificateFieldsOf(null),
            }
          : {
              ...trunk,
              ...certificateFieldsOf(trunk),
              password: '',
              authorities: '',
              enabled: trunk.state !== 'disabled',
              registers: trunk.registration !== null,
              registrars: trunk.registration?.registrars.join(', ') ?? '',
              registerDomain: trunk.registration?.domain ?? '',
              registerUser: trunk.registration?.user ?? '',
              registerSeconds: trunk.registration?.expiresS ?? 3600,
            }
      }
    >
      <Form.Item name="name" label={words.settings.name} rules={needed}>
        <Input maxLength={200} />
      </Form.Item>
      <div className="filters">
        <Form.Item
          name="host"
          label={names.host}
          rules={[{ required: true, pattern: /^[A-Za-z0-9.:_-]+$/ }]}
        >
          <Input maxLength={253} />
        </Form.Item>
        <Form.Item name="port" label={names.port} extra={names.portHelp} rules={needed}>
          <InputNumber min={0} max={65_535} precision={0} />
        </Form.Item>
        <Form.Item
          name="transport"
          label={names.transport}
          extra={isEncrypted(transport) ? names.tlsHelp : undefined}
        >
          <Select
            options={[
              { value: 'udp', label: 'UDP' },
              { value: 'tcp', label: 'TCP' },
              { value: 'tls', label: 'TLS' },
              { value: 'ws', label: 'WebSocket' },
              { value: 'wss', label: 'WebSocket + TLS (WSS)' },
            ]}
          />
        </Form.Item>
        {isWebSocket(transport) && (
          <Form.Item
            name="webSocketPath"
            label={names.webSocketPath}
            extra={names.webSocketHelp}
            rules={[{ pattern: /^\/\S*$/ }]}
          >
            <Input placeholder="/ws" maxLength={500} />
          </Form.Item>
        )}
      </div>
      {isEncrypted(transport) && <CertificateItems trunk={trunk} />}
      {host && !loopback.test(host.trim()) && (
        <Alert type="warning" showIcon title={names.outside} style={{ marginBottom: 16 }} />
      )}
      <div className="filters">
        <Form.Item name="registeredNumber" label={names.registered} rules={number}>
          <Input inputMode="tel" />
        </Form.Item>
        <Form.Item
          name="presentedNumber"
          label={names.presented}
          extra={names.presentedHelp}
          rules={number}
        >
          <Input inputMode="tel" />
        </Form.Item>
      </div>
      <div className="filters">
        <Form.Item name="username" label={names.username}>
          <Input autoComplete="off" maxLength={100} />
        </Form.Item>
        <Form.Item
          name="password"
          label={names.password}
          extra={trunk?.hasPassword ? names.passwordKept : undefined}
        >
          <Input.Password autoComplete="new-password" maxLength={200} />
        </Form.Item>
      </div>
      <Form.Item
        name="registers"
        label={names.registers}
        extra={names.registersHelp}
        valuePropName="checked"
      >
        <Switch />
      </Form.Item>
      {registers && (
        <>
          <Form.Item name="registrars" label={names.registrars} extra={names.registrarsHelp}>
            <Input placeholder={`${host ?? ''}`} maxLength={1000} />
          </Form.Item>
          <div className="filters">
            <Form.Item name="registerUser" label={names.registerUser}>
              <Input placeholder={presented ?? ''} maxLength={100} />
            </Form.Item>
            <Form.Item name="registerDomain" label={names.registerDomain}>
              <Input placeholder={host ?? ''} maxLength={253} />
            </Form.Item>
            <Form.Item name="registerSeconds" label={names.registerSeconds}>
              <InputNumber min={60} max={604_800} precision={0} />
            </Form.Item>
          </div>
        </>
      )}
      <div className="filters">
        <Form.Item name="channels" label={names.channels} rules={needed}>
          <InputNumber min={1} max={2000} precision={0} />
        </Form.Item>
        <Form.Item name="perDay" label={names.perDay} rules={needed}>
          <InputNumber min={1} max={1_000_000} precision={0} />
        </Form.Item>
        <Form.Item name="enabled" label={names.enabled} valuePropName="checked">
          <Switch />
        </Form.Item>
      </div>
    </FormModal>
  );
}
