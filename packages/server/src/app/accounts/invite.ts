import type { Invitation, InvitationMade, NewInvitation } from '@everyline/contract';

import { authorise, requireWholeCity } from '../access/authorise.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { AppContext } from '../context.ts';
import { namedDepartment } from '../departments/named-department.ts';
import { AppFault, notFound, THINGS } from '../faults.ts';
import { newId } from '../new-id.ts';
import type { StoredInvitation } from '../ports/store/invitations.ts';
import { tokenHash } from '../tokens/token-secret.ts';
import type { AccountContext } from './account-context.ts';
import { invitationView } from './invitation-view.ts';
import { mailInvitation } from './mail-invitation.ts';

const dayMs = 86_400_000;

/** Invites somebody to open an account; the link's secret is answered here and never again. */
export async function invite(
  context: AccountContext,
  input: NewInvitation,
): Promise<InvitationMade> {
  requireWholeCity(await authorise(context, 'accounts.edit'));
  if (input.role === 'api_token') throw new AppFault('invalid_input', { detail: 'role' }, 'role');
  const department = await namedDepartment(context, input.departmentId);
  const name = input.name.toLowerCase();
  if ((await context.accounts.list()).some((one) => one.name === name)) {
    throw new AppFault('already_exists', { what: THINGS.account }, 'name');
  }
  const nowMs = context.clock.nowMs();
  const secret = Buffer.from(context.random.bytes(32)).toString('base64url');
  const stored: StoredInvitation = {
    id: newId(context),
    name,
    displayName: input.displayName,
    role: input.role,
    departmentId: department?.id ?? null,
    departmentName: department?.name ?? null,
    email: input.email ?? null,
    language: context.language,
    invitedBy: context.actor.name,
    createdAtMs: nowMs,
    expiresAtMs: nowMs + (input.days ?? 7) * dayMs,
    acceptedAtMs: null,
    withdrawnAtMs: null,
  };
  const sha256 = await tokenHash(secret);
  await context.store.transaction(async (within) => {
    await within.invitations.withdraw({ name }, nowMs);
    await within.invitations.insert({ ...stored, sha256 });
    const { role, departmentId, expiresAtMs } = stored;
    const subject = { kind: 'invitation', id: stored.id };
    const detail = { name, role, departmentId, expiresAtMs };
    await recordAudit(context, within, 'invitations.create', subject, detail);
  });
  const mail = stored.email === null ? null : await mailInvitation(context, stored, secret);
  return { invitation: invitationView(stored, nowMs), secret, mail };
}

export async function listInvitations(context: AppContext): Promise<Invitation[]> {
  requireWholeCity(await authorise(context, 'accounts.see'));
  const nowMs = context.clock.nowMs();
  return (await context.store.invitations.all()).map((one) => invitationView(one, nowMs));
}

export async function withdrawInvitation(context: AppContext, id: string): Promise<{ done: true }> {
  requireWholeCity(await authorise(context, 'accounts.edit'));
  return context.store.transaction(async (within) => {
    if (!(await within.invitations.withdraw({ id }, context.clock.nowMs()))) {
      throw notFound('invitation');
    }
    await recordAudit(context, within, 'invitations.withdraw', { kind: 'invitation', id });
    return { done: true };
  });
}
