import { describe, expect, it } from 'vitest';

import { addDays, localTime, momentOf } from '../calendar/local-time.ts';
import { chinaCalendar } from '../calendar/calendar.ts';
import type { CallOutcome } from '../probes/outcome.ts';
import { falseAlarmBound, findBadHours, type BadHour, type HourCall } from './bad-hours.ts';
import { addTallies, noSymptoms, tallySymptoms, type OtherDays } from './expected-symptoms.ts';

const firstDay = '2026-11-23';
const days = Array.from({ length: 12 }, (_, at) => addDays(firstDay, at)).filter(
  (day) => ![6, 0].includes(new Date(`${day}T00:00:00Z`).getUTCDay()),
);

/** A number of the simulated city and how it fares while trunk and city are well. */
interface Telephone {
  readonly number: string;
  readonly departmentId: string;
  readonly busy: number;
  readonly unanswered: number;
  readonly isMachine: boolean;
}

/** What befalls the city at a time: odds of being busy, and whether offices are out. */
type Weather = (day: string, minute: number) => { busyOdds?: number; isOut?: boolean };
type Trunk = (day: string, minute: number) => { spoilt: number; as: CallOutcome } | null;

const calm: Weather = () => ({});
const lunch: Weather = (_day, minute) => ({ isOut: minute >= 720 && minute < 810 });
const mondays: Weather = (day, minute) =>
  new Date(`${day}T00:00:00Z`).getUTCDay() === 1 && minute < 690 ? { busyOdds: 4 } : {};

/** Numbers from a seed; the same seed gives the same city. */
function seeded(seed: number): () => number {
  let state = seed * 2_654_435_761 + 1;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function telephones(random: () => number, count = 150): Telephone[] {
  return Array.from({ length: count }, (_, at) => {
    const kind = random();
    return {
      number: `n${at}`,
      departmentId: `d${at % 25}`,
      busy: kind < 0.15 ? 0.5 * random() : 0.04,
      unanswered: kind > 0.85 ? 0.3 + 0.7 * random() : 0.08,
      isMachine: kind > 0.3 && kind < 0.5,
    };
  });
}

interface Setting {
  readonly weather?: Weather;
  readonly trunk?: Trunk;
  readonly controls?: number;
  /** Share of the calls that go over a second trunk, which is well. */
  readonly second?: number;
}

/** A city's campaign: each number is called once or twice a day at random times of the day. */
function campaign(seed: number, setting: Setting) {
  const random = seeded(seed);
  const city = telephones(random);
  const calls: (HourCall & { day: string; isSecond: boolean })[] = [];
  for (const day of days) {
    for (const [at, one] of city.entries()) {
      for (let attempt = 0; attempt < 2; attempt += 1) {
        const minute = 540 + Math.floor(random() * 480);
        const isSecond = random() < (setting.second ?? 0);
        calls.push({
          id: `${day}/${one.number}/${attempt}`,
          number: one.number,
          departmentId: one.departmentId,
          atMs: momentOf(chinaCalendar, day, minute) + Math.floor(random() * 60_000),
          outcome: outcomeOf(one, day, minute, setting, isSecond, random),
          isControl: at < (setting.controls ?? 0),
          day,
          isSecond,
        });
      }
    }
  }
  return calls.toSorted((a, b) => a.atMs - b.atMs);
}

function outcomeOf(
  one: Telephone,
  day: string,
  minute: number,
  setting: Setting,
  isSecond: boolean,
  random: () => number,
): CallOutcome {
  const trouble = isSecond ? null : (setting.trunk?.(day, minute) ?? null);
  if (trouble !== null && random() < trouble.spoilt) return trouble.as;
  const { busyOdds = 1, isOut = false } = (setting.weather ?? calm)(day, minute);
  if (one.isMachine) return 'answered_ivr';
  const odds = (one.busy / (1 - one.busy)) * busyOdds;
  if (random() < odds / (1 + odds)) return 'busy';
  return isOut || random() < one.unanswered ? 'no_answer' : 'answered_person';
}

/** What is known of all other days when one is looked at, day by day, as the product learns it. */
function search(all: ReturnType<typeof campaign>, upToDay: string): BadHour[] {
  const before = all.filter(({ day }) => day < upToDay);
  const tallyOf = (some: readonly HourCall[]) =>
    tallySymptoms(some.map(({ outcome }) => ({ outcome, calls: 1 })));
  const numbers = new Map(
    [...Map.groupBy(before, ({ number }) => number)].map(([number, own]) => [number, tallyOf(own)]),
  );
  const city = [...numbers.values()].reduce(addTallies, noSymptoms);
  const slotOf = (atMs: number) => Math.floor(localTime(chinaCalendar, atMs).minute / 30);
  const bySlot = Map.groupBy(before, ({ atMs }) => slotOf(atMs));
  const known = new Map<number, OtherDays>();
  const daysAt = (atMs: number): OtherDays => {
    const slot = slotOf(atMs);
    const ready = known.get(slot);
    if (ready) return ready;
    const same = bySlot.get(slot) ?? [];
    const made = {
      city,
      numbers,
      sameTime: { ...tallyOf(same), days: new Set(same.map(({ day }) => day)).size },
    };
    known.set(slot, made);
    return made;
  };
  const today = all.filter(({ day }) => day === upToDay);
  return findBadHours(
    today.filter(({ isSecond }) => !isSecond),
    today.filter(({ isSecond }) => isSecond),
    daysAt,
  );
}

const badHour =
  (as: CallOutcome, onDay: string, spoilt = 0.9): Trunk =>
  (day, minute) =>
    day === onDay && minute >= 600 && minute < 660 ? { spoilt, as } : null;

const found = (hours: readonly BadHour[]) => hours.filter(({ state }) => state === 'found');

describe('a trunk that works', () => {
  it.each([
    ['in a calm city', calm],
    ['where all offices are out at lunch', lunch],
    ['with busy Monday mornings', mondays],
  ])('is hardly ever blamed %s', (_words, weather) => {
    let windows = 0;
    let alarms = 0;
    for (let seed = 1; seed <= 12; seed += 1) {
      const calls = campaign(seed, { weather });
      for (const day of days) alarms += found(search(calls, day)).length;
      windows += calls.length;
    }
    expect(windows).toBeGreaterThan(30_000);
    expect(alarms / windows).toBeLessThan(falseAlarmBound);
    expect(alarms).toBe(0);
  });

  it('is not blamed where a campaign is given numbers that nobody knows, and all are dead', () => {
    for (const outcome of ['announcement_unknown', 'unallocated', 'answered_silent'] as const) {
      const known = campaign(4, {});
      const dead = known
        .filter(({ day }) => day === '2026-12-02')
        .map((call) => ({ ...call, number: `dead/${call.number}`, outcome }));
      const calls = known.filter(({ day }) => day !== '2026-12-02').concat(dead);
      expect(found(search(calls, '2026-12-02')), outcome).toEqual([]);
    }
  });

  it('is not blamed for a day on which offices are out without notice', () => {
    const feast: Weather = (day, minute) => ({ isOut: day === '2026-12-01' && minute >= 840 });
    for (let seed = 1; seed <= 20; seed += 1) {
      expect(found(search(campaign(seed, { weather: feast }), '2026-12-01'))).toEqual([]);
    }
  });
});

describe('a bad hour', () => {
  const onDay = '2026-11-26';

  it.each(['busy', 'unallocated', 'answered_silent', 'announcement_unknown'] as const)(
    'of %s is found from other days alone, with its limits',
    (as) => {
      let hours = 0;
      for (let seed = 1; seed <= 20; seed += 1) {
        const [one] = found(search(campaign(seed, { trunk: badHour(as, onDay) }), onDay));
        if (one === undefined) continue;
        hours += 1;
        const minute = (atMs: number) => localTime(chinaCalendar, atMs).minute;
        expect(minute(one.fromMs)).toBeGreaterThanOrEqual(585);
        expect(minute(one.fromMs)).toBeLessThan(635);
        expect(minute(one.lastFailedMs)).toBeGreaterThanOrEqual(630);
        expect(minute(one.lastFailedMs)).toBeLessThan(675);
        expect(one.toMs).not.toBeNull();
        expect(one.figures.failed).toBeGreaterThan(1.5 * one.figures.expected);
      }
      expect(hours).toBe(20);
    },
  );

  it('in which nobody answers is found through machines that always do', () => {
    const calls = campaign(3, { trunk: badHour('no_answer', onDay), weather: lunch });
    const [one] = found(search(calls, onDay));
    expect(one?.symptom).toBe('unanswered');
    expect(one?.figures.witnesses.failed).toBeGreaterThanOrEqual(2);
  });

  it('on the first day is found where a second trunk does well, and suspected without', () => {
    const trunk = badHour('busy', firstDay);
    const alone = search(campaign(5, { trunk }), firstDay);
    expect(alone.map(({ state, symptom }) => ({ state, symptom }))).toEqual([
      { state: 'suspected', symptom: 'busy' },
    ]);
    const beside = found(search(campaign(5, { trunk, second: 0.4 }), firstDay));
    expect(beside).toHaveLength(1);
    expect(beside[0]?.figures.otherTrunks.numbers).toBeGreaterThanOrEqual(4);
  });

  it('that a second trunk meets too is the city’s', () => {
    const both = campaign(6, { trunk: badHour('busy', onDay), second: 0 }).map((call, at) => ({
      ...call,
      isSecond: at % 2 === 0,
    }));
    expect(search(both, onDay)).toEqual([]);
  });

  it('is found on the first day where control numbers fail in the same way', () => {
    const trunk = badHour('busy', firstDay);
    expect(found(search(campaign(7, { trunk, controls: 20 }), firstDay))).toHaveLength(1);
  });

  it('is not seen where control numbers answer', () => {
    const calls = campaign(8, { trunk: badHour('busy', firstDay), controls: 20 }).map((call) =>
      call.isControl ? { ...call, outcome: 'answered_person' as const } : call,
    );
    expect(found(search(calls, firstDay))).toEqual([]);
  });

  it('of one office’s exchange is that office’s', () => {
    const calls = campaign(9, {}).map((call) =>
      ['d1', 'd2'].includes(call.departmentId ?? '') && call.day === onDay
        ? { ...call, outcome: 'busy' as const }
        : call,
    );
    expect(search(calls, onDay)).toEqual([]);
  });

  it('that spoils six calls of ten is found more often than not', () => {
    let hours = 0;
    for (let seed = 1; seed <= 20; seed += 1) {
      const calls = campaign(seed, { trunk: badHour('busy', '2026-12-02', 0.6) });
      hours += found(search(calls, '2026-12-02')).length > 0 ? 1 : 0;
    }
    expect(hours).toBeGreaterThanOrEqual(12);
  });

  it('goes on until numbers are reached again, also those that failed in it', () => {
    const calls = campaign(11, { trunk: badHour('busy', onDay, 1) });
    const end = momentOf(chinaCalendar, onDay, 640);
    const [open] = search(
      calls.filter(({ atMs }) => atMs < end),
      onDay,
    );
    expect(open).toMatchObject({ state: 'found', toMs: null });
    const failed = calls.filter(({ atMs, outcome }) => atMs < end && outcome === 'busy').slice(-4);
    const again = failed.map((call, at) => ({
      ...call,
      id: `again/${at}`,
      outcome: 'answered_person' as const,
      atMs: end + at,
    }));
    const until = calls.filter(({ atMs }) => atMs < end).concat(again);
    expect(search(until, onDay)[0]).toMatchObject({ state: 'found', toMs: end });
  });
});
