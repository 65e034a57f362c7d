import highs from 'highs';

import type { SolveProgramme } from '@everyline/capacity';

/** The package's types are those of its CommonJS build, which has the loader under `default`; as a module it is the default. */
const load = highs as unknown as typeof highs.default;
let loaded: ReturnType<typeof load> | null = null;

/** Solves integer programmes with HiGHS (WebAssembly); the thread is busy meanwhile. */
export const solveProgramme: SolveProgramme = async (programme, { gap, seconds }) => {
  loaded ??= load({});
  const solution = (await loaded).solve(programme, {
    mip_rel_gap: gap,
    time_limit: seconds,
    output_flag: false,
  });
  const isOptimal = solution.Status === 'Optimal';
  if (!isOptimal && solution.Status !== 'Time limit reached') return null;
  const values = new Map<string, number>();
  for (const [name, column] of Object.entries<{ Primal?: number }>(solution.Columns)) {
    if (column.Primal === undefined) return null;
    values.set(name, column.Primal);
  }
  return { values, bound: isOptimal ? solution.ObjectiveValue * (1 - gap) : null };
};
