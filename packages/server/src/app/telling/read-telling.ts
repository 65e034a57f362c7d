import type { Telling, TellingTarget } from '@everyline/contract';

import { authorise, requireWholeCity } from '../access/authorise.ts';
import type { AppContext } from '../context.ts';
import type { StoredTarget } from '../ports/store/telling.ts';
import { tellingView } from './change-telling.ts';
import { tellingRules } from './telling-rules.ts';

/** How people are told, and the targets. */
export async function readTelling(context: AppContext): Promise<Telling> {
  requireWholeCity(await authorise(context, 'settings.see'));
  return {
    settings: tellingView(await tellingRules(context.store)),
    targets: await targetViews(context, await context.store.targets.all()),
  };
}

/** Targets with how it stands with them; addresses and secrets are never shown whole. */
export async function targetViews(
  context: AppContext,
  targets: readonly StoredTarget[],
): Promise<TellingTarget[]> {
  const standing = await context.store.targets.standing();
  const departments = new Map(
    (await context.store.departments.all()).map(({ id, name }) => [id, { id, name }]),
  );
  return targets.map((target) => ({
    id: target.id,
    kind: target.kind,
    name: target.name,
    address: target.address,
    hasSecret: target.secretSealed !== null,
    department:
      target.departmentId === null ? null : (departments.get(target.departmentId) ?? null),
    kinds: [...target.kinds],
    language: target.language,
    enabled: target.enabled,
    waiting: standing.get(target.id)?.waiting ?? 0,
    lastSentAtMs: standing.get(target.id)?.lastSentAtMs ?? null,
  }));
}
