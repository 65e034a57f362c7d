import { Type, type Static } from 'typebox';

import { Permission, Role } from './permissions.ts';
import { AtMs, Id, Localised, nullable, ShortText } from './schema.ts';

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
  secondFactor: Type.Object({
    on: Type.Boolean(),
    due: Type.Boolean({
      description: 'The city asks this role for one: until it is set up nothing else is answered.',
    }),
  }),
  city: Type.Object({ name: Type.String(), areaCode: Type.String(), timeZone: Type.String() }),
  sample: Type.Boolean({ description: 'True where this is the sample city of the demonstration.' }),
});
export type Session = Static<typeof Session>;

export const SignIn = Type.Object({
  name: Type.String({ minLength: 1, maxLength: 200, description: 'Account name or e-mail.' }),
  password: Type.String({ minLength: 1, maxLength: 128 }),
  code: Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: 20,
      description:
        'Six digits of the authenticator, or a backup code; asked for by `second_factor_needed`.',
    }),
  ),
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
  secondFactor: Type.Boolean(),
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

/** One place in which an account is signed in. */
export const AccountSession = Type.Object({
  id: Type.String(),
  device: Type.String({ description: 'What the browser called itself; empty where it did not.' }),
  address: nullable(Type.String()),
  beganAtMs: AtMs,
  usedAtMs: Type.Integer({ minimum: 0, description: 'To within half an hour.' }),
  expiresAtMs: AtMs,
  current: Type.Boolean({ description: 'The one that asks.' }),
});
export type AccountSession = Static<typeof AccountSession>;

export const SessionId = Type.Object({ id: Type.String({ minLength: 1, maxLength: 100 }) });
export const AccountId = Type.Object({ id: Type.String({ minLength: 1, maxLength: 100 }) });

export const OwnPassword = Type.Object({
  password: Type.String({ minLength: 1, maxLength: 128 }),
});

const BackupCodes = Type.Array(Type.String(), {
  description: 'Each signs in once in place of the six digits; shown this once.',
});

export const NewSecondFactor = Type.Object({
  key: Type.String({ description: 'What the authenticator keeps, in Base32.' }),
  uri: Type.String({ description: 'The same as `otpauth://`, to be drawn as a QR code.' }),
  backupCodes: BackupCodes,
});
export type NewSecondFactor = Static<typeof NewSecondFactor>;

export const NewBackupCodes = Type.Object({ backupCodes: BackupCodes });

export const SecondFactorCode = Type.Object({ code: Type.String({ minLength: 6, maxLength: 20 }) });

/** Who has to have a second factor. */
export const SignInRules = Type.Object({
  secondFactor: Type.Enum(['optional', 'administrators', 'everybody']),
});
export type SignInRules = Static<typeof SignInRules>;

/** The button at the door that leads to the city's provider of identities. */
export const SignOnOffer = Type.Object({
  title: nullable(Type.String({ description: 'What stands on it; null where there is none.' })),
});

export type SignOnOffer = Static<typeof SignOnOffer>;

const signOnFields = {
  title: ShortText,
  issuer: Type.String({
    maxLength: 300,
    description: 'The issuer of OpenID Connect, as its discovery document names it.',
  }),
  clientId: Type.String({ minLength: 1, maxLength: 200 }),
  scopes: Type.String({ maxLength: 200, description: 'What is asked for beside `openid`.' }),
  nameClaim: Type.String({
    pattern: '^[A-Za-z0-9_.:/-]{1,100}$',
    description: 'The claim that holds the name of the account, such as `preferred_username`.',
  }),
  strongBy: Type.Array(Type.String({ minLength: 1, maxLength: 200 }), {
    maxItems: 20,
    description:
      'Values of `acr` or `amr` by which the provider says that it asked for a second factor.',
  }),
};

/** A provider of identities by OpenID Connect with which people sign on. */
export const SignOnSettings = Type.Object({
  ...signOnFields,
  hasSecret: Type.Boolean(),
});
export type SignOnSettings = Static<typeof SignOnSettings>;

export const SignOnState = Type.Object({
  settings: nullable(SignOnSettings),
  returnAddress: Type.String({
    description: 'The address that the provider must allow to return to.',
  }),
});
export type SignOnState = Static<typeof SignOnState>;

export const SignOnChange = Type.Object({
  ...signOnFields,
  clientSecret: Type.Optional(
    nullable(Type.String({ maxLength: 500, description: 'Kept as it was where it is left out.' })),
  ),
});
export type SignOnChange = Static<typeof SignOnChange>;

/** What the provider brings back, or why it does not. */
export const SignOnReturn = Type.Record(
  Type.String({ maxLength: 100 }),
  Type.String({ maxLength: 8000 }),
);

/** An account that its holder opens with a link. */
export const Invitation = Type.Object({
  id: Id,
  name: Type.String(),
  displayName: Type.String(),
  role: Role,
  department: nullable(Type.Object({ id: Id, name: Type.String() })),
  email: nullable(Type.String()),
  invitedBy: Type.String(),
  createdAtMs: AtMs,
  expiresAtMs: AtMs,
  state: Type.Enum(['open', 'accepted', 'withdrawn', 'expired']),
});
export type Invitation = Static<typeof Invitation>;

export const NewInvitation = Type.Object({
  name: AccountName,
  displayName: ShortText,
  email: Type.Optional(Type.String({ format: 'email', maxLength: 200 })),
  role: Role,
  departmentId: Type.Optional(nullable(Id)),
  days: Type.Optional(
    Type.Integer({
      minimum: 1,
      maximum: 30,
      description: 'How long the link holds; 7 unless given.',
    }),
  ),
});
export type NewInvitation = Static<typeof NewInvitation>;

const InvitationSecret = Type.String({ minLength: 1, maxLength: 200 });

export const InvitationMade = Type.Object({
  invitation: Invitation,
  secret: Type.String({ description: 'What stands behind `/join#` in the link; shown this once.' }),
  mail: nullable(
    Type.Object({
      sent: Type.Boolean(),
      sentence: Localised,
    }),
  ),
});
export type InvitationMade = Static<typeof InvitationMade>;

export const InvitationLook = Type.Object({ secret: InvitationSecret });

/** What the invited person is shown before choosing a password. */
export const InvitationShown = Type.Object({
  cityName: Type.String(),
  name: Type.String(),
  displayName: Type.String(),
  role: Role,
  department: nullable(Type.String()),
  expiresAtMs: AtMs,
});
export type InvitationShown = Static<typeof InvitationShown>;

export const InvitationAcceptance = Type.Object({
  secret: InvitationSecret,
  password: Password,
});
