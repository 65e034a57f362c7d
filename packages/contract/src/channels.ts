import {
  channelKinds,
  channelSecretNames,
  channelSecrets,
  conversationChannels,
} from '@everyline/domain';
import { Type, type Static } from 'typebox';

import { AtMs, Id, Localised, nullable, ShortText } from './schema.ts';

export const ChannelKindWord = Type.Enum([...channelKinds]);
export const ChannelSecretWord = Type.Enum([...channelSecretNames]);
/** Which secrets a channel of a kind has. */
export const secretsOfChannel = channelSecrets;

const Said = Type.String({ minLength: 1, maxLength: 200 });
const PageAddress = Type.String({ pattern: '^https?://\\S+$', maxLength: 1000 });
const ButtonName = Type.String({ minLength: 1, maxLength: 16 });

export const ChannelRule = Type.Object({
  words: Type.Array(Type.String({ minLength: 1, maxLength: 40 }), { minItems: 1, maxItems: 20 }),
  match: Type.Enum(['is', 'has'], {
    description: 'Whether a message is one of the words, or has one of them.',
  }),
  reply: Type.String({ minLength: 1, maxLength: 600 }),
});

const MenuEntry = Type.Object({
  name: ButtonName,
  says: Type.Optional(Said),
  url: Type.Optional(PageAddress),
});
export const ChannelButton = Type.Object({
  ...MenuEntry.properties,
  buttons: Type.Optional(Type.Array(MenuEntry, { maxItems: 5 })),
});

/** A template message of WeChat by which the result of a case is told. */
export const CaseTemplate = Type.Object({
  id: Type.String({ minLength: 1, maxLength: 100 }),
  fields: Type.Array(
    Type.Object({
      name: Type.String({
        pattern: '^[a-z_]+\\d*$',
        maxLength: 40,
        description: 'As the template calls it: thing2, character_string1.',
      }),
      value: Type.Enum(['number', 'answer', 'department', 'date']),
    }),
    { minItems: 1, maxItems: 8 },
  ),
});

/** What of a channel may be shown; what a kind has no use for stays empty. */
export const ChannelSettings = Type.Object({
  account: Type.String({
    maxLength: 100,
    pattern: '^\\S*$',
    description: 'WeChat: AppID; Douyin: client key; Weibo: App Key.',
  }),
  owner: Type.String({
    maxLength: 100,
    pattern: '^\\S*$',
    description: 'Douyin: open_id of the account; Weibo: its uid.',
  }),
  apiAddress: Type.String({
    maxLength: 200,
    description: 'Where the platform is reached, if by a gateway; empty: at its own address.',
  }),
  welcome: Type.String({ maxLength: 600, description: 'What somebody is told who begins.' }),
  rules: Type.Array(ChannelRule, { maxItems: 50 }),
  menu: Type.Array(ChannelButton, { maxItems: 3 }),
  caseTemplate: nullable(CaseTemplate),
  origins: Type.Array(
    Type.String({
      pattern: '^https?://[a-z0-9.-]+(:\\d{1,5})?$',
      maxLength: 200,
      description: 'A site whose pages may have the widget: https://www.example.gov.cn',
    }),
    { maxItems: 50 },
  ),
});
export type ChannelSettings = Static<typeof ChannelSettings>;

/** A way by which citizens write, without its secrets. */
export const Channel = Type.Object({
  id: Id,
  kind: ChannelKindWord,
  name: Type.String(),
  enabled: Type.Boolean(),
  settings: ChannelSettings,
  secrets: Type.Array(Type.Object({ name: ChannelSecretWord, set: Type.Boolean() }), {
    description: 'Which there are; what they are is never shown.',
  }),
  callbackPath: nullable(
    Type.String({ description: 'Where the platform sends what citizens write.' }),
  ),
  missing: Type.Array(Localised, { description: 'What it still lacks to work.' }),
  lastHeardAtMs: nullable(AtMs),
  refusedToday: Type.Integer({ description: 'Requests that did not come from the platform.' }),
  lastRefusal: nullable(Localised),
  waiting: Type.Integer({ description: 'Replies that wait to be sent.' }),
  givenUp: Type.Integer({ description: 'Replies that were given up within seven days.' }),
});
export type Channel = Static<typeof Channel>;

const Secrets = Type.Partial(
  Type.Object(
    Object.fromEntries(
      channelSecretNames.map((name) => [
        name,
        Type.String({ minLength: 1, maxLength: 500, pattern: '^\\S+$' }),
      ]),
    ),
  ),
  { description: 'What is not named stays as it is.' },
);

export const NewChannel = Type.Object({
  kind: ChannelKindWord,
  name: ShortText,
  enabled: Type.Optional(Type.Boolean()),
  settings: Type.Optional(Type.Partial(ChannelSettings)),
  secrets: Type.Optional(Secrets),
});
export type NewChannel = Static<typeof NewChannel>;
export const ChannelChange = Type.Partial(Type.Omit(NewChannel, ['kind']));
export type ChannelChange = Static<typeof ChannelChange>;

/** Whether the platform takes our keys, with the reason where it does not. */
export const ChannelAnswer = Type.Object({ works: Type.Boolean(), sentence: Localised });
export type ChannelAnswer = Static<typeof ChannelAnswer>;

export const ConversationFiguresQuery = Type.Object({
  days: Type.Optional(Type.Integer({ minimum: 1, maximum: 366 })),
});
export type ConversationFiguresQuery = Static<typeof ConversationFiguresQuery>;

/** What came by each way within some days. */
export const ConversationFigures = Type.Array(
  Type.Object({
    channel: Type.Enum([...conversationChannels]),
    conversations: Type.Integer(),
    messages: Type.Integer({ description: 'That citizens wrote.' }),
    handedOver: Type.Integer({ description: 'In which a person was asked for.' }),
    solved: Type.Integer({ description: 'Whose citizen says that it was solved.' }),
    notSolved: Type.Integer(),
    cases: Type.Integer(),
  }),
  { maxItems: conversationChannels.length },
);
export type ConversationFigures = Static<typeof ConversationFigures>;
