import type { Calendar } from '../calendar/calendar.ts';
import { localTime } from '../calendar/local-time.ts';
import { isOpenAt, nextOpenMs } from '../calendar/open-hours.ts';
import { hoursOfLine } from '../calendar/published-hours.ts';
import type { AnswerPolicy } from './answer-policy.ts';

const minuteMs = 60_000;

/** What a citizen who waits for a person is told, in both languages: never more than holds at that moment. */
export function waitingNotice(
  { peopleHours, peopleNumber, patienceMinutes }: AnswerPolicy,
  calendar: Calendar,
  waitingSinceMs: number,
  nowMs: number,
): { readonly zh: string; readonly en: string } {
  const { hours } = hoursOfLine({ hours: peopleHours === '' ? null : peopleHours });
  const written = {
    zh: peopleHours === '' ? '工作日 9:00–12:00、13:00–17:00' : peopleHours,
    en: peopleHours === '' ? 'working days 9:00–12:00, 13:00–17:00' : peopleHours,
  };
  const number = {
    zh: peopleNumber === '' ? '' : `也可以拨打 ${peopleNumber}。`,
    en: peopleNumber === '' ? '' : ` You can also call ${peopleNumber}.`,
  };
  if (!isOpenAt(hours, calendar, nowMs)) {
    const opensMs = nextOpenMs([hours], calendar, nowMs);
    const opens = opensMs === null ? null : whenText(localTime(calendar, opensMs));
    return {
      zh: `现在没有人工服务，人工时间：${written.zh}。您的留言已经记下，${opens === null ? '' : `最早 ${opens} `}有人上班后会在这里回复您。${number.zh}`,
      en: `Nobody is on duty now; people answer ${written.en}. What you wrote is kept and will be answered here${opens === null ? '' : `, at the earliest on ${opens}`}.${number.en}`,
    };
  }
  const waitedMinutes = Math.floor((nowMs - waitingSinceMs) / minuteMs);
  if (waitedMinutes >= patienceMinutes) {
    return {
      zh: `您已等了 ${waitedMinutes} 分钟，还没有人接起，抱歉。您可以继续等，有人回复时会显示在这里。人工时间：${written.zh}。${number.zh}`,
      en: `You have waited ${waitedMinutes} minutes and nobody has come yet; we are sorry. You can go on waiting, an answer will appear here. People answer ${written.en}.${number.en}`,
    };
  }
  return {
    zh: '已转人工，请稍候，有人接起后会在这里回复您。',
    en: 'A person has been asked to take over; please wait, the answer will appear here.',
  };
}

function whenText({ day, minute }: { readonly day: string; readonly minute: number }): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${day} ${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
}
