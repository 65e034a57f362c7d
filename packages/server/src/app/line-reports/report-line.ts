import type { LineReported, NewLineReport } from '@everyline/contract';
import {
  addDays,
  firstReportState,
  isClosedByCalls,
  localTime,
  momentOf,
  mostReportsADay,
  numberKey,
  type Line,
} from '@everyline/domain';

import { recordAudit } from '../audit/record-audit.ts';
import type { AppContext } from '../context.ts';
import { AppFault, notFound } from '../faults.ts';
import { readNumber } from '../lines/read-numbers.ts';
import { newId } from '../new-id.ts';
import { cityCalendar } from '../settings/city-calendar.ts';
import { sha256Hex } from '../sha256-hex.ts';

const said = {
  known: {
    zh: '谢谢。这个号码的问题已经知道，正在整改。',
    en: 'Thank you. The fault of this number is known and is being repaired.',
  },
  for_people: {
    zh: '谢谢。将由人工核实。',
    en: 'Thank you. Somebody will look into it.',
  },
  waiting: {
    zh: '谢谢。将在规定的次数和时段内优先拨测核实。',
    en: 'Thank you. Test calls will check it soon, within their limits.',
  },
} as const;

/**
 * A citizen's report that a number did not work. Test calls to the line come earlier, within the limits of
 * the guard, and only they open a ticket: a report dials nothing and opens nothing.
 *
 * @param from whence it comes (an address); one sender makes few reports a day
 */
export async function reportLine(
  context: AppContext,
  input: NewLineReport,
  from: string,
): Promise<LineReported> {
  const line = await namedLine(context, input);
  const atMs = context.clock.nowMs();
  const calendar = cityCalendar();
  const { day } = localTime(calendar, atMs);
  const sender = await sha256Hex(`${day} ${from}`);
  const state = await context.store.transaction(async (within) => {
    if ((await within.lineReports.countOf(sender, day)) >= mostReportsADay) {
      const tomorrowMs = momentOf(calendar, addDays(day, 1), 0);
      throw new AppFault('too_many_requests', { seconds: Math.ceil((tomorrowMs - atMs) / 1000) });
    }
    const open = await within.tickets.openOf(line.id);
    const first = firstReportState(
      input.kind,
      open.some(({ fault }) => isClosedByCalls(fault)),
    );
    const report = {
      id: newId(context),
      lineId: line.id,
      kind: input.kind,
      note: input.note?.trim() ?? '',
      atMs,
      state: first,
      settledAtMs: null,
    };
    if (await within.lineReports.add(report, sender, day)) {
      const subject = { kind: 'line', id: line.id };
      await recordAudit(context, within, 'lines.report', subject, { kind: input.kind });
    }
    return first;
  });
  return { sentence: said[state === 'known' || state === 'for_people' ? state : 'waiting'] };
}

async function namedLine(context: AppContext, input: NewLineReport): Promise<Line> {
  const { store } = context;
  const number = readNumber(input.number, (await store.settings.city())?.areaCode ?? '');
  const line = number === null ? null : await store.lines.byNumberKey(numberKey(number));
  if (line?.state !== 'active') throw notFound('line');
  return line;
}
