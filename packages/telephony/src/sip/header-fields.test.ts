import fc from 'fast-check';
import { expect, it } from 'vitest';
import { canonicalName, spelledName, splitOutside } from './header-fields.ts';

it('knows a name however it is written, usual or not, and spells it as customary', () => {
  for (const [written, name, spelled] of [
    ['I', 'call-id', 'Call-ID'],
    ['i', 'call-id', 'Call-ID'],
    ['CALL-ID', 'call-id', 'Call-ID'],
    ['WWW-Authenticate', 'www-authenticate', 'WWW-Authenticate'],
    ['max-Forwards', 'max-forwards', 'Max-Forwards'],
    ['X', 'session-expires', 'Session-Expires'],
    ['x-of-our-own', 'x-of-our-own', 'X-Of-Our-Own'],
  ] as const) {
    expect(canonicalName(written)).toBe(name);
    expect(spelledName(name)).toBe(spelled);
    expect(canonicalName(spelled)).toBe(name);
  }
});

it('splits text without quotes and brackets as the whole reading does', () => {
  const plain = fc.string({ unit: fc.constantFrom('a', ' ', ',', ';', '=', '\\') });
  fc.assert(
    fc.property(plain, fc.constantFrom(',', ';'), (text, separator) => {
      const pieces = splitOutside(text, separator);
      expect(pieces).toEqual(text.split(separator).map((piece) => piece.trim()));
      // Brackets somewhere ask for the reading that heeds them.
      expect(splitOutside(`<>${separator}${text}`, separator)).toEqual(['<>', ...pieces]);
    }),
  );
});
