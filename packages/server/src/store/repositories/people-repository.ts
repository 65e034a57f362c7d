import type { Role } from '@everyline/contract';

import type { PeopleStore } from '../../app/ports/store/people.ts';
import type { Database } from '../database.ts';

export function peopleRepository(db: Database): PeopleStore {
  return {
    all: async () =>
      (
        await db
          .selectFrom('auth_user')
          .select(['id', 'username', 'name', 'role', 'departmentId', 'disabled'])
          .orderBy('username')
          .execute()
      ).map((row) => ({
        id: row.id,
        name: row.username ?? row.id,
        displayName: row.name,
        role: row.role as Role,
        departmentId: row.departmentId,
        disabled: row.disabled,
      })),
  };
}
