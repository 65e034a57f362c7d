import { describe, expect, it } from 'vitest';

import { displayNumber } from './display-number.ts';

const display = (dialled: string, extension: string | null = null) =>
  displayNumber({ dialled, areaCode: null, extension });

describe('a number for people', () => {
  it('is written as in China', () => {
    expect(display('+862861881111', '8012')).toBe('028-6188 1111 转 8012');
    expect(display('+861065128888')).toBe('010-6512 8888');
    expect(display('+868342345678')).toBe('0834-234 5678');
    expect(display('+8613800138000')).toBe('138 0013 8000');
    expect(display('+864001234567')).toBe('400-123-4567');
    expect(display('12345')).toBe('12345');
    expect(display('+4930123456')).toBe('+4930123456');
  });
});
