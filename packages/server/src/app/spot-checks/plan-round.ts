import type { SpotRoundPlan, SpotRoundPlanQuery } from '@everyline/contract';
import { shareOut, stratumKey, type OutsideReason, type Stratum } from '@everyline/domain';

import { authorise, requireInside } from '../access/authorise.ts';
import type { AppContext } from '../context.ts';
import { namedDepartment } from '../departments/named-department.ts';
import { countOutside, framedLines } from './round-frame.ts';

interface CountedStratum extends Pick<Stratum, 'departmentId' | 'tier'> {
  readonly department: string | null;
  population: number;
}

/** What a draw would take of each stratum. No seed is asked for: which lines they are is not told before the draw. */
export async function planRound(
  context: AppContext,
  query: SpotRoundPlanQuery,
): Promise<SpotRoundPlan> {
  const scope = await authorise(context, 'spot_checks.plan');
  requireInside(scope, query.departmentId ?? null);
  const department = await namedDepartment(context, query.departmentId);
  const departments = await context.store.departments.all();
  const outside = new Map<OutsideReason, number>();
  const strata = new Map<string, CountedStratum>();
  const wish = {
    departmentId: department?.id ?? null,
    tiers: query.tiers ?? [],
    level: query.level,
  };
  for await (const some of framedLines(context, departments, wish)) {
    for (const { framed } of some) {
      const { departmentId, department: name, tier } = framed;
      if (framed.outside !== null) {
        outside.set(framed.outside, (outside.get(framed.outside) ?? 0) + 1);
        continue;
      }
      const stratum = strata.get(stratumKey(framed));
      if (stratum) stratum.population += 1;
      else strata.set(stratumKey(framed), { departmentId, department: name, tier, population: 1 });
    }
  }
  const names = new Map([...strata.values()].map((one) => [one.departmentId, one.department]));
  const planned = shareOut([...strata.values()], query.size);
  const sum = (key: 'population' | 'sample') =>
    planned.reduce((total, stratum) => total + stratum[key], 0);
  return {
    population: sum('population'),
    outside: countOutside([...outside].map(([reason, lines]) => ({ outside: reason, lines }))),
    strata: planned.map(({ departmentId, tier, population, sample }) => ({
      department: names.get(departmentId) ?? null,
      ...{ tier, population, sample },
    })),
    sample: sum('sample'),
  };
}
