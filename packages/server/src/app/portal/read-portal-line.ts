import {
  bestHours,
  hoursOfDay,
  isForCallers,
  sayOpening,
  sayReach,
  type BestHours,
  type DayWindow,
  type Line,
} from '@everyline/domain';
import type { Localised } from '@everyline/contract';

import type { AppContext } from '../context.ts';
import { notFound } from '../faults.ts';
import { callsOfLate } from '../lines/calls-of-late.ts';
import { cityCalendar } from '../settings/city-calendar.ts';
import { portalLines, type PortalLine } from './portal-line.ts';
import { requireOpenPortal } from './require-open-portal.ts';

/** What anybody may know of one line. */
export interface PortalLineDetail extends PortalLine {
  /** Published hours and whether they say open now. */
  readonly opening: Localised;
  /** What test calls met, and when it gets through best. */
  readonly reach: Localised;
  /** How test calls fared in the hours of the day; none where too few were made to compare hours. */
  readonly hoursOfDay: readonly DayWindow[];
  readonly best: BestHours | null;
}

/**
 * A line that is published for callers, with its hours and what test calls met, as of now.
 *
 * @throws not_found where there is none, or it is not for callers
 */
export async function readPortalLine(context: AppContext, id: string): Promise<PortalLineDetail> {
  const line = await lineForCallers(context, id);
  const [shown] = await portalLines(context, [line]);
  if (shown === undefined) throw notFound('line');
  const calendar = cityCalendar();
  const calls = await callsOfLate(context, id);
  const best = bestHours(calls, calendar);
  const windows = hoursOfDay(calls, calendar);
  return {
    ...shown,
    opening: sayOpening({ publishedHours: line.hours }, calendar, context.clock.nowMs()),
    reach: sayReach({ verdict: shown.verdict, best }, calendar),
    hoursOfDay: windows.length < 2 ? [] : windows,
    best,
  };
}

/** The line of an open portal with that id; one that is not for callers is as if it were not there. */
export async function lineForCallers(context: AppContext, id: string): Promise<Line> {
  await requireOpenPortal(context);
  const line = await context.store.lines.byId(id);
  if (line === null || !isForCallers(line)) throw notFound('line');
  return line;
}
