import type { CapacityRange } from '@everyline/contract';
import { useCallback } from 'react';

import { useWords } from '../../words/words.ts';

/** `26 (18–36)`; one figure where both ends are the same. */
export function useRange(): (range: CapacityRange) => string {
  const words = useWords();
  return useCallback(
    ({ low, middle, high }) => {
      const at = (value: number) =>
        value < 10 && !Number.isInteger(value) ? value.toFixed(1) : value.toFixed(0);
      return low === high ? at(middle) : words.capacity.range(at(middle), at(low), at(high));
    },
    [words],
  );
}
