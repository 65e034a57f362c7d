import { certificateStandings, registrationStates } from '@everyline/domain';
import { Type, type Static } from 'typebox';

import { AtMs, Id, nullable, ShortText } from './schema.ts';
import { TrunkStopReasonWord, TrunkTransportWord } from './vocabulary.ts';

/** How a trunk registers at its carrier; its user name and password answer the challenge. */
export const TrunkRegistration = Type.Object({
  registrars: Type.Array(
    Type.String({ pattern: '^(\\[[0-9A-Fa-f:]+\\]|[A-Za-z0-9._-]+)(:\\d{1,5})?$', maxLength: 260 }),
    { maxItems: 8, description: 'host or host:port, the preferred first; none: the trunk itself' },
  ),
  domain: nullable(Type.String({ pattern: '^[A-Za-z0-9._-]+$', maxLength: 253 })),
  user: nullable(Type.String({ pattern: '^[A-Za-z0-9+._-]+$', maxLength: 100 })),
  expiresS: Type.Integer({ minimum: 60, maximum: 604_800 }),
});

/** How it stands with a registration. */
const TrunkRegistrationState = Type.Object({
  state: Type.Enum([...registrationStates]),
  registrar: nullable(Type.String()),
  status: nullable(Type.Integer()),
  reason: nullable(Type.String()),
  expiresAtMs: nullable(AtMs),
  retryAtMs: nullable(AtMs),
  changedAtMs: AtMs,
});

/** What may be known of a certificate; the certificate itself and its key are never given back. */
const TrunkCertificate = Type.Object({
  subject: Type.String(),
  issuer: Type.String(),
  validFromMs: AtMs,
  validToMs: AtMs,
  standing: Type.Enum([...certificateStandings]),
});
export type TrunkCertificate = Static<typeof TrunkCertificate>;

/** Certificates with their chains, and keys; the largest in use are far below. */
const Pem = { minLength: 1, maxLength: 100_000 };

/** A certificate that a trunk is to show over TLS. */
const NewClientCertificate = Type.Object({
  certificate: Type.String({ ...Pem, description: 'PEM, with its chain behind it' }),
  privateKey: Type.Optional(
    Type.String({
      ...Pem,
      description: 'PEM, without a passphrase; the one that is kept unless given',
    }),
  ),
});

export const Trunk = Type.Object({
  id: Id,
  name: Type.String(),
  host: Type.String(),
  port: Type.Integer(),
  transport: TrunkTransportWord,
  webSocketPath: Type.String(),
  loopback: Type.Boolean(),
  registeredNumber: nullable(Type.String()),
  presentedNumber: nullable(Type.String()),
  username: nullable(Type.String()),
  hasPassword: Type.Boolean(),
  channels: Type.Integer(),
  perDay: Type.Integer(),
  codecs: Type.Array(Type.Enum(['PCMA', 'PCMU'])),
  state: Type.Enum(['ready', 'disabled', 'stopped']),
  simulated: Type.Boolean({ description: 'Leads to the simulated exchange; only sample lines.' }),
  callsToday: Type.Integer(),
  inProgress: Type.Integer(),
  registration: nullable(TrunkRegistration),
  registrationState: nullable(TrunkRegistrationState),
  clientCertificate: nullable(TrunkCertificate),
  authorities: Type.Array(TrunkCertificate),
  stoppedAtMs: nullable(AtMs),
  stoppedReason: nullable(TrunkStopReasonWord),
});
export type Trunk = Static<typeof Trunk>;

export const NewTrunk = Type.Object({
  name: ShortText,
  host: Type.String({ minLength: 1, maxLength: 253, pattern: '^[A-Za-z0-9.:_-]+$' }),
  port: Type.Integer({
    minimum: 0,
    maximum: 65535,
    description: '0: the name service is asked for the service of the host (SRV).',
  }),
  transport: Type.Optional(TrunkTransportWord),
  webSocketPath: Type.Optional(
    Type.String({
      pattern: "^/[A-Za-z0-9._~!$&'()*+,;=:@%/?-]*$",
      maxLength: 500,
      description: 'what a WebSocket asks for; `/` unless given',
    }),
  ),
  registeredNumber: Type.Optional(nullable(Type.String({ pattern: '^\\+?\\d{3,20}$' }))),
  presentedNumber: Type.Optional(nullable(Type.String({ pattern: '^\\+?\\d{3,20}$' }))),
  username: Type.Optional(nullable(Type.String({ maxLength: 100 }))),
  password: Type.Optional(nullable(Type.String({ maxLength: 200 }))),
  channels: Type.Integer({ minimum: 1, maximum: 2000 }),
  perDay: Type.Integer({ minimum: 1, maximum: 1_000_000 }),
  codecs: Type.Optional(Type.Array(Type.Enum(['PCMA', 'PCMU']), { minItems: 1 })),
  enabled: Type.Optional(Type.Boolean()),
  simulated: Type.Optional(Type.Boolean()),
  registration: Type.Optional(nullable(TrunkRegistration)),
  clientCertificate: Type.Optional(nullable(NewClientCertificate)),
  authorities: Type.Optional(
    nullable(
      Type.String({
        ...Pem,
        description: 'PEM: who certifies the carrier, in place of those that the machine knows',
      }),
    ),
  ),
});
export type NewTrunk = Static<typeof NewTrunk>;

export const TrunkChange = Type.Partial(NewTrunk);
export type TrunkChange = Static<typeof TrunkChange>;

/** The stop-all button: while it is pressed nothing is dialled and calls in progress end. */
export const StopState = Type.Object({
  stopped: Type.Boolean(),
  atMs: nullable(AtMs),
  by: nullable(Type.String()),
  reason: nullable(Type.String()),
  callsInProgress: Type.Integer(),
});
export type StopState = Static<typeof StopState>;

export const StopAll = Type.Object({ reason: Type.String({ minLength: 1, maxLength: 500 }) });
