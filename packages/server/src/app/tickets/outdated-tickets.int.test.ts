import type { TicketDetail } from '@everyline/contract';
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
let lines = 0;

beforeAll(async () => {
  opened = await openTestServer();
  const { store } = opened.city.context;
  await store.departments.insert({ ...buildDepartment(1), createdAtMs: 0 });
  cookies['wang'] = await opened.signedIn('wang', 'department_manager', bureau);
  cookies['chief'] = await opened.signedIn('chief', 'campaign_manager');
});
afterAll(() => opened.close());

async function ask<T>(who: string, method: 'GET' | 'POST', url: string, body?: object) {
  const answer = await opened.server.inject({
    method,
    url,
    headers: { cookie: cookies[who] ?? '', 'accept-language': 'en' },
    ...(body && { payload: body }),
  });
  return { status: answer.statusCode, body: answer.json<T & { message?: string }>() };
}

/** A ticket for a number that is not what is published, claimed to be corrected. */
async function claimed() {
  lines += 1;
  const { store, clock } = opened.city.context;
  const line = buildLine(100 + lines, { departmentId: bureau });
  await store.lines.insert([line]);
  const openedAtMs = clock.nowMs() - 60_000;
  const ticket = buildTicket(300 + lines, line, {
    fault: 'outdated',
    openedAtMs,
    assignedAtMs: openedAtMs,
  });
  await store.tickets.open(ticket, 'system:test');
  const url = `/api/tickets/${ticket.id}`;
  await ask('wang', 'POST', `${url}/work`, { move: 'accept', version: 1 });
  await ask('wang', 'POST', `${url}/work`, { move: 'claim', version: 2, reason: '已改网站' });
  return { line, url, read: async () => (await ask<TicketDetail>('chief', 'GET', url)).body };
}

describe('a ticket for a number that is not what is published', () => {
  it('waits for no test calls, which cannot hear whether the right office answers', async () => {
    const { url, read } = await claimed();
    const detail = await read();
    expect(detail.ticket).toMatchObject({ state: 'claimed', retestPlannedAtMs: null });
    expect(detail.mayAskRetest).toBe(false);
    expect(detail.next.en).toContain('Test calls cannot hear');
    const refused = await ask('chief', 'POST', `${url}/retest`);
    expect(refused.body.message).toContain('test calls do not hear');
  });

  it('is closed by a person who reached the right office, and reopened by one who did not', async () => {
    const { line, read } = await claimed();
    const check = (code: string) =>
      ask('chief', 'POST', '/api/spot-checks', { lineId: line.id, code });
    await check('21');
    expect((await read()).ticket.state).toBe('claimed');
    await check('13');
    expect((await read()).ticket).toMatchObject({ state: 'reopened', timesReopened: 1 });
    await check('11');
    const { ticket, steps } = await read();
    expect(ticket.state).toBe('closed');
    expect(steps.at(-1)?.reason).toContain('A spot check reached');
  });

  it('is closed by the word of the keeper of the number', async () => {
    const { line, read } = await claimed();
    const version = await opened.city.context.store.owners.heldVersion(line.id);
    const answer = { word: 'confirmed', version };
    expect((await ask('wang', 'POST', `/api/own-lines/${line.id}/answer`, { answer })).status).toBe(
      200,
    );
    const { ticket, steps } = await read();
    expect(ticket.state).toBe('closed');
    expect(steps.at(-1)?.reason).toContain('keeper of the number');
  });
});
