import type { CapacityRange } from '@everyline/contract';

import type { NeedInterval } from './plan-lines.ts';

/** The lines and the people of an interval of needs, each as a range. */
export function needView({ low, middle, high }: NeedInterval): {
  lines: CapacityRange;
  people: CapacityRange;
} {
  return {
    lines: { low: low.lines, middle: middle.lines, high: high.lines },
    people: { low: low.people, middle: middle.people, high: high.people },
  };
}
