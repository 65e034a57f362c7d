import {
  addDays,
  measureState,
  remindBeforeDays,
  reminderDue,
  type MeasureReminder,
} from '@everyline/domain';

import { recordAudit } from '../audit/record-audit.ts';
import type { AppContext } from '../context.ts';
import type { Repositories } from '../ports/store.ts';
import type { MeasureRow } from '../ports/store/programmes.ts';
import { cityCalendar } from '../settings/city-calendar.ts';
import { tellWithin } from '../telling/tell.ts';
import { withLiveActuals } from './live-actuals.ts';
import { todayOf } from './programme-view.ts';

/**
 * Reminds the offices of measures some days before the last day, and on the working day after it if they
 * are not done; each goes out once for one deadline, however often and in however many processes this looks.
 *
 * @returns how many measures were reminded of
 */
export async function remindMeasures(context: AppContext): Promise<number> {
  const { programmes } = context.store;
  const today = todayOf(context);
  const found = await programmes.remindable(addDays(today, remindBeforeDays));
  if (found.length === 0) return 0;
  let count = 0;
  for (const measure of await withLiveActuals(context, found, await programmes.all())) {
    const saidDone = measure.lastReport?.done ?? false;
    const state = measureState({ ...measure, saidDone }, today);
    const kind = reminderDue({ deadline: measure.deadline, state }, cityCalendar(), today);
    if (kind !== null && (await remind(context, measure, kind))) count += 1;
  }
  return count;
}

async function remind(
  context: AppContext,
  measure: MeasureRow,
  kind: MeasureReminder,
): Promise<boolean> {
  const { id, deadline } = measure;
  if (deadline === null) return false;
  return context.store.transaction(async (within) => {
    const atMs = context.clock.nowMs();
    if (!(await within.programmes.addReminder(id, deadline, kind, atMs))) return false;
    const subject = { kind: 'measure', id };
    await recordAudit(context, within, 'programmes.remind', subject, { deadline, kind });
    await tellOffices(context, within, measure, { deadline, kind });
    return true;
  });
}

async function tellOffices(
  context: AppContext,
  within: Repositories,
  { id, title, leadOfficeId, jointOfficeIds }: MeasureRow,
  { deadline, kind }: { readonly deadline: string; readonly kind: MeasureReminder },
): Promise<void> {
  const said = {
    before: {
      subject: { zh: `任务即将到期：${title}`, en: `A measure is due soon: ${title}` },
      text: {
        zh: `任务“${title}”最后一天是 ${deadline}，还没有完成。请打开页面报送进展。`,
        en: `The last day of “${title}” is ${deadline}, and it is not done. Open the page and report its progress.`,
      },
    },
    after: {
      subject: { zh: `任务已逾期：${title}`, en: `A measure is overdue: ${title}` },
      text: {
        zh: `任务“${title}”已过最后一天（${deadline}），还没有完成。请打开页面报送进展；情况有变的，请与牵头部门商定新的期限。`,
        en: `The last day of “${title}” (${deadline}) has passed, and it is not done. Open the page and report its progress; if things have changed, agree on a new day with those who direct the programme.`,
      },
    },
  }[kind];
  // Without an office those are told who direct the city's programmes.
  const offices = [leadOfficeId, ...jointOfficeIds].filter((one) => one !== null);
  for (const departmentId of offices.length === 0 ? [null] : offices) {
    await tellWithin(context, within, {
      key: `measure:${id}:${deadline}:${kind}:${departmentId ?? 'city'}`,
      kind: 'reminder',
      ticketId: null,
      path: `/measures/${id}`,
      departmentId,
      ...said,
    });
  }
}
