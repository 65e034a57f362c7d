import type {
  CaseSystem,
  CaseSystemChange,
  CaseSystemSaved,
  NewCaseSystem,
} from '@everyline/contract';

import { authorise, requireWholeCity } from '../access/authorise.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { AppContext } from '../context.ts';
import { AppFault, notFound, THINGS } from '../faults.ts';
import { hexOf } from '../hex.ts';
import { newId } from '../new-id.ts';
import type { Repositories } from '../ports/store.ts';
import type { StoredCaseSystem } from '../ports/store/case-systems.ts';
import { addressWords } from '../telling/send-sentence.ts';
import { tellingRules } from '../telling/telling-rules.ts';

export async function listCaseSystems(context: AppContext): Promise<CaseSystem[]> {
  await authorise(context, 'settings.see');
  return viewsOf(context, await context.store.caseSystems.all());
}

/** Adds a system; its secret is given back this once. */
export async function createCaseSystem(
  context: AppContext,
  input: NewCaseSystem,
): Promise<CaseSystemSaved> {
  requireWholeCity(await authorise(context, 'settings.edit'));
  const { side, departmentId = null, url = null, sendsOwn, enabled } = input;
  const secret = makeSecret(context);
  const system: StoredCaseSystem = {
    id: newId(context),
    name: input.name.trim(),
    side,
    departmentId,
    secretSealed: context.secrets.seal(secret),
    ...(await addressOf(context, url)),
    sendsOwn,
    enabled,
    createdAtMs: context.clock.nowMs(),
  };
  await context.store.transaction(async (within) => {
    if (departmentId !== null && !(await within.departments.byId(departmentId))) {
      throw notFound('department');
    }
    await requireFree(within, system);
    await within.caseSystems.insert(system);
    await audit(context, within, 'create', system);
  });
  return saved(context, system, secret);
}

/** Changes a system. Where it leads is checked; a renewed secret is given back this once. */
export async function changeCaseSystem(
  context: AppContext,
  id: string,
  change: CaseSystemChange,
): Promise<CaseSystemSaved> {
  requireWholeCity(await authorise(context, 'settings.edit'));
  const { name, url, sendsOwn, enabled, renewSecret } = change;
  const address = url === undefined ? {} : await addressOf(context, url);
  const secret = renewSecret === true ? makeSecret(context) : null;
  const system = await context.store.transaction(async (within) => {
    const before = await within.caseSystems.byId(id);
    if (!before) throw notFound('case_system');
    const after: StoredCaseSystem = {
      ...before,
      ...(name !== undefined && { name: name.trim() }),
      ...address,
      ...(sendsOwn !== undefined && { sendsOwn }),
      ...(enabled !== undefined && { enabled }),
      ...(secret !== null && { secretSealed: context.secrets.seal(secret) }),
    };
    await requireFree(within, after);
    await within.caseSystems.update(after);
    const more = { addressChanged: url !== undefined, secretRenewed: secret !== null };
    await audit(context, within, 'change', after, more);
    return after;
  });
  return saved(context, system, secret);
}

export async function deleteCaseSystem(context: AppContext, id: string): Promise<void> {
  requireWholeCity(await authorise(context, 'settings.edit'));
  await context.store.transaction(async (within) => {
    const system = await within.caseSystems.byId(id);
    if (!system) throw notFound('case_system');
    await within.caseSystems.delete(id);
    await audit(context, within, 'delete', system);
  });
}

async function addressOf(
  context: AppContext,
  given: string | null,
): Promise<Pick<StoredCaseSystem, 'urlSealed' | 'address'>> {
  if (given === null) return { urlSealed: null, address: null };
  const url = given.trim();
  const { allowedHosts } = await tellingRules(context.store);
  const issue = await context.outbound.checkUrl('webhook', url, allowedHosts);
  if (issue !== null) throw new AppFault('invalid_input', { detail: addressWords[issue] }, 'url');
  return {
    urlSealed: context.secrets.seal(url),
    address: `${new URL(url).host}/…${url.slice(-4)}`,
  };
}

async function requireFree(within: Repositories, system: StoredCaseSystem): Promise<void> {
  if (system.name === '') {
    const detail = { zh: '请填写名称', en: 'give a name' };
    throw new AppFault('invalid_input', { detail }, 'name');
  }
  const others = (await within.caseSystems.all()).filter(({ id }) => id !== system.id);
  if (others.some(({ name }) => name === system.name)) {
    throw new AppFault('already_exists', { what: THINGS.case_system }, 'name');
  }
}

function makeSecret({ random }: Pick<AppContext, 'random'>): string {
  return `wos_${hexOf(random.bytes(32))}`;
}

async function audit(
  context: AppContext,
  within: Repositories,
  verb: string,
  system: StoredCaseSystem,
  more: object = {},
): Promise<void> {
  const { name, side, departmentId, address, sendsOwn, enabled } = system;
  const told = { name, side, departmentId, address, sendsOwn, enabled, ...more };
  const subject = { kind: 'case_system', id: system.id };
  await recordAudit(context, within, `case_systems.${verb}`, subject, told);
}

async function saved(
  context: AppContext,
  system: StoredCaseSystem,
  secret: string | null,
): Promise<CaseSystemSaved> {
  const [view] = await viewsOf(context, [system]);
  if (!view) throw new Error('one system has one view');
  return { system: view, secret };
}

async function viewsOf(
  { store }: Pick<AppContext, 'store'>,
  systems: readonly StoredCaseSystem[],
): Promise<CaseSystem[]> {
  const [standing, departments] = await Promise.all([
    store.caseSystems.standing(),
    store.departments.all(),
  ]);
  return systems.map(({ id, name, side, departmentId, address, sendsOwn, enabled }) => {
    const office = departments.find((one) => one.id === departmentId);
    return {
      id,
      name,
      side,
      department: office ? { id: office.id, name: office.name } : null,
      address,
      sendsOwn,
      enabled,
      waiting: standing.get(id)?.waiting ?? 0,
      lastSentAtMs: standing.get(id)?.lastSentAtMs ?? null,
    };
  });
}
