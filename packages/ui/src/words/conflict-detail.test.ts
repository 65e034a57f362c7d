import { expect, test } from 'vitest';

import { conflictDetailText } from './inventory.ts';

test('the particulars of a conflict read in the language of the reader', () => {
  const detail = {
    code: 'area_code',
    number: '+868998183910',
    issues: [
      {
        code: 'area_code_of_other_city',
        data: {
          areaCode: '0899',
          place: '三亚',
          expectedAreaCode: '0439',
          expectedPlace: '白山',
        },
      },
    ],
  } as const;
  const held = { ...detail, issues: [...detail.issues] };
  expect(conflictDetailText(held, 'zh-CN')).toBe(
    '+868998183910：区号 0899（三亚）与单位所在城市（白山 0439）不符',
  );
  expect(conflictDetailText(held, 'en')).toBe(
    "+868998183910: area code 0899 (三亚) does not fit the owner's city (白山 0439)",
  );
});

test('footers that differ in purpose name the purposes in the words of the screen', () => {
  const detail = {
    code: 'footer_purposes' as const,
    number: '+861082691101',
    purposes: ['enquiry' as const, 'technical' as const],
  };
  expect(conflictDetailText(detail, 'zh-CN')).toBe('+861082691101：咨询 ≠ 技术支持');
  expect(conflictDetailText(detail, 'en')).toBe('+861082691101: enquiry ≠ technical');
});

test('one service with different numbers names owner and service when they are known', () => {
  const numbers = ['+862861881111', '+862861882222'];
  expect(
    conflictDetailText({ code: 'numbers', owner: '甲局', service: '办照', numbers }, 'zh-CN'),
  ).toBe('甲局 办照：+862861881111 ≠ +862861882222');
  expect(conflictDetailText({ code: 'numbers', owner: null, service: null, numbers }, 'en')).toBe(
    '+862861881111 ≠ +862861882222',
  );
});
