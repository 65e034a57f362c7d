import type { Line } from '@everyline/contract';
import { isEmergencyNumber } from '@everyline/domain';

import type { LineRow } from '../ports/store/lines.ts';
import { displayNumber } from './display-number.ts';

/** A line as the contract shows it; a protected number is shown as such whatever was recorded. */
export function lineView(row: LineRow): Line {
  return {
    ...row,
    display: displayNumber({
      dialled: row.number,
      areaCode: row.areaCode,
      extension: row.extension,
    }),
    clearance: isEmergencyNumber(row.number) ? 'protected' : row.clearance,
  };
}
