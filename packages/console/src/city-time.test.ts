import { expect, test } from 'vitest';

import { cityHourIn, startOfDateMs } from './city-time.ts';

test('weekday and hour are those of the city, not of the device', () => {
  const at = Date.UTC(2026, 10, 22, 17, 5);
  expect(cityHourIn('Asia/Shanghai')(at)).toEqual({ weekday: 0, hour: 1 });
  expect(cityHourIn('UTC')(at)).toEqual({ weekday: 6, hour: 17 });
});

test('a date begins at the midnight of the city, also where clocks are changed', () => {
  expect(startOfDateMs('2026-11-23', 'Asia/Shanghai')).toBe(Date.UTC(2026, 10, 22, 16));
  expect(startOfDateMs('2026-11-23', 'UTC')).toBe(Date.UTC(2026, 10, 23));
  expect(startOfDateMs('2026-03-29', 'Europe/Berlin')).toBe(Date.UTC(2026, 2, 28, 23));
  expect(startOfDateMs('2026-03-30', 'Europe/Berlin')).toBe(Date.UTC(2026, 2, 29, 22));
  expect(startOfDateMs('2026-11-01', 'America/New_York')).toBe(Date.UTC(2026, 10, 1, 4));
});
