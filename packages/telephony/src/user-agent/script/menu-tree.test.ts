import { expect, it } from 'vitest';
import { seeded } from '../../progress/test-sounds.ts';
import {
  compareMenus,
  isSamePrompt,
  MenuWalk,
  renderMenu,
  scriptFor,
  type MenuPrompt,
} from './menu-tree.ts';

/** The prompt of a seed, as one call hears it: a little louder or fainter, and a tenth of a second off. */
function prompt(seed: number, heardSeed = 0, print: string | null = null): MenuPrompt {
  const random = seeded(seed);
  const noise = seeded(heardSeed + 1000);
  const count = 20 + Math.floor(random() * 40);
  const shape = Array.from({ length: count }, () => (random() < 0.25 ? -58 : -30 + random() * 18));
  const levels = shape.map((level) => level + (noise() - 0.5) * 4 - (heardSeed % 3) * 3);
  return { lengthMs: count * 100, levelsDbm0: heardSeed > 0 ? levels.slice(1) : levels, print };
}

/** A menu of places; a place that is not there repeats the prompt above. */
function walk(places: Readonly<Record<string, number>>, calls: number, heardSeed = 0): MenuWalk {
  const one = new MenuWalk({ depth: 3, calls, keys: '012' });
  for (let path = one.nextPath(); path !== null; path = one.nextPath()) {
    const seed = places[path] ?? places[path.slice(0, -1)];
    one.heard(path, seed === undefined ? null : prompt(seed, heardSeed));
  }
  return one;
}

const MENU = { '': 1, '1': 2, '2': 3, '11': 4, '12': 5 };

it('walks a menu with one call a place, and goes no further where a key is refused', () => {
  const tree = walk(MENU, 50).tree();
  expect(renderMenu(tree).split('\n')).toHaveLength(1 + 3 + 3 + 3 + 3 + 3);
  const first = tree.children.find(({ path }) => path === '1');
  expect(first?.children.map(({ path }) => path)).toEqual(['10', '11', '12']);
  expect(tree.children.find(({ path }) => path === '0')?.children).toEqual([]);
});

it('keeps to the bound of calls', () => {
  const one = walk(MENU, 5);
  const places = renderMenu(one.tree()).split('\n');
  expect(places).toHaveLength(5);
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

it('knows a prompt again by its shape, whatever its level, and by its print where it has one', () => {
  for (let seed = 1; seed <= 30; seed += 1) {
    expect(isSamePrompt(prompt(seed), prompt(seed, 2)), `prompt ${seed}`).toBe(true);
    expect(isSamePrompt(prompt(seed), prompt(seed + 100)), `prompt ${seed}`).toBe(false);
  }
  expect(isSamePrompt(prompt(1, 0, 'a'), prompt(7, 0, 'a'))).toBe(true);
  expect(isSamePrompt(prompt(1, 0, 'a'), prompt(1, 0, 'b'))).toBe(false);
});

it('compares with last month’s: nothing, a new place, one that is gone, one that says something else', () => {
  const before = walk(MENU, 50).tree();
  expect(compareMenus(before, walk(MENU, 50, 4).tree())).toEqual([]);
  const changed = compareMenus(before, walk({ ...MENU, '2': 9, '20': 10 }, 50).tree());
  expect(changed).toContainEqual({ path: '2', kind: 'changed' });
  expect(changed.filter(({ path }) => path.startsWith('1'))).toEqual([]);
  const gone = compareMenus(before, walk({ '': 1, '2': 3 }, 50).tree());
  expect(gone).toContainEqual({ path: '11', kind: 'removed' });
  expect(gone).toContainEqual({ path: '1', kind: 'changed' });
});
