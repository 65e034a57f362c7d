import type { LineReport } from '@everyline/contract';

import { useFormat } from '../../formatting.ts';
import { useWords } from '../../words/words.ts';

/** How many test calls followed a report, and how many of them got through. */
export function CallsSince({ report }: { report: LineReport }) {
  const words = useWords().lineReports;
  const format = useFormat();
  const { made, reached } = report.callsSince;
  if (made === 0) return <span className="quiet">{words.noneYet}</span>;
  return <span className="figures">{words.calls(format.count(made), format.count(reached))}</span>;
}
