import { departmentsUnder, isForCallers, officesBelow, type VerdictKind } from '@everyline/domain';

import type { AppContext } from '../context.ts';
import { notFound } from '../faults.ts';
import { portalLines, type PortalLine } from './portal-line.ts';
import { requireOpenPortal } from './require-open-portal.ts';

/** Lines for callers by how they are reached. */
export interface PortalCounts {
  readonly lines: number;
  readonly reached: number;
  /** Often busy, or answered late. */
  readonly hard: number;
  readonly broken: number;
  readonly unknown: number;
}

/** A line that is known to be hard to reach or broken. */
export interface TroubledLine extends PortalLine {
  readonly kind: VerdictKind;
  /** Since when it has been so without a break, and when that was decided last. */
  readonly sinceMs: number;
  readonly decidedAtMs: number;
  /** Of this stretch of trouble: it stays the same while it lasts. */
  readonly troubleId: string;
}

export interface PortalStatus {
  readonly atMs: number;
  readonly office: { readonly id: string; readonly name: string } | null;
  readonly whole: PortalCounts;
  readonly offices: readonly (PortalCounts & { readonly id: string; readonly name: string })[];
  /** The newest trouble first, at most `mostTroubled`. */
  readonly troubled: readonly TroubledLine[];
}

export const mostTroubled = 100;

const standings: Readonly<Record<VerdictKind, keyof Omit<PortalCounts, 'lines'>>> = {
  healthy: 'reached',
  busy: 'hard',
  slow: 'hard',
  zombie: 'broken',
  invalid: 'broken',
  outdated: 'broken',
  undetermined: 'unknown',
};

/**
 * How the lines for callers stand, of the whole city or of one office with those below it. A line counts as in trouble
 * only where its calls have decided it.
 *
 * @throws portal_closed, not_found
 */
export async function readPortalStatus(
  context: AppContext,
  officeId: string | null,
): Promise<PortalStatus> {
  await requireOpenPortal(context);
  const { store, clock } = context;
  const departments = await store.departments.all();
  const office = departments.find(({ id }) => id === officeId);
  if (officeId !== null && office === undefined) throw notFound('department');
  const within =
    officeId === null ? {} : { departmentIds: [...departmentsUnder(departments, officeId)] };
  const lines = (await store.lines.active(within)).filter(isForCallers);
  const verdicts = await store.verdicts.currentOf(lines.map(({ id }) => id));
  const kindOf = (id: string): VerdictKind => verdicts.get(id)?.kind ?? 'undetermined';
  const count = (some: readonly { readonly id: string }[]): PortalCounts => {
    const counts = { lines: some.length, reached: 0, hard: 0, broken: 0, unknown: 0 };
    for (const { id } of some) counts[standings[kindOf(id)]] += 1;
    return counts;
  };
  const offices = officesBelow(departments, officeId).flatMap(({ id, name, ids }) => {
    const theirs = lines.filter((one) => one.departmentId !== null && ids.has(one.departmentId));
    return theirs.length === 0 ? [] : [{ id, name, ...count(theirs) }];
  });
  const troubled = lines
    .flatMap((line) => {
      const verdict = verdicts.get(line.id);
      const standing = standings[kindOf(line.id)];
      return verdict === undefined || standing === 'reached' || standing === 'unknown'
        ? []
        : [{ line, verdict }];
    })
    .toSorted((a, b) => b.verdict.sinceMs - a.verdict.sinceMs)
    .slice(0, mostTroubled);
  const shown = await portalLines(
    context,
    troubled.map(({ line }) => line),
  );
  return {
    atMs: clock.nowMs(),
    office: office === undefined ? null : { id: office.id, name: office.name },
    whole: count(lines),
    offices,
    troubled: shown.flatMap((line, n) => {
      const verdict = troubled[n]?.verdict;
      if (verdict === undefined) return [];
      const { kind, sinceMs, decidedAtMs, id: troubleId } = verdict;
      return [{ ...line, kind, sinceMs, decidedAtMs, troubleId }];
    }),
  };
}
