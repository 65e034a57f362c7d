import type { Ticket, TicketDetail } from '@everyline/contract';
import {
  chinaCalendar,
  defaultTicketPolicy,
  momentOf,
  workingDaysBetween,
} from '@everyline/domain';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import {
  buildDepartment,
  buildLine,
  buildObservation,
  buildProbe,
  buildTicket,
  buildTrunk,
  openTestServer,
  testId,
  type TestServer,
} from '../../../../testkit/src/index.ts';
import { machine } from '../../bindings/machine.ts';
import { startTicketWorker } from '../../jobs/ticket-worker.ts';
import { importSource } from '../sources/import-source.ts';
import { readSource } from '../sources/read-source.ts';
import { renewLine } from '../verdicts/renew-line.ts';
import { chaseTickets } from './chase-tickets.ts';

/** 1 is the city's office, 2 a bureau under it, 3 a division of the bureau, 4 another bureau. */
const [city, bureau, division, other] = [testId(1), testId(2), testId(3), testId(4)];
let now = momentOf(chinaCalendar, '2026-11-23', 600);
const at = (day: string, minute = 600) => (now = momentOf(chinaCalendar, day, minute));

let opened: TestServer;
const cookies: Record<string, string> = {};
const store = () => opened.city.context.store;

beforeAll(async () => {
  const clock = {
    nowMs: () => now,
    wait: (lengthMs: number, signal?: AbortSignal) => machine.clock.wait(lengthMs, signal),
    every: (lengthMs: number, work: () => void | Promise<void>) =>
      machine.clock.every(lengthMs, work),
  };
  opened = await openTestServer({ clock });
  for (const [id, parentId] of [
    [1, null],
    [2, city],
    [3, bureau],
    [4, city],
  ] as const) {
    await store().departments.insert({ ...buildDepartment(id, { parentId }), createdAtMs: 0 });
  }
  await store().trunks.insert(buildTrunk(900));
  cookies['boss'] = await opened.signedIn('boss', 'city_admin');
  cookies['chief'] = await opened.signedIn('chief', 'campaign_manager');
  cookies['wang'] = await opened.signedIn('wang', 'department_manager', bureau);
  cookies['li'] = await opened.signedIn('li', 'department_manager', division);
  cookies['zhao'] = await opened.signedIn('zhao', 'department_manager', other);
  cookies['tester'] = await opened.signedIn('tester', 'tester');
});
afterAll(() => opened.close());

async function ask<T>(
  who: string,
  method: 'GET' | 'POST' | 'PUT' | 'DELETE',
  url: string,
  body?: object,
) {
  const answer = await opened.server.inject({
    method,
    url,
    headers: { cookie: cookies[who] ?? '', 'accept-language': 'en' },
    ...(body && { payload: body }),
  });
  return {
    status: answer.statusCode,
    body: answer.json<T & { message?: string; code?: string }>(),
  };
}

let lines = 0;
/** A line of an office with a ticket that a verdict has opened now. */
async function ticketOf(
  departmentId: string | null,
  change: Parameters<typeof buildTicket>[2] = {},
) {
  lines += 1;
  const line = buildLine(100 + lines, { departmentId });
  await store().lines.insert([line]);
  const ticket = buildTicket(300 + lines, line, { openedAtMs: now, assignedAtMs: now, ...change });
  await store().tickets.open(ticket, 'system:test');
  return { id: ticket.id, line };
}

interface Wanted {
  readonly move: string;
  readonly version: number;
  readonly reason?: string;
  readonly workingDays?: number;
  readonly departmentId?: string;
  readonly withLine?: boolean;
}

const read = async (who: string, id: string) =>
  (await ask<TicketDetail>(who, 'GET', `/api/tickets/${id}`)).body;
const move = (who: string, id: string, body: Wanted) => {
  const office = ['accept', 'return', 'start', 'claim', 'ask_extension'].includes(body.move);
  return ask<Ticket>(who, 'POST', `/api/tickets/${id}/${office ? 'work' : 'direct'}`, body);
};

describe('the life of a ticket over HTTP', () => {
  it('goes from the office that returns it to the one that repairs it', async () => {
    at('2026-11-23');
    const { id, line } = await ticketOf(bureau);
    expect((await read('wang', id)).moves.map((one) => one.move)).toEqual(['accept', 'return']);
    const mute = await move('wang', id, { move: 'return', version: 1 });
    expect(mute).toMatchObject({ status: 409, body: { code: 'ticket_rule' } });
    expect(mute.body.message).toBe('This cannot be done: say why, or what was done.');
    expect(
      (await move('wang', id, { move: 'return', version: 1, reason: '属于另一局' })).body,
    ).toMatchObject({ state: 'returned', version: 2 });
    expect((await move('zhao', id, { move: 'accept', version: 2 })).status).toBe(403);
    at('2026-11-25');
    const assigned = await move('chief', id, {
      move: 'assign',
      version: 2,
      reason: '职责在此',
      departmentId: other,
      withLine: true,
    });
    expect(assigned.body).toMatchObject({
      state: 'opened',
      dueOn: '2026-12-02',
      department: { id: other },
    });
    expect((await store().lines.byId(line.id))?.departmentId).toBe(other);
    expect((await ask('wang', 'GET', `/api/tickets/${id}`)).status).toBe(403);
    await move('zhao', id, { move: 'accept', version: 3 });
    const claimed = await move('zhao', id, { move: 'claim', version: 4, reason: '已加中继' });
    expect(claimed.body).toMatchObject({ state: 'claimed', retestPlannedAtMs: now });
    const detail = await read('zhao', id);
    expect(detail.next.en).toContain('no running campaign calls this line');
    expect(detail.steps.map(({ by, sentence, reason }) => [by.en, sentence.en, reason])).toEqual([
      ['The program', 'opened the ticket', ''],
      ['wang', 'returned it as not theirs', '属于另一局'],
      ['chief', 'assigned it: 单位4', '职责在此'],
      ['zhao', 'accepted the ticket', ''],
      ['zhao', 'claimed it repaired', '已加中继'],
    ]);
    const confirmed = await move('chief', id, { move: 'confirm', version: 5, reason: '回访属实' });
    expect(confirmed.body).toMatchObject({ state: 'closed', closedAtMs: now });
    expect(await store().tickets.repairedFromMs(line.id)).toBe(now);
  });

  it('tells the second of two who move it at once what the first did, and loses nothing', async () => {
    at('2026-11-23');
    const { id } = await ticketOf(bureau);
    const [first, second] = await Promise.all([
      move('wang', id, { move: 'accept', version: 1 }),
      move('boss', id, { move: 'confirm', version: 1, reason: '误报' }),
    ]);
    const late = [first, second].find(({ status }) => status === 409);
    const kept = [first, second].find(({ status }) => status === 200);
    expect(late?.body.code).toBe('ticket_moved');
    expect(late?.body.message).toMatch(
      kept === first
        ? /^wang accepted the ticket at 2026-11-23 10:00; what you asked for was not done\.$/
        : /^boss confirmed the repair and closed it at 2026-11-23 10:00; /,
    );
    const after = await read('boss', id);
    expect(after.ticket.version).toBe(2);
    expect(after.steps).toHaveLength(2);
  });

  it('gives one extension with approval', async () => {
    at('2026-11-23');
    const { id } = await ticketOf(bureau);
    await move('wang', id, { move: 'accept', version: 1 });
    const asked = { move: 'ask_extension', version: 2, workingDays: 5, reason: '等设备' };
    expect((await move('wang', id, asked)).body.extension).toMatchObject({ state: 'asked' });
    const waiting = await ask<{ items: Ticket[] }>('chief', 'GET', '/api/tickets?extension=true');
    expect(waiting.body.items.map((one) => one.id)).toEqual([id]);
    const granted = await move('chief', id, { move: 'grant_extension', version: 3 });
    expect(granted.body).toMatchObject({ dueOn: '2026-12-07', extension: { state: 'granted' } });
    const again = await move('wang', id, { ...asked, version: 4 });
    expect(again.body.message).toBe('This cannot be done: a ticket is extended 1 times at most.');
  });

  it('moves many at once, and says of each one that cannot be moved why', async () => {
    at('2026-11-23');
    const one = await ticketOf(bureau);
    const two = await ticketOf(division);
    await move('li', two.id, { move: 'accept', version: 1 });
    const tickets = [one, two].map(({ id }) => ({ id, version: 1 }));
    const result = await ask<{
      moved: number;
      refused: { id: string; sentence: { en: string } }[];
    }>('wang', 'POST', '/api/tickets/work', { move: 'accept', tickets });
    expect(result.body.moved).toBe(1);
    expect(result.body.refused).toMatchObject([{ id: two.id }]);
    expect(result.body.refused[0]?.sentence.en).toMatch(/^li accepted the ticket at/);
    const outside = await ask('zhao', 'POST', '/api/tickets/work', { move: 'start', tickets });
    expect(outside.body.code).toBe('outside_scope');
  });

  it('reminds, gives notice and tells the offices above, once, also after a restart', async () => {
    at('2026-11-23');
    const { id } = await ticketOf(division);
    const kinds = async () =>
      (await read('boss', id)).notices.map(({ kind, to }) => [kind, to?.name ?? null]);
    at('2026-11-30', 1_439);
    await chaseTickets(opened.city.context);
    expect(await kinds()).toEqual([]);
    at('2026-12-01', 1);
    await chaseTickets(opened.city.context);
    const restarted = startTicketWorker(opened.city.context, machine.clock, (cause) => {
      throw cause;
    });
    await restarted();
    expect(await kinds()).toEqual([['reminder', '单位3']]);
    at('2026-12-08');
    await Promise.all([chaseTickets(opened.city.context), chaseTickets(opened.city.context)]);
    at('2026-12-15');
    await chaseTickets(opened.city.context);
    expect(await kinds()).toEqual([
      ['reminder', '单位3'],
      ['notice', '单位3'],
      ['escalation', '单位2'],
      ['escalation', '单位1'],
    ]);
    const { notices, ticket, steps } = await read('li', id);
    expect(ticket).toMatchObject({ overdue: true, workingDaysOverdue: 11 });
    expect(notices[1]?.text.en).toMatch(/was due on 2026-11-30 and is 6 working days overdue/);
    expect(steps.at(-1)).toMatchObject({
      by: { en: 'The program' },
      sentence: { en: 'told the office above: 单位1' },
    });
    const late = await ask<{ items: Ticket[] }>('li', 'GET', '/api/tickets?overdue=true&sort=due');
    expect(late.body.items.map((one) => one.id)).toContain(id);
    const stopped = await move('li', id, { move: 'accept', version: 1 });
    await move('li', id, { move: 'claim', version: stopped.body.version, reason: '已修' });
    expect((await read('li', id)).ticket).toMatchObject({ overdue: false, workingDaysOverdue: 0 });
  });

  it('is closed by a re-test that passes and reopened by one that fails', async () => {
    at('2026-11-23');
    const { id, line } = await ticketOf(bureau, { fault: 'invalid' });
    await move('wang', id, { move: 'accept', version: 1 });
    await move('wang', id, { move: 'claim', version: 2, reason: '已复机' });
    expect((await store().tickets.openRetests()).map((one) => one.id)).toContain(id);
    const call = async (
      number: number,
      day: string,
      outcome: 'unallocated' | 'answered_person',
    ) => {
      at(day);
      const times = { startedAtMs: now, endedAtMs: now + 9_000 };
      const probe = buildProbe(number, line, testId(900), { ...times, plannedAtMs: now });
      await store().probes.insert([{ ...probe, guard: null, virtualTime: false }]);
      await store().probes.addObservation(buildObservation(number + 500, probe, { outcome }), []);
    };
    await call(601, '2026-11-24', 'unallocated');
    await call(602, '2026-11-25', 'unallocated');
    await call(603, '2026-11-26', 'unallocated');
    await renew(line.id);
    const failed = await read('wang', id);
    expect(failed.ticket).toMatchObject({
      state: 'reopened',
      timesReopened: 1,
      retestPlannedAtMs: null,
    });
    expect(failed.evidence.map((one) => one.outcome)).toEqual([
      'unallocated',
      'unallocated',
      'unallocated',
    ]);
    at('2026-11-27');
    await move('wang', id, { move: 'claim', version: failed.ticket.version, reason: '已重装' });
    const days = workingDaysBetween(chinaCalendar, '2026-11-30', '2027-01-29');
    for (const [index, day] of days.entries()) {
      await call(700 + index, day, 'answered_person');
      await renew(line.id);
      if ((await store().tickets.row(id))?.state === 'closed') break;
    }
    const passed = await read('wang', id);
    expect(passed.ticket.state).toBe('closed');
    expect(passed.steps.at(-1)).toMatchObject({ kind: 'pass', by: { en: 'The program' } });
  });

  it('is opened by hand and by a wrong answer, and closed by a right one', async () => {
    at('2026-11-23');
    const { line } = await ticketOf(bureau);
    const byHand = { lineId: line.id, fault: 'other', note: '话机损坏。' };
    const made = await ask<{ ticket: Ticket; opened: boolean }>(
      'wang',
      'POST',
      '/api/tickets',
      byHand,
    );
    expect(made.body).toMatchObject({ opened: true, ticket: { origin: 'hand', state: 'opened' } });
    expect(made.body.ticket.sentence.zh).toContain('话机损坏。请在');
    const twice = await ask<{ ticket: Ticket; opened: boolean }>(
      'chief',
      'POST',
      '/api/tickets',
      byHand,
    );
    expect(twice.body).toMatchObject({ opened: false, ticket: { id: made.body.ticket.id } });

    const check = (answerRight: boolean) =>
      ask('tester', 'POST', '/api/spot-checks', {
        lineId: line.id,
        code: '11',
        answerRight,
        note: '不知办理材料',
      });
    await check(false);
    const list = async () =>
      (
        await ask<{ items: Ticket[] }>(
          'wang',
          'GET',
          `/api/tickets?lineId=${line.id}&fault=wrong_answers`,
        )
      ).body.items;
    const [wrong] = await list();
    expect(wrong).toMatchObject({ origin: 'spot_check', state: 'opened', dueOn: '2026-12-07' });
    const id = wrong?.id ?? '';
    expect((await read('wang', id)).evidence).toMatchObject([{ spotCheckCode: '11' }]);
    expect((await ask('wang', 'POST', `/api/tickets/${id}/retest`)).body.code).toBe('ticket_rule');
    await move('wang', id, { move: 'accept', version: 1 });
    await move('wang', id, { move: 'claim', version: 2, reason: '已培训' });
    await check(false);
    expect((await list())[0]).toMatchObject({ state: 'reopened' });
    await move('wang', id, { move: 'claim', version: 4, reason: '再次培训' });
    await check(true);
    expect((await list())[0]).toMatchObject({ state: 'closed' });
    const reopened = await move('chief', id, { move: 'reopen', version: 6, reason: '又答错' });
    expect(reopened.body).toMatchObject({ state: 'reopened', closedAtMs: null });
  });

  it('is opened for a contradiction by hand or by the rules, and closed when it is resolved', async () => {
    at('2026-11-23');
    const line = buildLine(95, { departmentId: bureau });
    await store().lines.insert([line]);
    for (const owner of ['单位2', '单位4']) {
      const bytes = new TextEncoder().encode(`单位,电话\n${owner},028-61000095\n`);
      const file = { name: `${owner}.csv`, sizeBytes: bytes.length, at: { bytes } };
      const source = await readSource(opened.city.context, {
        file,
        origin: owner,
        areaCode: '028',
      });
      await importSource(opened.city.context, source.id);
    }
    const known = (await store().lines.byNumberKey('+862861000095')) ?? line;
    const { items } = await store().sources.conflicts(
      { lineId: known.id },
      { page: 1, pageSize: 9 },
    );
    const conflictId = items[0]?.id ?? '';
    const wanted = { lineId: known.id, fault: 'other', note: '两处单位不同', conflictId };
    const stranger = { ...wanted, lineId: (await ticketOf(bureau)).line.id };
    expect((await ask('chief', 'POST', '/api/tickets', stranger)).body.code).toBe('invalid_input');
    const patient = { ...defaultTicketPolicy, conflictOpensAfterWorkingDays: 10 };
    await ask('boss', 'PUT', '/api/ticket-policy', patient);
    at('2026-12-04');
    expect((await chaseTickets(opened.city.context)).opened).toBe(0);
    at('2026-12-08');
    expect((await chaseTickets(opened.city.context)).opened).toBe(1);
    expect((await chaseTickets(opened.city.context)).opened).toBe(0);
    const made = await ask<{ ticket: Ticket; opened: boolean }>(
      'chief',
      'POST',
      '/api/tickets',
      wanted,
    );
    expect(made.body).toMatchObject({
      opened: false,
      ticket: { fault: 'contradictory', origin: 'conflict' },
    });
    const { status } = await ask('chief', 'POST', `/api/conflicts/${conflictId}/resolve`, {
      resolution: '以局函为准',
    });
    expect(status).toBe(200);
    const closed = await read('chief', made.body.ticket.id);
    expect(closed.ticket.state).toBe('closed');
    expect(closed.steps.at(-1)).toMatchObject({ kind: 'pass', reason: '以局函为准' });
  });

  it('keeps comments and attached files, sealed, and gives them back', async () => {
    at('2026-11-23');
    const { id } = await ticketOf(bureau);
    await ask('wang', 'POST', `/api/tickets/${id}/comments`, { text: ' 已联系电信 ' });
    const boundary = 'x1';
    const payload = `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="照片 '1'.txt"\r\ncontent-type: text/plain\r\n\r\nhello\r\n--${boundary}--\r\n`;
    const headers = {
      cookie: cookies['wang'] ?? '',
      'content-type': `multipart/form-data; boundary=${boundary}`,
    };
    const sent = await opened.server.inject({
      method: 'POST',
      url: `/api/tickets/${id}/attachments`,
      headers,
      payload,
    });
    expect(sent.statusCode, sent.body).toBe(200);
    const { attachments, steps } = await read('wang', id);
    expect(attachments).toMatchObject([
      { name: "照片 '1'.txt", bytes: 5, addedBy: { en: 'wang' } },
    ]);
    expect(steps.map(({ kind, reason }) => [kind, reason])).toEqual([
      ['opened', ''],
      ['commented', '已联系电信'],
      ['attached', ''],
    ]);
    const url = `/api/tickets/${id}/attachments/${attachments[0]?.id}`;
    const back = await opened.server.inject({ url, headers: { cookie: cookies['boss'] ?? '' } });
    expect(back.body).toBe('hello');
    expect(back.headers['content-disposition']).toBe(
      "attachment; filename*=UTF-8''%E7%85%A7%E7%89%87%20%271%27.txt",
    );
  });

  it('exports what is filtered, and keeps filters for the person', async () => {
    const file = await opened.server.inject({
      url: '/api/tickets.xlsx?state=open',
      headers: { cookie: cookies['wang'] ?? '' },
    });
    expect(file.rawPayload.subarray(0, 2).toString()).toBe('PK');
    const filter = { page: 'tickets', name: '逾期', search: 'overdue=true' };
    const saved = await ask<{ id: string }>('wang', 'POST', '/api/filters', filter);
    await ask('wang', 'POST', '/api/filters', { ...filter, search: 'overdue=true&tier=A' });
    const mine = await ask<{ search: string }[]>('wang', 'GET', '/api/filters?page=tickets');
    expect(mine.body).toMatchObject([{ id: saved.body.id, search: 'overdue=true&tier=A' }]);
    expect((await ask<unknown[]>('li', 'GET', '/api/filters?page=tickets')).body).toEqual([]);
    expect((await ask('li', 'DELETE', `/api/filters/${saved.body.id}`)).status).toBe(404);
    expect((await ask('wang', 'DELETE', `/api/filters/${saved.body.id}`)).status).toBe(200);
  });

  it('follows rules that the administrator changes', async () => {
    at('2026-11-23');
    const repairWorkingDays = {
      ...defaultTicketPolicy.repairWorkingDays,
      B: { ...defaultTicketPolicy.repairWorkingDays.B, other: 2 },
    };
    const policy = { ...defaultTicketPolicy, repairWorkingDays };
    expect((await ask('chief', 'PUT', '/api/ticket-policy', policy)).status).toBe(403);
    const wrong = { ...policy, escalateAfterWorkingDays: [5, 5] };
    expect((await ask('boss', 'PUT', '/api/ticket-policy', wrong)).body).toMatchObject({
      code: 'invalid_input',
    });
    expect((await ask('boss', 'PUT', '/api/ticket-policy', policy)).status).toBe(200);
    const { line } = await ticketOf(bureau);
    const made = await ask<{ ticket: Ticket }>('wang', 'POST', '/api/tickets', {
      lineId: line.id,
      fault: 'other',
      note: '线路损坏',
    });
    expect(made.body.ticket.dueOn).toBe('2026-11-25');
  });
});

async function renew(lineId: string): Promise<void> {
  const line = await store().lines.byId(lineId);
  if (line) await renewLine(opened.city.context, line);
}
