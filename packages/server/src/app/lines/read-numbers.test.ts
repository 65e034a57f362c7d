import { describe, expect, it } from 'vitest';

import { readNumber } from './read-numbers.ts';

describe('a number that a person typed', () => {
  it('needs no label: the city completes a local number, a short code rings in its area', () => {
    const cases = [
      ['61880022', '+862861880022', null],
      ['6188 0022', '+862861880022', null],
      ['（028）6188 0022', '+862861880022', null],
      ['+862861880022', '+862861880022', null],
      ['12345', '12345', '028'],
      ['0594-12388', '12388', '0594'],
      ['4008001234', '+864008001234', null],
    ] as const;
    for (const [text, dialled, areaCode] of cases) {
      expect(readNumber(text, '028'), text).toEqual({ dialled, areaCode, extension: null });
    }
    expect(readNumber('61880022转8012', '028')?.extension).toBe('8012');
  });

  it('is none when there is no number in the text, or more than one', () => {
    expect(readNumber('abc', '028')).toBeNull();
    expect(readNumber('', '028')).toBeNull();
    expect(readNumber('61880022、61880023', '028')).toBeNull();
    expect(readNumber('61880022', '')).toBeNull();
  });
});
