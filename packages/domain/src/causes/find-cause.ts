import { causeCalls, hasFailed, type CauseObservation, type CauseSetting } from './cause-calls.ts';
import {
  passingMisses,
  type CauseCall,
  type CauseEvent,
  type CauseFigure,
  type CauseFinding,
  type CauseKind,
  type CauseStanding,
  type CauseWhen,
  type HypothesisKind,
} from './cause.ts';
import { hypotheses, type CauseLine, type Showing } from './hypotheses.ts';
import { lnMix } from './urn.ts';
import type { SpotCheck } from '../spot-checks/spot-check.ts';

/** All that a cause rests on; the same facts give the same cause. */
export interface CauseFacts extends Omit<CauseSetting, 'line'>, CauseLine {
  readonly observations: readonly CauseObservation[];
  readonly spotChecks: readonly SpotCheck[];
}

/** One failed call is no pattern. */
const fewestFailed = 2;
const clearWeight = 0.9;
const likelyWeight = 0.5;
/** Showings thought of in a sentence. */
const mostFigures = 3;

/** Weighs every cause by how well it foretells the calls on record, and names the likeliest. */
export function findCause(facts: CauseFacts): CauseFinding {
  const calls = causeCalls(facts.observations, facts.spotChecks, facts);
  const failed = calls.filter(hasFailed).length;
  const counts = { calls: calls.length, failed };
  // What a person was told needs no second call; what a call met does.
  const told = calls.some((call) => call.byPerson && call.event === 'another_office');
  if (failed === 0) {
    return { ...counts, standing: 'nothing_failed', cause: null, weights: [], figures: [] };
  }
  const weighed = hypotheses(facts, calls)
    .filter(({ prior, showings }) => prior > 0 && showings.length > 0)
    .map((hypothesis) => {
      const shown = hypothesis.showings.map((showing) => ({ showing, ln: showing.ln(calls) }));
      const ln = lnMix(shown.map(({ showing, ln: one }) => ({ weight: showing.weight, ln: one })));
      return { ...hypothesis, shown, ln };
    });
  const total = lnMix(weighed.map(({ prior, ln }) => ({ weight: prior, ln })));
  const ranked = weighed
    .map((one) => ({ ...one, weight: one.prior * Math.exp(one.ln - total) }))
    .toSorted((a, b) => b.weight - a.weight);
  const weights = ranked.map(({ kind, weight }) => ({ kind, weight }));
  const [first] = ranked;
  const leading = ranked.find(isCause);
  if (first === undefined || leading === undefined) throw new RangeError('no cause was weighed');
  if (first.kind === passingMisses && first.weight >= likelyWeight) {
    return { ...counts, standing: 'passing', cause: null, weights, figures: [] };
  }
  let best: { showing: Showing; at: number } | null = null;
  for (const { showing, ln } of leading.shown) {
    const at = Math.log(showing.weight) + ln;
    if (best === null || at > best.at) best = { showing, at };
  }
  return {
    ...counts,
    standing: told || failed >= fewestFailed ? standingOf(leading.weight) : 'thin',
    cause: leading.kind,
    weights,
    figures: best === null ? [] : figuresOf(calls, best.showing, leading.speaks),
  };
}

function isCause<T extends { readonly kind: HypothesisKind }>(
  one: T,
): one is T & { readonly kind: CauseKind } {
  return one.kind !== passingMisses;
}

function standingOf(weight: number): CauseStanding {
  if (weight < likelyWeight) return 'thin';
  return weight >= clearWeight ? 'clear' : 'likely';
}

/** The calls by the parts of the time in which the cause shows itself, the part that speaks loudest first. */
function figuresOf(
  calls: readonly CauseCall[],
  { counted }: Showing,
  speaks: readonly CauseEvent[],
): CauseFigure[] {
  const parts = new Map<string, { when: CauseWhen; count: number; calls: number }>();
  for (const call of calls) {
    const when = counted(call);
    const part = parts.get(JSON.stringify(when)) ?? { when, count: 0, calls: 0 };
    part.calls += 1;
    if (speaks.includes(call.event)) part.count += 1;
    parts.set(JSON.stringify(when), part);
  }
  return [...parts.values()]
    .toSorted((a, b) => b.count / b.calls - a.count / a.calls || b.calls - a.calls)
    .slice(0, mostFigures);
}
