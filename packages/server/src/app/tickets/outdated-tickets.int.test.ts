import type { TicketDetail } from '@everyline/contract';
import { chinaCalendar, noPrior, type Line } from '@everyline/domain';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import {
  buildDepartment,
  buildLine,
  buildObservation,
  buildPolicy,
  buildProbe,
  buildTicket,
  buildTrunk,
  openTestServer,
  testId,
  type TestServer,
} from '../../../../testkit/src/index.ts';
import { importSource } from '../sources/import-source.ts';
import { readSource } from '../sources/read-source.ts';
import { renewVerdict } from '../verdicts/renew-verdict.ts';

const bureau = testId(1);
let opened: TestServer;
const cookies: Record<string, string> = {};
let lines = 0;

beforeAll(async () => {
  opened = await openTestServer();
  const { store } = opened.city.context;
  await store.departments.insert({ ...buildDepartment(1), createdAtMs: 0 });
  await store.trunks.insert(buildTrunk(900));
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

/** Publishes a number for a service in a document of an origin, as of a day. */
async function publish(origin: string, day: string, service: string, number: string) {
  const { context } = opened.city;
  const text = `单位,服务事项,咨询电话\n蓉江市医疗保障局,${service},${number}\n`;
  const bytes = new TextEncoder().encode(`${text},,\n${',,\n'.repeat(lines)}`);
  lines += 1;
  const file = { name: `${origin}.csv`, sizeBytes: bytes.length, at: { bytes } };
  const read = await readSource(context, { file, origin, areaCode: '028' });
  await context.store.sources.update(read.id, { publishedOn: day });
  return importSource(context, read.id);
}

/** A line whose number a later document contradicts, and its ticket. */
async function contradicted(service: string, ours: string, theirs: string) {
  const { store, clock } = opened.city.context;
  await publish(`${service}-guide`, '2026-09-01', service, ours);
  await publish(`${service}-portal`, '2026-10-01', service, theirs);
  const line = await store.lines.byNumberKey(`+86${ours.slice(1).replaceAll('-', '')}`);
  if (line === null) throw new Error('it is published');
  const [against] = await store.sources.contradictionsOf(line.id);
  const openedAtMs = clock.nowMs() - 60_000;
  const ticket = buildTicket(500 + lines, line, {
    fault: 'outdated',
    evidence: [against?.conflictId ?? ''],
    openedAtMs,
    assignedAtMs: openedAtMs,
  });
  await store.tickets.open(ticket, 'system:test');
  const url = `/api/tickets/${ticket.id}`;
  return { line, read: async () => (await ask<TicketDetail>('chief', 'GET', url)).body };
}

/** Twelve calls to a line that all reach a person, judged as a campaign does. */
async function callsThatReachAPerson(line: Line) {
  const { context } = opened.city;
  const { store, clock } = context;
  for (let call = 0; call < 12; call += 1) {
    const startedAtMs = clock.nowMs() - call * 86_400_000;
    const probe = buildProbe(2_000 + lines * 20 + call, line, testId(900), {
      startedAtMs,
      endedAtMs: startedAtMs + 9_000,
    });
    await store.probes.insert([{ ...probe, guard: null, virtualTime: false }]);
    const id = 4_000 + lines * 20 + call;
    const seen = buildObservation(id, probe, { outcome: 'answered_person', startedAtMs });
    await store.probes.addObservation(seen, []);
  }
  await renewVerdict(context, {
    line,
    calendar: chinaCalendar,
    policy: buildPolicy().verdict,
    observations: await store.probes.observationsOf(line.id),
    prior: noPrior(buildPolicy().verdict),
    final: false,
  });
}

describe('a ticket that rests on what another document says', () => {
  it('is closed by a newer version that says it no longer, never by calls', async () => {
    const { line, read } = await contradicted('异地就医备案', '028-62340061', '028-62340062');
    await callsThatReachAPerson(line);
    expect((await read()).ticket.state).toBe('opened');
    await publish('异地就医备案-portal', '2026-11-01', '异地就医备案', '028-62340061');
    const { ticket, steps } = await read();
    expect(ticket.state).toBe('closed');
    expect(steps.at(-1)?.reason).toContain('contradicts it no longer');
  });

  it('stays open while the newer version still gives another number', async () => {
    const { read } = await contradicted('生育津贴', '028-62340071', '028-62340072');
    await publish('生育津贴-portal', '2026-11-01', '生育津贴', '028-62340073');
    expect((await read()).ticket.state).toBe('opened');
  });

  it('that a person has heard to be true as well stays open for people', async () => {
    const { line, read } = await contradicted('门诊慢特病', '028-62340081', '028-62340082');
    await ask('chief', 'POST', '/api/spot-checks', { lineId: line.id, code: '13' });
    await opened.city.context.store.transaction(async (within) => {
      const [open] = await within.tickets.openOf(line.id);
      if (open === undefined) throw new Error('it is open');
      const [check] = await within.spotChecks.of(line.id);
      const evidence = [...open.evidence, check?.id ?? ''];
      const step = { atMs: 0, by: 'system:test', kind: 'commented', reason: '' } as const;
      await within.tickets.save({ ...open, evidence }, step);
    });
    await publish('门诊慢特病-portal', '2026-11-01', '门诊慢特病', '028-62340081');
    expect((await read()).ticket.state).not.toBe('closed');
  });
});
