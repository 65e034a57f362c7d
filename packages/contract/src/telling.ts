import {
  deliveryStates,
  deliveredKinds,
  newsKinds,
  targetKinds,
  tellingChannels,
  toldHow,
} from '@everyline/domain';
import { Type, type Static } from 'typebox';

import { AtMs, Id, Localised, nullable, pageOf, paging, ShortText, TimeOfDay } from './schema.ts';
import { Language } from './session.ts';

export const NewsKindWord = Type.Enum([...newsKinds]);
export const TargetKindWord = Type.Enum([...targetKinds]);
export const DeliveryStateWord = Type.Enum([...deliveryStates]);
export const ToldHowWord = Type.Enum([...toldHow]);

const NewsKinds = Type.Array(NewsKindWord, { uniqueItems: true, maxItems: newsKinds.length });

/** Something that the one who is signed in has been told. */
export const Notification = Type.Object({
  id: Id,
  kind: NewsKindWord,
  atMs: AtMs,
  subject: Localised,
  text: Localised,
  ticketId: nullable(Id),
  path: nullable(Type.String({ description: 'Page of the console that it leads to.' })),
  readAtMs: nullable(AtMs),
});
export type Notification = Static<typeof Notification>;
export const NotificationPage = pageOf(Notification);
export type NotificationPage = Static<typeof NotificationPage>;

export const NotificationQuery = Type.Object({
  unread: Type.Optional(Type.Boolean()),
  ...paging,
});
export type NotificationQuery = Static<typeof NotificationQuery>;

export const UnreadCount = Type.Object({ unread: Type.Integer({ minimum: 0 }) });

export const NotificationsRead = Type.Object({
  ids: Type.Optional(Type.Array(Id, { maxItems: 200, description: 'All of them unless given.' })),
});

/** How somebody wants to be told outside the console; there everything is shown. */
export const TellingChoice = Type.Object({
  address: nullable(Type.String({ format: 'email', maxLength: 200 })),
  email: ToldHowWord,
  kinds: NewsKinds,
});
export type TellingChoice = Static<typeof TellingChoice>;

/** `host` or `host:port`; an address of version 6 stands in brackets. */
const HostAndPort = Type.String({
  pattern: '^(\\[[0-9A-Fa-f:.]+\\]|[A-Za-z0-9._-]+)(:\\d{1,5})?$',
  maxLength: 260,
});

const mailFields = {
  host: Type.String({ minLength: 1, maxLength: 253, pattern: '^[A-Za-z0-9.:_-]+$' }),
  port: Type.Integer({ minimum: 1, maximum: 65_535 }),
  security: Type.Enum(['tls', 'starttls', 'none']),
  username: nullable(Type.String({ minLength: 1, maxLength: 200 })),
  from: Type.String({ format: 'email', maxLength: 200 }),
};

const settingFields = {
  quiet: nullable(Type.Object({ from: TimeOfDay, to: TimeOfDay, restDays: Type.Boolean() })),
  digestAt: TimeOfDay,
  consoleAddress: nullable(
    Type.String({
      pattern: '^https?://[^\\s]+$',
      maxLength: 300,
      description: 'Where people open the console; messages then lead to the ticket.',
    }),
  ),
  allowedHosts: Type.Array(HostAndPort, {
    maxItems: 50,
    description: 'Hosts inside the own network to which may be sent.',
  }),
};

/** How people are told, for the whole city. */
export const TellingSettings = Type.Object({
  ...settingFields,
  email: nullable(Type.Object({ ...mailFields, hasPassword: Type.Boolean() })),
});
export type TellingSettings = Static<typeof TellingSettings>;

export const TellingSettingsChange = Type.Object({
  ...settingFields,
  email: nullable(
    Type.Object({
      ...mailFields,
      password: Type.Optional(
        nullable(
          Type.String({
            minLength: 1,
            maxLength: 500,
            description: 'The one that is kept unless given; null: none.',
          }),
        ),
      ),
    }),
  ),
});
export type TellingSettingsChange = Static<typeof TellingSettingsChange>;

/** A program or a group chat that is told; its address and its secret are never given back whole. */
export const TellingTarget = Type.Object({
  id: Id,
  kind: TargetKindWord,
  name: Type.String(),
  address: Type.String({ description: 'Without what may be a key in it.' }),
  hasSecret: Type.Boolean(),
  department: nullable(Type.Object({ id: Id, name: Type.String() })),
  kinds: NewsKinds,
  language: Language,
  enabled: Type.Boolean(),
  waiting: Type.Integer(),
  lastSentAtMs: nullable(AtMs),
});
export type TellingTarget = Static<typeof TellingTarget>;

export const NewTellingTarget = Type.Object({
  kind: TargetKindWord,
  name: ShortText,
  url: Type.String({ minLength: 1, maxLength: 1000 }),
  secret: Type.Optional(
    nullable(
      Type.String({
        minLength: 1,
        maxLength: 200,
        description: 'What signs; a webhook without one gets a secret, which is answered once.',
      }),
    ),
  ),
  departmentId: Type.Optional(nullable(Id)),
  kinds: NewsKinds,
  language: Language,
  enabled: Type.Boolean(),
});
export type NewTellingTarget = Static<typeof NewTellingTarget>;

export const TellingTargetChange = Type.Partial(Type.Omit(NewTellingTarget, ['kind']));
export type TellingTargetChange = Static<typeof TellingTargetChange>;

export const TellingTargetSaved = Type.Object({
  target: TellingTarget,
  secret: nullable(Type.String({ description: 'A new one, shown this once.' })),
});
export type TellingTargetSaved = Static<typeof TellingTargetSaved>;

export const Telling = Type.Object({
  settings: TellingSettings,
  targets: Type.Array(TellingTarget),
});
export type Telling = Static<typeof Telling>;

/** What came of one attempt, with what the other side said. */
export const SendAnswer = Type.Object({
  sent: Type.Boolean(),
  sentence: Localised,
  answer: nullable(Type.String()),
  tookMs: Type.Integer(),
});
export type SendAnswer = Static<typeof SendAnswer>;

export const TestEmail = Type.Object({ to: Type.String({ format: 'email', maxLength: 200 }) });

export const Delivery = Type.Object({
  id: Id,
  channel: Type.Enum([...tellingChannels]),
  to: Type.String(),
  kind: Type.Enum([...deliveredKinds]),
  subject: Localised,
  ticketId: nullable(Id),
  state: DeliveryStateWord,
  attempts: Type.Integer(),
  atMs: AtMs,
  dueAtMs: AtMs,
  lastAttemptAtMs: nullable(AtMs),
  sentAtMs: nullable(AtMs),
  sentence: nullable(Localised),
});
export type Delivery = Static<typeof Delivery>;
export const DeliveryPage = pageOf(Delivery);

export const DeliveryQuery = Type.Object({
  state: Type.Optional(DeliveryStateWord),
  ...paging,
});
export type DeliveryQuery = Static<typeof DeliveryQuery>;
