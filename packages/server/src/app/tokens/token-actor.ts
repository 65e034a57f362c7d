import type { Actor } from '../access/actor.ts';
import type { AppContext } from '../context.ts';
import { tokenHash } from './token-secret.ts';

/** How often the time of last use is written. */
const noteEveryMs = 60_000;

/** Who speaks with a token; null when it is unknown or revoked. */
export async function tokenActor(
  context: Pick<AppContext, 'store' | 'clock'>,
  secret: string,
): Promise<Extract<Actor, { kind: 'person' }> | null> {
  if (!/^evl_[0-9a-f]{64}$/.test(secret)) return null;
  const token = await context.store.tokens.byHash(await tokenHash(secret));
  if (!token || token.revokedAtMs !== null) return null;
  const nowMs = context.clock.nowMs();
  if (nowMs - (token.lastUsedAtMs ?? 0) > noteEveryMs)
    await context.store.tokens.used(token.id, nowMs);
  return {
    kind: 'person',
    id: token.id,
    name: token.name,
    role: 'api_token',
    departmentId: token.departmentId,
  };
}
