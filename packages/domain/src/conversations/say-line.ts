import type { Calendar } from '../calendar/calendar.ts';
import { localTime } from '../calendar/local-time.ts';
import { isOpenAt, nextOpenMs, spansOfDay } from '../calendar/open-hours.ts';
import { hoursOfLine } from '../calendar/published-hours.ts';
import type { Verdict, VerdictKind } from '../verdicts/verdict.ts';
import type { BestHours } from './best-hours.ts';

/** What is published and measured of a line. */
export interface LineFacts {
  /** As people write it. */
  readonly number: string;
  readonly owner: string | null;
  readonly services: readonly string[];
  readonly publishedHours: string | null;
  readonly verdict: Pick<Verdict, 'kind' | 'attempts' | 'reached' | 'decidedAtMs'> | null;
  readonly best: BestHours | null;
}

const mostServices = 3;

const verdictWords: Readonly<Record<VerdictKind, { readonly zh: string; readonly en: string }>> = {
  healthy: { zh: '能打通', en: 'it gets through' },
  busy: { zh: '经常占线', en: 'it is often busy' },
  slow: { zh: '能接通，但等候较久', en: 'it is answered after a long wait' },
  zombie: { zh: '经常无人接听', en: 'it is often not answered' },
  invalid: { zh: '打不通', en: 'it is out of service' },
  outdated: { zh: '接听的可能不是公布的服务', en: 'it may answer for another service' },
  undetermined: { zh: '拨测还不足以判断', en: 'test calls do not yet tell' },
};

/** Whose a line is and what it is for, whether it is open at a moment, and whether calls get through, in both languages. */
export function sayLine(
  facts: LineFacts,
  calendar: Calendar,
  nowMs: number,
): { readonly zh: string; readonly en: string } {
  const name = whatItIs(facts);
  const open = sayOpening(facts, calendar, nowMs);
  const through = sayReach(facts, calendar);
  return {
    zh: `${facts.number}：${name.zh}。${open.zh}${through.zh}`,
    en: `${facts.number}: ${name.en}. ${open.en} ${through.en}`,
  };
}

function whatItIs({ owner, services }: LineFacts): { zh: string; en: string } {
  const shown = services.slice(0, mostServices);
  const more = services.length > shown.length;
  return {
    zh: `${owner ?? '责任单位未登记'}${shown.length === 0 ? '' : `，${shown.join('、')}${more ? '等' : ''}`}`,
    en: `${owner ?? 'no responsible office on record'}${shown.length === 0 ? '' : `, ${shown.join(', ')}${more ? ' and more' : ''}`}`,
  };
}

/** The published hours, and whether they say open at a moment and until or from when, in both languages. */
export function sayOpening(
  { publishedHours }: Pick<LineFacts, 'publishedHours'>,
  calendar: Calendar,
  nowMs: number,
): { zh: string; en: string } {
  const { hours, stated } = hoursOfLine({ hours: publishedHours });
  const written = {
    zh: stated ? `公布的时间是${publishedHours ?? ''}，` : '没有公布服务时间，按机关上班时间算，',
    en: stated
      ? `Published hours: ${publishedHours ?? ''};`
      : 'No hours are published; by office hours',
  };
  const { day, minute } = localTime(calendar, nowMs);
  if (isOpenAt(hours, calendar, nowMs)) {
    const span = spansOfDay(hours, calendar, day).find(
      ({ fromMinute, toMinute }) => fromMinute <= minute && minute < toMinute,
    );
    const until = timeText(span?.toMinute ?? 1440);
    return {
      zh: `${written.zh}现在是服务时间，到 ${until}。`,
      en: `${written.en} it is open now, until ${until}.`,
    };
  }
  const nextMs = nextOpenMs([hours], calendar, nowMs);
  if (nextMs === null) {
    return { zh: `${written.zh}现在不是服务时间。`, en: `${written.en} it is closed now.` };
  }
  const next = localTime(calendar, nextMs);
  const dayText = next.day === day ? '' : `${next.day} `;
  return {
    zh: `${written.zh}现在不是服务时间，${next.day === day ? '今天 ' : dayText}${timeText(next.minute)} 开始。`,
    en: `${written.en} it is closed now and opens ${next.day === day ? 'today' : `on ${next.day}`} at ${timeText(next.minute)}.`,
  };
}

/** Whether test calls get through, of how many, up to which day, and when best, in both languages. */
export function sayReach(
  { verdict, best }: Pick<LineFacts, 'verdict' | 'best'>,
  calendar: Calendar,
): { readonly zh: string; readonly en: string } {
  if (verdict === null || verdict.attempts === 0) {
    return { zh: '还没有拨测过能否打通。', en: 'No test call has been made to it yet.' };
  }
  const { kind, attempts, reached, decidedAtMs } = verdict;
  const { day } = localTime(calendar, decidedAtMs);
  const when =
    best === null
      ? { zh: '', en: '' }
      : {
          zh: `较容易打通的时段：${timeText(best.fromMinute)}–${timeText(best.toMinute)}（拨测 ${best.calls} 次，通 ${best.reached} 次）。`,
          en: ` It gets through best from ${timeText(best.fromMinute)} to ${timeText(best.toMinute)} (${best.reached} of ${best.calls} test calls).`,
        };
  return {
    zh: `截至 ${day} 的拨测：${verdictWords[kind].zh}（${attempts} 次中通 ${reached} 次）。${when.zh}`,
    en: `Test calls up to ${day}: ${verdictWords[kind].en} (${reached} of ${attempts} got through).${when.en}`,
  };
}

function timeText(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
}
