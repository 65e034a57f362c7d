import { describe, expect, test } from 'vitest';
import { foldWidth } from './characters.ts';
import { hoursIn, isHoursLabel } from './hours.ts';
import { purposeOf } from './purpose.ts';
import { readTypedNumbers } from './typed-number.ts';

describe('hours', () => {
  test.each([
    ['周一至周五（法定节假日除外）上午9:00-12:00，下午13:00-17:00', '9:00-12:00'],
    ['每天早8:00-晚20:00', '每天早8:00-晚20:00'],
    ['８：３０－１１：００，１３：３０－１６：００', '8:30-11:00,13:30-16:00'],
    ['24小时值班电话', '24小时'],
    ['工作日）', '工作日'],
    ['8am-5.30pm', '8am-5.30pm'],
  ])('are read from %s', (text, hours) => {
    expect(hoursIn(foldWidth(text))).toContain(hours);
  });

  test.each([['2024-01-02'], ['2018年8月22日'], ['比例为3:1'], ['周转资金']])(
    'are not read from %s',
    (text) => {
      expect(hoursIn(foldWidth(text))).toBeNull();
    },
  );

  test('a label announces them', () => {
    expect(['办公时间', '受理时间', '对外服务时间'].every(isHoursLabel)).toBe(true);
    expect(isHoursLabel('发布时间')).toBe(false);
  });
});

describe('purposes', () => {
  test.each([
    ['监督投诉电话', 'complaint'],
    ['业务咨询电话', 'enquiry'],
    ['技术支持电话', 'technical'],
    ['传 真', 'fax'],
    ['24小时抢修热线', 'repair'],
    ['总值班', 'duty'],
    ['新闻热线', 'media'],
    ['预约挂号', 'casework'],
    ['联系电话', 'general'],
  ])('%s is %s', (label, purpose) => {
    expect(purposeOf([label], null)).toBe(purpose);
  });

  test('an emergency number is emergency whatever is written beside it', () => {
    expect(purposeOf(['咨询电话'], '120')).toBe('emergency');
  });
});

describe('numbers that people type', () => {
  test.each([
    ['61881111', '+862861881111', null],
    ['028-61881111-8012', '+862861881111', '8012'],
    ['（０２８）６１８８ １１１１转１２', '+862861881111', '12'],
    ['+86 138 1234 5678', '+8613812345678', null],
    ['12345', '12345', null],
    ['1 1 0', undefined, null],
    ['１１０', '110', null],
    ['028110', undefined, null],
    ['2861881111', '+862861881111', null],
    ['not a number', undefined, null],
  ])('%s', (text, number, extension) => {
    const [listing] = readTypedNumbers(text, { areaCode: '028' });
    expect(listing?.number ?? undefined).toBe(number);
    if (number !== undefined) expect(listing?.extension).toBe(extension);
  });
});
