import type { Department } from '../departments/department.ts';
import type { Line } from '../lines/line.ts';
import { needsClearanceByName } from '../probes/guard.ts';
import { isEmergencyNumber } from '../probes/protected-numbers.ts';

/** Why a line stands outside the frame from which a round of spot checks is drawn. */
export const outsideReasons = [
  'inactive',
  'protected',
  'short_code',
  'fax',
  'objected',
  'withdrawn',
  'by_name',
] as const;
export type OutsideReason = (typeof outsideReasons)[number];

/** How a line stands with calls by the city: somebody objected, or the office took its clearance back. */
export interface LineStanding {
  readonly objected: boolean;
  readonly withdrawn: boolean;
}

/**
 * Why nobody is sent to ring this line, or null where it may be drawn. A person who calls by hand needs
 * no clearance for test calls, but whoever asked to be left alone is, and lines for people in need,
 * on duty or of one person are checked only where somebody opens their page to do it.
 */
export function outsideFrame(line: Line, standing: LineStanding): OutsideReason | null {
  if (isEmergencyNumber(line.number.dialled)) return 'protected';
  if (line.state !== 'active') return 'inactive';
  if (standing.objected) return 'objected';
  if (standing.withdrawn) return 'withdrawn';
  if (line.numberType === 'short_code') return 'short_code';
  if (line.purpose === 'fax') return 'fax';
  return needsClearanceByName(line) ? 'by_name' : null;
}

/**
 * For every department the one at a level of the tree (1: the top) that stands for it in a sample; an
 * office that is higher than the level stands for itself.
 */
export function departmentsAtLevel(
  departments: readonly Department[],
  level: number,
): ReadonlyMap<string, Department> {
  const byId = new Map(departments.map((one) => [one.id, one]));
  const standing = new Map<string, Department>();
  for (const department of departments) {
    const path: Department[] = [];
    let at: Department | undefined = department;
    while (at !== undefined && !path.includes(at)) {
      path.unshift(at);
      at = at.parentId === null ? undefined : byId.get(at.parentId);
    }
    standing.set(department.id, path[Math.min(level, path.length) - 1] ?? department);
  }
  return standing;
}
