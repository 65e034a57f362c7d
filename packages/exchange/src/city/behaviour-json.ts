import type { Behaviour } from '../behaviours/behaviour.ts';
import { missingPlaces, type MenuPlace, type MenuTarget } from '../behaviours/menu.ts';
import { field, finite, list, oneOf, refuse, text } from './json-reader.ts';
import type { Place } from './json-reader.ts';

type Check = (place: Place) => unknown;

const ms: Check = (place) => finite(place, 0, 3_600_000);
const minute: Check = (place) => finite(place, 0, 1_440);
const share: Check = (place) => finite(place, 0, 1);
const amount: Check = (place) => finite(place, 0, 1e9);
const word =
  (...words: readonly (string | number)[]): Check =>
  (place) =>
    oneOf(place, words);
const inWindows: Check = (place) =>
  list(place, (w) => {
    minute(field(w, 'fromMinute'));
    minute(field(w, 'toMinute'));
  });

/** The fields each kind of behaviour must have. */
const required: Readonly<Record<Behaviour['kind'], Readonly<Record<string, Check>>>> = {
  person: { ringMs: ms, greeting: word('plain', 'office', 'other_office') },
  ivr: { ringMs: ms, then: word('hangs_up', 'queue') },
  menu: { ringMs: ms, places: placesAt },
  voicemail: { ringMs: ms },
  after_hours: { ringMs: ms },
  fax: { ringMs: ms, tone: word('answers', 'calls') },
  dead_air: { ringMs: ms },
  hangs_up: { ringMs: ms, afterMs: ms },
  busy: { by: word('status', 'tone', 'announcement') },
  off_hook: { by: word('status', 'tone', 'announcement') },
  no_answer: {},
  unallocated: { by: word('status', 'tone', 'sit', 'announcement') },
  suspended: { status: word(403, 404, 480, 503) },
  powered_off: {},
  unreachable: { by: word('announcement', 'status') },
  number_changed: { by: word('announcement', 'status') },
  barred: { by: word('announcement', 'status') },
  rejected: { status: word(403, 603) },
  congestion: { by: word('status', 'tone', 'announcement') },
  false_answer: {
    plays: word('busy', 'congestion', 'vacant', 'busy_announcement', 'unallocated_announcement'),
  },
  silent_trunk: {},
  slow_setup: { delayMs: ms, then: behaviourAt },
  lying_length: { ringMs: ms, lie: word('too_long', 'too_short', 'enormous', 'negative', 'words') },
  loaded: {
    seed: text,
    trunks: (place) => finite(place, 1, 10_000),
    staffing: (place) =>
      list(place, (step) => {
        minute(field(step, 'fromMinute'));
        finite(field(step, 'people'), 0, 10_000);
      }),
    callersPerHour: (place) => {
      if (list(place, amount).length !== 24) refuse(place, '24 figures, one for each hour');
    },
    holdingMeanMs: amount,
    pickUpMeanMs: amount,
    busyBy: word('status', 'tone', 'announcement'),
    answers: (place) => {
      oneOf(field(place, 'kind'), ['person', 'ivr']);
      behaviourAt(place);
    },
  },
  by_hours: { windows: inWindows, inside: behaviourAt, outside: behaviourAt },
  sometimes: {
    seed: text,
    options: (place) => {
      const options = list(place, (option) => {
        share(field(option, 'share'));
        behaviourAt(field(option, 'behaviour'));
      });
      if (options.length === 0) refuse(place, 'at least one option');
    },
  },
};

/** Fields that a behaviour may have, of whatever kind. */
const optional: Readonly<Record<string, Check>> = {
  carrier: (place) => finite(place, 0, 5),
  ringing: word('signal', 'tone', 'music'),
  noiseDbm0: (place) => finite(place, -90, 0),
  then: word('rings_on', 'announcement'),
  starts: word('menu', 'queue'),
  personAfterMs: ms,
  weekdays: (place) => list(place, (day) => finite(day, 1, 7)),
  weekdayFactors: (place) => list(place, amount),
  holdingVariation: amount,
  patienceMeanMs: amount,
  retryProbability: share,
  keysBy: word('events', 'tones'),
};

const targets: Readonly<Record<MenuTarget['to'], Readonly<Record<string, Check>>>> = {
  place: { place: text },
  person: { ringMs: ms },
  queue: {},
  voicemail: {},
  says: { says: (place) => list(place, text) },
  silence: {},
  hang_up: {},
};

function targetAt(place: Place): void {
  const to = oneOf(field(place, 'to'), Object.keys(targets) as MenuTarget['to'][]);
  for (const [name, check] of Object.entries(targets[to])) check(field(place, name));
}

function placesAt(place: Place): void {
  const named = (at: Place): [string, Place][] =>
    Object.keys(at.value as object).map((name) => [name, field(at, name)]);
  for (const [, one] of named(place)) {
    list(field(one, 'says'), text);
    for (const [key, target] of named(field(one, 'keys'))) {
      if (!/^[0-9*#]$/.test(key)) refuse(target, 'one key of 0–9, *, #');
      targetAt(target);
    }
    if ('then' in (one.value as object)) targetAt(field(one, 'then'));
  }
  const missing = missingPlaces(place.value as Readonly<Record<string, MenuPlace>>);
  if (missing.length > 0) refuse(place, `a place named ${missing[0] ?? ''}`);
}

/** The behaviour at a place of a JSON file, checked to the last field. */
export function behaviourAt(place: Place): Behaviour {
  const kind = oneOf(field(place, 'kind'), Object.keys(required) as Behaviour['kind'][]);
  const fields = required[kind];
  for (const [name, check] of Object.entries(fields)) check(field(place, name));
  for (const name of Object.keys(place.value as object)) {
    if (name === 'kind' || name in fields) continue;
    const check = optional[name];
    if (check === undefined) refuse(field(place, name), `no such field in the behaviour ${kind}`);
    else check(field(place, name));
  }
  return place.value as Behaviour;
}
