import type { WeeklyHours } from '@everyline/domain';
import type { Behaviour, Loaded, PlainBehaviour } from '../behaviours/behaviour.ts';
import { chanceOf } from './chance.ts';
import type { Chance } from './chance.ts';
import { cityMenu } from './city-menu.ts';
import { cityHours, staffedWindows } from './published-hours.ts';
import type { HoursName } from './published-hours.ts';
import { truthOf, zoneLimits } from './truth.ts';
import type { LineTruth } from './truth.ts';

/** What has become of a line; each fate has the behaviours that lead to it. */
export const fates = [
  'healthy',
  'between_limits',
  'busy',
  'slow',
  'zombie',
  'invalid',
  'fax_on_voice_line',
  'outdated',
  'fax',
] as const;
export type Fate = (typeof fates)[number];
/** Fates that are dealt out by shares; a fax that is published as a fax is made apart. */
export type DealtFate = Exclude<Fate, 'fax'>;

/**
 * Shares of the lines that are open to tests. More than a fifth stand between the limits, nearer to
 * healthy than not, so that with them about three lines in five work, as in a real city.
 */
export const fateShares: Readonly<Record<DealtFate, number>> = {
  healthy: 0.44,
  between_limits: 0.24,
  busy: 0.09,
  slow: 0.02,
  zombie: 0.09,
  invalid: 0.065,
  fax_on_voice_line: 0.01,
  outdated: 0.045,
};

export interface LivedLine {
  readonly hours: HoursName;
  readonly behaviour: Behaviour;
  readonly truth: LineTruth;
}

/** A candidate is drawn again until its computed truth is what the fate says; this bounds the draws. */
const mostDraws = 200;

/**
 * Draws published hours and a behaviour whose truth, computed over these hours, agrees with the
 * fate. Outside the zone every published half hour lies on the same side of the limits, so that the
 * right word does not depend on when within the hours one calls.
 * @param seed names the line; its own days and draws follow from it
 */
export function liveLine(
  fate: DealtFate,
  seed: string,
  chance: Chance,
  fixedHours?: HoursName,
): LivedLine {
  for (let draw = 0; draw < mostDraws; draw += 1) {
    const hours = fixedHours ?? drawHours(fate, chance);
    const { weekly } = cityHours[hours];
    const behaviour = drawBehaviour(fate, weekly, seed, chance);
    const truth = truthOf(behaviour, weekly);
    if (agrees(fate, truth)) return { hours, behaviour, truth };
  }
  throw new RangeError(`no behaviour found for the fate ${fate} in ${String(mostDraws)} draws`);
}

function agrees(fate: DealtFate, truth: LineTruth): boolean {
  const [least, most] = truth.reachRange;
  if (fate === 'between_limits') return truth.inZone;
  const word = fate === 'fax_on_voice_line' ? 'invalid' : fate;
  const answered = fate === 'healthy' || fate === 'outdated';
  return (
    truth.verdict === word &&
    (answered ? least >= zoneLimits.healthyAt : most <= zoneLimits.faultyAt)
  );
}

function drawHours(fate: DealtFate, chance: Chance): HoursName {
  if (fate === 'between_limits') return chance.pick(['through_noon', 'long_day', 'lunch_break']);
  // Loads are drawn for whole days; a fixed set of hours keeps the number of different loads small.
  if (fate === 'busy') return chance.pick(['lunch_break', 'through_noon']);
  return chance.pick([
    'lunch_break',
    'lunch_break',
    'lunch_break',
    'long_lunch_break',
    'long_lunch_break',
    'through_noon',
    'long_day',
    'summer_hours',
    'every_day',
  ]);
}

function drawBehaviour(
  fate: DealtFate,
  published: WeeklyHours,
  seed: string,
  chance: Chance,
): Behaviour {
  switch (fate) {
    case 'healthy':
      return inHours(published, healthy(seed, chance), afterHours(chance));
    case 'between_limits':
      return betweenLimits(published, seed, chance);
    case 'busy':
      return chance.happens(0.25)
        ? { kind: 'off_hook', by: chance.pick(['status', 'tone', 'announcement']) }
        : inHours(published, loaded(published, seed, 'overloaded', chance), { kind: 'no_answer' });
    case 'slow':
      return inHours(
        published,
        mostly(
          seed,
          0.96,
          // GB/T 33358 advises against menus: two thirds of queues begin at once.
          {
            kind: 'ivr',
            ringMs: 2_000,
            then: 'queue',
            starts: chance.happens(0.67) ? 'queue' : 'menu',
          },
          busy(chance),
        ),
        afterHours(chance),
      );
    case 'zombie':
      return zombie(published, seed, chance);
    case 'invalid':
      return dead(chance);
    case 'fax_on_voice_line':
      return { kind: 'fax', ringMs: 3_000, tone: chance.pick(['answers', 'answers', 'calls']) };
    case 'outdated':
      return inHours(
        published,
        mostly(
          seed,
          chance.between(0.93, 1),
          { kind: 'person', ringMs: ringTime(chance), greeting: 'other_office' },
          unanswered(),
        ),
        { kind: 'no_answer' },
      );
  }
}

function healthy(seed: string, chance: Chance): Behaviour {
  const answered: PlainBehaviour = chance.happens(0.1)
    ? cityMenu(2_000, chanceOf(0, 'menu', seed))
    : person(chance);
  const rate = chance.between(0.93, 1);
  const otherwise = chance.happens(0.5) ? busy(chance) : unanswered();
  const usual = mostly(seed, rate, answered, otherwise);
  // Now and then the network, not the line, has no way through.
  return chance.happens(0.05)
    ? {
        kind: 'sometimes',
        seed: `${seed}/network`,
        options: [
          { share: 0.97, behaviour: usual },
          { share: 0.03, behaviour: { kind: 'congestion', by: chance.pick(['status', 'tone']) } },
        ],
      }
    : usual;
}

function betweenLimits(published: WeeklyHours, seed: string, chance: Chance): Behaviour {
  const closed: Behaviour = { kind: 'no_answer' };
  const staffed = mostly(seed, chance.between(0.93, 1), person(chance), unanswered());
  const { windows, weekdays } = staffedWindows(published);
  const manner = chance.pick(['lunch', 'early', 'peak', 'sparse', 'sparse'] as const);
  switch (manner) {
    case 'lunch': {
      const until = chance.pick([13 * 60 + 30, 14 * 60]);
      return inHours(
        published,
        {
          kind: 'by_hours',
          windows: [{ fromMinute: 12 * 60, toMinute: until }],
          inside: closed,
          outside: staffed,
        },
        closed,
      );
    }
    case 'early': {
      const until = chance.pick([16 * 60, 16 * 60 + 30]);
      const cut = windows
        .map(({ fromMinute, toMinute }) => ({ fromMinute, toMinute: Math.min(toMinute, until) }))
        .filter(({ fromMinute, toMinute }) => fromMinute < toMinute);
      return { kind: 'by_hours', windows: cut, weekdays, inside: staffed, outside: closed };
    }
    case 'peak':
      return inHours(published, loaded(published, seed, 'peaked', chance), closed);
    case 'sparse': {
      const rate = chance.between(0.62, 0.88);
      const missed = chance.happens(0.4) ? busy(chance) : unanswered();
      return inHours(published, mostly(seed, rate, person(chance), missed), closed);
    }
  }
}

function zombie(published: WeeklyHours, seed: string, chance: Chance): Behaviour {
  const manner = chance.pick([
    'never',
    'never',
    'rarely',
    'rarely',
    'voicemail',
    'hangs_up',
  ] as const);
  switch (manner) {
    case 'never':
      return unanswered(chance.pick(['rings_on', 'announcement']));
    case 'rarely': {
      const late = { ...person(chance), ringMs: ringTime(chance) + 12_000 };
      return inHours(
        published,
        mostly(seed, chance.between(0.05, 0.5), late, unanswered()),
        unanswered(),
      );
    }
    case 'voicemail':
      return { kind: 'voicemail', ringMs: 20_000 };
    case 'hangs_up':
      return inHours(
        published,
        mostly(seed, 0.4, { kind: 'hangs_up', ringMs: 4_000, afterMs: 800 }, unanswered()),
        unanswered(),
      );
  }
}

function dead(chance: Chance): Behaviour {
  const manner = chance.whole(10);
  if (manner < 5) {
    return { kind: 'unallocated', by: chance.pick(['status', 'tone', 'sit', 'announcement']) };
  }
  if (manner < 7) return { kind: 'suspended', status: chance.pick([403, 404, 480, 503]) };
  if (manner < 8) return { kind: 'powered_off' };
  if (manner < 9) return { kind: 'unreachable', by: chance.pick(['announcement', 'status']) };
  return { kind: 'false_answer', plays: chance.pick(['vacant', 'unallocated_announcement']) };
}

/** So many different loads occur in a city: each one's truth is simulated once. */
const loadProfiles = 12;

/**
 * A line in traffic. `overloaded`: at any hour more callers than its people can serve; `peaked`:
 * quiet but for the morning, when most callers hear busy.
 */
function loaded(
  published: WeeklyHours,
  seed: string,
  manner: 'overloaded' | 'peaked',
  chance: Chance,
): Loaded {
  const profile = chanceOf(0, 'load', manner, chance.whole(loadProfiles));
  const people = profile.pick([1, 1, 1, 2, 2, 3]);
  const holdingMeanMs = 10_000 * Math.round(profile.between(15, 36));
  const perPerson = manner === 'overloaded' ? profile.between(1.3, 3) : profile.between(0.06, 0.2);
  const usual = (people * perPerson * 3_600_000) / holdingMeanMs;
  const peak = manner === 'peaked' ? profile.between(8, 16) : 1.2;
  const trunks = people + (manner === 'overloaded' ? 0 : profile.whole(2));
  const { windows } = staffedWindows(published);
  return {
    kind: 'loaded',
    seed,
    trunks,
    staffing: windows.flatMap(({ fromMinute, toMinute }) => [
      { fromMinute, people },
      { fromMinute: toMinute, people: 0 },
    ]),
    callersPerHour: Array.from({ length: 24 }, (_, hour) => {
      if (hour < 8 || hour >= 18) return 0;
      return Math.round(10 * usual * (hour >= 9 && hour < 11 ? peak : 1)) / 10;
    }),
    holdingMeanMs,
    pickUpMeanMs: 5_000,
    patienceMeanMs: 45_000,
    retryProbability: 0.5,
    busyBy: 'status',
    answers: { kind: 'person', ringMs: 5_000, greeting: 'office' },
  };
}

function person(chance: Chance): PlainBehaviour {
  return { kind: 'person', ringMs: ringTime(chance), greeting: chance.pick(['plain', 'office']) };
}

function ringTime(chance: Chance): number {
  return Math.round(chance.between(3_000, 14_000));
}

function busy(chance: Chance): Behaviour {
  return chance.happens(0.08)
    ? { kind: 'false_answer', plays: chance.pick(['busy', 'busy_announcement']) }
    : { kind: 'busy', by: chance.pick(['status', 'tone', 'announcement']) };
}

function unanswered(then: 'rings_on' | 'announcement' = 'rings_on'): Behaviour {
  return { kind: 'no_answer', then };
}

function afterHours(chance: Chance): Behaviour {
  return chance.pick<Behaviour>([
    { kind: 'no_answer' },
    { kind: 'no_answer' },
    { kind: 'after_hours', ringMs: 3_000 },
    { kind: 'voicemail', ringMs: 15_000 },
  ]);
}

function mostly(seed: string, share: number, usual: Behaviour, otherwise: Behaviour): Behaviour {
  const rounded = Math.round(share * 1_000) / 1_000;
  if (rounded >= 1) return usual;
  return {
    kind: 'sometimes',
    seed,
    options: [
      { share: rounded, behaviour: usual },
      { share: Math.round((1 - rounded) * 1_000) / 1_000, behaviour: otherwise },
    ],
  };
}

function inHours(published: WeeklyHours, inside: Behaviour, outside: Behaviour): Behaviour {
  const { windows, weekdays } = staffedWindows(published);
  return { kind: 'by_hours', windows, weekdays, inside, outside };
}

const dealtFates = fates.filter((fate): fate is DealtFate => fate !== 'fax');

/** Gives every one of `count` lines a fate in exactly the stated shares (largest remainders), shuffled. */
export function dealFates(count: number, chance: Chance): DealtFate[] {
  const exact = dealtFates.map((fate) => ({ fate, due: fateShares[fate] * count }));
  const dealt = exact.flatMap(({ fate, due }) => Array<DealtFate>(Math.floor(due)).fill(fate));
  for (const { fate } of exact.toSorted((a, b) => (b.due % 1) - (a.due % 1))) {
    if (dealt.length < count) dealt.push(fate);
  }
  return chance.shuffled(dealt);
}
