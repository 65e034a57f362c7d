import { Type, type Static } from 'typebox';

import { Id, nullable, ShortText } from './schema.ts';

/** How a person writes a telephone number at which somebody is reached; no line of the inventory. */
export const ContactTelephone = Type.String({
  minLength: 3,
  maxLength: 40,
  pattern: '^[0-9+()（）*#\\- 转]+$',
});
export const ContactEmail = Type.String({ format: 'email', maxLength: 200 });

/** Who answers for a line: an account of its office, or a name with a telephone or an e-mail. */
export const Keeper = Type.Object({
  id: Id,
  accountId: nullable(Type.String()),
  name: Type.String(),
  telephone: nullable(Type.String()),
  email: nullable(Type.String()),
});
export type Keeper = Static<typeof Keeper>;

export const NewKeeper = Type.Union([
  Type.Object({ accountId: Type.String({ minLength: 1, maxLength: 100 }) }),
  Type.Object({
    name: ShortText,
    telephone: Type.Optional(nullable(ContactTelephone)),
    email: Type.Optional(nullable(ContactEmail)),
  }),
]);
export type NewKeeper = Static<typeof NewKeeper>;

/** Somebody who can be named: an account of the office, or whoever is the keeper of other lines there. */
export const KeeperChoice = Type.Omit(Keeper, ['id']);
export type KeeperChoice = Static<typeof KeeperChoice>;

/** Names the keeper of one line or of many, whole or not at all; null: nobody. */
export const KeeperOfLines = Type.Object({
  lineIds: Type.Array(Id, { minItems: 1, maxItems: 2_000, uniqueItems: true }),
  keeper: nullable(NewKeeper),
});
export type KeeperOfLines = Static<typeof KeeperOfLines>;

export const LinesKept = Type.Object({ lines: Type.Integer({ minimum: 0 }) });
export type LinesKept = Static<typeof LinesKept>;
