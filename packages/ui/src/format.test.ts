import { expect, it } from 'vitest';

import { formatFor } from './format.ts';

// The evening of the 22nd in UTC, the 23rd in the city.
const atMs = Date.parse('2026-09-22T23:30:00Z');

it('dates a letter as it is written, on the day of the city', () => {
  expect(formatFor('zh-CN', 'Asia/Shanghai').written(atMs)).toBe('2026年9月23日');
  expect(formatFor('en', 'Asia/Shanghai').written(atMs)).toBe('23 September 2026');
});
