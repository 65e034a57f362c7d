import { readFigures, type Figure } from './figure.ts';
import { nameOfFigure } from './statement.ts';

/** An indicator as a text gives it. */
export interface ProposedIndicator {
  readonly name: string;
  readonly unit: string;
  readonly planned: number | null;
  readonly actual: number | null;
  /** The plan is not printed: it was reckoned from actual and rate, to the digits of the actual. */
  readonly isPlanReckoned: boolean;
}

/**
 * The indicators of a stretch of text. In an undertaking a figure is what is to be reached, unless the
 * words before it say that it was; in a result it is what was reached.
 */
export function proposedIndicators(
  text: string,
  kind: 'undertaking' | 'result',
): ProposedIndicator[] {
  const found: ProposedIndicator[] = [];
  const figures = readFigures(text);
  for (const [index, figure] of figures.entries()) {
    const { role, unit, printed } = figure;
    if (role === 'of_plan') {
      reckonPlan(found, figure);
      continue;
    }
    if (role === 'share' || unit === '' || (role === 'change' && kind === 'result')) continue;
    const written = nameOfFigure(figure, text.slice(figure.end));
    // The first count of a result names its subject, not itself.
    const name = kind === 'result' && index === 0 && unit !== '%' ? '数量' : written;
    const isDone =
      kind === 'result'
        ? role !== 'plan'
        : role === 'actual' && (saysDone(figure) || followsPlan(found, figure, name));
    const pair = found.findIndex(
      (one) => one.unit === unit && (isDone ? one.actual === null : one.planned === null),
    );
    const before = found[pair];
    if (
      before !== undefined &&
      (isDone || (role === 'plan' && before.actual !== null)) &&
      sameSubject(before.name, name)
    ) {
      found[pair] = { ...before, [isDone ? 'actual' : 'planned']: printed };
      continue;
    }
    found.push({
      name: (name === '' ? '数量' : name).slice(0, 60),
      unit,
      planned: isDone ? null : printed,
      actual: isDone ? printed : null,
      isPlanReckoned: false,
    });
  }
  return found.slice(0, 20);
}

function saysDone({ before }: Figure): boolean {
  return /(?:实际|已|累计完成|截至)/u.test(before);
}

/** “Total investment 1.2, invested 0.4”: what was done stands behind what is to be done. */
function followsPlan(
  found: readonly ProposedIndicator[],
  { before, unit }: Figure,
  name: string,
): boolean {
  return (
    before.startsWith('完成') &&
    found.some((one) => one.unit === unit && one.planned !== null && sameSubject(one.name, name))
  );
}

/** Plan and actual of one thing: the one name is empty, or part of the other. */
function sameSubject(one: string, other: string): boolean {
  if (one === '' || other === '' || one === '数量' || other === '数量') return true;
  return one.includes(other) || other.includes(one);
}

function reckonPlan(found: ProposedIndicator[], rate: Figure): void {
  const at = found.findLastIndex((one) => one.actual !== null && one.unit !== '%');
  const rated = found[at];
  if (rated === undefined || rated.planned !== null || rated.actual === null) return;
  if (rate.printed <= 0) return;
  const digits = (String(rated.actual).split('.')[1] ?? '').length;
  const planned = Number(((rated.actual * 100) / rate.printed).toFixed(Math.min(digits, 6)));
  found[at] = { ...rated, planned, isPlanReckoned: true };
}
