import type { SpotRound } from '@everyline/contract';

import type { SpotRoundRow } from '../ports/store/spot-rounds.ts';

export function roundView({ departmentId, departmentName, ...row }: SpotRoundRow): SpotRound {
  return {
    ...row,
    tiers: [...row.tiers],
    department: departmentId === null ? null : { id: departmentId, name: departmentName ?? '' },
  };
}
