import type { OpenMove, Permission, TicketDetail } from '@everyline/contract';
import {
  isClosedByCalls,
  isOverdue,
  localTime,
  openMoves,
  returnUntil,
  selectLines,
  ticketMoves,
  type Line,
  type MoveSetting,
} from '@everyline/domain';

import { reachOf } from '../access/matrix.ts';
import type { AppContext } from '../context.ts';
import { notFound } from '../faults.ts';
import { whoCanBeMentioned } from '../people/mention-people.ts';
import { namePeople } from '../people/name-people.ts';
import type { TicketRow } from '../ports/store/tickets.ts';
import { cityCalendar } from '../settings/city-calendar.ts';
import { verdictOf } from '../verdicts/read-verdict.ts';
import { attachmentView } from './attach-file.ts';
import { noticeText } from './notice-text.ts';
import { ticketEvidence } from './ticket-evidence.ts';
import { ticketRules } from './ticket-rules.ts';
import { ticketView } from './ticket-view.ts';
import { nextSentence, stepSentence } from './ticket-words.ts';
import { visibleTicket } from './visible-ticket.ts';

/** A ticket with what it rests on, what can be done with it now, and everything that happened to it. */
export async function readTicket(context: AppContext, id: string): Promise<TicketDetail> {
  const row = await visibleTicket(context, 'tickets.see', id);
  const { store } = context;
  const line = await store.lines.byId(row.lineId);
  if (!line) throw notFound('line');
  const [policy, departments, steps, notices, attachments, verdict, named, people] =
    await Promise.all([
      ticketRules(store),
      store.departments.all(),
      store.tickets.steps(id),
      store.tickets.notices(id),
      store.tickets.attachments(id),
      verdictOf(context, line, null),
      namePeople(store),
      may(context, 'tickets.comment')
        ? whoCanBeMentioned(store, 'tickets.see', row.departmentId)
        : [],
    ]);
  const nowMs = context.clock.nowMs();
  const calendar = cityCalendar();
  const setting: MoveSetting = { tier: row.tier, policy, calendar, nowMs };
  const lastReturn = returnUntil(row, policy, calendar);
  const nameOf = (departmentId: string | null) =>
    departments.find((one) => one.id === departmentId)?.name ?? null;
  return {
    ticket: ticketView(row, nowMs),
    verdict,
    note: row.note,
    next: nextSentence(row, {
      returnUntil: lastReturn,
      mayReturn: localTime(calendar, nowMs).day <= lastReturn,
      isOverdue: isOverdue(row, nowMs, calendar),
      called: row.state === 'claimed' && (await isCalled(context, line, departments)),
    }),
    conflictId: row.conflictId,
    evidence: await ticketEvidence(context, row, line, verdict),
    moves: movesFor(context, row, setting),
    mayAskRetest:
      row.state !== 'closed' && isClosedByCalls(row.fault) && may(context, 'tickets.retest'),
    returnUntil: lastReturn,
    extensionWorkingDays: policy.extensionWorkingDays,
    steps: steps.map((step) => ({
      id: step.id,
      atMs: step.atMs,
      by: named(step.by),
      kind: step.kind,
      sentence: stepSentence(step),
      reason: step.reason,
    })),
    notices: notices.map((notice) => {
      const name = nameOf(notice.toDepartmentId);
      return {
        kind: notice.kind,
        level: notice.level,
        atMs: notice.atMs,
        to:
          notice.toDepartmentId === null || name === null
            ? null
            : { id: notice.toDepartmentId, name },
        text: noticeText(row, notice, name),
      };
    }),
    attachments: attachments.map((one) => attachmentView(one, named)),
    people,
  };
}

/** The moves that the one who asks can make now, those of the office first. */
function movesFor(context: AppContext, row: TicketRow, setting: MoveSetting): OpenMove[] {
  const asksOf = (move: keyof typeof ticketMoves) => [...ticketMoves[move].asks];
  const office = may(context, 'tickets.work') ? openMoves(row, 'office', setting) : [];
  const director = may(context, 'tickets.direct') ? openMoves(row, 'director', setting) : [];
  return [
    ...office.map((move) => ({ by: 'office' as const, move, asks: asksOf(move) })),
    ...director.map((move) => ({ by: 'director' as const, move, asks: asksOf(move) })),
  ];
}

function may(context: AppContext, permission: Permission): boolean {
  return context.actor.kind === 'system' || reachOf(context.actor.role, permission) !== 'no';
}

/** Whether a running campaign calls the line, so that a re-test needs nobody's help. */
async function isCalled(
  context: AppContext,
  line: Line,
  departments: Parameters<typeof selectLines>[2],
): Promise<boolean> {
  const campaigns = await context.store.campaigns.all();
  return campaigns.some(
    ({ state, scope }) => state === 'running' && selectLines([line], scope, departments).length > 0,
  );
}
