import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { chinaCalendar } from '../calendar/calendar.ts';
import { momentOf } from '../calendar/local-time.ts';
import { caseStates, isToBeTold, newCase, type Case } from './case.ts';
import {
  caseHotlineMoves,
  caseMoves,
  caseOfficeMoves,
  moveCase,
  openCaseMoves,
  type CaseMove,
  type CaseMoveRequest,
} from './case-moves.ts';
import { casePolicyIssue, defaultCasePolicy } from './case-policy.ts';

const beganMs = momentOf(chinaCalendar, '2026-11-23', 600);
const settingAt = (nowMs = beganMs) => ({
  policy: defaultCasePolicy,
  calendar: chinaCalendar,
  nowMs,
});
const begin = (category = 'help'): Case =>
  newCase(
    {
      id: 'c1',
      demand: '路灯不亮',
      category,
      place: '',
      channel: 'telephone',
      lineId: null,
      departmentId: null,
      atMs: beganMs,
    },
    defaultCasePolicy,
    chinaCalendar,
  );
function filled(move: CaseMove, one: Case): CaseMoveRequest {
  const departmentId = one.departmentId === 'd2' ? 'd1' : 'd2';
  return {
    move,
    version: one.version,
    reason: 'because',
    workingDays: 5,
    departmentId,
    answer: '已修复',
    satisfaction: 'satisfied',
  };
}
function after(moves: readonly CaseMove[], atMs = beganMs, first = begin()): Case {
  return moves.reduce((one, move) => {
    const result = moveCase(one, filled(move, one), settingAt(atMs));
    if (!result.ok) throw new Error(`${move}: ${result.refusal.why}`);
    return result.case;
  }, first);
}
function why(one: Case, request: Partial<CaseMoveRequest> & { move: CaseMove }, atMs = beganMs) {
  const result = moveCase(one, { ...filled(request.move, one), ...request }, settingAt(atMs));
  return result.ok ? null : result.refusal.why;
}

describe('the life of a case', () => {
  it('goes from received to closed over dispatch, answer and a visit that finds the citizen satisfied', () => {
    const answered = after(['dispatch', 'accept', 'start', 'answer']);
    expect(answered).toMatchObject({ state: 'answered', departmentId: 'd2', answer: '已修复' });
    expect(isToBeTold(answered)).toBe(true);
    const closed = after(['visit', 'close'], beganMs, answered);
    expect(closed).toMatchObject({ state: 'closed', satisfaction: 'satisfied', version: 7 });
    expect(isToBeTold(closed)).toBe(false);
  });

  it('gives an office the working days of its category from the day on which it gets it', () => {
    const late = momentOf(chinaCalendar, '2026-11-26', 600);
    const dispatched = (category: string) => after(['dispatch'], late, begin(category)).dueOn;
    expect(dispatched('enquiry')).toBe('2026-11-27');
    expect(dispatched('help')).toBe('2026-12-03');
    expect(dispatched('no such category any more')).toBe('2026-12-03');
  });

  it('comes back as wrong office within two working days, and goes to another or the same', () => {
    const dispatched = after(['dispatch']);
    const tooLate = momentOf(chinaCalendar, '2026-11-26', 1);
    expect(why(dispatched, { move: 'return', reason: ' ' })).toBe('reason_needed');
    expect(why(dispatched, { move: 'return' }, tooLate)).toBe('return_too_late');
    const returned = after(['return'], beganMs, dispatched);
    expect(why(returned, { move: 'dispatch', departmentId: 'd2' })).toBeNull();
    expect(why(dispatched, { move: 'redirect', departmentId: 'd2' })).toBe('same_department');
  });

  it('is not closed over the head of somebody who is not satisfied without a reason', () => {
    const answered = after(['dispatch', 'accept', 'answer']);
    expect(why(answered, { move: 'visit', satisfaction: undefined as never })).toBe(
      'satisfaction_needed',
    );
    const visited = moveCase(
      answered,
      { ...filled('visit', answered), satisfaction: 'not_satisfied' },
      settingAt(),
    );
    if (!visited.ok) throw new Error(visited.refusal.why);
    expect(why(visited.case, { move: 'close', reason: '' })).toBe('reason_needed');
    const reopened = after(['reopen'], beganMs, visited.case);
    expect(reopened).toMatchObject({ state: 'reopened', timesReopened: 1, satisfaction: null });
  });

  it('keeps an answer to be told where nobody was reached, and where it was answered anew', () => {
    const answered = after(['dispatch', 'accept', 'answer']);
    const visited = moveCase(
      answered,
      { ...filled('visit', answered), satisfaction: 'not_reached' },
      settingAt(),
    );
    expect(visited.ok && isToBeTold(visited.case)).toBe(true);
    const again = after(['visit', 'reopen', 'answer'], beganMs, answered);
    expect(isToBeTold(again)).toBe(true);
  });

  it('cannot be reopened where no office ever had it', () => {
    const dismissed = after(['dismiss']);
    expect(openCaseMoves(dismissed, 'hotline', settingAt())).toEqual([]);
    expect(why(dismissed, { move: 'reopen' })).toBe('never_dispatched');
  });

  it('moves only as its table says, whoever does what in which order (property)', () => {
    const moves = Object.keys(caseMoves) as CaseMove[];
    expect(new Set<string>([...caseOfficeMoves, ...caseHotlineMoves])).toEqual(new Set(moves));
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...moves), { maxLength: 30 }), (wanted) => {
        let one = begin();
        for (const move of wanted) {
          const result = moveCase(one, filled(move, one), settingAt());
          const rule = caseMoves[move];
          if (!result.ok) continue;
          expect(rule.from).toContain(one.state);
          expect(result.case.state).toBe(rule.to ?? one.state);
          expect(result.case.version).toBe(one.version + 1);
          expect(result.case.closedAtMs === null).toBe(result.case.state !== 'closed');
          expect(caseStates).toContain(result.case.state);
          one = result.case;
        }
      }),
    );
  });
});

describe('the rules of cases', () => {
  it('that contradict themselves are found', () => {
    const [first] = defaultCasePolicy.categories;
    if (first === undefined) throw new Error('there are categories');
    expect(casePolicyIssue(defaultCasePolicy)).toBeNull();
    expect(casePolicyIssue({ ...defaultCasePolicy, categories: [] })).toBe('no_category');
    expect(casePolicyIssue({ ...defaultCasePolicy, categories: [first, first] })).toBe('same_code');
    expect(casePolicyIssue({ ...defaultCasePolicy, escalateAfterWorkingDays: [5, 5] })).toBe(
      'escalation_order',
    );
  });
});
