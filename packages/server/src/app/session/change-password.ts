import { recordAudit } from '../audit/record-audit.ts';
import type { AccountContext } from '../accounts/account-context.ts';
import { requirePassword } from '../accounts/require-password.ts';
import { AppFault } from '../faults.ts';

export async function changePassword(
  context: AccountContext,
  headers: Headers,
  passwords: { currentPassword: string; newPassword: string },
): Promise<{ done: true }> {
  if (context.actor.kind !== 'person') throw new AppFault('not_signed_in');
  await requirePassword(context, passwords.newPassword, [context.actor.name], 'newPassword');
  if (!(await context.accounts.changePassword(headers, passwords))) {
    throw new AppFault('wrong_sign_in', {}, 'currentPassword');
  }
  await recordAudit(context, context.store, 'session.password', {
    kind: 'account',
    id: context.actor.id,
  });
  return { done: true };
}
