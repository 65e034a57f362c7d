import type { Trunk, TrunkCertificate } from '@everyline/contract';
import { Alert, Form, Switch, Tag } from 'antd';

import { useFormat } from '../../formatting.ts';
import { useWords } from '../../words/words.ts';
import { PemField } from './pem-field.tsx';

/** What of a trunk's form is about certificates. */
export interface CertificateFields {
  showsCertificate: boolean;
  certificate?: string;
  privateKey?: string;
  ownAuthority: boolean;
  authorities?: string;
}

/** The fields as they are before anything was typed. */
export function certificateFieldsOf(trunk: Trunk | null): CertificateFields {
  return {
    showsCertificate: trunk !== null && trunk.clientCertificate !== null,
    ownAuthority: trunk !== null && trunk.authorities.length > 0,
  };
}

/** What is sent of them: nothing of what stays as it is. */
export function certificateChange(trunk: Trunk | null, fields: CertificateFields) {
  const certificate = fields.certificate?.trim() ?? '';
  const privateKey = fields.privateKey?.trim() ?? '';
  const authorities = fields.authorities?.trim() ?? '';
  const dropsOwn = !fields.showsCertificate && trunk !== null && trunk.clientCertificate !== null;
  const dropsOthers = !fields.ownAuthority && trunk !== null && trunk.authorities.length > 0;
  return {
    ...(dropsOwn && { clientCertificate: null }),
    ...(fields.showsCertificate &&
      certificate !== '' && {
        clientCertificate: { certificate, ...(privateKey !== '' && { privateKey }) },
      }),
    ...(dropsOthers && { authorities: null }),
    ...(fields.ownAuthority && authorities !== '' && { authorities }),
  };
}

/** Whether certificates are shown and looked at; unknown while nothing was chosen. */
export function isEncrypted(transport: Trunk['transport'] | undefined): boolean {
  return transport === 'tls' || transport === 'wss';
}

/** The part of a trunk's form for trunks over TLS or WSS. */
export function CertificateItems({ trunk }: { trunk: Trunk | null }) {
  const names = useWords().settings.certificates;
  const kept = trunk?.clientCertificate ?? null;
  const believed = trunk?.authorities ?? [];
  const shows = Form.useWatch('showsCertificate') as boolean | undefined;
  const own = Form.useWatch('ownAuthority') as boolean | undefined;
  return (
    <>
      <Form.Item
        name="showsCertificate"
        label={names.shows}
        extra={names.showsHelp}
        valuePropName="checked"
      >
        <Switch />
      </Form.Item>
      {shows && (
        <>
          {kept !== null && <Certificate one={kept} />}
          <Form.Item
            name="certificate"
            label={names.certificate}
            extra={kept === null ? names.certificateHelp : names.renewHelp}
            rules={[{ required: kept === null }]}
          >
            <PemField />
          </Form.Item>
          <Form.Item
            name="privateKey"
            label={names.privateKey}
            extra={kept === null ? names.privateKeyHelp : names.sameKeyHelp}
            rules={[{ required: kept === null }]}
          >
            <PemField />
          </Form.Item>
        </>
      )}
      <Form.Item
        name="ownAuthority"
        label={names.ownAuthority}
        extra={names.ownAuthorityHelp}
        valuePropName="checked"
      >
        <Switch />
      </Form.Item>
      {own && (
        <>
          {believed.map((one) => (
            <Certificate key={`${one.subject} ${one.validToMs}`} one={one} />
          ))}
          <Form.Item
            name="authorities"
            label={names.authorities}
            extra={believed.length > 0 ? names.renewHelp : names.authoritiesHelp}
            rules={[{ required: believed.length === 0 }]}
          >
            <PemField />
          </Form.Item>
        </>
      )}
    </>
  );
}

const colours = {
  not_yet_valid: 'gold',
  in_force: 'green',
  expires_soon: 'gold',
  expired: 'red',
} as const;

/** Whose a certificate is, until when, and how it stands with it. */
function Certificate({ one }: { one: TrunkCertificate }) {
  const names = useWords().settings.certificates;
  const format = useFormat();
  return (
    <p className="small" style={{ overflowWrap: 'anywhere' }}>
      <Tag color={colours[one.standing]}>{names.standings[one.standing]}</Tag>
      {one.subject} · {names.issuedBy} {one.issuer} · {format.day(one.validFromMs)} –{' '}
      {format.day(one.validToMs)}
    </p>
  );
}

/** How it stands with the certificates of a trunk over TLS, in a line of the table; nothing where it has none. */
export function TrunkCertificateState({ trunk }: { trunk: Trunk }) {
  const names = useWords().settings.certificates;
  const format = useFormat();
  if (!isEncrypted(trunk.transport)) return null;
  const all = [
    ...(trunk.clientCertificate === null
      ? []
      : [{ what: names.certificate, one: trunk.clientCertificate }]),
    ...trunk.authorities.map((one) => ({ what: names.authority, one })),
  ];
  return all.map(({ what, one }) => (
    <div key={`${what} ${one.subject} ${one.validToMs}`} className="small" title={one.subject}>
      {one.standing === 'in_force' ? (
        <span className="quiet">{what}</span>
      ) : (
        <>
          {what} <Tag color={colours[one.standing]}>{names.standings[one.standing]}</Tag>
        </>
      )}{' '}
      {names.until} {format.day(one.validToMs)}
    </div>
  ));
}

/** Says above the table which certificates must be renewed; nothing while none must. */
export function CertificateWarnings({ trunks }: { trunks: readonly Trunk[] }) {
  const names = useWords().settings.certificates;
  const format = useFormat();
  const due = trunks
    .filter(({ transport, state }) => isEncrypted(transport) && state !== 'disabled')
    .flatMap(({ name, clientCertificate, authorities }) =>
      [clientCertificate ?? [], authorities].flat().map((one) => ({ name, one })),
    )
    .filter(({ one }) => one.standing === 'expires_soon' || one.standing === 'expired');
  return due.map(({ name, one }) => (
    <Alert
      key={`${name} ${one.subject}`}
      type={one.standing === 'expired' ? 'error' : 'warning'}
      showIcon
      style={{ marginBottom: 16 }}
      title={(one.standing === 'expired' ? names.hasExpired : names.expiresSoon)(
        name,
        one.subject,
        format.day(one.validToMs),
      )}
    />
  ));
}
