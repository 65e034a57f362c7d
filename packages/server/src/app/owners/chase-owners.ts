import {
  askStage,
  askStages,
  dueAfterDays,
  localTime,
  type Keeper,
  type OwnerPolicy,
} from '@everyline/domain';

import type { AppContext } from '../context.ts';
import { newId } from '../new-id.ts';
import type { Repositories } from '../ports/store.ts';
import type { WaitingLine } from '../ports/store/owners.ts';
import type { TicketRow } from '../ports/store/tickets.ts';
import { cityCalendar } from '../settings/city-calendar.ts';
import { tellWithin } from '../telling/tell.ts';
import { openWithin, tellOpened } from '../tickets/open-ticket.ts';
import { ownerRules } from './owner-rules.ts';

const portion = 500;
const dayMs = 86_400_000;

/** What one look did. */
export interface OwnersChased {
  readonly asked: number;
  readonly reminded: number;
  readonly tickets: number;
}

/**
 * Asks owners about lines of which they have said nothing, reminds them before and after the last day,
 * and opens tickets for their silence. Each goes out once for one due day, however often and in however
 * many processes this looks; nothing does before the city has begun to ask.
 */
export async function chaseOwners(context: AppContext): Promise<OwnersChased> {
  const policy = await ownerRules(context.store);
  if (!policy.asking) return { asked: 0, reminded: 0, tickets: 0 };
  const asked = await askFirst(context, policy);
  let reminded = 0;
  let tickets = 0;
  const nowMs = context.clock.nowMs();
  const until = nowMs + (policy.remindBeforeDays + 1) * dayMs;
  for (let after: string | null = null; ;) {
    const waiting: WaitingLine[] = await context.store.owners.waiting(until, after, portion);
    const due = waiting
      .map((line) => ({ line, stage: askStage(line.dueMs, policy, cityCalendar(), nowMs) }))
      .filter(({ line, stage }) => stage > line.stage);
    for (const [stage, lines] of Map.groupBy(due, (one) => one.stage)) {
      const found = lines.map(({ line }) => line);
      if (stage === askStages.silent) tickets += await openForSilence(context, found);
      else reminded += await remind(context, stage, found, nowMs);
    }
    after = waiting.at(-1)?.id ?? null;
    if (after === null || waiting.length < portion) return { asked, reminded, tickets };
  }
}

/** Asks about lines whose owner was never asked about their present version. */
async function askFirst(context: AppContext, policy: OwnerPolicy): Promise<number> {
  let count = 0;
  for (;;) {
    const fresh = await context.store.owners.unasked(portion);
    if (fresh.length === 0) return count;
    const dueMs = dueAfterDays(context.clock.nowMs(), policy.firstDays, cityCalendar());
    await context.store.transaction(async (within) => {
      const ids = fresh.map(({ id }) => id);
      await within.owners.setDue(ids, dueMs, askStages.asked);
      await tellOffices(context, within, 'asked', fresh, dueMs);
    });
    count += fresh.length;
  }
}

async function remind(
  context: AppContext,
  stage: number,
  lines: readonly WaitingLine[],
  nowMs: number,
): Promise<number> {
  return context.store.transaction(async (within) => {
    const ids = lines.map(({ id }) => id);
    const taken = new Set(await within.owners.advance(ids, stage));
    const own = lines.filter(({ id }) => taken.has(id));
    const about = stage === askStages.before ? 'before' : 'after';
    const dueMs = Math.min(...own.map((line) => line.dueMs), nowMs + 100 * dayMs);
    if (own.length > 0) await tellOffices(context, within, about, own, dueMs);
    return own.length;
  });
}

const subjects = {
  asked: { zh: '请确认公布的号码', en: 'Please confirm your published numbers' },
  before: { zh: '号码确认即将到期', en: 'The confirmation of your numbers is due soon' },
  after: { zh: '号码确认已逾期', en: 'The confirmation of your numbers is overdue' },
} as const;

/** One message an office, however many of its lines are meant; their keepers are told too. */
async function tellOffices(
  context: AppContext,
  within: Repositories,
  about: keyof typeof subjects,
  lines: readonly WaitingLine[],
  dueMs: number,
): Promise<void> {
  const lastDay = localTime(cityCalendar(), dueMs - 1).day;
  for (const [departmentId, own] of Map.groupBy(lines, (line) => line.departmentId)) {
    const office = (await within.departments.byId(departmentId))?.name ?? '';
    const keepers = new Map(own.flatMap(({ keeper }) => (keeper ? [[keeper.id, keeper]] : [])));
    const { zh, en } = subjects[about];
    await tellWithin(
      context,
      within,
      {
        key: `owners:${departmentId}:${about}:${newId(context)}`,
        kind: 'confirmation',
        ticketId: null,
        path: '/own-lines',
        departmentId,
        subject: { zh: `${zh}：${office}`, en: `${en}: ${office}` },
        text: {
          zh: `${office}有 ${own.length} 个公布的号码需要确认，最后一天 ${lastDay}。请打开页面，逐个点“确认”或“有误”。`,
          en: `${own.length} published numbers of ${office} wait for an answer; the last day is ${lastDay}. Open the page and tap “Right” or “Wrong” for each.`,
        },
      },
      [...keepers.values()] satisfies Keeper[],
    );
  }
}

/** Tickets for lines whose owner stayed silent for longer than the rules allow. */
async function openForSilence(context: AppContext, lines: readonly WaitingLine[]): Promise<number> {
  let count = 0;
  for (const { id } of lines) {
    const found = await context.store.transaction((within) => openOne(context, within, id));
    if (found === null) continue;
    tellOpened(context, found.ticket, found.opened);
    count += 1;
  }
  return count;
}

async function openOne(
  context: AppContext,
  within: Repositories,
  id: string,
): Promise<{ ticket: TicketRow; opened: boolean } | null> {
  const [taken] = await within.owners.advance([id], askStages.silent);
  const line = taken === undefined ? null : await within.lines.byId(taken);
  if (line === null) return null;
  const zh = (await within.settings.city())?.language !== 'en';
  return openWithin(context, within, line, {
    fault: 'other',
    origin: 'owner_silence',
    note: zh
      ? '责任单位逾期没有确认公布的号码，请在“我的号码”页确认或更正'
      : 'the owner has not confirmed what is published; confirm or correct it on the page Own numbers',
  });
}
