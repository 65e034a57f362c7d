import { causeEvents, type CauseCall, type CauseEvent } from './cause.ts';

/** How often each event is expected, in calls' worth of belief; events that are not named happen by mishap only. */
export type Expected = Readonly<Partial<Record<CauseEvent, number>>>;

/** Outside the published hours lines do what they like. */
export const whenClosed: Expected = {
  unanswered: 2,
  says_closed: 1.2,
  through: 0.8,
  busy: 0.2,
  dropped: 0.1,
};
/** Belief in each event that a cause does not expect: our own mishearing, and chance. */
const mishap = 0.03;

/**
 * ln of the chance of these calls where the shares of the events are not known but for what is expected
 * (Dirichlet–multinomial): each call is drawn from what was expected and what has come before it, so
 * that a cause is not held to one figure and many calls weigh as they should.
 */
export function lnUrn(calls: readonly CauseCall[], expected: Expected): number {
  const balls = new Map<CauseEvent, number>();
  let all = 0;
  for (const event of causeEvents) {
    const ball = (expected[event] ?? 0) + mishap;
    balls.set(event, ball);
    all += ball;
  }
  let ln = 0;
  for (const { event } of calls) {
    const ball = balls.get(event) ?? mishap;
    ln += Math.log(ball / all);
    balls.set(event, ball + 1);
    all += 1;
  }
  return ln;
}

/** ln Σ weight·e^ln, without overflow. */
export function lnMix(parts: readonly { readonly weight: number; readonly ln: number }[]): number {
  const largest = Math.max(...parts.map(({ ln }) => ln));
  if (largest === -Infinity || parts.length === 0) return -Infinity;
  return (
    largest +
    Math.log(parts.reduce((sum, { weight, ln }) => sum + weight * Math.exp(ln - largest), 0))
  );
}
