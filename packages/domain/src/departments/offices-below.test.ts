import { expect, test } from 'vitest';

import type { Department } from './department.ts';
import { officesBelow } from './offices-below.ts';

const office = (id: string, parentId: string | null): Department => ({
  id,
  parentId,
  name: id,
  areaCode: null,
  code: null,
});
const tree = [
  office('city', null),
  office('tax', 'city'),
  office('tax-east', 'tax'),
  office('window', 'tax-east'),
  office('water', 'city'),
];

test('offices belong to those one level below the place that is looked at', () => {
  expect(Object.fromEntries(officesBelow(tree, null))).toEqual({
    city: 'city',
    tax: 'tax',
    'tax-east': 'tax',
    window: 'tax',
    water: 'water',
  });
  const below = officesBelow(tree, 'tax');
  expect(below.get('window')).toBe('tax-east');
  expect(below.get('tax')).toBe('tax');
});

test('several roots stand for themselves, and a circle ends', () => {
  const two = [office('a', null), office('b', null), office('c', 'b')];
  expect(officesBelow(two, null).get('c')).toBe('b');
  const round = [office('x', 'y'), office('y', 'x')];
  expect(officesBelow(round, null).get('x')).toBe('x');
});
