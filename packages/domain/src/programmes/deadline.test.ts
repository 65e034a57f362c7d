import { describe, expect, it } from 'vitest';

import { readDeadlines } from './deadline.ts';

const today = '2026-11-30';
const days = (text: string, labelled = false) =>
  readDeadlines(text, today, labelled).map(({ day }) => day);

describe('a deadline in a text', () => {
  it.each([
    ['2026年12月31日前完成', '2026-12-31'],
    ['2027年6月底前建成', '2027-06-30'],
    ['2028年2月底前建成', '2028-02-29'],
    ['2027年6月前完成', '2027-05-31'],
    ['2027年底前完成', '2027-12-31'],
    ['明年底前完成', '2027-12-31'],
    ['年内完成', '2026-12-31'],
    ['今年年底前完成', '2026-12-31'],
    ['2027年上半年完成', '2027-06-30'],
    ['2027年第三季度末完成', '2027-09-30'],
    ['2027年3月中旬前完成', '2027-03-20'],
    ['于2027年3月15日完成验收', '2027-03-15'],
  ])('%s', (text, day) => {
    expect(days(text)).toEqual([day]);
  });

  it('without a year is the next one from today, and says that the year is assumed', () => {
    expect(readDeadlines('12月底前', today, false)).toMatchObject([
      { day: '2026-12-31', isYearAssumed: true },
    ]);
    expect(days('6月底前')).toEqual(['2027-06-30']);
  });

  it('takes the year that was named before it, also one that is past', () => {
    expect(days('2025年，3月底前办结')).toEqual(['2025-03-31']);
  });

  it.each([
    '会议于2026年3月5日召开',
    '13月底前',
    '2026年2月30日前',
    '市区内的道路',
    '2026年工作要点',
    '6月份发生的',
  ])('is not found in: %s', (text) => {
    expect(days(text)).toEqual([]);
  });

  it('in a field for it may be a bare date', () => {
    expect(days('2026年12月31日', true)).toEqual(['2026-12-31']);
    expect(days('2026年12月31日')).toEqual([]);
  });

  it('is quoted as it stands', () => {
    const text = '请在2027年6月底前办结';
    for (const { text: quote, start, end } of readDeadlines(text, today)) {
      expect(text.slice(start, end)).toBe(quote);
    }
  });
});
