import { Type, type Static } from 'typebox';

import { Id, nullable, ShortText } from './schema.ts';

export const Department = Type.Object({
  id: Id,
  parentId: nullable(Id),
  name: Type.String(),
  areaCode: nullable(Type.String()),
  lines: Type.Integer({ description: 'Lines of this department itself, without its children.' }),
  faulty: Type.Integer({ description: 'Of these, lines that are busy, zombie, invalid, …' }),
});
export type Department = Static<typeof Department>;

export const NewDepartment = Type.Object({
  name: ShortText,
  parentId: Type.Optional(nullable(Id)),
  areaCode: Type.Optional(nullable(Type.String({ pattern: '^0?[1-9]\\d{1,2}$|^10$|^010$' }))),
});
export type NewDepartment = Static<typeof NewDepartment>;

export const DepartmentChange = Type.Partial(NewDepartment);
export type DepartmentChange = Static<typeof DepartmentChange>;

export const DepartmentRef = Type.Object({ id: Id, name: Type.String() });
export type DepartmentRef = Static<typeof DepartmentRef>;
