import { departmentsUnder, type Department } from '../departments/department.ts';
import type { Line } from '../lines/line.ts';
import type { CampaignScope } from './campaign.ts';

/**
 * The active lines that a campaign is about: all that each stated field admits, less the excluded.
 * Departments bring all that is under them; a line without a department is in no department's scope.
 */
export function selectLines<
  L extends Pick<Line, 'id' | 'departmentId' | 'tier' | 'purpose' | 'state'>,
>(lines: Iterable<L>, scope: CampaignScope, departments: readonly Department[]): L[] {
  const within =
    scope.departmentIds === undefined
      ? null
      : new Set(scope.departmentIds.flatMap((id) => [...departmentsUnder(departments, id)]));
  const wanted = scope.lineIds === undefined ? null : new Set(scope.lineIds);
  const excluded = new Set(scope.excludedLineIds ?? []);
  const chosen: L[] = [];
  for (const line of lines) {
    if (line.state !== 'active' || excluded.has(line.id)) continue;
    if (wanted !== null && !wanted.has(line.id)) continue;
    if (within !== null && (line.departmentId === null || !within.has(line.departmentId))) continue;
    if (scope.tiers !== undefined && !scope.tiers.includes(line.tier)) continue;
    if (scope.purposes !== undefined && !scope.purposes.includes(line.purpose)) continue;
    chosen.push(line);
  }
  return chosen;
}
