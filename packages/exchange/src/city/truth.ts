import type { Purpose, WeeklyHours } from '@everyline/domain';
import type { Behaviour, PlainBehaviour } from '../behaviours/behaviour.ts';
import { binMinutes, loadSharesByBin } from './load-shares.ts';
import { openStretches } from './published-hours.ts';

/** Limits of the indifference zone (issue 2, section 5: the policy's defaults). */
export const zoneLimits = { faultyAt: 0.6, healthyAt: 0.9 } as const;

/** Ringing after which a probe gives up (the policy's default). */
const ringLimitMs = 60_000;

/** Words that may be true of a line. */
export const truthWords = ['healthy', 'busy', 'slow', 'zombie', 'invalid', 'outdated'] as const;
type TruthWord = (typeof truthWords)[number];

/** What is true of a line, computed from its behaviour over its published hours. */
export interface LineTruth {
  /** The right word; inside the zone the nearer of two right words. */
  readonly verdict: TruthWord;
  /** All words that are right. */
  readonly accepted: readonly TruthWord[];
  /** Share of calls, evenly spread over the published hours, that get through. */
  readonly reachRate: number;
  /** Lowest and highest share that gets through in any published half hour. */
  readonly reachRange: readonly [number, number];
  /** Strictly between the limits: either word is right. */
  readonly inZone: boolean;
}

/** How one call counts for its line; `excluded` says nothing about the line. */
export type CallCounts =
  'reached' | 'late' | 'wrong_party' | 'busy' | 'unanswered' | 'dead' | 'excluded';

/** How a call counts that meets a plain behaviour, on a line that is published for a purpose. */
export function behaviourCounts(behaviour: PlainBehaviour, purpose: Purpose): CallCounts {
  switch (behaviour.kind) {
    case 'person':
      if (behaviour.ringMs > ringLimitMs) return 'unanswered';
      return behaviour.greeting === 'other_office' ? 'wrong_party' : 'reached';
    case 'ivr':
      return behaviour.then === 'queue' ? 'late' : 'reached';
    case 'menu':
      return 'reached';
    case 'busy':
    case 'off_hook':
      return 'busy';
    case 'no_answer':
    case 'voicemail':
    case 'after_hours':
    case 'hangs_up':
    case 'dead_air':
      return 'unanswered';
    case 'fax':
      return purpose === 'fax' ? 'reached' : 'dead';
    case 'unallocated':
    case 'number_changed':
    case 'suspended':
    case 'powered_off':
    case 'unreachable':
    case 'barred':
    case 'rejected':
      return 'dead';
    case 'false_answer':
      return {
        busy: 'busy',
        busy_announcement: 'busy',
        congestion: 'excluded',
        vacant: 'dead',
        unallocated_announcement: 'dead',
      }[behaviour.plays] as CallCounts;
    case 'congestion':
    case 'silent_trunk':
    case 'lying_length':
      return 'excluded';
  }
}

type Shares = Record<CallCounts, number>;

function none(): Shares {
  return { reached: 0, late: 0, wrong_party: 0, busy: 0, unanswered: 0, dead: 0, excluded: 0 };
}

/** Adds to `sums` what calls at a moment of the week meet, with the given weight. */
function gather(
  behaviour: Behaviour,
  moment: { readonly weekday: number; readonly minute: number },
  weight: number,
  purpose: Purpose,
  sums: Shares,
): void {
  switch (behaviour.kind) {
    case 'by_hours': {
      const inside =
        (behaviour.weekdays?.includes(moment.weekday) ?? true) &&
        behaviour.windows.some((w) => moment.minute >= w.fromMinute && moment.minute < w.toMinute);
      gather(inside ? behaviour.inside : behaviour.outside, moment, weight, purpose, sums);
      return;
    }
    case 'sometimes': {
      const total = behaviour.options.reduce((sum, { share }) => sum + share, 0);
      for (const option of behaviour.options) {
        gather(option.behaviour, moment, (weight * option.share) / total, purpose, sums);
      }
      return;
    }
    case 'slow_setup':
      gather(behaviour.then, moment, weight, purpose, sums);
      return;
    case 'loaded': {
      const shares = loadSharesByBin(behaviour, ringLimitMs)[
        Math.floor(moment.minute / binMinutes)
      ];
      if (shares === undefined) return;
      sums[behaviourCounts({ ...behaviour.answers, ringMs: 0 }, purpose)] +=
        weight * shares.reached;
      sums.busy += weight * shares.busy;
      sums.unanswered += weight * shares.unanswered;
      return;
    }
    default:
      sums[behaviourCounts(behaviour, purpose)] += weight;
  }
}

/**
 * Integrates the behaviour over the published hours of the ordinary week, half hour by half hour.
 * Getting through means that someone or something that serves the caller answers in time; another
 * office that answers gets through too and is told apart by its word. A queue that outlasts the call
 * is not getting through.
 */
export function truthOf(
  behaviour: Behaviour,
  published: WeeklyHours,
  purpose: Purpose = 'general',
): LineTruth {
  const all = none();
  let least = 1;
  let most = 0;
  for (const { fromMinute, toMinute, weekday, weight } of openStretches(published)) {
    for (let from = fromMinute; from < toMinute; from += binMinutes) {
      const until = Math.min(from + binMinutes, toMinute);
      const here = none();
      gather(behaviour, { weekday, minute: (from + until) / 2 }, 1, purpose, here);
      const rate = through(here) / counted(here);
      least = Math.min(least, rate);
      most = Math.max(most, rate);
      for (const counts of Object.keys(all) as CallCounts[]) {
        all[counts] += here[counts] * weight * (until - from);
      }
    }
  }
  if (counted(all) === 0) throw new RangeError('no call in the published hours says anything');
  const reachRate = round(through(all) / counted(all));
  const inZone = reachRate > zoneLimits.faultyAt && reachRate < zoneLimits.healthyAt;
  const answered: TruthWord = all.wrong_party > through(all) / 2 ? 'outdated' : 'healthy';
  const fault = faultWord(all);
  const nearHealthy = reachRate >= (zoneLimits.faultyAt + zoneLimits.healthyAt) / 2;
  const verdict = nearHealthy ? answered : fault;
  return {
    verdict,
    accepted: inZone ? [...new Set([verdict, answered, fault])] : [verdict],
    reachRate,
    reachRange: [round(least), round(most)],
    inZone,
  };
}

function through(sums: Shares): number {
  return sums.reached + sums.wrong_party;
}

function counted(sums: Shares): number {
  return through(sums) + sums.late + sums.busy + sums.unanswered + sums.dead;
}

/** The word for a line by those of its calls that do not get through. */
function faultWord(sums: Shares): TruthWord {
  const most = Math.max(sums.dead, sums.unanswered, sums.busy, sums.late);
  if (sums.dead === most) return 'invalid';
  if (sums.unanswered === most) return 'zombie';
  return sums.busy === most ? 'busy' : 'slow';
}

function round(rate: number): number {
  return Math.round(rate * 10_000) / 10_000;
}
