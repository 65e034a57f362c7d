import type {
  NewTellingTarget,
  TellingTargetChange,
  TellingTargetSaved,
} from '@everyline/contract';

import { authorise, requireWholeCity } from '../access/authorise.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { AppContext } from '../context.ts';
import { AppFault, notFound, THINGS } from '../faults.ts';
import { newId } from '../new-id.ts';
import type { Repositories } from '../ports/store.ts';
import type { StoredTarget } from '../ports/store/telling.ts';
import { targetViews } from './read-telling.ts';
import { addressWords } from './send-sentence.ts';
import { tellingRules } from './telling-rules.ts';

/** Adds a target; its address is checked first. */
export async function createTarget(
  context: AppContext,
  input: NewTellingTarget,
): Promise<TellingTargetSaved> {
  requireWholeCity(await authorise(context, 'settings.edit'));
  await requireAddress(context, input.kind, input.url);
  const secret = secretOf(context, input.kind, input.secret ?? null);
  const url = input.url.trim();
  const target: StoredTarget = {
    id: newId(context),
    kind: input.kind,
    name: input.name.trim(),
    address: shownAddress(url),
    urlSealed: context.secrets.seal(url),
    secretSealed: secret.plain === null ? null : context.secrets.seal(secret.plain),
    departmentId: input.departmentId ?? null,
    kinds: input.kinds,
    language: input.language,
    enabled: input.enabled,
    createdAtMs: context.clock.nowMs(),
  };
  await context.store.transaction(async (within) => {
    await requireFree(within, target);
    await within.targets.insert(target);
    await audit(context, within, 'telling.target_create', target);
  });
  return saved(context, target, secret.made);
}

/** Changes a target. A kept secret stays with its address: another address needs its own. */
export async function changeTarget(
  context: AppContext,
  id: string,
  change: TellingTargetChange,
): Promise<TellingTargetSaved> {
  requireWholeCity(await authorise(context, 'settings.edit'));
  const found = await context.store.targets.byId(id);
  if (!found) throw notFound('target');
  const url = change.url?.trim();
  if (url !== undefined) await requireAddress(context, found.kind, url);
  const renewed =
    change.secret !== undefined || url !== undefined
      ? secretOf(context, found.kind, change.secret ?? null)
      : null;
  const target = await context.store.transaction(async (within) => {
    const before = await within.targets.byId(id);
    if (!before) throw notFound('target');
    const { name, departmentId, kinds, language, enabled } = change;
    const after: StoredTarget = {
      ...before,
      ...(name !== undefined && { name: name.trim() }),
      ...(departmentId !== undefined && { departmentId }),
      ...(kinds !== undefined && { kinds }),
      ...(language !== undefined && { language }),
      ...(enabled !== undefined && { enabled }),
      ...(url !== undefined && {
        address: shownAddress(url),
        urlSealed: context.secrets.seal(url),
      }),
      ...(renewed && {
        secretSealed: renewed.plain === null ? null : context.secrets.seal(renewed.plain),
      }),
    };
    await requireFree(within, after);
    await within.targets.update(after);
    await audit(context, within, 'telling.target_change', after, {
      addressChanged: url !== undefined,
      secretChanged: renewed !== null,
    });
    return after;
  });
  return saved(context, target, renewed?.made ?? null);
}

export async function deleteTarget(context: AppContext, id: string): Promise<void> {
  requireWholeCity(await authorise(context, 'settings.edit'));
  await context.store.transaction(async (within) => {
    const target = await within.targets.byId(id);
    if (!target) throw notFound('target');
    await within.targets.delete(id);
    await audit(context, within, 'telling.target_delete', target);
  });
}

async function requireAddress(
  context: AppContext,
  kind: StoredTarget['kind'],
  url: string,
): Promise<void> {
  const { allowedHosts } = await tellingRules(context.store);
  const issue = await context.outbound.checkUrl(kind, url.trim(), allowedHosts);
  if (issue !== null) throw new AppFault('invalid_input', { detail: addressWords[issue] }, 'url');
}

async function requireFree(within: Repositories, target: StoredTarget): Promise<void> {
  if (target.name === '') {
    throw new AppFault(
      'invalid_input',
      { detail: { zh: '请填写名称', en: 'give a name' } },
      'name',
    );
  }
  const { departmentId } = target;
  if (departmentId !== null && !(await within.departments.byId(departmentId))) {
    throw notFound('department');
  }
  const others = (await within.targets.all()).filter(({ id }) => id !== target.id);
  if (others.some(({ name }) => name === target.name)) {
    throw new AppFault('already_exists', { what: THINGS.target }, 'name');
  }
}

/** Webhooks are always signed: who brings no secret is given one. WeCom signs nothing. */
function secretOf(
  context: AppContext,
  kind: StoredTarget['kind'],
  given: string | null,
): { plain: string | null; made: string | null } {
  const plain = kind === 'wecom' ? null : given;
  if (plain !== null || kind !== 'webhook') return { plain, made: null };
  const made = `whsec_${btoa(String.fromCharCode(...context.random.bytes(24)))}`;
  return { plain: made, made };
}

/** Where a target is, without the key that robots carry in their address. */
function shownAddress(url: string): string {
  return `${new URL(url).host}/…${url.slice(-4)}`;
}

async function audit(
  context: AppContext,
  within: Repositories,
  operation: string,
  target: StoredTarget,
  more: object = {},
): Promise<void> {
  const { kind, name, address, departmentId, kinds, language, enabled } = target;
  const told = { kind, name, address, departmentId, kinds, language, enabled, ...more };
  await recordAudit(context, within, operation, { kind: 'telling_target', id: target.id }, told);
}

async function saved(
  context: AppContext,
  target: StoredTarget,
  secret: string | null,
): Promise<TellingTargetSaved> {
  const [view] = await targetViews(context, [target]);
  if (!view) throw new Error('one target has one view');
  return { target: view, secret };
}
