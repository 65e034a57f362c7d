import type { StoredToken, TokenStore } from '../../app/ports/store/tokens.ts';
import type { Database } from '../database.ts';

export function tokenRepository(db: Database): TokenStore {
  const select = () =>
    db
      .selectFrom('api_tokens as t')
      .leftJoin('departments as d', 'd.id', 't.department_id')
      .select([
        't.id',
        't.name',
        't.department_id',
        'd.name as department_name',
        't.created_at_ms',
        't.last_used_at_ms',
        't.revoked_at_ms',
      ]);
  const toToken = (
    row: Awaited<ReturnType<ReturnType<typeof select>['execute']>>[number],
  ): StoredToken => ({
    id: row.id,
    name: row.name,
    departmentId: row.department_id,
    departmentName: row.department_name,
    createdAtMs: row.created_at_ms,
    lastUsedAtMs: row.last_used_at_ms,
    revokedAtMs: row.revoked_at_ms,
  });
  return {
    all: async () => (await select().orderBy('t.created_at_ms', 'desc').execute()).map(toToken),
    byHash: async (sha256) => {
      const row = await select().where('t.sha256', '=', sha256).executeTakeFirst();
      return row ? toToken(row) : null;
    },
    insert: async (token) => {
      await db
        .insertInto('api_tokens')
        .values({
          id: token.id,
          name: token.name,
          sha256: token.sha256,
          department_id: token.departmentId,
          created_by: token.createdBy,
          created_at_ms: token.createdAtMs,
          last_used_at_ms: token.lastUsedAtMs,
          revoked_at_ms: token.revokedAtMs,
        })
        .execute();
    },
    revoke: async (id, atMs) => {
      const result = await db
        .updateTable('api_tokens')
        .set({ revoked_at_ms: atMs })
        .where('id', '=', id)
        .where('revoked_at_ms', 'is', null)
        .executeTakeFirst();
      return result.numUpdatedRows > 0n;
    },
    used: async (id, atMs) => {
      await db
        .updateTable('api_tokens')
        .set({ last_used_at_ms: atMs })
        .where('id', '=', id)
        .execute();
    },
  };
}
