import { describe, expect, it } from 'vitest';

import { chinaCalendar } from '../calendar/calendar.ts';
import { momentOf } from '../calendar/local-time.ts';
import { defaultVerdictPolicy } from '../campaigns/default-policy.ts';
import { judgeLine } from '../verdicts/judge-line.ts';
import { referencePrior } from '../verdicts/reach-prior.ts';
import type { Verdict, VerdictKind } from '../verdicts/verdict.ts';
import type { Ticket } from './ticket.ts';
import {
  dueDay,
  isOverdue,
  noticesDue,
  workingDaysOverdue,
  type TicketNotice,
} from './ticket-deadlines.ts';
import { defaultTicketPolicy, ticketPolicyIssue } from './ticket-policy.ts';
import { newTicket, ticketChange } from './ticket-rules.ts';

const line = { id: 'l1', departmentId: 'd1', tier: 'B' } as const;
const nowMs = momentOf(chinaCalendar, '2026-11-23', 600);
const setting = { policy: defaultTicketPolicy, calendar: chinaCalendar };

function verdict(kind: VerdictKind): Verdict {
  const nothing = judgeLine({
    line: { id: 'l1', purpose: 'enquiry', hours: null },
    calendar: chinaCalendar,
    policy: defaultVerdictPolicy,
    observations: [],
    spotChecks: [],
    contradictions: [],
    prior: referencePrior(defaultVerdictPolicy),
    final: false,
    nowMs,
  });
  return { ...nothing, kind };
}

const ticket: Ticket = {
  ...newTicket(line, { fault: 'busy', origin: 'verdict', atMs: nowMs - 1_000 }, setting),
  id: 't1',
};

describe('tickets', () => {
  it('are opened by a fault for the responsible office, five working days ahead in the middle tier', () => {
    expect(ticketChange(verdict('zombie'), line, [], setting, nowMs)).toEqual({
      kind: 'open',
      ticket: newTicket(line, { fault: 'zombie', origin: 'verdict', atMs: nowMs }, setting),
    });
    expect(ticket).toMatchObject({ departmentId: 'd1', state: 'opened', dueOn: '2026-11-30' });
  });

  it('are one for one fault of one line', () => {
    expect(ticketChange(verdict('busy'), line, [ticket], setting, nowMs).kind).toBe('none');
    expect(ticketChange(verdict('zombie'), line, [ticket], setting, nowMs).kind).toBe('open');
    expect(
      ticketChange(verdict('busy'), line, [{ ...ticket, state: 'closed' }], setting, nowMs).kind,
    ).toBe('open');
    expect(
      ticketChange(verdict('busy'), line, [{ ...ticket, lineId: 'l2' }], setting, nowMs).kind,
    ).toBe('open');
  });

  it('are closed by a healthy re-test, not by the calls that opened them', () => {
    const second = { ...ticket, id: 't2', fault: 'zombie' } as const;
    expect(ticketChange(verdict('healthy'), line, [ticket, second], setting, nowMs)).toEqual({
      kind: 'close',
      ticketIds: ['t1', 't2'],
    });
    expect(
      ticketChange(verdict('healthy'), line, [ticket], setting, ticket.openedAtMs - 1).kind,
    ).toBe('none');
    expect(ticketChange(verdict('undetermined'), line, [ticket], setting, nowMs).kind).toBe('none');
  });

  it('that no call can hear are not closed by calls', () => {
    const untrained = { ...ticket, fault: 'wrong_answers' } as const;
    expect(ticketChange(verdict('healthy'), line, [untrained], setting, nowMs).kind).toBe('none');
  });

  it('for a number that is not what is published are not closed by calls, which cannot hear that', () => {
    const outdated = { ...ticket, fault: 'outdated' } as const;
    expect(ticketChange(verdict('healthy'), line, [outdated], setting, nowMs).kind).toBe('none');
    expect(ticketChange(verdict('outdated'), line, [outdated], setting, nowMs).kind).toBe('none');
  });

  it('fall due over holidays in working days of the tier', () => {
    const beforeHoliday = momentOf(chinaCalendar, '2026-09-30', 600);
    const due = (tier: 'A' | 'B', fault: Ticket['fault']) =>
      dueDay(defaultTicketPolicy, { tier, fault }, beforeHoliday, chinaCalendar);
    expect(due('A', 'busy')).toBe('2026-10-10');
    expect(due('B', 'busy')).toBe('2026-10-13');
    expect(isOverdue(ticket, momentOf(chinaCalendar, '2026-11-30', 1_439), chinaCalendar)).toBe(
      false,
    );
    expect(isOverdue(ticket, momentOf(chinaCalendar, '2026-12-01', 0), chinaCalendar)).toBe(true);
    expect(
      isOverdue(
        { ...ticket, state: 'closed' },
        momentOf(chinaCalendar, '2026-12-01', 0),
        chinaCalendar,
      ),
    ).toBe(false);
  });

  it('are reminded of the day after, noticed beyond five working days, and escalated step by step', () => {
    const at = (day: string, given: TicketNotice[] = []) =>
      noticesDue(
        ticket,
        given,
        defaultTicketPolicy,
        chinaCalendar,
        momentOf(chinaCalendar, day, 1),
      );
    const reminder = { kind: 'reminder', level: 0 } as const;
    const notice = { kind: 'notice', level: 0 } as const;
    expect(at('2026-11-30')).toEqual([]);
    expect(at('2026-12-01')).toEqual([reminder]);
    expect(at('2026-12-01', [reminder])).toEqual([]);
    // The fifth working day after 30 November is Monday, 7 December; the sixth is the next.
    expect(at('2026-12-07', [reminder])).toEqual([]);
    expect(at('2026-12-08', [reminder])).toEqual([notice, { kind: 'escalation', level: 1 }]);
    expect(at('2026-12-15')).toEqual([
      reminder,
      notice,
      { kind: 'escalation', level: 1 },
      { kind: 'escalation', level: 2 },
    ]);
    for (const state of ['claimed', 'returned', 'closed'] as const) {
      const waiting = { ...ticket, state };
      const late = momentOf(chinaCalendar, '2026-12-15', 1);
      expect(noticesDue(waiting, [], defaultTicketPolicy, chinaCalendar, late)).toEqual([]);
      expect(workingDaysOverdue(waiting, late, chinaCalendar)).toBe(0);
    }
  });

  it('count the working days of a holiday with its make-up workdays', () => {
    const late = { ...ticket, dueOn: '2026-09-30' };
    const on = (day: string) =>
      workingDaysOverdue(late, momentOf(chinaCalendar, day, 600), chinaCalendar);
    expect([on('2026-10-07'), on('2026-10-08'), on('2026-10-10'), on('2026-10-11')]).toEqual([
      0, 1, 3, 3,
    ]);
  });

  it('follow a policy that does not contradict itself', () => {
    expect(ticketPolicyIssue(defaultTicketPolicy)).toBeNull();
    expect(ticketPolicyIssue({ ...defaultTicketPolicy, escalateAfterWorkingDays: [5, 5] })).toBe(
      'escalation_order',
    );
    const none = { ...defaultTicketPolicy.repairWorkingDays.A, busy: 0 };
    const repairWorkingDays = { ...defaultTicketPolicy.repairWorkingDays, A: none };
    expect(ticketPolicyIssue({ ...defaultTicketPolicy, repairWorkingDays })).toBe('days');
  });
});
