import { Type, type Static } from 'typebox';

import { AtMs, nullable, pageOf, paging, ShortText } from './schema.ts';
import { Language } from './session.ts';

export const CitySettings = Type.Object({
  cityName: ShortText,
  areaCode: Type.String({ pattern: '^0?[1-9]\\d{1,2}$|^10$|^010$' }),
  country: Type.Enum(['CN']),
  timeZone: Type.String({ minLength: 1, maxLength: 60 }),
  language: Language,
  announcement: Type.String({
    minLength: 5,
    maxLength: 200,
    description: 'What a probe says within two seconds of a voice that answers.',
  }),
  recordingDays: Type.Integer({ minimum: 0, maximum: 3650 }),
  observationDays: Type.Integer({ minimum: 1, maximum: 3650 }),
  /** What proposals are costed with; without both of them none is. */
  lineYuanMonthly: Type.Optional(
    nullable(Type.Number({ minimum: 0, maximum: 1_000_000, description: 'A line, yuan a month.' })),
  ),
  personYuanMonthly: Type.Optional(
    nullable(
      Type.Number({ minimum: 0, maximum: 1_000_000, description: 'A person, yuan a month.' }),
    ),
  ),
  portalOpen: Type.Optional(
    Type.Boolean({
      description: 'Whether anybody may look up lines at /portal; closed unless true.',
    }),
  ),
  sample: Type.Boolean(),
});
export type CitySettings = Static<typeof CitySettings>;

export const CitySettingsChange = Type.Partial(Type.Omit(CitySettings, ['sample']));
export type CitySettingsChange = Static<typeof CitySettingsChange>;

export const AuditRecord = Type.Object({
  sequence: Type.Integer(),
  atMs: AtMs,
  actor: Type.String(),
  operation: Type.String(),
  subjectKind: Type.String(),
  subjectId: nullable(Type.String()),
  detail: Type.Unknown(),
  hash: Type.String(),
});
export type AuditRecord = Static<typeof AuditRecord>;
export const AuditPage = pageOf(AuditRecord);

export const AuditQuery = Type.Object({
  subjectKind: Type.Optional(Type.String({ maxLength: 60 })),
  subjectId: Type.Optional(Type.String({ maxLength: 60 })),
  operation: Type.Optional(Type.String({ maxLength: 60 })),
  actor: Type.Optional(Type.String({ maxLength: 100 })),
  ...paging,
});
export type AuditQuery = Static<typeof AuditQuery>;

export const AuditVerification = Type.Object({
  intact: Type.Boolean(),
  records: Type.Integer(),
  brokenAt: nullable(Type.Integer()),
});
export type AuditVerification = Static<typeof AuditVerification>;

export const Health = Type.Object({
  ok: Type.Boolean(),
  version: Type.String(),
  database: Type.Enum(['up', 'down']),
  roles: Type.Array(Type.Enum(['web', 'voice', 'worker'])),
  upMs: Type.Number(),
});
export type Health = Static<typeof Health>;
