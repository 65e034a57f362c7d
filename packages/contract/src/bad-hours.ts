import { symptoms } from '@everyline/domain';
import { Type, type Static } from 'typebox';

import { AtMs, Id, Localised, nullable } from './schema.ts';

export const SymptomWord = Type.Enum([...symptoms]);
export type SymptomWord = Static<typeof SymptomWord>;

/** The most that a note of a person holds. */
const Note = Type.String({ minLength: 1, maxLength: 500 });

/** A stretch of time in which a trunk failed calls on all numbers. */
export const BadHour = Type.Object({
  id: Id,
  trunkId: Id,
  trunkName: Type.String(),
  symptom: SymptomWord,
  state: Type.Enum(['suspected', 'found', 'dismissed', 'withdrawn']),
  fromMs: AtMs,
  toMs: nullable(AtMs),
  sentence: Localised,
  calls: Type.Integer({ minimum: 0, description: 'Calls that do not count because of it' }),
  setBy: nullable(Type.String()),
  note: Type.String(),
  withdrawnAtMs: nullable(AtMs),
  withdrawnBy: nullable(Type.String()),
});
export type BadHour = Static<typeof BadHour>;

export const BadHourQuery = Type.Object({ trunkId: Type.Optional(Id) });
export type BadHourQuery = Static<typeof BadHourQuery>;

export const NewBadHour = Type.Object({
  symptom: SymptomWord,
  fromMs: AtMs,
  toMs: AtMs,
  note: Note,
});
export type NewBadHour = Static<typeof NewBadHour>;

export const WithdrawBadHour = Type.Object({ note: Note });

/** A line that a person has named as one that always answers: it tells lines from trunks. */
export const ControlLine = Type.Object({
  lineId: Id,
  display: Type.String(),
  departmentName: nullable(Type.String()),
  note: Type.String(),
  namedBy: Type.String(),
  namedAtMs: AtMs,
});
export type ControlLine = Static<typeof ControlLine>;

export const NameControlLine = Type.Object({ note: Note });
