import { erlangB } from '@everyline/capacity';
import type { CallOutcome, Purpose, VerdictObservation } from '@everyline/domain';

import { between, oneOf, seededRandom } from '../packages/exchange/src/seeded-random.ts';

type Chance = () => number;

/** What a call tells of its line. */
export type Heard = Omit<VerdictObservation, 'id' | 'startedAtMs'>;

/** A line with its truth. */
export interface TrueLine {
  readonly id: string;
  readonly purpose: Purpose;
  readonly pattern: Pattern;
  readonly hours: string;
  /** Chance that a call gets through within the target, the mean over the published hours and over all days. */
  readonly rate: number;
  /** A call at a minute of a day (`2026-11-23`). */
  readonly call: (minute: number, day: string, random: Chance) => Heard;
}

/**
 * Ways in which lines fail, as complaints and spot checks tell of them (complaints.tsv, call-progress.md), with their
 * shares: about half of the lines get through easily, a third now and then, some never. No figure here is taken from
 * what the product supposes of a city.
 */
const patternShares = {
  attended: 0.42,
  loaded: 0.16,
  lunch: 0.09,
  early_closing: 0.06,
  now_and_then: 0.13,
  waiting: 0.03,
  dead: 0.05,
  off_hook: 0.02,
  nobody: 0.04,
} as const;
export type Pattern = keyof typeof patternShares;

/** Published hours, and their spans in minutes since midnight. */
const windows: readonly { readonly hours: string; readonly spans: readonly [number, number][] }[] =
  [
    {
      hours: '周一至周五 9:00-12:00, 13:30-17:00',
      spans: [
        [540, 720],
        [810, 1020],
      ],
    },
    {
      hours: '周一至周五 9:00-12:00, 14:00-18:00',
      spans: [
        [540, 720],
        [840, 1080],
      ],
    },
    { hours: '周一至周五 9:00-17:00', spans: [[540, 1020]] },
  ];
const slotMinutes = 30;
/** Callers of a usual day by hour from nine, as shares of the mean hour. */
const dayCurve = [1.35, 1.5, 1.2, 0.55, 0.6, 1.05, 1.25, 1, 0.7];
/** A caller who waits longer than this for a person is served too late (GB/T 33358). */
const targetMs = 15_000;
/** A test call in a queue is given up after so long: the wait is censored. */
const keptMs = 40_000;
/** Test calls that the network, not the line, lets fail. */
const networkShare = 0.01;

/** A city of lines with truth, all of one purpose. */
export function makeTrueCity(seed: number, lines: number): TrueLine[] {
  return Array.from({ length: lines }, (_, index) => {
    const random = seededRandom(`verdict/${String(seed)}/${String(index)}`);
    return makeLine(`line-${String(index)}`, 'enquiry', patternShares, random);
  });
}

/** How many times likelier each way to fail is on lines of a purpose than in the city at large. */
const purposeLeanings: Partial<Record<Purpose, Partial<Record<Pattern, number>>>> = {
  hotline: { attended: 3, nobody: 0.2, dead: 0.3, off_hook: 0.3 },
  casework: { loaded: 3, lunch: 2, attended: 0.6 },
  technical: { dead: 4, nobody: 4, attended: 0.4 },
  enquiry: {},
};

/** A city in which lines of some purposes are better served than those of others. */
export function makeUnequalCity(seed: number, lines: number): TrueLine[] {
  const purposes = Object.keys(purposeLeanings) as Purpose[];
  return Array.from({ length: lines }, (_, index) => {
    const random = seededRandom(`unequal/${String(seed)}/${String(index)}`);
    const purpose = oneOf(purposes, random);
    const leanings = purposeLeanings[purpose] ?? {};
    const weights = Object.entries(patternShares).map(
      ([pattern, weight]) => [pattern, weight * (leanings[pattern as Pattern] ?? 1)] as const,
    );
    const sum = weights.reduce((total, [, weight]) => total + weight, 0);
    const shares = Object.fromEntries(weights.map(([pattern, weight]) => [pattern, weight / sum]));
    return makeLine(`line-${String(index)}`, purpose, shares, random);
  });
}

/** The same city later: so large a share of its lines, drawn, has become others. */
export function cityLater(seed: number, city: readonly TrueLine[], changed: number): TrueLine[] {
  return city.map((line) => {
    const random = seededRandom(`later/${String(seed)}/${line.id}`);
    return random() < changed ? makeLine(line.id, line.purpose, patternShares, random) : line;
  });
}

/** A line that fails in a way, or works. */
export function makeLineOf(id: string, pattern: Pattern, random: Chance): TrueLine {
  return makeLine(id, 'enquiry', { [pattern]: 1 }, random);
}

function makeLine(
  id: string,
  purpose: Purpose,
  shares: Readonly<Record<string, number>>,
  random: Chance,
): TrueLine {
  const pattern = drawPattern(shares, random);
  const { hours, spans } = oneOf(windows, random);
  const base = { id, purpose, pattern, hours };
  const slots = spans.flatMap(([from, to]) =>
    Array.from({ length: (to - from) / slotMinutes }, (_, n) => from + slotMinutes * n),
  );
  if (pattern === 'dead') {
    const outcome = oneOf(
      ['unallocated', 'unallocated', 'suspended', 'powered_off', 'unreachable'] as const,
      random,
    );
    return { ...base, rate: 0, call: () => heard(outcome) };
  }
  if (pattern === 'waiting') return waitingLine(base, slots, random);
  const meets = meetingOf(pattern, random);
  // Somebody is out for a whole day now and then: seldom where a line is attended, often where it is not.
  const absentShare =
    pattern === 'now_and_then'
      ? oneOf([0, 0.1, 0.2], random)
      : oneOf([0, 0, 0, 0.01, 0.03], random);
  const answer: CallOutcome = random() < 0.12 ? 'answered_ivr' : 'answered_person';
  return {
    ...base,
    rate:
      ((1 - absentShare) * slots.reduce((sum, minute) => sum + meets(minute).reach, 0)) /
      slots.length,
    call: (minute, day, chance) => {
      if (chance() < networkShare) return heard('network_congestion');
      if (seededRandom(`${id}/${day}`)() < absentShare) return heard('no_answer');
      const { reach, busy } = meets(slotOf(minute));
      const draw = chance();
      if (draw < reach) return heard(answer);
      return heard(draw < reach + busy ? 'busy' : 'no_answer');
    },
  };
}

function drawPattern(shares: Readonly<Record<string, number>>, random: Chance): Pattern {
  let rest = random();
  for (const [pattern, share] of Object.entries(shares)) {
    rest -= share;
    if (rest < 0) return pattern as Pattern;
  }
  return 'attended';
}

/** Chances of a call in the half hour that begins at a minute; the rest rings unanswered. */
type Meeting = (minute: number) => { readonly reach: number; readonly busy: number };

function meetingOf(pattern: Exclude<Pattern, 'dead' | 'waiting'>, random: Chance): Meeting {
  const steady = (reach: number, busyShare: number): Meeting => {
    const one = { reach, busy: (1 - reach) * busyShare };
    return () => one;
  };
  switch (pattern) {
    case 'attended':
      return steady(between(0.92, 1, random), oneOf([0.2, 0.5, 0.8], random));
    case 'loaded': {
      const servers = oneOf([1, 1, 1, 2, 2, 3, 4], random);
      const erlangs = servers * Math.exp(between(Math.log(0.03), Math.log(2.5), random));
      const attended = between(0.93, 1, random);
      return (minute) => {
        const busy = erlangB(erlangs * (dayCurve[Math.floor(minute / 60) - 9] ?? 0.5), servers);
        return { busy, reach: (1 - busy) * attended };
      };
    }
    case 'lunch': {
      const [from, until] = [oneOf([690, 720], random), oneOf([780, 810, 840, 870], random)];
      const usual = between(0.9, 1, random);
      return (minute) =>
        minute >= from && minute < until ? { reach: 0.05, busy: 0 } : { reach: usual, busy: 0.01 };
    }
    case 'early_closing': {
      const until = oneOf([720, 930, 960, 990], random);
      const usual = between(0.9, 1, random);
      return (minute) => (minute < until ? { reach: usual, busy: 0.01 } : { reach: 0, busy: 0 });
    }
    case 'now_and_then':
      return steady(between(0.05, 0.95, random), oneOf([0.1, 0.4, 0.9], random));
    case 'off_hook':
      return steady(0, 1);
    case 'nobody':
      return steady(0, 0.05);
  }
}

/** A queue in which the wait is exponential, its mean following the day; who waits too long is kept to the end. */
function waitingLine(
  base: Pick<TrueLine, 'id' | 'purpose' | 'pattern' | 'hours'>,
  slots: readonly number[],
  random: Chance,
): TrueLine {
  const usualMs = between(4_000, 120_000, random);
  const meanMs = (minute: number): number =>
    usualMs * (dayCurve[Math.floor(minute / 60) - 9] ?? 0.5);
  return {
    ...base,
    rate:
      slots.reduce((sum, minute) => sum + 1 - Math.exp(-targetMs / meanMs(minute)), 0) /
      slots.length,
    call: (minute, _day, chance) => {
      const waitMs = -Math.log(1 - chance()) * meanMs(slotOf(minute));
      return waitMs < keptMs
        ? { ...heard('answered_person'), timeToPersonMs: Math.round(waitMs) }
        : { ...heard('answered_ivr'), queuedMs: keptMs };
    },
  };
}

function slotOf(minute: number): number {
  return Math.floor(minute / slotMinutes) * slotMinutes;
}

function heard(outcome: CallOutcome): Heard {
  return {
    outcome,
    confidence: 0.95,
    timeToPersonMs: outcome === 'answered_person' ? 900 : null,
    queuedMs: null,
  };
}
