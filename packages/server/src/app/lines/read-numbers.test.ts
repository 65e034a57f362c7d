import { describe, expect, test } from 'vitest';

import { readNumber } from './read-numbers.ts';

describe('a number that a person typed', () => {
  test.each([
    ['61881111', '+862861881111', null],
    ['6188 1111', '+862861881111', null],
    ['６１８８１１１１', '+862861881111', null],
    ['028-61881111', '+862861881111', null],
    ['028.6188.1111', '+862861881111', null],
    ['+86 28 6188 1111', '+862861881111', null],
    ['61881111转8012', '+862861881111', '8012'],
    ['028-61881111-8012', '+862861881111', '8012'],
    ['138 0011 2233', '+8613800112233', null],
    ['400-123-4567', '+864001234567', null],
    ['市财政局 61881111', '+862861881111', null],
  ])('%s is read', (text, dialled, extension) => {
    expect(readNumber(text, '028')).toEqual({ dialled, areaCode: null, extension });
  });

  test('a short code is dialled in the area that is written, or in the city', () => {
    expect(readNumber('12345', '028')).toEqual({
      dialled: '12345',
      areaCode: '028',
      extension: null,
    });
    expect(readNumber('0594-12388', '028')).toEqual({
      dialled: '12388',
      areaCode: '0594',
      extension: null,
    });
  });

  test.each(['', '财政局', '6188111', '61881111、61882222', '028-6188111'])(
    '"%s" is no single whole number',
    (text) => {
      expect(readNumber(text, '028')).toBeNull();
    },
  );

  test('a bare local number without a city cannot be completed', () => {
    expect(readNumber('61881111', '')).toBeNull();
  });
});
