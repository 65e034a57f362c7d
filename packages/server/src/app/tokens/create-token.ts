import type { ApiToken } from '@everyline/contract';

import { actorName } from '../access/actor.ts';
import { authorise, requireWholeCity } from '../access/authorise.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { AppContext } from '../context.ts';
import { hexOf } from '../hex.ts';
import { namedDepartment } from '../departments/named-department.ts';
import { newId } from '../new-id.ts';
import { tokenView } from './list-tokens.ts';
import { tokenHash } from './token-secret.ts';

/** Makes a read-only token; its secret is answered here and never again. */
export async function createToken(
  context: AppContext,
  input: { name: string; departmentId?: string | null },
): Promise<{ token: ApiToken; secret: string }> {
  requireWholeCity(await authorise(context, 'accounts.edit'));
  const department = await namedDepartment(context, input.departmentId);
  const secret = `evl_${hexOf(context.random.bytes(32))}`;
  const token = {
    id: newId(context),
    name: input.name,
    departmentId: input.departmentId ?? null,
    createdAtMs: context.clock.nowMs(),
    lastUsedAtMs: null,
    revokedAtMs: null,
  };
  const sha256 = await tokenHash(secret);
  await context.store.transaction(async (within) => {
    await within.tokens.insert({ ...token, sha256, createdBy: actorName(context.actor) });
    await recordAudit(
      context,
      within,
      'tokens.create',
      { kind: 'token', id: token.id },
      {
        name: token.name,
        departmentId: token.departmentId,
      },
    );
  });
  return { token: tokenView({ ...token, departmentName: department?.name ?? null }), secret };
}
