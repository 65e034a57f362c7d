import fc from 'fast-check';
import { expect, test } from 'vitest';

import { readSpans, spansText } from './hours-text.ts';

test('spans are read as people type them, full width too', () => {
  const expected = [
    { fromMinute: 540, toMinute: 720 },
    { fromMinute: 840, toMinute: 1020 },
  ];
  expect(readSpans('09:00-12:00, 14:00-17:00')).toEqual(expected);
  expect(readSpans('9：00－12：00、14:00至17:00')).toEqual(expected);
});

test('what is no span is refused', () => {
  for (const text of ['', '9-12', '12:00-09:00', '09:70-10:00', '09:00-49:00', 'always']) {
    expect(readSpans(text), text).toBeNull();
  }
});

test('what is written is read back', () => {
  const span = fc
    .tuple(fc.integer({ min: 0, max: 2879 }), fc.integer({ min: 1, max: 2880 }))
    .filter(([from, to]) => from < to)
    .map(([fromMinute, toMinute]) => ({ fromMinute, toMinute }));
  fc.assert(
    fc.property(fc.array(span, { minLength: 1, maxLength: 5 }), (spans) => {
      expect(readSpans(spansText(spans))).toEqual(spans);
    }),
  );
});
