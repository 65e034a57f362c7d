import { describe, expect, test } from 'vitest';

import { listingIssueCodes, listingIssueWords } from './listing-issues.ts';

describe('words of a doubt about a number', () => {
  test('are there in both languages for every code, and the Chinese holds no English sentence', () => {
    for (const code of listingIssueCodes) {
      const { zh, en } = listingIssueWords([
        {
          code,
          data: {
            areaCode: '028',
            digits: 7,
            expected: 8,
            first: '1',
            prefix: '400',
            number: '16896123',
            tail: '5',
            place: '成都',
            expectedAreaCode: '0816',
            expectedPlace: '绵阳',
            into: '12345',
            text: '备注',
          },
        },
      ]);
      expect(zh).toMatch(/\p{Script=Han}/u);
      expect(zh).not.toMatch(/[a-z]{3}/);
      expect(en.length).toBeGreaterThan(1);
    }
  });

  test('tell how many digits are missing or too many', () => {
    const issue = (digits: number) =>
      listingIssueWords([
        { code: 'wrong_length_in_area', data: { areaCode: '028', digits, expected: 8 } },
      ]);
    expect(issue(7)).toEqual({
      zh: '区号 028 后有 7 位，应为 8 位，少 1 位',
      en: '7 digits after 028, where numbers have 8: 1 digit missing',
    });
    expect(issue(10).en).toBe('10 digits after 028, where numbers have 8: 2 digits too many');
  });

  test('several doubts are one phrase', () => {
    expect(
      listingIssueWords([
        { code: 'leading_zero_lost', data: {} },
        { code: 'merged_into', data: { number: '12330', into: '12345' } },
      ]).zh,
    ).toBe('区号前的 0 丢失；12330 已并入 12345（国办发〔2020〕53号）');
  });
});
