import { Type, type Static } from 'typebox';

import { Id, Localised, nullable, ShortText, Who } from './schema.ts';

export const Department = Type.Object({
  id: Id,
  parentId: nullable(Id),
  name: Type.String(),
  areaCode: nullable(Type.String()),
  code: nullable(Type.String({ description: 'Its number in the city’s register of offices.' })),
  formerNames: Type.Array(Type.String(), { description: 'Names that it had, the last one first.' }),
  lines: Type.Integer({ description: 'Lines of this department itself, without its children.' }),
  faulty: Type.Integer({ description: 'Of these, lines that are busy, zombie, invalid, …' }),
});
export type Department = Static<typeof Department>;

export const NewDepartment = Type.Object({
  name: ShortText,
  parentId: Type.Optional(nullable(Id)),
  areaCode: Type.Optional(nullable(Type.String({ pattern: '^0?[1-9]\\d{1,2}$|^10$|^010$' }))),
  code: Type.Optional(nullable(Type.String({ minLength: 1, maxLength: 60 }))),
});
export type NewDepartment = Static<typeof NewDepartment>;

export const DepartmentChange = Type.Partial(NewDepartment);
export type DepartmentChange = Static<typeof DepartmentChange>;

export const DepartmentRef = Type.Object({ id: Id, name: Type.String() });
export type DepartmentRef = Static<typeof DepartmentRef>;

/** How much of each kind belongs to one department itself. */
export const DepartmentHoldings = Type.Object({
  departments: Type.Integer(),
  lines: Type.Integer(),
  openTickets: Type.Integer(),
  tickets: Type.Integer(),
  keepers: Type.Integer(),
  accounts: Type.Integer(),
  clearances: Type.Integer({ description: 'Not withdrawn.' }),
});
export type DepartmentHoldings = Static<typeof DepartmentHoldings>;

export const DEPARTMENT_EVENTS = [
  'created',
  'renamed',
  'moved',
  'recoded',
  'area_code',
  'took_in',
  'merged',
] as const;

/** One thing that became of a department; names as they were then, null at the top of the tree. */
export const DepartmentEvent = Type.Object({
  atMs: Type.Number(),
  by: Who,
  kind: Type.Enum([...DEPARTMENT_EVENTS]),
  before: nullable(Type.String()),
  after: nullable(Type.String()),
  file: nullable(Type.String({ description: 'The imported file that brought it.' })),
  moved: nullable(DepartmentHoldings),
  own: Type.Boolean({ description: 'False for what became of one that was merged into it.' }),
});
export type DepartmentEvent = Static<typeof DepartmentEvent>;

export const DepartmentDetail = Type.Object({
  department: DepartmentRef,
  above: Type.Array(DepartmentRef, { description: 'From the top down, without itself.' }),
  code: nullable(Type.String()),
  areaCode: nullable(Type.String()),
  formerNames: Type.Array(Type.String()),
  holdings: DepartmentHoldings,
  history: Type.Array(DepartmentEvent, { description: 'Newest first.' }),
});
export type DepartmentDetail = Static<typeof DepartmentDetail>;

export const DepartmentMerge = Type.Object({
  intoId: Id,
});
export type DepartmentMerge = Static<typeof DepartmentMerge>;

export const DepartmentMerged = Type.Object({
  into: DepartmentRef,
  moved: DepartmentHoldings,
});
export type DepartmentMerged = Static<typeof DepartmentMerged>;

/** A row of a table of departments and what its import does. */
export const DepartmentImportRow = Type.Object({
  sheet: nullable(Type.String()),
  row: Type.Integer(),
  name: Type.String(),
  above: Type.String({ description: 'The names above it, from the top down; empty at the top.' }),
  word: Type.Enum(['new', 'changed', 'same', 'left_out']),
  departmentId: nullable(Id),
  changes: Type.Array(
    Type.Object({
      fact: Type.Enum(['name', 'parent', 'code', 'areaCode']),
      from: nullable(Type.String()),
      to: nullable(Type.String()),
    }),
  ),
  problem: nullable(Localised),
});
export type DepartmentImportRow = Static<typeof DepartmentImportRow>;

export const DepartmentImportCounts = Type.Object({
  created: Type.Integer(),
  changed: Type.Integer(),
  same: Type.Integer(),
  leftOut: Type.Integer(),
});
export type DepartmentImportCounts = Static<typeof DepartmentImportCounts>;

export const DepartmentImport = Type.Object({
  id: Id,
  file: Type.String(),
  readAtMs: Type.Number(),
  appliedAtMs: nullable(Type.Number()),
  counts: DepartmentImportCounts,
  unnamed: Type.Integer({
    description: 'Departments of the tree that the table does not name; they stay as they are.',
  }),
  fingerprint: Type.String({
    description: 'Of what the import does; it is given back so that nothing else is done.',
  }),
  rows: Type.Array(DepartmentImportRow),
});
export type DepartmentImport = Static<typeof DepartmentImport>;

export const ApplyDepartmentImport = Type.Object({
  fingerprint: Type.String({ maxLength: 64 }),
});
export type ApplyDepartmentImport = Static<typeof ApplyDepartmentImport>;

export const DepartmentExportQuery = Type.Object({
  language: Type.Optional(Type.Enum(['zh-CN', 'en'])),
});
export type DepartmentExportQuery = Static<typeof DepartmentExportQuery>;
