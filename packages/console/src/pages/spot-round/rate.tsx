import type { Proportion } from '@everyline/contract';

import { useFormat } from '../../formatting.ts';
import { useWords } from '../../words/words.ts';

/** A share, with what it was counted from and its interval beside it. */
export function Rate({ of, large = false }: { of: Proportion; large?: boolean }) {
  const words = useWords();
  const format = useFormat();
  if (of.rate === null) return <span className="quiet">–</span>;
  return (
    <>
      <span className={large ? 'tile-figure figures' : 'figures'}>{format.share(of.rate)}</span>
      <span className={large ? 'tile-means quiet figures' : 'quiet small figures spot-of'}>
        {words.spotChecks.ofTotal(format.count(of.successes), format.count(of.of))} ·{' '}
        {words.spotChecks.interval(format.share(of.interval[0]), format.share(of.interval[1]))}
      </span>
    </>
  );
}
