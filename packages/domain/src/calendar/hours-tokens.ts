import type { DayRule, Season, TimeSpan } from './hours.ts';

/** One thing that published hours say. */
export type HoursToken =
  | { readonly kind: 'days'; readonly rule: DayRule }
  | { readonly kind: 'span'; readonly span: TimeSpan }
  | {
      readonly kind: 'season';
      readonly name: 'summer' | 'winter' | 'dates';
      readonly season: Season | null;
    }
  | { readonly kind: 'office_hours' }
  | { readonly kind: 'holidays_excepted' }
  | { readonly kind: 'days_excepted'; readonly days: readonly number[] }
  | { readonly kind: 'open_bracket' }
  | { readonly kind: 'close_bracket' };

type Reader = readonly [RegExp, (match: RegExpExecArray) => HoursToken | null];

const dayMinutes = 1_440;
const weekdayWords = new Map<string, number>([
  ...[...'一二三四五六日'].map((word, index): [string, number] => [word, index + 1]),
  ['天', 7],
  ...[...'1234567'].map((word, index): [string, number] => [word, index + 1]),
  ...['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].map((word, index): [string, number] => [
    word,
    index + 1,
  ]),
]);

const dash = '(?:-|至|到|to|through|until)';
const prefix = '(?:周|星期|礼拜)';
const cnDay = '[一二三四五六日天1-7]';
const enDay =
  '(?:mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:r(?:s(?:day)?)?)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?)s?\\.?';
const period = '(上午|早上|早晨|清晨|早|凌晨|中午|下午|午后|傍晚|晚上|夜间|晚|am|pm)?';
const clock =
  '(\\d{1,2})(?:[:.点时](\\d{2})(?!\\d)分?|[点时]半|[点时]整?|(?=\\s*(?:am|pm|-|至|到|to)))';
const point = `${period}\\s*(次日|翌日|第二天)?\\s*${clock}\\s*(am|pm|a\\.m\\.|p\\.m\\.)?`;
const lastPoint = `${period}\\s*(次日|翌日|第二天)?\\s*(\\d{1,2})(?:[:.点时](\\d{2})(?!\\d)分?|[点时]半|[点时]整?)?(?!\\d)\\s*(am|pm|a\\.m\\.|p\\.m\\.)?`;
const date = '(\\d{1,2})月(\\d{1,2})日?';
const exceptWords = '(?:除外|以外|不上班|不办公|休息|不对外|不受理|不值班|closed)';
const holidayWords =
  '(?:国家)?(?:法定)?(?:节假日|假日|公休日|休息日|假期)(?:及(?:双休日|周末))?|(?:public |bank |national |statutory )?holidays?';

const readers: readonly Reader[] = [
  [/[（(【[]/y, () => ({ kind: 'open_bracket' })],
  [/[）)】\]]/y, () => ({ kind: 'close_bracket' })],
  [re(`(?:周末|双休日)(?:和|及|、|与)(?:${holidayWords})\\s*${exceptWords}`), exceptAllRest],
  [re(`(?:${holidayWords})(?:和|及|、|与)(?:周末|双休日)\\s*${exceptWords}`), exceptAllRest],
  [
    re(`(?:除)?(?:${holidayWords})\\s*(?:${exceptWords}|外)`),
    () => ({ kind: 'holidays_excepted' }),
  ],
  [
    re(`(?:except|excluding|closed on|not on)\\s*(?:on )?(?:${holidayWords})`),
    () => ({ kind: 'holidays_excepted' }),
  ],
  [
    re(`(?:除)?(?:周末|双休日|weekends?)\\s*(?:${exceptWords}|外)`),
    () => ({ kind: 'days_excepted', days: [6, 7] }),
  ],
  [
    re(`除?${prefix}(${cnDay})(?:、?${prefix}?(${cnDay}))?\\s*(?:${exceptWords}|外)`),
    (match) => ({
      kind: 'days_excepted',
      days: [match[1], match[2]].flatMap((word) => weekdayWords.get(word ?? '') ?? []),
    }),
  ],
  [
    re(`${date}\\s*${dash}\\s*(?:次年|翌年)?${date}`),
    (match) => ({ kind: 'season', name: 'dates', season: seasonOf(match) }),
  ],
  [
    re(
      `(?:夏令时|夏时制|夏季|夏令|夏天|summer(?: time| hours)?)(?:作息|时间|办公)?\\s*[(（]?\\s*${date}\\s*${dash}\\s*${date}\\s*[)）]?`,
    ),
    (match) => ({ kind: 'season', name: 'summer', season: seasonOf(match) }),
  ],
  [
    re(
      `(?:冬令时|冬时制|冬季|冬令|冬天|winter(?: time| hours)?)(?:作息|时间|办公)?\\s*[(（]?\\s*${date}\\s*${dash}\\s*(?:次年|翌年)?${date}\\s*[)）]?`,
    ),
    (match) => ({ kind: 'season', name: 'winter', season: seasonOf(match) }),
  ],
  [
    re('(?:夏令时|夏时制|夏季|夏令|夏天|summer(?: time| hours)?)'),
    () => ({ kind: 'season', name: 'summer', season: null }),
  ],
  [
    re('(?:冬令时|冬时制|冬季|冬令|冬天|winter(?: time| hours)?)'),
    () => ({ kind: 'season', name: 'winter', season: null }),
  ],
  [
    re('(?:24\\s*(?:/|x|×|\\*)\\s*7|7\\s*(?:x|×|\\*)\\s*24)\\s*(?:小时|h(?:ours?|rs?)?)?'),
    () => ({ kind: 'span', span: { fromMinute: 0, toMinute: dayMinutes } }),
  ],
  [
    re(
      '(?:全天候|全天|昼夜|24\\s*小时|二十四小时|24\\s*-?h(?:ours?|rs?)?|round the clock|all day)',
    ),
    () => ({ kind: 'span', span: { fromMinute: 0, toMinute: dayMinutes } }),
  ],
  [
    re(`(?:法定)?工作日|working days?|workdays?|business days?`),
    () => days({ kind: 'working_days' }),
  ],
  [re('weekdays?'), () => weekdays([1, 2, 3, 4, 5])],
  [
    re(
      '(?:正常|法定)?(?:工作|上班|办公)(?:时间|时段)(?=\\s*(?:$|内|[)）,、;。]))|(?:office|business|working) hours(?=\\s*(?:$|[,;.]))',
    ),
    () => ({ kind: 'office_hours' }),
  ],
  [
    re(
      '每天|每日|天天|全年无休|全年|年中无休|无休|一周七天|every ?day|daily|seven days a week|7 days a week',
    ),
    () => days({ kind: 'every_day' }),
  ],
  [re(`(?:${holidayWords})`), () => days({ kind: 'rest_days' })],
  [re('周末|双休日|weekends?'), () => weekdays([6, 7])],
  [
    re(`${prefix}(${cnDay})\\s*${dash}\\s*${prefix}?(${cnDay})(?![\\d:点时])`),
    (match) => dayRange(match[1], match[2]),
  ],
  [
    re(`${prefix}(${cnDay})((?:\\s*[、,和及]\\s*${prefix}?${cnDay}(?![\\d:点时]))+)`),
    (match) =>
      weekdays(
        [...`${match[1] ?? ''}${match[2] ?? ''}`].flatMap((word) => weekdayWords.get(word) ?? []),
      ),
  ],
  [
    re(`${prefix}([一二三四五六日天]{2,7})`),
    (match) => weekdays([...(match[1] ?? '')].flatMap((word) => weekdayWords.get(word) ?? [])),
  ],
  [re(`${prefix}(${cnDay})`), (match) => dayRange(match[1], match[1])],
  [
    re(`(${enDay})\\s*${dash}\\s*(${enDay})`),
    (match) => dayRange(match[1]?.slice(0, 3), match[2]?.slice(0, 3)),
  ],
  [
    re(`${enDay}(?:\\s*(?:,|and|&|/)\\s*(?:and )?${enDay})+`),
    (match) =>
      weekdays(
        [...match[0].matchAll(/mon|tue|wed|thu|fri|sat|sun/g)].flatMap(
          ([word]) => weekdayWords.get(word) ?? [],
        ),
      ),
  ],
  [re(`(${enDay})`), (match) => dayRange(match[1]?.slice(0, 3), match[1]?.slice(0, 3))],
  [re(`${point}\\s*${dash}\\s*${lastPoint}`), spanOf],
];

/** The tokens of a text of hours, in order; whatever is not understood is passed over. */
export function readHoursTokens(text: string): HoursToken[] {
  const plain = text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\u2010-\u2015\u2212~～〜∼]|--+/g, '-')
    .replace(/\s+/g, ' ');
  const tokens: HoursToken[] = [];
  for (let at = 0; at < plain.length;) {
    let length = 0;
    for (const [pattern, make] of readers) {
      pattern.lastIndex = at;
      const match = pattern.exec(plain);
      if (!match) continue;
      const token = make(match);
      if (!token) continue;
      tokens.push(token);
      length = match[0].length;
      break;
    }
    at += Math.max(1, length);
  }
  return tokens;
}

function re(source: string): RegExp {
  return new RegExp(source, 'y');
}

function days(rule: DayRule): HoursToken {
  return { kind: 'days', rule };
}

/** Monday to Friday of an office means working days; holidays by decree are free without saying so. */
function weekdays(list: readonly number[]): HoursToken {
  const sorted = [...new Set(list)].toSorted((a, b) => a - b);
  return days({
    kind: 'weekdays',
    days: sorted,
    exceptHolidays: sorted.every((day) => day <= 5),
    makeUpDays: false,
  });
}

function dayRange(first: string | undefined, last: string | undefined): HoursToken | null {
  const from = weekdayWords.get(first ?? '');
  const to = weekdayWords.get(last ?? '');
  if (from === undefined || to === undefined) return null;
  const list: number[] = [];
  for (let day = from; ; day = (day % 7) + 1) {
    list.push(day);
    if (day === to) return weekdays(list);
  }
}

function exceptAllRest(): HoursToken {
  return { kind: 'days', rule: { kind: 'working_days' } };
}

function seasonOf(match: RegExpExecArray): Season | null {
  const [fromMonth, fromDay, toMonth, toDay] = match.slice(1, 5).map(Number);
  const all = [fromMonth, fromDay, toMonth, toDay];
  if (all.some((part) => part === undefined || Number.isNaN(part))) return null;
  return {
    fromMonthDay: (fromMonth ?? 0) * 100 + (fromDay ?? 0),
    toMonthDay: (toMonth ?? 0) * 100 + (toDay ?? 0),
  };
}

/** Groups of `point` and `lastPoint`: period, next day, hour, minute, am/pm — twice. */
function spanOf(match: RegExpExecArray): HoursToken | null {
  const [text, periodA, , hourA, minuteA, halfA, periodB, nextDay, hourB, minuteB, halfB] = match;
  const firstHalf = text.split(new RegExp(dash))[0] ?? '';
  // `2-5pm`: the half of the day stands once, at the end; `9-5pm` keeps its morning.
  const shared = isAfternoon(halfB) && Number(hourA) < Number(hourB) ? halfB : undefined;
  const from = minuteOf(hourA, minuteA, firstHalf.includes('半'), periodA ?? halfA ?? shared);
  const to = minuteOf(
    hourB,
    minuteB,
    text.slice(firstHalf.length).includes('半'),
    periodB ?? halfB ?? (isAfternoon(periodA) ? periodA : undefined),
  );
  if (from === null || to === null) return null;
  let end = to;
  if (nextDay !== undefined) end += dayMinutes;
  else if (end <= from && from < 720 && end < 720) end += 720;
  else if (end <= from) end += dayMinutes;
  return { kind: 'span', span: { fromMinute: from, toMinute: end } };
}

function isAfternoon(word: string | undefined): boolean {
  return /^(?:中午|下午|午后|傍晚|晚上|夜间|晚|pm)$/.test(plainHalf(word));
}

/** `p.m.` → `pm`. */
function plainHalf(word: string | undefined): string {
  return (word ?? '').replaceAll('.', '');
}

function minuteOf(
  hourText: string | undefined,
  minuteText: string | undefined,
  half: boolean,
  periodWord: string | undefined,
): number | null {
  let hour = Number(hourText);
  const minute = half ? 30 : minuteText === undefined ? 0 : Number(minuteText);
  if (!(hour <= 24) || minute > 59) return null;
  const word = plainHalf(periodWord);
  if (isAfternoon(word) && hour < 12 && !(word === '中午' && hour >= 10)) hour += 12;
  if ((word === 'am' || word === '凌晨') && hour === 12) hour = 0;
  return hour * 60 + minute;
}
