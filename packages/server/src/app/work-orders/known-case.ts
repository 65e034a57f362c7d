import type { WorkOrderQuery } from '@everyline/contract';
import { departmentsUnder } from '@everyline/domain';

import { AppFault, notFound } from '../faults.ts';
import type { Repositories } from '../ports/store.ts';
import type { StoredCaseSystem } from '../ports/store/case-systems.ts';
import type { CaseRow } from '../ports/store/cases.ts';

/** The case that a system means by a number; one that it neither sent nor was sent is not there for it. */
export async function knownCase(
  store: Repositories,
  system: StoredCaseSystem,
  number: string,
  { numbered = 'theirs' }: WorkOrderQuery,
): Promise<CaseRow> {
  const row = await (numbered === 'ours' ? byOurs(store, number) : byTheirs(store, system, number));
  if (row === null) throw notFound('case');
  const links = await store.caseSystems.linksOf(row.id);
  if (!links.some(({ systemId }) => systemId === system.id)) throw notFound('case');
  return row;
}

async function byTheirs(
  store: Repositories,
  system: StoredCaseSystem,
  number: string,
): Promise<CaseRow | null> {
  const id = await store.caseSystems.caseOf(system.id, number);
  return id === null ? null : store.cases.row(id);
}

async function byOurs(store: Repositories, number: string): Promise<CaseRow | null> {
  return /^\d{1,15}$/.test(number) ? store.cases.byNumber(Number(number)) : null;
}

/** The office that is written by its code or name; throws where it is unknown or not the system's to name. */
export async function namedOffice(
  store: Repositories,
  system: StoredCaseSystem,
  written: string | undefined,
): Promise<string | null> {
  if (written === undefined || written.trim() === '') return null;
  const wanted = written.trim();
  const departments = await store.departments.all();
  const found =
    departments.find(({ code }) => code === wanted) ?? (await store.departments.byName(wanted));
  if (!found) {
    const detail = { zh: `没有“${wanted}”这个单位`, en: `there is no department “${wanted}”` };
    throw new AppFault('invalid_input', { detail }, 'department');
  }
  await requireOwn(store, system, found.id);
  return found.id;
}

/** Throws `outside_scope` where a system that has an office of its own means another. */
export async function requireOwn(
  store: Repositories,
  { departmentId }: StoredCaseSystem,
  wantedId: string | null,
): Promise<void> {
  if (departmentId === null) return;
  const own = departmentsUnder(await store.departments.all(), departmentId);
  if (wantedId === null || !own.has(wantedId)) throw new AppFault('outside_scope');
}
