import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { chinaCalendar } from '../calendar/calendar.ts';
import { momentOf } from '../calendar/local-time.ts';
import { isWorkingDay } from '../calendar/working-day.ts';
import { ticketFaults, ticketStates, type Ticket } from './ticket.ts';
import {
  directorMoves,
  moveTicket,
  officeMoves,
  openMoves,
  ticketMoves,
  type MoveRequest,
  type TicketMove,
} from './ticket-moves.ts';
import { defaultTicketPolicy } from './ticket-policy.ts';
import { newTicket } from './ticket-rules.ts';

const line = { id: 'l1', departmentId: 'd1', tier: 'B' } as const;
const beganMs = momentOf(chinaCalendar, '2026-11-23', 600);
const settingAt = (nowMs: number) =>
  ({ tier: 'B', policy: defaultTicketPolicy, calendar: chinaCalendar, nowMs }) as const;
const begin = (fault: Ticket['fault'] = 'busy'): Ticket => ({
  ...newTicket(line, { fault, origin: 'verdict', atMs: beganMs }, settingAt(beganMs)),
  id: 't1',
});

/** Makes moves one after the other, each filled in as it asks; fails where one is refused. */
function after(moves: readonly TicketMove[], fault: Ticket['fault'] = 'busy', atMs = beganMs) {
  return moves.reduce((ticket, move) => {
    const result = moveTicket(ticket, filled(move, ticket), settingAt(atMs));
    if (!result.ok) throw new Error(`${move}: ${result.refusal.why}`);
    return result.ticket;
  }, begin(fault));
}

function filled(move: TicketMove, ticket: Ticket, version = ticket.version): MoveRequest {
  const departmentId = ticket.departmentId === 'd2' ? 'd1' : 'd2';
  return { move, version, reason: 'because', workingDays: 5, departmentId };
}

function why(ticket: Ticket, request: Partial<MoveRequest> & { move: TicketMove }, atMs = beganMs) {
  const result = moveTicket(
    ticket,
    { ...filled(request.move, ticket), ...request },
    settingAt(atMs),
  );
  return result.ok ? null : result.refusal.why;
}

describe('the life of a ticket', () => {
  it('goes from opened to closed by a re-test that the claim asks for', () => {
    const claimed = after(['accept', 'start', 'claim']);
    expect(claimed).toMatchObject({ state: 'claimed', retestAskedAtMs: beganMs, version: 4 });
    expect(
      moveTicket(claimed, { ...filled('pass', claimed), verdictId: 'v9' }, settingAt(7)),
    ).toEqual({
      ok: true,
      ticket: { ...claimed, state: 'closed', closedAtMs: 7, closedByVerdictId: 'v9', version: 5 },
    });
  });

  it('plans no calls for what no call hears', () => {
    for (const fault of ['wrong_answers', 'outdated'] as const) {
      expect(after(['accept', 'claim'], fault).retestAskedAtMs).toBeNull();
    }
  });

  it('is reopened by a re-test that fails, with three working days at least', () => {
    const late = momentOf(chinaCalendar, '2026-12-10', 600);
    const claimed = after(['accept', 'claim']);
    const result = moveTicket(claimed, filled('fail', claimed), settingAt(late));
    expect(result).toMatchObject({
      ok: true,
      ticket: { state: 'reopened', timesReopened: 1, retestAskedAtMs: null, dueOn: '2026-12-15' },
    });
    const early = moveTicket(claimed, filled('fail', claimed), settingAt(beganMs));
    expect(early).toMatchObject({ ok: true, ticket: { dueOn: '2026-11-30' } });
  });

  it('lets an office return what is not its own within two working days, with a reason', () => {
    expect(why(begin(), { move: 'return', reason: ' ' })).toBe('reason_needed');
    expect(
      why(begin(), { move: 'return' }, momentOf(chinaCalendar, '2026-11-25', 1_439)),
    ).toBeNull();
    expect(why(begin(), { move: 'return' }, momentOf(chinaCalendar, '2026-11-26', 0))).toBe(
      'return_too_late',
    );
    expect(why(after(['accept']), { move: 'return' })).toBe('wrong_state');
  });

  it('gives another office the whole time', () => {
    const returned = after(['return']);
    const thursday = momentOf(chinaCalendar, '2026-11-26', 600);
    const result = moveTicket(returned, filled('assign', returned), settingAt(thursday));
    expect(result).toMatchObject({
      ok: true,
      ticket: { state: 'opened', departmentId: 'd2', assignedAtMs: thursday, dueOn: '2026-12-03' },
    });
    expect(why(returned, { move: 'assign', departmentId: 'd1' })).toBeNull();
    expect(why(begin(), { move: 'assign', departmentId: 'd1' })).toBe('same_department');
  });

  it('grants one extension, asked for in time', () => {
    const asked = after(['accept', 'ask_extension']);
    expect(asked).toMatchObject({ state: 'accepted', dueOn: '2026-11-30' });
    expect(why(asked, { move: 'ask_extension' })).toBe('extension_pending');
    const granted = after(['accept', 'ask_extension', 'grant_extension']);
    expect(granted).toMatchObject({ dueOn: '2026-12-07', extensionsGranted: 1 });
    expect(why(granted, { move: 'ask_extension' })).toBe('extension_used');
    expect(
      why(after(['accept', 'ask_extension', 'refuse_extension']), { move: 'ask_extension' }),
    ).toBeNull();
    expect(why(after(['accept']), { move: 'ask_extension', workingDays: 11 })).toBe(
      'extension_too_long',
    );
    expect(
      why(after(['accept']), { move: 'ask_extension' }, momentOf(chinaCalendar, '2026-12-01', 0)),
    ).toBe('extension_too_late');
    expect(why(after(['accept']), { move: 'grant_extension' })).toBe('no_extension_asked');
  });

  it('offers the answer that an office waits for before all other moves', () => {
    const asked = after(['accept', 'ask_extension']);
    const moves = openMoves(asked, 'director', settingAt(beganMs));
    expect(moves.slice(0, 2)).toEqual(['grant_extension', 'refuse_extension']);
    expect(openMoves(after(['accept']), 'director', settingAt(beganMs))[0]).toBe('assign');
  });

  it('tells the second of two people that the ticket has moved, and changes nothing', () => {
    const seen = begin();
    const first = after(['accept']);
    expect(why(first, { move: 'return', version: seen.version })).toBe('moved_meanwhile');
    expect(first.state).toBe('accepted');
  });

  it('keeps its rules over any moves of anybody at any time', () => {
    const moves = Object.keys(ticketMoves) as TicketMove[];
    const step = fc.record({
      move: fc.constantFrom(...moves),
      later: fc.integer({ min: 0, max: 6 * 86_400_000 }),
      stale: fc.boolean(),
      reason: fc.constantFrom('', '已更换话机'),
      workingDays: fc.integer({ min: -1, max: 12 }),
      departmentId: fc.constantFrom('d1', 'd2'),
    });
    fc.assert(
      fc.property(
        fc.constantFrom(...ticketFaults),
        fc.array(step, { maxLength: 25 }),
        (fault, steps) => {
          let ticket = begin(fault);
          let nowMs = beganMs;
          for (const { later, stale, ...request } of steps) {
            nowMs += later;
            const version = ticket.version - (stale ? 1 : 0);
            const result = moveTicket(ticket, { ...request, version }, settingAt(nowMs));
            const possible = openMoves(ticket, ticketMoves[request.move].by, settingAt(nowMs));
            if (!result.ok) continue;
            expect(stale).toBe(false);
            expect(possible).toContain(request.move);
            const next = result.ticket;
            const rule = ticketMoves[request.move];
            expect(rule.from).toContain(ticket.state);
            expect(next.state).toBe(rule.to ?? ticket.state);
            expect(next.version).toBe(ticket.version + 1);
            expect(next.state === 'closed').toBe(next.closedAtMs !== null);
            expect(next.extensionsGranted).toBeLessThanOrEqual(defaultTicketPolicy.extensions);
            expect(isWorkingDay(chinaCalendar, next.dueOn)).toBe(true);
            if (next.departmentId === ticket.departmentId && request.move !== 'assign') {
              expect(next.dueOn >= ticket.dueOn).toBe(true);
            }
            if (next.retestAskedAtMs !== null) expect(['claimed', 'closed']).toContain(next.state);
            expect([next.id, next.lineId, next.fault, next.openedAtMs]).toEqual([
              ticket.id,
              ticket.lineId,
              ticket.fault,
              ticket.openedAtMs,
            ]);
            ticket = next;
          }
        },
      ),
    );
  });

  it('leaves no state without a way on, and every state can be reached', () => {
    const reached = new Set<string>(['opened']);
    for (const state of ticketStates) {
      const ways = Object.values(ticketMoves).filter(({ from }) =>
        (from as readonly string[]).includes(state),
      );
      expect(ways.length, state).toBeGreaterThan(0);
      for (const { to } of ways) if (to !== null) reached.add(to);
    }
    expect([...reached].sort()).toEqual([...ticketStates].sort());
    expect(new Set([...officeMoves, ...directorMoves, 'pass', 'fail']).size).toBe(
      Object.keys(ticketMoves).length,
    );
  });
});
