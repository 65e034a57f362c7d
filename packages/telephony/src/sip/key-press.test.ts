import fc from 'fast-check';
import { expect, it } from 'vitest';
import { keyPressBody, readKeyPress } from './key-press.ts';

it('reads the key presses that telephones tell by INFO, by sign or by event number (RFC 6086)', () => {
  expect(readKeyPress('application/dtmf-relay', 'Signal= 5\r\nDuration= 160\r\n')).toEqual({
    key: '5',
    durationMs: 160,
  });
  expect(readKeyPress('application/dtmf-relay; x=y', 'signal=11')).toEqual({
    key: '#',
    durationMs: null,
  });
  expect(readKeyPress('application/dtmf', '*')?.key).toBe('*');
  expect(readKeyPress('application/dtmf', '16')?.key).toBe('!');
  expect(readKeyPress('text/plain', '5')).toBeNull();
  expect(readKeyPress('application/dtmf-relay', 'Signal=99')).toBeNull();
});

it('reads what it writes, and never throws', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...'0123456789*#ABCD'),
      fc.integer({ min: 1, max: 9999 }),
      (key, ms) => {
        const { type, text } = keyPressBody(key, ms);
        expect(readKeyPress(type, text)).toEqual({ key, durationMs: ms });
      },
    ),
  );
  fc.assert(fc.property(fc.string(), (body) => void readKeyPress('application/dtmf-relay', body)));
});
