import { Type, type Static, type TSchema } from 'typebox';

/** Identity of a stored thing: a UUID (version 7, so that identities sort by their time of birth). */
export const Id = Type.String({ format: 'uuid' });

/** A moment: milliseconds since 1970-01-01T00:00:00Z. */
export const AtMs = Type.Integer({ minimum: 0 });

/** A length of time in milliseconds. */
export const LengthMs = Type.Number({ minimum: 0 });

/** A share or probability from 0 to 1. */
export const Share = Type.Number({ minimum: 0, maximum: 1 });

/** A calendar date in the city's time zone, `YYYY-MM-DD`. */
export const CalendarDate = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' });

/** A time of day in the city's time zone, `HH:MM`, up to and with `24:00`. */
export const TimeOfDay = Type.String({ pattern: '^([01]\\d|2[0-3]):[0-5]\\d$|^24:00$' });

/** A sentence for people in both languages of the product. */
export const Localised = Type.Object({ zh: Type.String(), en: Type.String() });
export type Localised = Static<typeof Localised>;

/** Marks who did something: the record has an account, and the answer the name by which people know them. */
export const whoKeyword = 'x-who';
export const Who = Type.String({
  [whoKeyword]: true,
  description: 'The name of who did it, in the language that was asked for.',
});

/** The same schema, or null. */
export function nullable<S extends TSchema>(schema: S) {
  return Type.Union([schema, Type.Null()]);
}

/** One page of a list together with the size of the whole. */
export function pageOf<S extends TSchema>(item: S) {
  return Type.Object({
    items: Type.Array(item),
    total: Type.Integer({ minimum: 0 }),
    page: Type.Integer({ minimum: 1 }),
    pageSize: Type.Integer({ minimum: 1 }),
  });
}

/** What every paged list takes: the first page is 1. */
export const paging = {
  page: Type.Optional(Type.Integer({ minimum: 1, maximum: 100_000 })),
  pageSize: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
};

/** A short text that a person typed. */
export const ShortText = Type.String({ minLength: 1, maxLength: 200 });

/** A long text that a person typed. */
export const LongText = Type.String({ maxLength: 4000 });

/** The answer of an operation that has nothing to tell but that it is done. */
export const Done = Type.Object({ done: Type.Literal(true) });

export const ById = Type.Object({ id: Id });

/** A file as the answer: its bytes, with its name and type in the headers. */
export const File = Type.Unsafe<Response>({ type: 'string', format: 'binary' });
