import type { Line, Verdict } from '@everyline/domain';
import { maskPersons } from '@everyline/domain';

import type { AppContext } from '../context.ts';
import { displayNumber } from '../lines/display-number.ts';

/** What anybody may know of a line in a list. */
export interface PortalLine {
  readonly id: string;
  /** As people write it. */
  readonly number: string;
  /** What a telephone dials: E.164, or the bare digits of a short code. */
  readonly dialled: string;
  readonly extension: string | null;
  readonly office: { readonly id: string; readonly name: string } | null;
  /** The owner as published, where no office of the tree is responsible; numbers of persons are masked. */
  readonly owner: string | null;
  readonly services: readonly string[];
  readonly verdict: Verdict | null;
}

/** Lines as anybody may see them, in the order given; the caller has chosen those that are for callers. */
export async function portalLines(
  { store }: Pick<AppContext, 'store'>,
  lines: readonly Line[],
): Promise<PortalLine[]> {
  const [verdicts, departments] = await Promise.all([
    store.verdicts.currentOf(lines.map(({ id }) => id)),
    store.departments.all(),
  ]);
  const names = new Map(departments.map(({ id, name }) => [id, name]));
  return lines.map(({ id, number, departmentId, owner, services }) => {
    const name = departmentId === null ? undefined : names.get(departmentId);
    return {
      id,
      number: displayNumber(number),
      dialled: number.dialled,
      extension: number.extension,
      office: departmentId === null || name === undefined ? null : { id: departmentId, name },
      owner: owner === null ? null : maskPersons(owner),
      services: services.map(maskPersons),
      verdict: verdicts.get(id) ?? null,
    };
  });
}
