import type { Language, Role } from '@everyline/contract';

import type { InvitationStore, StoredInvitation } from '../../app/ports/store/invitations.ts';
import type { Database } from '../database.ts';

export function invitationRepository(db: Database): InvitationStore {
  const select = () =>
    db
      .selectFrom('invitations as i')
      .leftJoin('departments as d', 'd.id', 'i.department_id')
      .selectAll('i')
      .select('d.name as department_name');
  const toInvitation = (
    row: Awaited<ReturnType<ReturnType<typeof select>['execute']>>[number],
  ): StoredInvitation => ({
    id: row.id,
    name: row.name,
    displayName: row.display_name,
    role: row.role as Role,
    departmentId: row.department_id,
    departmentName: row.department_name,
    email: row.email,
    language: row.language as Language,
    invitedBy: row.invited_by,
    createdAtMs: row.created_at_ms,
    expiresAtMs: row.expires_at_ms,
    acceptedAtMs: row.accepted_at_ms,
    withdrawnAtMs: row.withdrawn_at_ms,
  });
  const open = () =>
    db
      .updateTable('invitations')
      .where('accepted_at_ms', 'is', null)
      .where('withdrawn_at_ms', 'is', null);
  return {
    all: async () =>
      (await select().orderBy('i.created_at_ms', 'desc').limit(200).execute()).map(toInvitation),
    byHash: async (sha256) => {
      const row = await select().where('i.sha256', '=', sha256).executeTakeFirst();
      return row ? toInvitation(row) : null;
    },
    insert: async (invitation) => {
      await db
        .insertInto('invitations')
        .values({
          id: invitation.id,
          sha256: invitation.sha256,
          name: invitation.name,
          display_name: invitation.displayName,
          role: invitation.role,
          department_id: invitation.departmentId,
          email: invitation.email,
          language: invitation.language,
          invited_by: invitation.invitedBy,
          created_at_ms: invitation.createdAtMs,
          expires_at_ms: invitation.expiresAtMs,
          accepted_at_ms: invitation.acceptedAtMs,
          withdrawn_at_ms: invitation.withdrawnAtMs,
        })
        .execute();
    },
    withdraw: async (which, atMs) => {
      const change = open().set({ withdrawn_at_ms: atMs });
      const result = await (
        'id' in which
          ? change.where('id', '=', which.id)
          : change.where((eb) =>
              eb(eb.fn<string>('lower', ['name']), '=', which.name.toLowerCase()),
            )
      ).executeTakeFirst();
      return result.numUpdatedRows > 0n;
    },
    accept: async (id, atMs) => {
      const result = await open()
        .set({ accepted_at_ms: atMs })
        .where('id', '=', id)
        .executeTakeFirst();
      return result.numUpdatedRows > 0n;
    },
  };
}
