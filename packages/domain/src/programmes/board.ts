import {
  completionOf,
  measureCompletion,
  measureStates,
  type Indicator,
  type MeasureState,
} from './programme.ts';

/** A measure as the board shows it. */
export interface BoardMeasure {
  readonly category: string;
  readonly leadOfficeId: string | null;
  readonly state: MeasureState;
  readonly indicators: readonly Pick<Indicator, 'name' | 'unit' | 'planned' | 'actual'>[];
}

/** Sum of one indicator over several measures. */
export interface IndicatorTotal {
  readonly name: string;
  readonly unit: string;
  readonly measures: number;
  readonly planned: number | null;
  readonly actual: number | null;
  /** Actual over planned, of those measures that have both; 1 = as planned. */
  readonly completion: number | null;
}

export interface BoardGroup<K> {
  readonly key: K;
  readonly measures: number;
  readonly states: Readonly<Record<MeasureState, number>>;
  /** Mean of how far the measures with a plan are, 0 to 1; null where none has. */
  readonly completion: number | null;
  readonly totals: readonly IndicatorTotal[];
}

/** Gathers measures under a key, the largest group first; equal ones keep their order. */
export function boardGroups<K, M extends BoardMeasure>(
  measures: readonly M[],
  keyOf: (measure: M) => K,
): BoardGroup<K>[] {
  return [...Map.groupBy(measures, keyOf).entries()]
    .map(([key, own]) => ({ key, ...boardTotal(own) }))
    .toSorted((a, b) => b.measures - a.measures);
}

/** The whole of some measures: how many in which state, and the sums of their indicators. */
export function boardTotal(measures: readonly BoardMeasure[]): Omit<BoardGroup<never>, 'key'> {
  const states = Object.fromEntries(
    measureStates.map((state) => [state, measures.filter((one) => one.state === state).length]),
  ) as Record<MeasureState, number>;
  const rates = measures.flatMap(({ indicators }) => measureCompletion(indicators) ?? []);
  return {
    measures: measures.length,
    states,
    completion: rates.length === 0 ? null : rates.reduce((sum, one) => sum + one, 0) / rates.length,
    totals: totalsOf(measures.flatMap(({ indicators }) => indicators)),
  };
}

/** Shares cannot be added, so they have no totals. */
function totalsOf(indicators: BoardMeasure['indicators']): IndicatorTotal[] {
  const added = indicators.filter(({ unit }) => unit !== '%');
  return [...Map.groupBy(added, ({ name, unit }) => `${name} ${unit}`).values()].flatMap((own) => {
    const [first] = own;
    if (first === undefined) return [];
    const both = own.filter((one) => completionOf(one) !== null);
    return [
      {
        name: first.name,
        unit: first.unit,
        measures: own.length,
        planned: sumOf(own.map(({ planned }) => planned)),
        actual: sumOf(own.map(({ actual }) => actual)),
        completion: completionOf({
          planned: sumOf(both.map(({ planned }) => planned)),
          actual: sumOf(both.map(({ actual }) => actual)),
        }),
      },
    ];
  });
}

/** Sum of what is known, free of the dust of binary fractions. */
function sumOf(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  if (known.length === 0) return null;
  return Number(known.reduce((sum, value) => sum + value, 0).toPrecision(12));
}
