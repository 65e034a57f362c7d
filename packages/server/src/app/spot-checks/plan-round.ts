import type { SpotRoundPlan, SpotRoundPlanQuery } from '@everyline/contract';
import { drawSample } from '@everyline/domain';

import { authorise, requireInside } from '../access/authorise.ts';
import type { AppContext } from '../context.ts';
import { namedDepartment } from '../departments/named-department.ts';
import { countOutside, takeFrame } from './round-frame.ts';

/** What a draw would take of each stratum. No seed is asked for: which lines they are is not told before the draw. */
export async function planRound(
  context: AppContext,
  query: SpotRoundPlanQuery,
): Promise<SpotRoundPlan> {
  const scope = await authorise(context, 'spot_checks.plan');
  requireInside(scope, query.departmentId ?? null);
  const department = await namedDepartment(context, query.departmentId);
  const { framed } = await takeFrame(context, {
    departmentId: department?.id ?? null,
    tiers: query.tiers ?? [],
    level: query.level,
  });
  const inside = framed.filter(({ outside }) => outside === null);
  const names = new Map(inside.map((line) => [line.departmentId, line.department]));
  const { strata, keys } = drawSample(
    inside.map(({ numberKey, departmentId, tier }) => ({
      key: numberKey,
      lot: '',
      departmentId,
      tier,
    })),
    query.size,
  );
  return {
    population: inside.length,
    outside: countOutside(framed),
    strata: strata.map(({ departmentId, ...stratum }) => ({
      ...stratum,
      department: names.get(departmentId) ?? null,
    })),
    sample: keys.length,
  };
}
