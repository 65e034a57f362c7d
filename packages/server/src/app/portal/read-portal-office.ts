import type { AppContext } from '../context.ts';
import { notFound } from '../faults.ts';
import { portalLines, type PortalLine } from './portal-line.ts';
import { requireOpenPortal } from './require-open-portal.ts';
import { linesFiltered } from './search-portal.ts';

const mostLines = 100;

export interface PortalOffice {
  readonly name: string;
  readonly parent: { readonly id: string; readonly name: string } | null;
  readonly children: readonly { readonly id: string; readonly name: string }[];
  /** The first hundred of its own lines that are for callers. */
  readonly lines: readonly PortalLine[];
}

/**
 * An office with the offices above and below it and its lines for callers.
 *
 * @throws not_found
 */
export async function readPortalOffice(context: AppContext, id: string): Promise<PortalOffice> {
  await requireOpenPortal(context);
  const departments = await context.store.departments.all();
  const office = departments.find((one) => one.id === id);
  if (office === undefined) throw notFound('department');
  const parent = departments.find((one) => one.id === office.parentId);
  return {
    name: office.name,
    parent: parent === undefined ? null : { id: parent.id, name: parent.name },
    children: departments
      .filter(({ parentId }) => parentId === id)
      .map(({ id: below, name }) => ({ id: below, name })),
    lines: await portalLines(
      context,
      await linesFiltered(context, { departmentIds: [id] }, mostLines),
    ),
  };
}
