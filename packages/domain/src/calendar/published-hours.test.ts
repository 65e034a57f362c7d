import { describe, expect, it } from 'vitest';

import { chinaCalendar } from './calendar.ts';
import { isOpenAt, nextOpenMs, spansOfDay } from './open-hours.ts';
import { hoursOfLine, parsePublishedHours } from './published-hours.ts';
import { momentOf } from './local-time.ts';

const monday = '2026-11-23';
const saturday = '2026-11-21';
const sunday = '2026-11-22';
const nationalDay = '2026-10-01';
const makeUpSaturday = '2026-10-10';
const july = '2026-07-06';

/** Spans of a day as `9:00-12:00 13:30-17:00`. */
function on(text: string, day: string): string {
  const read = parsePublishedHours(text);
  if (!read.ok) return read.issue;
  const clock = (minute: number): string =>
    `${Math.floor(minute / 60)}:${String(minute % 60).padStart(2, '0')}`;
  return spansOfDay(read.hours, chinaCalendar, day)
    .map((span) => `${clock(span.fromMinute)}-${clock(span.toMinute)}`)
    .join(' ');
}

describe('published hours are read as people write them', () => {
  const cases: readonly [string, string, string][] = [
    ['周一至周五 9:00-12:00, 13:30-17:00', monday, '9:00-12:00 13:30-17:00'],
    ['周一至周五 9:00-12:00, 13:30-17:00', saturday, ''],
    ['周一至周五 9:00-12:00, 13:30-17:00', nationalDay, ''],
    ['星期一到星期五上午9：00—12：00下午1:30—5:30', monday, '9:00-12:00 13:30-17:30'],
    ['工作日9:00－17:00', makeUpSaturday, '9:00-17:00'],
    ['工作日 上午8:30至12:00，下午14:00至18:00（节假日除外）', monday, '8:30-12:00 14:00-18:00'],
    ['法定工作日', monday, '9:00-12:00 13:00-17:00'],
    ['工作时间', monday, '9:00-12:00 13:00-17:00'],
    ['工作时间：8:30-17:30', monday, '8:30-17:30'],
    ['24小时', sunday, '0:00-24:00'],
    ['7×24小时', nationalDay, '0:00-24:00'],
    ['全天', sunday, '0:00-24:00'],
    ['24小时值班', sunday, '0:00-24:00'],
    ['每天8:00-20:00', nationalDay, '8:00-20:00'],
    ['每日 9点至21点', sunday, '9:00-21:00'],
    ['周一至周日 8:30-18:00', nationalDay, '8:30-18:00'],
    ['周一至周日 8:30-18:00，法定节假日除外', nationalDay, ''],
    ['周一至周日 8:30-18:00，法定节假日除外', sunday, '8:30-18:00'],
    ['每天9:00-17:00（周一闭馆，周一休息）', monday, ''],
    ['周一、三、五 9:00-11:30', monday, '9:00-11:30'],
    ['周一、三、五 9:00-11:30', '2026-11-24', ''],
    ['周二和周四下午2点-5点', '2026-11-24', '14:00-17:00'],
    ['夏令时8:00-12:00 15:00-18:00；冬令时8:30-12:00 14:00-17:30', july, '8:00-12:00 15:00-18:00'],
    [
      '夏令时8:00-12:00 15:00-18:00；冬令时8:30-12:00 14:00-17:30',
      monday,
      '8:30-12:00 14:00-17:30',
    ],
    ['周一至周五8:30-12:00,14:00-17:30（夏季14:30-18:00）', july, '8:30-12:00 14:30-18:00'],
    ['周一至周五8:30-12:00,14:00-17:30（夏季14:30-18:00）', monday, '8:30-12:00 14:00-17:30'],
    [
      '6月1日-9月30日 9:00-12:00，15:00-18:00；10月1日-次年5月31日 9:00-12:00，14:00-17:00',
      monday,
      '9:00-12:00 14:00-17:00',
    ],
    ['上午9时至12时，下午1时半至5时', monday, '9:00-12:00 13:30-17:00'],
    ['朝9:00-晚5:00', monday, '9:00-17:00'],
    ['9:00-5:00', monday, '9:00-17:00'],
    ['周一至周五9:00-17:00；周六9:00-12:00', saturday, '9:00-12:00'],
    ['工作日9:00-17:00，周末10:00-16:00', sunday, '10:00-16:00'],
    ['工作日9:00-17:00，节假日10:00-16:00', nationalDay, '10:00-16:00'],
    ['18:00-次日8:00', monday, '18:00-24:00'],
    ['每天22:00-6:00', sunday, '0:00-6:00 22:00-24:00'],
    ['Mon-Fri 9am-5pm', monday, '9:00-17:00'],
    ['Mon–Fri 9:00 a.m. – 5:30 p.m.', monday, '9:00-17:30'],
    [
      'Monday to Friday, 8:30-12:00 and 13:30-17:00, except public holidays',
      monday,
      '8:30-12:00 13:30-17:00',
    ],
    ['Weekdays 2-5pm', monday, '14:00-17:00'],
    ['Daily 08:00 to 20:00', sunday, '8:00-20:00'],
    ['24/7', sunday, '0:00-24:00'],
    ['Sat and Sun 10:00-16:00', sunday, '10:00-16:00'],
    ['早上8:30-12:00，下午1:30-5:30', monday, '8:30-12:00 13:30-17:30'],
    ['周一~周五：08:30~11:30；13:30~16:30', monday, '8:30-11:30 13:30-16:30'],
    ['周一至周五（节假日除外）9:00-17:00', '2026-10-02', ''],
    ['请拨打', monday, 'no_hours_found'],
    ['', monday, 'empty'],
  ];
  it.each(cases)('%s on %s is open %s', (text, day, expected) => {
    expect(on(text, day)).toBe(expected);
  });

  it('says what it had to assume', () => {
    const read = parsePublishedHours('9:00-17:00');
    expect(read.ok && read.assumed).toEqual(['days']);
    const seasonal = parsePublishedHours('夏季 每天9:00-18:00');
    expect(seasonal.ok && seasonal.assumed).toEqual(['season']);
  });

  it('takes the office hours where a line publishes none that can be read', () => {
    expect(hoursOfLine({ hours: null }).stated).toBe(false);
    expect(hoursOfLine({ hours: '见公告' }).stated).toBe(false);
    expect(hoursOfLine({ hours: '24小时' }).stated).toBe(true);
  });
});

describe('open or closed', () => {
  const read = parsePublishedHours('周一至周五 9:00-12:00, 13:30-17:00');
  if (!read.ok) throw new Error(read.issue);
  const at = (day: string, minute: number): number => momentOf(chinaCalendar, day, minute);

  it('is closed at the minute of closing and open at the minute of opening', () => {
    expect(isOpenAt(read.hours, chinaCalendar, at(monday, 540))).toBe(true);
    expect(isOpenAt(read.hours, chinaCalendar, at(monday, 720))).toBe(false);
    expect(isOpenAt(read.hours, chinaCalendar, at(monday, 719))).toBe(true);
  });

  it('opens next after lunch, next week, and after the National Day', () => {
    expect(nextOpenMs([read.hours], chinaCalendar, at(monday, 725))).toBe(at(monday, 810));
    expect(nextOpenMs([read.hours], chinaCalendar, at('2026-11-27', 1_030))).toBe(
      at('2026-11-30', 540),
    );
    expect(nextOpenMs([read.hours], chinaCalendar, at('2026-09-30', 1_030))).toBe(
      at('2026-10-08', 540),
    );
  });
});
