import {
  addDays,
  chinaCalendar,
  localTime,
  momentOf,
  noPrior,
  type Verdict,
} from '@everyline/domain';
import { SaxesParser } from 'saxes';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import {
  buildDepartment,
  buildLine,
  buildObservation,
  buildPolicy,
  buildProbe,
  buildTrunk,
  openTestServer,
  testId,
  type TestServer,
} from '../../../../testkit/src/index.ts';
import { RememberedStatus } from '../../app/portal/remembered-status.ts';

const office = buildDepartment(1, { name: '医疗保障局' });
const open = buildLine(11, {
  departmentId: office.id,
  services: ['医保报销<b>'],
  hours: '周一至周五 9:00-17:00',
});
const hidden = [
  buildLine(12, { departmentId: office.id, numberType: 'mobile' }),
  buildLine(13, { departmentId: office.id, purpose: 'media' }),
  buildLine(14, { departmentId: office.id, state: 'retired' }),
];
let opened: TestServer;

async function setOpen(portalOpen: boolean) {
  const { settings } = opened.city.context.store;
  const city = await settings.city();
  if (city === null) throw new Error('the city is set up');
  await settings.saveCity({ ...city, portalOpen });
}

beforeAll(async () => {
  opened = await openTestServer();
  const { store } = opened.city.context;
  await store.departments.insert({ ...office, createdAtMs: 0 });
  await store.departments.insert({
    ...buildDepartment(2, { name: '医保中心', parentId: office.id }),
    createdAtMs: 0,
  });
  await store.lines.insert([open, ...hidden]);
});
afterAll(() => opened.close());

async function get(url: string, headers: Record<string, string> = {}) {
  const answer = await opened.server.inject({ url, headers });
  return { status: answer.statusCode, page: answer.body, headers: answer.headers };
}
const search = (q: string) => get(`/portal?q=${encodeURIComponent(q)}`);
const report = (id: string, kind: string, headers: Record<string, string> = {}) =>
  opened.server.inject({
    method: 'POST',
    url: `/portal/lines/${id}/reports`,
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
    payload: `kind=${kind}`,
  });

const sinceMs = momentOf(chinaCalendar, '2026-11-23', 600);
const zombie: Omit<Verdict, 'lineId'> = {
  ...{ kind: 'zombie', rule: 'sequential_faulty', confidence: 0.97, kindConfidence: 1 },
  ...{ decidedAtMs: sinceMs, attempts: 5, reached: 0, reachRate: 0, interval: [0, 0.4] },
  ...{ intervalLevel: 0.95, closeness: -1, blankDays: [], change: null },
  counts: {
    ...{ reached: 0, reached_late: 0, busy: 0, unanswered: 5, dead: 0 },
    ...{ wrong_party: 0, not_reached: 0, excluded: 0 },
  },
  ...{ medianTimeToPersonMs: null, evidence: [], prior: noPrior(buildPolicy().verdict) },
};

describe('the portal', () => {
  it('shows nothing until it has been opened', async () => {
    for (const path of ['', '?q=61000011', `/lines/${open.id}`, `/offices/${office.id}`]) {
      const { status, page } = await get(`/portal${path}`);
      expect([status, page.includes(office.name)], path).toEqual([404, false]);
      expect(page).toContain('市民查询没有开放');
    }
    expect((await report(open.id, 'busy')).statusCode).toBe(404);
    await setOpen(true);
    expect((await get('/portal')).status).toBe(200);
  });

  it('finds a line by its number in any spelling or in part, by its office and by its service', async () => {
    for (const q of [
      '028-6100 0011',
      '61000011',
      '0011',
      '医疗保障',
      '医保报销',
      '医疗保障局电话是多少',
    ]) {
      expect((await search(q)).page, q).toContain(`/portal/lines/${open.id}`);
    }
    expect((await search('没有这样的单位')).page).toContain('没有找到');
  });

  it('finds offices, and leads from one to its lines and those below', async () => {
    expect((await search('医疗保障')).page).toContain(`/portal/offices/${office.id}`);
    const { page } = await get(`/portal/offices/${office.id}`);
    expect(page).toContain(`/portal/lines/${open.id}`);
    expect(page).toContain('医保中心');
    expect(page).toContain(`"telephone":"${open.number.dialled}"`);
  });

  it('finds published answers with the lines of their offices, and no draft', async () => {
    const cookie = await opened.signedIn('boss', 'city_admin');
    const ask = async (url: string, payload: object) =>
      (await opened.server.inject({ method: 'POST', url, headers: { cookie }, payload })).json<{
        id: string;
        revision: number;
      }>();
    const write = (shortAnswer: string) =>
      ask('/api/knowledge/entries', {
        content: {
          ...{ question: '新生儿参保缴多少钱？', paraphrases: [], shortAnswer, longAnswer: '' },
          ...{ departmentId: office.id, category: '', serviceItems: [], region: '', audience: '' },
          ...{ source: null, validFrom: null, validUntil: null, ownerId: null, reviewerId: null },
        },
      });
    let { id, revision } = await write('每人每年400元。');
    await write('每人每年9800元。');
    const q = '新生儿参保要缴多少钱';
    expect((await search(q)).page).not.toContain('元。');
    for (const move of ['review', 'publish']) {
      ({ id, revision } = await ask(`/api/knowledge/entries/${id}/moves`, { move, revision }));
    }
    await expect.poll(async () => (await search(q)).page).toContain('每人每年400元。');
    const { page } = await search(q);
    expect(page).not.toContain('9800');
    expect(page).toContain(`/portal/lines/${open.id}`);
    expect(page).toContain('以下是相关答复所属单位的电话');
  });

  it('shows no line that is not for callers, by whatever way', async () => {
    for (const line of hidden) {
      expect((await search(line.number.dialled)).page).not.toContain(line.id);
      expect((await search('医疗保障')).page).not.toContain(line.id);
      expect((await get(`/portal/offices/${office.id}`)).page).not.toContain(line.id);
      expect((await get(`/portal/lines/${line.id}`)).status).toBe(404);
      expect((await report(line.id, 'busy')).statusCode).toBe(404);
    }
  });

  it('shows a line with a number to call, its hours and what test calls say, and escapes what is published', async () => {
    const { page } = await get(`/portal/lines/${open.id}`);
    expect(page).toContain(`href="tel:${open.number.dialled}"`);
    expect(page).toContain('公布的时间是周一至周五 9:00-17:00');
    expect(page).toContain('还没有拨测过');
    expect(page).toContain('医保报销&lt;b&gt;');
    expect(page).not.toContain('医保报销<b>');
    const typed = await search('"><script>alert(1)</script>');
    expect(typed.page).not.toContain('<script>alert');
  });

  it('draws when a line gets through, with words for who cannot see it, and nothing of few calls', async () => {
    expect((await get(`/portal/lines/${open.id}`)).page).not.toContain('<svg');
    const { lines, probes, trunks } = opened.city.context.store;
    const watched = buildLine(15, { departmentId: null });
    await lines.insert([watched]);
    const trunk = buildTrunk(900);
    await trunks.insert(trunk);
    const today = localTime(chinaCalendar, opened.city.context.clock.nowMs()).day;
    for (let n = 0; n < 14; n += 1) {
      const startedAtMs = momentOf(chinaCalendar, addDays(today, -1 - n), n % 2 ? 550 : 850);
      const probe = buildProbe(2_000 + n, watched, trunk.id, { startedAtMs });
      await probes.insert([{ ...probe, guard: null, virtualTime: false }]);
      const outcome = n % 2 || n === 0 ? 'answered_person' : 'busy';
      await probes.addObservation(buildObservation(2_100 + n, probe, { outcome }), []);
    }
    const { page } = await get(`/portal/lines/${watched.id}`);
    expect(page).toContain('100% ★');
    expect(page).toContain('8 点至 10 点：拨测 7 次，通 7 次');
    expect(page).toContain('14 点至 16 点：拨测 7 次，通 1 次');
    expect(page).not.toMatch(/<script(?! type="application\/ld\+json")/);
    await lines.update(watched.id, { state: 'retired' });
  });

  it('speaks the language that is asked for or was chosen, and remembers large type', async () => {
    const english = await get('/portal', { 'accept-language': 'en' });
    expect(english.page).toContain('<html lang="en"');
    const chosen = await get('/portal/view?language=en&size=large&back=%2Fportal%3Fq%3D1');
    expect([chosen.status, chosen.headers.location]).toEqual([303, '/portal?q=1']);
    const cookie = [chosen.headers['set-cookie'] ?? []].flat().map((one) => one.split(';')[0]);
    const { page } = await get('/portal', { cookie: cookie.join('; ') });
    expect(page).toContain('<html lang="en" class="large">');
  });

  it('leads nobody to another site', async () => {
    for (const back of ['https://example.org', '//example.org', '/portal.example', '/portalx']) {
      const { headers } = await get(`/portal/view?size=large&back=${encodeURIComponent(back)}`);
      expect(headers.location).toBe('/portal');
    }
  });

  it('takes a report of a form once, dials nothing, and refuses another site’s form', async () => {
    const answer = await report(open.id, 'no_answer');
    expect([answer.statusCode, answer.body.includes('优先拨测核实')]).toEqual([200, true]);
    await report(open.id, 'no_answer');
    const { lineReports, probes } = opened.city.context.store;
    expect(await lineReports.waiting()).toMatchObject([{ lineId: open.id }]);
    expect(await probes.observationsOf(open.id)).toEqual([]);
    expect((await report(open.id, 'nonsense')).statusCode).toBe(400);
    const foreign = { origin: 'https://example.org' };
    expect((await report(open.id, 'busy', foreign)).statusCode).toBe(403);
  });

  it('tells how the lines of the city and of an office stand, and nothing of those that are not for callers', async () => {
    const before = await get('/portal/status');
    expect(before.page).toContain('公布给市民拨打的电话共 1 个，已测明打得通的 0 个');
    expect(before.page).toContain('目前没有已知的问题');
    const { verdicts } = opened.city.context.store;
    for (const [n, { id }] of [open, ...hidden].entries()) {
      await verdicts.put({ ...zombie, id: testId(900 + n), lineId: id });
    }
    const { page } = await get(`/portal/status?office=${office.id}`);
    expect(page).toContain('医疗保障局 · 全市电话状况');
    expect(page).toContain('○ 常无人接 · 自2026年11月23日起');
    expect(page).toContain(`/portal/feed.atom?language=zh-CN&amp;office=${office.id}`);
    for (const { id } of hidden) expect(page).not.toContain(id);
    const status = await get(`/portal/status?office=${office.id}`);
    const known = { 'if-none-match': String(status.headers['etag']) };
    expect((await get(`/portal/status?office=${office.id}`, known)).status).toBe(304);
    expect(
      (await get(`/portal/status?office=${office.id}`, { ...known, cookie: 'portal_size=large' }))
        .status,
    ).toBe(200);
    // What is made of every line is made anew at most once a minute.
    expect((await get('/portal/status')).page).toContain('目前没有已知的问题');
    expect((await get(`/portal/status?office=${testId(99)}`)).status).toBe(404);
  });

  it('is subscribed to by a feed that is sent only where it has changed', async () => {
    const { page, headers } = await get(`/portal/feed.atom?office=${office.id}`, {
      host: 'tel.example.gov',
    });
    expect(headers['content-type']).toBe('application/atom+xml; charset=utf-8');
    expect(page.startsWith('<?xml version="1.0" encoding="utf-8"?>')).toBe(true);
    const idOf = (feed: string) => /<id>(urn:uuid:[^<]+)<\/id>/.exec(feed)?.[1];
    expect(idOf(page)).toMatch(/^urn:uuid:[\da-f-]{36}$/);
    const elsewhere = await get(`/portal/feed.atom?office=${office.id}`, { host: 'other.example' });
    expect(idOf(elsewhere.page)).toBe(idOf(page));
    expect(page).toContain(`<updated>${new Date(sinceMs).toISOString()}</updated>`);
    expect(page.match(/<entry>/g)).toHaveLength(1);
    expect(page).toContain(`<published>${new Date(sinceMs).toISOString()}</published>`);
    expect(page).toContain('医保报销&lt;b&gt;');
    const again = await get(`/portal/feed.atom?office=${office.id}`, {
      ...{ host: 'tel.example.gov', 'if-none-match': String(headers.etag) },
    });
    expect([again.status, again.page]).toEqual([304, '']);
    const english = await get(`/portal/feed.atom?language=en&office=${office.id}`);
    expect(english.page).toContain('often not answered');
    expect(idOf(english.page)).not.toBe(idOf(page));
  });

  it('is a feed that any reader of XML understands, whatever an imported document brought', async () => {
    const { departments, lines, verdicts } = opened.city.context.store;
    const odd = buildDepartment(3, { name: '民政局\u0008\u000b\ufffe<&"' });
    await departments.insert({ ...odd, createdAtMs: 0 });
    const line = buildLine(16, { departmentId: odd.id, services: ['低保\u0001]]>'] });
    await lines.insert([line]);
    await verdicts.put({ ...zombie, id: testId(950), lineId: line.id });
    const { page } = await get(`/portal/feed.atom?office=${odd.id}`);
    const titles: string[] = [];
    const reader = new SaxesParser({ xmlns: true });
    reader.on('text', (text) => titles.push(text.trim()));
    reader.on('error', (cause) => {
      throw cause;
    });
    reader.write(page).close();
    expect(titles).toContain('民政局<&" · 全市电话状况');
    expect(titles).toContain('低保]]>');
    await lines.update(line.id, { state: 'retired' });
  });

  it('forgets no office’s status for offices that there are not', async () => {
    const { context } = opened.city;
    const statuses = new RememberedStatus();
    const first = await statuses.read(context, office.id);
    for (let n = 0; n < 60; n += 1) {
      await expect(statuses.read(context, testId(5_000 + n))).rejects.toThrow();
    }
    expect(await statuses.read(context, office.id)).toBe(first);
  });

  it('answers addresses that it does not have itself, in HTML', async () => {
    for (const path of ['/portal/nothing', '/portal/lines/1', `/portal/lines/${testId(99)}`]) {
      const { status, headers } = await get(path);
      expect([status, headers['content-type']], path).toEqual([404, 'text/html; charset=utf-8']);
    }
  });

  it('is small and asks for no other file', async () => {
    for (const { page } of [await search('医疗保障'), await get(`/portal/lines/${open.id}`)]) {
      expect(Buffer.byteLength(page)).toBeLessThan(16_000);
      expect(page).not.toMatch(/<script(?! type="application\/ld\+json")| src=|rel="stylesheet"/);
    }
  });

  it('lets one address ask only so often', async () => {
    const ask = () => opened.server.inject({ url: '/portal', remoteAddress: '203.0.113.9' });
    const statuses = [];
    for (let asked = 0; asked < 125; asked += 1) statuses.push((await ask()).statusCode);
    expect([statuses[0], statuses.at(-1)]).toEqual([200, 429]);
  });
});
