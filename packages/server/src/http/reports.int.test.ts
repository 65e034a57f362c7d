import { inflateSync } from 'node:zlib';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { DepartmentRanking, Fault, Report, Reports } from '@everyline/contract';
import { addDays, noPrior, type Line, type VerdictKind } from '@everyline/domain';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import {
  buildDepartment,
  buildLine,
  buildObservation,
  buildPolicy,
  buildProbe,
  buildTicket,
  openTestServer,
  testId,
  type TestServer,
} from '../../../testkit/src/index.ts';
import { readBlocksFromBytes } from '../sources/read-blocks.ts';
import { PngImage } from './png-image.ts';

/** Wednesday, 25 November 2026, 10:00 in China. */
const wednesdayMs = Date.UTC(2026, 10, 25, 2);
const dayMs = 86_400_000;

let opened: TestServer;
let cookie = '';
let nowMs = wednesdayMs;
let next = 1000;

beforeAll(async () => {
  const clock = {
    nowMs: () => nowMs,
    monotonicMs: () => nowMs,
    after: () => () => undefined,
  };
  opened = await openTestServer({ clock: { ...clock } as never });
  cookie = await opened.signedIn('admin', 'city_admin');
  const { store } = opened.city.context;
  for (const [id, parentId, name] of [
    [1, null, '蓉江市人民政府'],
    [2, testId(1), '市财政局'],
    [3, testId(1), '市民政局'],
    [4, testId(2), '预算处'],
  ] as const) {
    await store.departments.insert({
      ...buildDepartment(id, { parentId, name }),
      createdAtMs: 0,
    });
  }
  await store.trunks.insert({
    ...{ id: testId(71), name: 't', host: '127.0.0.1', port: 5070, transport: 'udp' },
    ...{ loopback: true, simulated: false, registeredNumber: null, presentedNumber: null },
    ...{ username: null, passwordSealed: null, registration: null, clientCertificate: null },
    ...{ webSocketPath: '/', authorities: [], watchedSinceMs: 0, channels: 2, perDay: 10 },
    ...{ codecs: ['PCMA'], state: { kind: 'ready' } },
  });
  const lines: Line[] = [
    buildLine(11, { departmentId: testId(4) }),
    buildLine(12, { departmentId: testId(3) }),
    buildLine(13, { departmentId: testId(3) }),
  ];
  await store.lines.insert(lines);
  const [one, two] = lines as [Line, Line];
  // Two days of the week: 3 of 4 calls get through on Monday, 1 of 2 on Tuesday; one is not counted.
  for (const [line, day, outcome] of [
    [one, 1, 'answered_person'],
    [one, 1, 'answered_person'],
    [one, 1, 'answered_person'],
    [two, 1, 'busy'],
    [two, 2, 'busy'],
    [one, 2, 'answered_person'],
    [one, 2, 'trunk_fault'],
    // The week before.
    [one, -6, 'busy'],
  ] as const) {
    await call(line, wednesdayMs + (day - 3) * dayMs, outcome);
  }
  await verdict(one, 'healthy', wednesdayMs - 2 * dayMs);
  await verdict(two, 'busy', wednesdayMs - dayMs);
  await store.tickets.open(
    buildTicket(901, two, { openedAtMs: wednesdayMs - dayMs, dueOn: '2026-11-27' }),
    'test',
  );
  await store.tickets.open(
    buildTicket(902, one, {
      openedAtMs: wednesdayMs - 20 * dayMs,
      dueOn: '2026-11-20',
      fault: 'slow',
    }),
    'test',
  );
});
afterAll(() => opened.close());

async function call(
  line: Line,
  atMs: number,
  outcome: 'answered_person' | 'busy' | 'trunk_fault',
  campaignId: string | null = null,
) {
  const { store } = opened.city.context;
  const probe = buildProbe((next += 1), line, testId(71), {
    ...{ campaignId, plannedAtMs: atMs, startedAtMs: atMs, endedAtMs: atMs + 5_000 },
  });
  await store.probes.insert([{ ...probe, guard: null, virtualTime: false }]);
  await store.probes.addObservation(
    buildObservation((next += 1), probe, {
      ...{ outcome, campaignId },
      startedAtMs: atMs,
      endedAtMs: atMs + 5_000,
    }),
    [],
  );
}

async function verdict(line: Line, kind: VerdictKind, atMs: number) {
  await opened.city.context.store.verdicts.put({
    id: testId((next += 1)),
    lineId: line.id,
    kind,
    rule: kind === 'healthy' ? 'sequential_healthy' : 'sequential_faulty',
    confidence: 0.97,
    kindConfidence: 1,
    decidedAtMs: atMs,
    attempts: 4,
    reached: 3,
    reachRate: 0.75,
    interval: [0.3, 0.9],
    intervalLevel: 0.95,
    closeness: 0,
    blankDays: [],
    change: null,
    counts: {
      ...{ reached: 3, reached_late: 0, busy: 1, unanswered: 0, dead: 0 },
      ...{ wrong_party: 0, not_reached: 0, excluded: 0 },
    },
    medianTimeToPersonMs: null,
    evidence: [],
    prior: noPrior(buildPolicy().verdict),
  });
}

async function ask<T>(method: 'GET' | 'POST', url: string, body?: object, who = cookie) {
  const answer = await opened.server.inject({
    method,
    url,
    headers: { cookie: who, 'accept-language': 'en' },
    ...(body && { payload: body }),
  });
  return { status: answer.statusCode, body: answer.json<T & Fault>(), raw: answer.rawPayload };
}

async function file(url: string): Promise<Uint8Array> {
  const answer = await opened.server.inject({ url, headers: { cookie } });
  expect(answer.statusCode, answer.body.slice(0, 300)).toBe(200);
  return answer.rawPayload;
}

/** Everything that a document says, as our own reader of documents has it. */
async function textOf(name: string, bytes: Uint8Array): Promise<string> {
  const texts: string[] = [];
  for await (const block of readBlocksFromBytes(name, bytes)) {
    if (block.kind === 'rejected') throw new Error(JSON.stringify(block));
    const cells =
      block.kind === 'table' ? block.rows.flat() : block.kind === 'row' ? block.cells : [];
    for (const cell of cells) texts.push(cell.text.map(({ text }) => text).join(''));
    if ('text' in block) texts.push(block.text.map(({ text }) => text).join(''));
  }
  return texts.join('\n');
}

describe('the report of a week', () => {
  it('counts calls of the week, and lines and tickets as they stand', async () => {
    const { body } = await ask<Report>('GET', '/api/report-draft?kind=weekly&day=2026-11-25');
    expect(body.period).toEqual({ fromDay: '2026-11-23', toDay: '2026-11-29' });
    expect(body.figures.now).toMatchObject({
      lines: 3,
      calls: 7,
      reach: { successes: 4, of: 6 },
      healthy: { successes: 1, of: 2 },
      ticketsOpened: 1,
      ticketsOpen: 2,
      ticketsOverdue: 1,
    });
    expect(body.figures.before).toMatchObject({ calls: 1, reach: { successes: 0, of: 1 } });
    expect(body.figures.days.slice(0, 3).map(({ calls }) => calls)).toEqual([4, 3, 0]);
    expect(
      body.figures.departments.map(({ name, lines, faulty }) => [name, lines, faulty]),
    ).toEqual([
      ['市民政局', 2, 1],
      ['市财政局', 1, 0],
    ]);
    expect(body.figures.overdue).toMatchObject([
      { telephone: '028-6100 0011', fault: 'slow', workingDays: 3 },
    ]);
    expect(body.title.zh).toBe('蓉江市公开电话拨测整改周报（2026年第48周）');
  });

  it('is issued with its figures, and says the same when the world has moved on', async () => {
    const about = { kind: 'weekly', day: '2026-11-25' };
    const head = { issuer: '蓉江市热线办', reference: '蓉热线〔2026〕48号' };
    const issued = await ask<Report>('POST', '/api/reports', { ...about, ...head });
    expect(issued.status, JSON.stringify(issued.body)).toBe(200);
    const id = issued.body.id ?? '';
    nowMs += 3 * dayMs;
    await call(buildLine(12), nowMs, 'busy');
    const again = await ask<Report>('GET', `/api/reports/${id}`);
    expect(again.body).toEqual(issued.body);
    const anew = await ask<Report>('GET', '/api/report-draft?kind=weekly&day=2026-11-25');
    expect(anew.body.figures.now.calls).toBe(8);
    const list = await ask<Reports>('GET', '/api/reports');
    expect(list.body.items).toMatchObject([{ id, ...head }]);
    await expect(opened.city.opened.db.deleteFrom('reports').execute()).rejects.toThrow(
      'append-only',
    );
  });

  it('of a week that is over is read again with the same states of lines and tickets', async () => {
    const week = '/api/report-draft?kind=weekly&day=2026-11-17';
    const before = await ask<Report>('GET', week);
    await verdict(buildLine(13), 'zombie', nowMs);
    nowMs += dayMs;
    const after = await ask<Report>('GET', week);
    expect({ ...after.body.figures, readAtMs: 0 }).toEqual({ ...before.body.figures, readAtMs: 0 });
    expect(before.body.figures.now.byKind).toMatchObject({ undetermined: 3, healthy: 0 });
  });

  it('is a Word document in both languages with head, figures, pictures, overdue tickets and issuer', async () => {
    const id = (await ask<Reports>('GET', '/api/reports')).body.items[0]?.id ?? '';
    const zh = await file(`/api/reports/${id}/report.docx?language=zh-CN`);
    await writeFile(join(tmpdir(), 'everyline-report-zh.docx'), zh);
    const said = await textOf('report.docx', zh);
    for (const wanted of [
      '蓉江市热线办',
      '蓉热线〔2026〕48号',
      '蓉江市公开电话拨测整改周报（2026年第48周）',
      '2026年11月23日至2026年11月29日',
      '接通率 66.7%（95% 区间',
      '66.7% (6)',
      '市民政局',
      '028-6100 0011',
      '2026年11月25日',
      '数据于 2026-11-25 10:00 读取',
    ]) {
      expect(said).toContain(wanted);
    }
    const en = await textOf(
      'report.docx',
      await file(`/api/reports/${id}/report.docx?language=en`),
    );
    expect(en).toContain('Weekly report on public telephone lines, week 48 of 2026');
    expect(en).toContain('25 November 2026');
    expect(en).not.toMatch(/接通|整改单|逾期/);
    // A picture of the days, one for each department, and three marks of the key.
    expect(
      Buffer.from(zh)
        .toString('latin1')
        .match(/word\/media\/[^.]+\.png/g)?.length,
    ).toBeGreaterThan(4);
  });

  it('is an Excel file with its days, departments and overdue tickets', async () => {
    const id = (await ask<Reports>('GET', '/api/reports')).body.items[0]?.id ?? '';
    const said = await textOf('r.xlsx', await file(`/api/reports/${id}/report.xlsx?language=en`));
    expect(said).toContain('Reach rate');
    expect(said).toContain('66.7% (6)');
    expect(said).toContain('市民政局');
    expect(said).toContain('028-6100 0011');
  });

  it('is refused for a week to come and for a campaign that there is not', async () => {
    const later = await ask(
      'GET',
      `/api/report-draft?kind=weekly&day=${addDays('2026-11-25', 30)}`,
    );
    expect([later.status, later.body.place]).toEqual([400, 'day']);
    const none = await ask('GET', `/api/report-draft?kind=campaign&campaignId=${testId(5)}`);
    expect(none.status).toBe(404);
  });

  it('is that of the own department for whoever answers for one', async () => {
    const manager = await opened.signedIn('li', 'department_manager', testId(3));
    const { body } = await ask<Report>(
      'GET',
      '/api/report-draft?kind=weekly&day=2026-11-25',
      undefined,
      manager,
    );
    expect(body.department).toEqual({ id: testId(3), name: '市民政局' });
    expect(body.figures.now.lines).toBe(2);
    expect((await ask<Reports>('GET', '/api/reports', undefined, manager)).body.items).toEqual([]);
  });
});

describe('the ranking', () => {
  const ranking = (query: string, who = cookie) =>
    ask<DepartmentRanking>('GET', `/api/department-ranking${query}`, undefined, who);

  it('counts calls, tickets and lines of each office with all below it, and ranks no small sample', async () => {
    const { body } = await ranking('?days=30');
    const finance = body.items.find(({ name }) => name === '市财政局');
    const civil = body.items.find(({ name }) => name === '市民政局');
    expect(finance?.reach).toMatchObject({ successes: 4, of: 5 });
    expect(civil?.reach).toMatchObject({ successes: 0, of: 3 });
    expect(finance?.inTime).toMatchObject({ successes: 0, of: 1 });
    expect(civil?.inTime).toMatchObject({ successes: 0, of: 1 });
    expect([finance?.confirmed.of, civil?.confirmed.of]).toEqual([1, 2]);
    expect(body.items.map(({ rank, isSmall }) => [rank, isSmall])).toEqual([
      [null, true],
      [null, true],
    ]);
    const { weights, added, average } = body;
    expect(body.connection, 'eight calls to two of three lines show nothing').toMatchObject({
      ...{ reach: { successes: 4, of: 8 }, lines: 2, linesInAll: 3 },
      standing: 'cannot_tell',
    });
    expect(finance?.connection, 'five calls show nothing').toBe('cannot_tell');
    expect(average.reach).toBeCloseTo(4 / 8, 12);
    const entered = (4 + added.reach * average.reach) / (5 + added.reach);
    expect(finance?.score).toBeCloseTo(100 * (weights.reach * entered + weights.inTime * 0), 9);
  });

  it('is that of the own department for whoever answers for one, and an Excel file in both languages', async () => {
    const manager = await opened.signedIn('wang', 'department_manager', testId(2));
    expect((await ranking('', manager)).body.items.map(({ name }) => name)).toEqual(['预算处']);
    expect((await ranking(`?departmentId=${testId(3)}`, manager)).status).toBe(403);
    for (const language of ['zh-CN', 'en'] as const) {
      const bytes = await file(`/api/department-ranking.xlsx?language=${language}`);
      const text = await textOf('ranking.xlsx', bytes);
      expect(text).toContain('市财政局');
      expect(text).toContain(language === 'en' ? 'Reach rate' : '接通率');
    }
  });
});

describe('the report of a campaign', () => {
  it('counts the calls of the campaign alone, on its lines', async () => {
    const { store } = opened.city.context;
    await store.campaigns.insert({
      ...{ id: testId(31), name: '秋季行动', state: 'running', createdBy: 'test' },
      scope: { departmentIds: [testId(3)] },
      period: { fromDay: '2026-11-23', toDay: '2026-12-31' },
      policy: buildPolicy(),
      targets: { decidedShare: 0.9, healthyShare: 0.9 },
      trunkId: testId(71),
      ...{ createdAtMs: 0, startedAtMs: null, endedAtMs: null, stateReason: null },
    });
    await call(buildLine(12), nowMs - 1000, 'busy', testId(31));
    const { body } = await ask<Report>(
      'GET',
      `/api/report-draft?kind=campaign&campaignId=${testId(31)}`,
    );
    expect(body.figures.now).toMatchObject({ lines: 2, calls: 1, reach: { successes: 0, of: 1 } });
    expect(body.figures.before).toBeNull();
    expect(body.title.zh).toBe('蓉江市“秋季行动”拨测整改情况报告');
  });
});

describe('a picture of a report', () => {
  it('is a PNG whose pixels are the rectangles that were drawn', () => {
    const image = new PngImage(4, 3, '#ffffff');
    image.fill(1, 1, 10, 1, '#ff0000');
    const png = image.encode();
    expect(png.subarray(1, 4).toString('latin1')).toBe('PNG');
    const at = png.indexOf('IDAT');
    const rows = inflateSync(png.subarray(at + 4, at + 4 + png.readUInt32BE(at - 4)));
    expect([...rows]).toEqual([0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 0, 0, 0, 0, 0]);
  });
});
