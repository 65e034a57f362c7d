import { isOpenAt } from '../calendar/open-hours.ts';
import type { Calendar } from '../calendar/calendar.ts';
import type { Line } from '../lines/line.ts';
import type { Trunk } from '../trunks/trunk.ts';
import type { Clearance } from './clearance.ts';

/** Why no clearance holds, the most telling first. */
export type NoClearance =
  | 'no_clearance'
  | 'clearance_withdrawn'
  | 'clearance_expired'
  | 'clearance_not_yet_valid'
  | 'clearance_loopback_only'
  | 'outside_clearance_hours';

export type ClearanceAnswer =
  | { readonly ok: true; readonly clearance: Clearance }
  | { readonly ok: false; readonly why: NoClearance };

/**
 * Whether a clearance speaks of a line. `ancestorIds` are the departments above the line's own, so
 * that a clearance of an office with its subtree reaches down.
 */
export function clearanceCovers(
  clearance: Clearance,
  line: Pick<Line, 'id' | 'departmentId'>,
  ancestorIds: readonly string[],
): boolean {
  const { scope } = clearance;
  switch (scope.kind) {
    case 'line':
      return scope.lineId === line.id;
    case 'list':
      return scope.lineIds.includes(line.id);
    case 'department':
      return (
        line.departmentId !== null &&
        (scope.departmentId === line.departmentId ||
          (scope.withSubtree && ancestorIds.includes(scope.departmentId)))
      );
  }
}

/**
 * The clearance under which a line may be tested now, the strictest of those that hold; or what keeps
 * the nearest one from holding. `byName`: only a clearance given for this very line counts.
 */
export function findValidClearance(facts: {
  readonly line: Pick<Line, 'id' | 'departmentId'>;
  readonly ancestorIds: readonly string[];
  readonly clearances: readonly Clearance[];
  readonly byName: boolean;
  readonly trunk: Pick<Trunk, 'loopback'> | null;
  readonly calendar: Calendar;
  readonly nowMs: number;
}): ClearanceAnswer {
  const covering = facts.clearances.filter(
    (clearance) =>
      clearanceCovers(clearance, facts.line, facts.ancestorIds) &&
      clearance.basis.trim() !== '' &&
      (!facts.byName || clearance.scope.kind === 'line'),
  );
  const holding: Clearance[] = [];
  const hindrances = new Set<NoClearance>();
  for (const clearance of covering) {
    const why = hindrance(clearance, facts);
    if (why === null) holding.push(clearance);
    else hindrances.add(why);
  }
  const strictest = holding.toSorted((a, b) => strictness(b) - strictness(a))[0];
  if (strictest) return { ok: true, clearance: strictest };
  const order: readonly NoClearance[] = [
    'outside_clearance_hours',
    'clearance_loopback_only',
    'clearance_not_yet_valid',
    'clearance_expired',
    'clearance_withdrawn',
  ];
  return { ok: false, why: order.find((why) => hindrances.has(why)) ?? 'no_clearance' };
}

function hindrance(
  clearance: Clearance,
  facts: {
    readonly trunk: Pick<Trunk, 'loopback'> | null;
    readonly calendar: Calendar;
    readonly nowMs: number;
  },
): NoClearance | null {
  if (clearance.withdrawnAtMs !== null && clearance.withdrawnAtMs <= facts.nowMs) {
    return 'clearance_withdrawn';
  }
  if (clearance.validToMs !== null && clearance.validToMs <= facts.nowMs)
    return 'clearance_expired';
  if (Math.max(clearance.validFromMs, clearance.givenAtMs) > facts.nowMs) {
    return 'clearance_not_yet_valid';
  }
  if (clearance.loopbackOnly && facts.trunk?.loopback !== true) return 'clearance_loopback_only';
  if (clearance.hours !== null && !isOpenAt(clearance.hours, facts.calendar, facts.nowMs)) {
    return 'outside_clearance_hours';
  }
  return null;
}

/** Fewer calls and wider spacing are stricter; a clearance without limits is the least strict. */
function strictness(clearance: Clearance): number {
  return (
    (clearance.maxPerDay === null ? 0 : 1_000 - Math.min(999, clearance.maxPerDay)) +
    (clearance.minSpacingMs ?? 0) / 86_400_000
  );
}
