import { expect, test } from 'vitest';

import { conflictDetail } from './conflict-detail.ts';

const detail =
  "+8689987183910: leading zero of the area code is missing; area code 0899 (云川) does not fit the owner's city (白山 0439)";

test('the particulars of a conflict read as Chinese for who reads Chinese', () => {
  expect(conflictDetail(detail, 'zh-CN')).toBe(
    '+8689987183910：缺少区号前的 0；区号 0899（云川）与单位所在城市（白山 0439）不符',
  );
  expect(conflictDetail('甲局 ≠ 乙局', 'zh-CN')).toBe('甲局 ≠ 乙局');
});

test('in English they stay as they are', () => {
  expect(conflictDetail(detail, 'en')).toBe(detail);
});
