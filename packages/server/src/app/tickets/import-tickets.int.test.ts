import type { NotificationPage, TicketDetail, TicketsImported } from '@everyline/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import {
  buildDepartment,
  buildLine,
  buildTicket,
  openTestServer,
  testId,
  type TestServer,
} from '../../../../testkit/src/index.ts';

const bureau = testId(1);
let opened: TestServer;
const cookies: Record<string, string> = {};
const numbers = new Map<number, { id: string; number: number }>();

beforeAll(async () => {
  opened = await openTestServer();
  const { store, clock, accounts } = opened.city.context;
  for (const id of [1, 2]) {
    await store.departments.insert({ ...buildDepartment(id), createdAtMs: 0 });
  }
  cookies['wang'] = await opened.signedIn('wang', 'department_manager', bureau);
  cookies['zhao'] = await opened.signedIn('zhao', 'department_manager', testId(2));
  cookies['chief'] = await opened.signedIn('chief', 'campaign_manager');
  const chief = (await store.people.all()).find(({ name }) => name === 'chief');
  await accounts.change(chief?.id ?? '', { displayName: '周敏' });
  for (const at of [1, 2, 3]) {
    const line = buildLine(100 + at, { departmentId: bureau });
    await store.lines.insert([line]);
    const openedAtMs = clock.nowMs();
    const ticket = buildTicket(300 + at, line, { openedAtMs, assignedAtMs: openedAtMs });
    await store.tickets.open(ticket, 'system:test');
    const row = await store.tickets.row(ticket.id);
    numbers.set(at, { id: ticket.id, number: row?.number ?? 0 });
  }
});
afterAll(() => opened.close());

async function ask<T>(who: string, method: 'GET' | 'POST', url: string, body?: object) {
  const answer = await opened.server.inject({
    method,
    url,
    headers: { cookie: cookies[who] ?? '', 'accept-language': 'en' },
    ...(body && { payload: body }),
  });
  return answer.json<T & { message?: string }>();
}

async function bring(who: string, name: string, text: string) {
  const boundary = 'x-everyline';
  const answer = await opened.server.inject({
    method: 'POST',
    url: '/api/tickets/import',
    payload: `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\n\r\n${text}\r\n--${boundary}--\r\n`,
    headers: {
      cookie: cookies[who] ?? '',
      'accept-language': 'en',
      'content-type': `multipart/form-data; boundary=${boundary}`,
    },
  });
  return answer.json<TicketsImported & { message?: string }>();
}
const of = (at: number) => numbers.get(at) ?? { id: '', number: 0 };
const read = (at: number) => ask<TicketDetail>('chief', 'GET', `/api/tickets/${of(at).id}`);

describe('a list of tickets that was exported, filled in and imported again', () => {
  it('has the columns that an import takes', async () => {
    const answer = await opened.server.inject({
      url: '/api/tickets.xlsx',
      headers: { cookie: cookies['wang'] ?? '' },
    });
    const bytes = new Uint8Array(answer.rawPayload);
    const file = { name: 'tickets.xlsx', sizeBytes: bytes.length, at: { bytes } };
    const texts: string[][] = [];
    for await (const row of opened.city.context.documents.rows(file)) {
      texts.push('kind' in row ? [] : row.cells.map(({ text }) => text));
    }
    expect(texts[0]?.slice(-6)).toEqual([
      ...['版本（勿改）', '办理', '原因或说明', '延期工作日', '指派给', '留言'],
    ]);
    expect(texts).toHaveLength(4);
  });

  it('moves and comments row by row, and lists with its reason what cannot be done', async () => {
    const rows = [
      '编号,版本（勿改）,办理,原因或说明,延期工作日,指派给,留言',
      `${of(1).number},1,接收,,,,已安排人员`,
      `${of(2).number},1,飞走,,,,`,
      `${of(3).number},7,接收,,,,`,
      `${of(3).number},1,退回,,,,`,
      `${of(3).number},1,指派,职责在此,,${buildDepartment(2).name},`,
      '99999,1,接收,,,,',
      `${of(2).number},,,,,,`,
    ].join('\n');
    const done = await bring('wang', 'tickets.csv', rows);
    expect(done).toMatchObject({ moved: 1, commented: 1, unchanged: 1 });
    expect(done.rejects.map(({ row }) => row)).toEqual([3, 4, 5, 6, 7]);
    expect(done.rejects.map(({ sentence }) => sentence.en)).toEqual([
      expect.stringContaining('there is no move “飞走”'),
      expect.stringContaining('the ticket is opened now'),
      expect.stringContaining('say why'),
      expect.stringContaining('Your role may not do this'),
      expect.stringContaining('there is no ticket number “99999”'),
    ]);
    expect((await read(1)).ticket.state).toBe('accepted');
    expect((await read(1)).steps.at(-1)).toMatchObject({ kind: 'commented' });
    expect((await bring('zhao', 'tickets.csv', rows)).moved).toBe(0);
    expect((await bring('wang', 'x.csv', '甲,乙\n1,2')).message).toContain('No., Move');
  });
});

describe('a comment that mentions somebody', () => {
  it('tells them in the console, by name or account, and nobody who may not see the ticket', async () => {
    const { id } = of(2);
    await ask('wang', 'POST', `/api/tickets/${id}/comments`, { text: '@周敏 请核实 @zhao @wang' });
    const told = await ask<NotificationPage>('chief', 'GET', '/api/notifications');
    expect(told.items[0]).toMatchObject({
      kind: 'mention',
      ticketId: id,
      text: { en: 'wang: @周敏 请核实 @zhao @wang' },
    });
    for (const who of ['zhao', 'wang']) {
      const others = await ask<NotificationPage>(who, 'GET', '/api/notifications');
      expect(others.items.filter(({ kind }) => kind === 'mention')).toEqual([]);
    }
    const { people } = await read(2);
    expect(people.map(({ name }) => name)).toEqual(['chief', 'wang']);
  });
});
