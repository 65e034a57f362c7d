import { expect, test } from 'vitest';

import { joinHeard } from './join-heard.ts';

const stretch = (fromMs: number, toMs: number, label: 'music' | 'silence', confidence = 0.9) => ({
  fromMs,
  toMs,
  kind: label,
  label,
  levelDbm0: -20,
  confidence,
});

test('one piece of music heard in many stretches is shown as one', () => {
  const heard = [
    stretch(0, 1000, 'music', 0.6),
    stretch(1000, 4000, 'music', 1),
    stretch(4000, 5000, 'silence'),
    stretch(5000, 6000, 'music'),
  ];
  const joined = joinHeard(heard);
  expect(joined.map(({ fromMs, toMs, label }) => [fromMs, toMs, label])).toEqual([
    [0, 4000, 'music'],
    [4000, 5000, 'silence'],
    [5000, 6000, 'music'],
  ]);
  expect(joined[0]?.confidence).toBeCloseTo(0.9);
});

test('stretches with a gap between them stay apart', () => {
  expect(joinHeard([stretch(0, 1000, 'music'), stretch(1500, 2000, 'music')])).toHaveLength(2);
});
