import { expect, it } from 'vitest';

import { buildLine, buildTicket } from '../../../../testkit/src/builders.ts';
import type { TicketRow } from '../ports/store/tickets.ts';
import { faultSentence, nextSentence, stepSentence } from './ticket-words.ts';

const line = buildLine(1);
function row(change: Partial<TicketRow>): TicketRow {
  return {
    ...buildTicket(2, line, { fault: 'zombie', dueOn: '2026-09-16' }),
    number: 4,
    telephone: line.number,
    departmentName: '单位1',
    tier: line.tier,
    attempts: 4,
    reached: 0,
    ...change,
  };
}
const next = { returnUntil: '2026-09-11', mayReturn: true, isOverdue: false, called: true };

it('names the last day until it has passed, and then says that it has', () => {
  expect(faultSentence(row({})).zh).toContain('请在 2026-09-16 前整改。');
  const late = faultSentence(row({}), true);
  expect(late.zh).toContain('整改限期 2026-09-16 已过。');
  expect(late.en).toContain('It was due on 2026-09-16.');
  for (const state of ['accepted', 'in_repair', 'reopened'] as const) {
    expect(nextSentence(row({ state }), next).zh).toContain('请在 2026-09-16 前');
    const overdue = nextSentence(row({ state }), { ...next, isOverdue: true });
    expect(overdue.zh).toContain('限期 2026-09-16 已过');
    expect(overdue.en).toContain('due on 2026-09-16');
  }
});

it('offers the way back to nobody whose time for it is over', () => {
  const opened = row({ state: 'opened', departmentId: 'd1' });
  expect(nextSentence(opened, next).zh).toContain('在 2026-09-11 前说明理由退回');
  const over = nextSentence(opened, { ...next, mayReturn: false });
  expect(over.zh).toBe('请责任单位接收；退回期限 2026-09-11 已过。');
  expect(over.en).toContain('the last day for returning it was 2026-09-11');
});

it('tells of a closed ticket what was wrong, without the calls that found it repaired', () => {
  const closed = faultSentence(row({ state: 'closed', attempts: 13, reached: 7 }));
  expect(closed.zh).toMatch(/响铃却没有人接。$/);
  expect(closed.en).toMatch(/rings, and nobody answers\.$/);
});

it('says why a re-test closed or reopened a ticket: how many calls got through', () => {
  const passed = stepSentence({ kind: 'pass', detail: { retest: { calls: 8, reached: 8 } } });
  expect(passed.zh).toBe('复测合格，已销号（复测 8 次，打通 8 次）');
  expect(passed.en).toContain('(8 of 8 calls got through)');
  const detail = { retest: { calls: 4, reached: 0 }, dueOn: '2026-09-16' };
  expect(stepSentence({ kind: 'fail', detail }).zh).toBe(
    '复测不合格，退回重新整改（复测 4 次，打通 0 次），限期 2026-09-16',
  );
});
