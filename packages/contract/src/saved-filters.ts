import { Type, type Static } from 'typebox';

import { Id } from './schema.ts';

const page = Type.Enum(['tickets', 'cases', 'lines', 'calls']);

/** The filters of a list under a name, kept for the person who named them. */
export const SavedFilter = Type.Object({
  id: Id,
  page,
  name: Type.String(),
  search: Type.String({
    description: 'The query of the page’s address, without its question mark.',
  }),
});
export type SavedFilter = Static<typeof SavedFilter>;

export const NewSavedFilter = Type.Object({
  page,
  name: Type.String({ minLength: 1, maxLength: 60 }),
  search: Type.String({ maxLength: 2000 }),
});
export type NewSavedFilter = Static<typeof NewSavedFilter>;

export const SavedFilterQuery = Type.Object({ page });
