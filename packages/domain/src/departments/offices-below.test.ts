import { describe, expect, it } from 'vitest';

import { officesBelow } from './offices-below.ts';

describe('the offices below a place', () => {
  const of = (id: string, parentId: string | null) => ({
    ...{ id, parentId, name: id, areaCode: null, code: null },
  });
  const tree = [of('city', null), of('a', 'city'), of('b', 'city'), of('a1', 'a')];

  it('are those below the only one at the top, with everything under them, and that one itself', () => {
    expect(officesBelow(tree, null).map(({ id, ids }) => [id, [...ids]])).toEqual([
      ['city', ['city']],
      ['a', ['a', 'a1']],
      ['b', ['b']],
    ]);
    expect(officesBelow(tree, 'a').map(({ id }) => id)).toEqual(['a', 'a1']);
    expect(officesBelow([of('x', null), of('y', null)], null).map(({ id }) => id)).toEqual([
      'x',
      'y',
    ]);
  });

  it('hold every department once', () => {
    const ids = officesBelow(tree, null).flatMap((group) => [...group.ids]);
    expect(ids.toSorted()).toEqual(tree.map(({ id }) => id).toSorted());
  });
});
