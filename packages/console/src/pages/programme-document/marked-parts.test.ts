import { describe, expect, it } from 'vitest';

import { markedParts } from './marked-parts.ts';

const brief = (text: string, stretches: readonly { start: number; end: number }[]) =>
  markedParts(text, stretches).map(({ part, marked }) => (marked ? `[${part}]` : part));

describe('a text with stretches marked', () => {
  it('loses and doubles nothing, also where they overlap or pass its end', () => {
    expect(brief('abcdef', [])).toEqual(['abcdef']);
    expect(brief('abcdef', [{ start: 1, end: 3 }])).toEqual(['a', '[bc]', 'def']);
    expect(
      brief('abcdef', [
        { start: 2, end: 5 },
        { start: 0, end: 3 },
      ]),
    ).toEqual(['[abc]', '[de]', 'f']);
    expect(brief('abc', [{ start: 1, end: 9 }])).toEqual(['a', '[bc]']);
  });
});
