import { Type, type Static } from 'typebox';

const minute = Type.Integer({ minimum: 0, maximum: 2880 });
const monthDay = Type.Integer({ minimum: 101, maximum: 1231 });

/** Hours as the domain keeps them: open whenever any rule says so; minutes since local midnight. */
export const WeeklyHours = Type.Object({
  rules: Type.Array(
    Type.Object({
      days: Type.Union([
        Type.Object({ kind: Type.Literal('every_day') }),
        Type.Object({ kind: Type.Literal('working_days') }),
        Type.Object({ kind: Type.Literal('rest_days') }),
        Type.Object({
          kind: Type.Literal('weekdays'),
          days: Type.Array(Type.Integer({ minimum: 1, maximum: 7 }), { maxItems: 7 }),
          exceptHolidays: Type.Boolean(),
          makeUpDays: Type.Boolean(),
        }),
      ]),
      season: Type.Union([
        Type.Object({ fromMonthDay: monthDay, toMonthDay: monthDay }),
        Type.Null(),
      ]),
      spans: Type.Array(Type.Object({ fromMinute: minute, toMinute: minute }), { maxItems: 20 }),
    }),
    { maxItems: 50 },
  ),
});
export type WeeklyHours = Static<typeof WeeklyHours>;
