import { describe, expect, it } from 'vitest';

import { chinaCalendar } from '../calendar/calendar.ts';
import { momentOf } from '../calendar/local-time.ts';
import { defaultVerdictPolicy } from '../campaigns/default-policy.ts';
import { judgeLine } from '../verdicts/judge-line.ts';
import { referencePrior } from '../verdicts/reach-prior.ts';
import type { Verdict, VerdictKind } from '../verdicts/verdict.ts';
import type { Ticket } from './ticket.ts';
import { dueDay, isOverdue, ticketChange } from './ticket-rules.ts';

const line = { id: 'l1', departmentId: 'd1', tier: 'B' } as const;
const nowMs = momentOf(chinaCalendar, '2026-11-23', 600);

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
  id: 't1',
  lineId: 'l1',
  departmentId: 'd1',
  fault: 'busy',
  state: 'open',
  openedAtMs: nowMs - 1_000,
  openedByVerdictId: 'v1',
  dueOn: '2026-11-30',
  closedAtMs: null,
  closedByVerdictId: null,
};

describe('tickets', () => {
  it('are opened by a fault for the responsible office, five working days ahead in the middle tier', () => {
    expect(ticketChange(verdict('zombie'), line, [], chinaCalendar, nowMs)).toEqual({
      kind: 'open',
      ticket: {
        lineId: 'l1',
        departmentId: 'd1',
        fault: 'zombie',
        state: 'open',
        openedAtMs: nowMs,
        dueOn: '2026-11-30',
        closedAtMs: null,
        closedByVerdictId: null,
      },
    });
  });

  it('are one for one fault of one line', () => {
    expect(ticketChange(verdict('busy'), line, [ticket], chinaCalendar, nowMs).kind).toBe('none');
    expect(ticketChange(verdict('zombie'), line, [ticket], chinaCalendar, nowMs).kind).toBe('open');
    expect(
      ticketChange(verdict('busy'), line, [{ ...ticket, state: 'closed' }], chinaCalendar, nowMs)
        .kind,
    ).toBe('open');
    expect(
      ticketChange(verdict('busy'), line, [{ ...ticket, lineId: 'l2' }], chinaCalendar, nowMs).kind,
    ).toBe('open');
  });

  it('are closed by a healthy re-test, not by the calls that opened them', () => {
    const second = { ...ticket, id: 't2', fault: 'zombie' } as const;
    expect(ticketChange(verdict('healthy'), line, [ticket, second], chinaCalendar, nowMs)).toEqual({
      kind: 'close',
      ticketIds: ['t1', 't2'],
    });
    expect(
      ticketChange(verdict('healthy'), line, [ticket], chinaCalendar, ticket.openedAtMs - 1).kind,
    ).toBe('none');
    expect(ticketChange(verdict('undetermined'), line, [ticket], chinaCalendar, nowMs).kind).toBe(
      'none',
    );
  });

  it('fall due over holidays in working days of the tier', () => {
    const beforeHoliday = momentOf(chinaCalendar, '2026-09-30', 600);
    expect(dueDay('A', beforeHoliday, chinaCalendar)).toBe('2026-10-10');
    expect(dueDay('B', beforeHoliday, chinaCalendar)).toBe('2026-10-13');
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
});
