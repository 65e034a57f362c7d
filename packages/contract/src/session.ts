import { Type, type Static } from 'typebox';

import { Permission, Role } from './permissions.ts';
import { AtMs, Id, nullable, ShortText } from './schema.ts';

export const Language = Type.Enum(['zh-CN', 'en']);
export type Language = Static<typeof Language>;

export const AccountName = Type.String({
  minLength: 2,
  maxLength: 64,
  pattern: '^[A-Za-z0-9._-]+$',
  description: 'Letters, digits, dot, dash and underline.',
});

export const Password = Type.String({ minLength: 10, maxLength: 128 });

export const Session = Type.Object({
  account: Type.Object({
    id: Type.String(),
    name: Type.String(),
    displayName: Type.String(),
    role: Role,
    department: nullable(Type.Object({ id: Id, name: Type.String() })),
    language: Language,
  }),
  permissions: Type.Array(Permission),
  expiresAtMs: AtMs,
  city: Type.Object({ name: Type.String(), areaCode: Type.String(), timeZone: Type.String() }),
  sample: Type.Boolean({ description: 'True where this is the sample city of the demonstration.' }),
});
export type Session = Static<typeof Session>;

export const SignIn = Type.Object({
  name: Type.String({ minLength: 1, maxLength: 200, description: 'Account name or e-mail.' }),
  password: Type.String({ minLength: 1, maxLength: 128 }),
});

export const SetupState = Type.Object({
  needed: Type.Boolean({ description: 'True until the first administrator exists.' }),
});

export const Setup = Type.Object({
  code: Type.String({
    minLength: 1,
    maxLength: 40,
    description: 'The one-time code that the terminal printed at the start.',
  }),
  account: Type.Object({
    name: AccountName,
    displayName: ShortText,
    email: Type.Optional(Type.String({ format: 'email', maxLength: 200 })),
    password: Password,
  }),
  city: Type.Object({
    name: ShortText,
    areaCode: Type.String({ pattern: '^0?[1-9]\\d{1,2}$|^10$|^010$' }),
    timeZone: Type.Optional(Type.String({ maxLength: 60 })),
    announcement: Type.Optional(
      Type.String({ maxLength: 200, description: 'What a probe says to a person who answers.' }),
    ),
  }),
  language: Language,
});
export type Setup = Static<typeof Setup>;

export const ChangePassword = Type.Object({
  currentPassword: Type.String({ minLength: 1, maxLength: 128 }),
  newPassword: Password,
});

export const Account = Type.Object({
  id: Type.String(),
  name: Type.String(),
  displayName: Type.String(),
  role: Role,
  department: nullable(Type.Object({ id: Id, name: Type.String() })),
  disabled: Type.Boolean(),
  createdAtMs: AtMs,
});
export type Account = Static<typeof Account>;

export const NewAccount = Type.Object({
  name: AccountName,
  displayName: ShortText,
  email: Type.Optional(Type.String({ format: 'email', maxLength: 200 })),
  password: Password,
  role: Role,
  departmentId: Type.Optional(nullable(Id)),
});
export type NewAccount = Static<typeof NewAccount>;

export const AccountChange = Type.Object({
  displayName: Type.Optional(ShortText),
  role: Type.Optional(Role),
  departmentId: Type.Optional(nullable(Id)),
  disabled: Type.Optional(Type.Boolean()),
  password: Type.Optional(Password),
});
export type AccountChange = Static<typeof AccountChange>;

export const ApiToken = Type.Object({
  id: Id,
  name: Type.String(),
  department: nullable(Type.Object({ id: Id, name: Type.String() })),
  createdAtMs: AtMs,
  lastUsedAtMs: nullable(AtMs),
  revokedAtMs: nullable(AtMs),
});
export type ApiToken = Static<typeof ApiToken>;

export const NewApiToken = Type.Object({
  name: ShortText,
  departmentId: Type.Optional(nullable(Id)),
});
