import { expect, it } from 'vitest';
import { printOf } from '../../prints/print-maker.ts';
import { joined, seeded, syntheticVoice } from '../../progress/test-sounds.ts';
import type { Heard } from '../../progress/heard.ts';
import type { ProbeEnd } from '../probe-end.ts';
import { compareMenus } from './menu-changes.ts';
import { MenuWalk, scriptFor, type WalkedCall } from './menu-walk.ts';

const sentences = new Map<number, Int16Array>();
function sentence(seed: number): Int16Array {
  const made = sentences.get(seed);
  if (made !== undefined) return made;
  const voice = syntheticVoice(
    [
      { syllables: 7, pauseMs: 200 },
      { syllables: 8, pauseMs: 100 },
    ],
    seeded(seed),
    120 + seed,
  );
  sentences.set(seed, voice);
  return voice;
}

/** What stands at the paths of a pretended menu: a prompt by its seed, or a leaf. */
type Places = Readonly<Record<string, number | 'person' | 'gone' | 'silent'>>;

const heardFrom = (kind: Heard['kind'], fromMs: number, toMs: number, label: string = kind) => ({
  ...{ fromMs, toMs, kind, label },
  levelDbm0: -20,
  confidence: 0.9,
});

/** A call that reaches a path; a key that leads nowhere is named wrong, and the prompt above is played again. */
function call(places: Places, path: string, n: number): WalkedCall {
  const fromMs = 5000;
  const place = places[path];
  const at = (
    samples: Int16Array | null,
    heard: readonly Heard[],
    endedBy: ProbeEnd,
  ): WalkedCall => ({
    call: `call ${n}`,
    endedBy,
    stretches: [{ keys: path, fromMs, toMs: 60_000, heard, print: samples && printOf(samples) }],
  });
  if (place === 'silent') return at(null, [], 'silence');
  if (place === 'gone') return at(null, [], 'remote');
  if (place === 'person') {
    const rings = heardFrom('tone', fromMs, fromMs + 1000, 'ringback');
    const voice = sentence(500 + n);
    const said = heardFrom('speech', fromMs + 4000, fromMs + 4000 + voice.length / 8);
    const sound = joined(new Int16Array(4000 * 8), voice);
    return at(sound, [rings, said], 'person');
  }
  const above = places[path.slice(0, -1)];
  const prompt = place ?? (typeof above === 'number' ? above : 1);
  const samples = place === undefined ? joined(sentence(99), sentence(prompt)) : sentence(prompt);
  return at(samples, [heardFrom('speech', fromMs, fromMs + samples.length / 8)], 'script');
}

function walk(places: Places, calls = 60): MenuWalk {
  const one = new MenuWalk({ depth: 2, calls, keys: '012' });
  for (let path = one.nextPath(); path !== null; path = one.nextPath())
    one.take(path, call(places, path, one.calls));
  return one;
}

const MENU: Places = {
  '': 1,
  '0': 'person',
  '1': 2,
  '2': 3,
  '10': 'person',
  '11': 'gone',
  '12': 1,
};
const kindsOf = (one: MenuWalk) =>
  Object.fromEntries(
    one.places().map(({ path, kind, sameAs }) => [path, sameAs === null ? kind : `= ${sameAs}`]),
  );

it('walks a menu with one call a place, and finds persons, ends, loops and refused keys', () => {
  const one = walk(MENU);
  expect(kindsOf(one)).toEqual({
    '': 'menu',
    '0': 'person',
    '1': 'menu',
    '2': 'menu',
    '10': 'person',
    '11': 'hang_up',
    '12': '= ',
    '20': '= 2',
    '21': '= 2',
    '22': '= 2',
  });
  expect(one.calls).toBe(10);
});

it('keeps to the bound of calls, and goes on where it stopped', () => {
  const first = walk(MENU, 4);
  expect(first.calls).toBe(4);
  expect(first.places().map(({ path }) => path)).toEqual(['', '0', '1', '2']);
  const on = new MenuWalk({ depth: 2, calls: 60, keys: '012' }, first.places(), first.calls);
  expect(on.nextPath()).toBe('10');
});

it('calls a place again while its prompt may have been a person’s, and calls it one that never says the same', () => {
  const one = new MenuWalk({ depth: 1, calls: 20, keys: '1' });
  const cut = (n: number, seed: number, lengthMs: number): WalkedCall => {
    const samples = sentence(seed).subarray(0, lengthMs * 8);
    const said = heardFrom('speech', 5000, 5000 + samples.length / 8);
    const stretch = { keys: '', fromMs: 5000, toMs: 9000, heard: [said], print: printOf(samples) };
    return { call: `call ${n}`, endedBy: 'person', stretches: [stretch] };
  };
  one.take('', cut(1, 1, 2000));
  expect(one.nextPath()).toBe('');
  one.take('', cut(2, 1, 3000));
  one.take('', cut(3, 1, 3000));
  expect(one.places()[0]?.kind).toBe('unheard');
  one.take('', call({ '': 1 }, '', 4));
  expect(one.places()[0]?.kind).toBe('menu');
  const other = new MenuWalk({ depth: 1, calls: 20, keys: '1' });
  for (const n of [1, 2, 3]) other.take('', cut(n, 40 + n, 2500));
  expect(other.places()[0]?.kind).toBe('person');
  expect(other.nextPath()).toBeNull();
});

it('tells a menu that hangs up on silence from a recording that says good-bye', () => {
  const said = (untilMs: number) => {
    const one = new MenuWalk({ depth: 1, calls: 9, keys: '1' });
    const heard = [heardFrom('speech', 5000, 8000)];
    const stretch = { keys: '', fromMs: 5000, toMs: untilMs, heard, print: printOf(sentence(1)) };
    one.take('', { call: 'one', endedBy: 'remote', stretches: [stretch] });
    return one.places()[0]?.kind;
  };
  expect(said(8600)).toBe('hang_up');
  expect(said(12_000)).toBe('menu');
});

it('counts a call that nobody answered, and learns nothing from it', () => {
  const one = new MenuWalk({ depth: 1, calls: 2, keys: '1' });
  one.take('', { call: 'busy', endedBy: 'refused', stretches: [] });
  expect(one.places()).toEqual([]);
  expect(one.nextPath()).toBe('');
  one.take('', { call: 'busy', endedBy: 'refused', stretches: [] });
  expect(one.nextPath()).toBeNull();
});

it('makes a script that hears each prompt out before it presses', () => {
  expect(scriptFor('21').steps.map((step) => (step.do === 'press' ? step.keys : step.do))).toEqual([
    'listen',
    '2',
    'listen',
    '1',
    'listen',
  ]);
});

it('compares with last month’s: nothing, added, removed, moved, changed', () => {
  const before = walk(MENU).places();
  expect(compareMenus(before, walk(MENU).places())).toEqual([]);
  const added = walk({ ...MENU, '20': 5 }).places();
  expect(compareMenus(before, added)).toEqual([{ path: '20', kind: 'added', from: null }]);
  expect(compareMenus(added, before)).toEqual([{ path: '20', kind: 'removed', from: null }]);
  const changed = walk({ ...MENU, '2': 7 }).places();
  expect(compareMenus(before, changed)).toContainEqual({ path: '2', kind: 'changed', from: null });
  const lost = before.map((place) =>
    place.path === '1' ? ({ ...place, kind: 'unheard' } as const) : place,
  );
  const withoutBelow = lost.filter(({ path }) => path.length < 2 || !path.startsWith('1'));
  expect(compareMenus(before, withoutBelow)).toEqual([]);
  const { '1': first, ...rest } = MENU;
  expect(first).toBe(2);
  const swapped = walk({ ...rest, '1': 3, '2': 2, '10': 8, '11': 8, '12': 8 }).places();
  const moves = compareMenus(before, swapped).filter(({ kind }) => kind === 'moved');
  expect(moves).toEqual(
    expect.arrayContaining([
      { path: '1', kind: 'moved', from: '2' },
      { path: '2', kind: 'moved', from: '1' },
    ]),
  );
});
