import type { InvitationShown } from '@everyline/contract';

import { recordAudit } from '../audit/record-audit.ts';
import { AppFault, THINGS } from '../faults.ts';
import type { StoredInvitation } from '../ports/store/invitations.ts';
import { tokenHash } from '../tokens/token-secret.ts';
import type { AccountContext } from './account-context.ts';
import { requirePassword } from './require-password.ts';

/** What a link invites to; throws `invitation_over` unless it can still be accepted. */
export async function seeInvitation(
  context: AccountContext,
  secret: string,
): Promise<InvitationShown> {
  const invitation = await openInvitation(context, secret);
  const city = await context.store.settings.city();
  return {
    cityName: city?.cityName ?? '',
    name: invitation.name,
    displayName: invitation.displayName,
    role: invitation.role,
    department: invitation.departmentName,
    expiresAtMs: invitation.expiresAtMs,
  };
}

/** Opens the account with the password that its holder chose; returns the name to sign in with. */
export async function acceptInvitation(
  context: AccountContext,
  input: { readonly secret: string; readonly password: string },
): Promise<string> {
  const invitation = await openInvitation(context, input.secret);
  const { name, displayName, role, departmentId, email, language } = invitation;
  await requirePassword(context, input.password, [name, displayName], 'password');
  const account = await context.accounts.create({
    name,
    displayName,
    password: input.password,
    role,
    departmentId,
    language,
    ...(email !== null && { email }),
  });
  if (!account) throw new AppFault('already_exists', { what: THINGS.account }, 'name');
  await context.store.transaction(async (within) => {
    await within.invitations.accept(invitation.id, context.clock.nowMs());
    const subject = { kind: 'account', id: account.id };
    const detail = { name, role, departmentId, invitedBy: invitation.invitedBy };
    await recordAudit(context, within, 'invitations.accept', subject, detail);
  });
  return name;
}

async function openInvitation(context: AccountContext, secret: string): Promise<StoredInvitation> {
  const invitation = await context.store.invitations.byHash(await tokenHash(secret));
  if (
    invitation?.acceptedAtMs !== null ||
    invitation.withdrawnAtMs !== null ||
    invitation.expiresAtMs <= context.clock.nowMs()
  ) {
    throw new AppFault('invitation_over');
  }
  return invitation;
}
