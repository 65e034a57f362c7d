import type { IndicatorTotal, MeasureStateWord } from '@everyline/contract';

import { useFormat } from '../../formatting.ts';
import { useWords } from '../../words/words.ts';

/** A rate of completion as figure and bar; the bar is full at the plan. */
export function Completion({ of }: { of: number | null }) {
  const format = useFormat();
  if (of === null) return <span className="quiet">–</span>;
  return (
    <span className="completion">
      <span className="bar-track" aria-hidden="true">
        <span style={{ width: `${Math.min(1, of) * 100}%`, background: 'var(--accent)' }} />
      </span>
      <span className="figures">{format.share(of)}</span>
    </span>
  );
}

/** The state of a measure by word and shape. */
export function StateMark({ state }: { state: MeasureStateWord }) {
  const words = useWords().programmes;
  return <span className={`measure-state ${state}`}>{words.measureStates[state]}</span>;
}

/** Sums of indicators, each with its rate where it has plan and actual. */
export function Totals({ totals }: { totals: readonly IndicatorTotal[] }) {
  const words = useWords().programmes;
  const format = useFormat();
  if (totals.length === 0) return <span className="quiet">–</span>;
  return (
    <ul className="totals-list figures">
      {totals.map((one) => (
        <li key={`${one.name} ${one.unit}`}>
          {words.total(one.name, one.unit)}{' '}
          {one.planned === null
            ? format.count(one.actual ?? 0)
            : words.plannedOf(format.count(one.actual ?? 0), format.count(one.planned))}
          {one.completion !== null && ` · ${format.share(one.completion)}`}
        </li>
      ))}
    </ul>
  );
}
