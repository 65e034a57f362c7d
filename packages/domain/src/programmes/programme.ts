/** Figures that an indicator can read from the city's own lines and tickets; they are never typed. */
export const liveFigures = [
  'healthy_share',
  'cleared_lines',
  'ended_lines',
  'tickets_in_time',
  'confirmed_share',
] as const;
export type LiveFigure = (typeof liveFigures)[number];

/** Units of what is read live: shares in per cent, the others counted. */
export const liveUnits: Readonly<Record<LiveFigure, string>> = {
  healthy_share: '%',
  cleared_lines: '条',
  ended_lines: '条',
  tickets_in_time: '%',
  confirmed_share: '%',
};

/** Whose lines and tickets a live indicator reads: all of the programme, or those of the measure's offices. */
export const liveScopes = ['programme', 'offices'] as const;
export type LiveScope = (typeof liveScopes)[number];

export interface LiveSource {
  readonly figure: LiveFigure;
  readonly of: LiveScope;
}

/** What a measure is measured by; planned and actual in `unit`. */
export interface Indicator {
  readonly id: string;
  readonly name: string;
  readonly unit: string;
  readonly planned: number | null;
  /** Reported last, or read live; null before anything was. */
  readonly actual: number | null;
  readonly live: LiveSource | null;
}

/** A measure, as far as its state follows from it. */
export interface MeasureFacts {
  /** `YYYY-MM-DD`: the last day; null: none was set. */
  readonly deadline: string | null;
  readonly indicators: readonly Pick<Indicator, 'planned' | 'actual'>[];
  readonly reports: number;
  /** The last report says that it is done. */
  readonly saidDone: boolean;
}

export const measureStates = ['not_begun', 'in_progress', 'done', 'overdue'] as const;
export type MeasureState = (typeof measureStates)[number];

/** Actual over planned, 1 = as planned; null where there is no plan or no actual. */
export function completionOf({
  planned,
  actual,
}: Pick<Indicator, 'planned' | 'actual'>): number | null {
  return planned === null || planned <= 0 || actual === null ? null : actual / planned;
}

/**
 * The state of a measure. One with planned indicators is done once all of them are reached, whatever was
 * said of it; one without is done when its office says so. What is not done after its last day is overdue.
 *
 * @param today `YYYY-MM-DD` in the city
 */
export function measureState(measure: MeasureFacts, today: string): MeasureState {
  const planned = measure.indicators.filter((one) => one.planned !== null && one.planned > 0);
  const isDone =
    planned.length > 0 ? planned.every((one) => (completionOf(one) ?? 0) >= 1) : measure.saidDone;
  if (isDone) return 'done';
  if (measure.deadline !== null && measure.deadline < today) return 'overdue';
  const hasBegun =
    measure.reports > 0 || measure.indicators.some(({ actual }) => (actual ?? 0) > 0);
  return hasBegun ? 'in_progress' : 'not_begun';
}

/** How far a measure is: the mean over its planned indicators, none counting more than whole; null without a plan. */
export function measureCompletion(indicators: MeasureFacts['indicators']): number | null {
  const rates = indicators.flatMap((one) =>
    one.planned !== null && one.planned > 0 ? [Math.min(1, completionOf(one) ?? 0)] : [],
  );
  return rates.length === 0 ? null : rates.reduce((sum, one) => sum + one, 0) / rates.length;
}
