import type {
  AuditRecord,
  Department,
  DepartmentDetail,
  DepartmentImport,
  DepartmentMerged,
  Fault,
} from '@everyline/contract';
import writeXlsxFile, { type Row } from 'write-excel-file/node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import {
  buildClearance,
  buildLine,
  buildTicket,
  openTestServer,
  testId,
  type TestServer,
} from '../../../testkit/src/index.ts';

let opened: TestServer;
let cookie = '';

beforeAll(async () => {
  opened = await openTestServer();
  cookie = await opened.signedIn('admin', 'city_admin');
});
afterAll(() => opened.close());

async function ask<T>(method: 'GET' | 'POST' | 'PATCH', url: string, body?: object, who = cookie) {
  const answer = await opened.server.inject({
    method,
    url,
    headers: { cookie: who, 'accept-language': 'en' },
    ...(body && { payload: body }),
  });
  return { status: answer.statusCode, body: answer.json<T & Fault>() };
}

async function upload(name: string, bytes: Buffer | string) {
  const boundary = 'x----everyline';
  const payload = Buffer.concat([
    Buffer.from(
      `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: application/octet-stream\r\n\r\n`,
    ),
    Buffer.from(bytes),
    Buffer.from(`\r\n--${boundary}--\r\n`),
  ]);
  const answer = await opened.server.inject({
    method: 'POST',
    url: '/api/department-imports',
    headers: {
      cookie,
      'accept-language': 'en',
      'content-type': `multipart/form-data; boundary=${boundary}`,
    },
    payload,
  });
  return { status: answer.statusCode, body: answer.json<DepartmentImport & Fault>() };
}

const apply = ({ id, fingerprint }: DepartmentImport) =>
  ask<DepartmentImport>('POST', `/api/department-imports/${id}/apply`, { fingerprint });

async function tree(): Promise<Department[]> {
  return (await ask<Department[]>('GET', '/api/departments')).body;
}

async function pathOf(name: string): Promise<string> {
  const all = await tree();
  const names: string[] = [];
  let at = all.find((one) => one.name === name);
  while (at) {
    names.unshift(at.name);
    const { parentId } = at;
    at = all.find(({ id }) => id === parentId);
  }
  return names.join('/');
}

async function idOf(name: string): Promise<string> {
  const found = (await tree()).find((one) => one.name === name);
  if (!found) throw new Error(`there is no ${name}`);
  return found.id;
}

const make = async (name: string, parentId: string | null = null) =>
  (await ask<Department>('POST', '/api/departments', { name, parentId })).body;

describe('a table of departments', () => {
  it('with merged headings and merged cells is previewed, imported in one go, and known again', async () => {
    const sheet: Row[] = [
      [{ value: '市级机构一览表', columnSpan: 4 }, null, null, null],
      [{ value: '单位名称', columnSpan: 3 }, null, null, { value: '机构编码', rowSpan: 2 }],
      [{ value: '一级' }, { value: '二级' }, { value: '三级' }, null],
      [{ value: '蓉江市人民政府', columnSpan: 3 }, null, null, { value: 'G1' }],
      [
        { value: '蓉江市人民政府', rowSpan: 3 },
        { value: '市　财　政　局', rowSpan: 2 },
        { value: '预算处' },
        { value: 'G12' },
      ],
      [null, null, { value: '国库处' }, { value: 'G13' }],
      [null, { value: '市民政局' }, null, { value: 'G14' }],
    ];
    const file = await writeXlsxFile(sheet).toBuffer();
    const { status, body: preview } = await upload('机构.xlsx', file);
    expect(status, JSON.stringify(preview)).toBe(200);
    expect(preview.rows.map(({ name, above, word }) => [above, name, word])).toEqual([
      ['', '蓉江市人民政府', 'new'],
      ['蓉江市人民政府', '市财政局', 'new'],
      ['蓉江市人民政府 / 市财政局', '预算处', 'new'],
      ['蓉江市人民政府 / 市财政局', '国库处', 'new'],
      ['蓉江市人民政府', '市民政局', 'new'],
    ]);
    expect(await tree()).toEqual([]);
    const { body: done } = await apply(preview);
    expect(done.counts).toEqual({ created: 5, changed: 0, same: 0, leftOut: 0 });
    expect(await pathOf('国库处')).toBe('蓉江市人民政府/市财政局/国库处');
    const again = await apply(preview);
    expect([again.status, again.body.code]).toEqual([409, 'import_done']);
    const repeated = (await upload('机构.xlsx', file)).body;
    expect(repeated.counts).toEqual({ created: 0, changed: 0, same: 5, leftOut: 0 });
    const audit = await ask<{ items: AuditRecord[] }>(
      'GET',
      '/api/audit?operation=departments.import',
    );
    expect(audit.body.items[0]?.detail).toMatchObject({ file: '机构.xlsx', created: 5 });
  });

  it('that was exported is imported unchanged, and renames and moves where it was edited', async () => {
    const answer = await opened.server.inject({
      url: '/api/departments.xlsx',
      headers: { cookie },
    });
    const { body: preview } = await upload('export.xlsx', answer.rawPayload);
    expect(preview.counts).toEqual({ created: 0, changed: 0, same: 5, leftOut: 0 });
    expect(preview.unnamed).toBe(0);
    const csv = `系统编号,单位名称,上级单位\n${await idOf('国库处')},国库支付中心,市民政局\n`;
    const { body: edited } = await upload('edited.csv', csv);
    // The one above is known, though the table does not list it.
    expect(edited.rows[0]?.changes).toEqual([
      { fact: 'name', from: '国库处', to: '国库支付中心' },
      { fact: 'parent', from: '市财政局', to: '市民政局' },
    ]);
    expect((await apply(edited)).status).toBe(200);
    expect(await pathOf('国库支付中心')).toBe('蓉江市人民政府/市民政局/国库支付中心');
  });

  it('says of each row that cannot be imported where it stands and what to do', async () => {
    const { body } = await upload(
      'bad.csv',
      [
        '单位名称,上级单位',
        '甲中心,乙中心',
        '乙中心,甲中心',
        '丙中心,没有的局',
        '丁中心,市民政局',
        '丁　中心,市民政局',
        '戊处,乙中心',
      ].join('\n'),
    );
    expect(body.rows.map(({ row, word }) => [row, word])).toEqual([
      [2, 'left_out'],
      [3, 'left_out'],
      [4, 'left_out'],
      [5, 'new'],
      [6, 'left_out'],
      [7, 'left_out'],
    ]);
    expect(body.rows[0]?.problem?.en).toContain('lead back to itself');
    expect(body.rows[2]?.problem?.zh).toBe(
      '上级单位“没有的局”在表中和系统里都没有，请补上或改正。',
    );
    expect(body.rows[4]?.problem?.en).toBe('It is the same as in row 5; delete one of them.');
    expect((await apply(body)).body.counts).toMatchObject({ created: 1, leftOut: 5 });
  });

  it('is refused with one sentence when it is empty, no table, or no departments', async () => {
    const empty = await upload('empty.xlsx', '');
    expect([empty.status, empty.body.code]).toEqual([400, 'department_table']);
    expect(empty.body.message).toContain('The file is empty');
    const heads = await upload('heads.csv', '单位名称,上级单位\n');
    expect(heads.body.message).toContain('no departments in it');
    const other = await upload('other.csv', '姓名,电话\n王芳,028-61880001\n');
    expect(other.body.message).toContain('Head the columns');
    const broken = await upload('broken.xlsx', 'PK\u0003\u0004 no zip at all');
    expect([broken.status, broken.body.code]).toEqual([400, 'department_table']);
  });

  it('of 5,000 rows is previewed and imported', async () => {
    const rows = Array.from({ length: 5_000 }, (_unused, at) =>
      at < 50 ? `大局${at},,B${at}` : `大局${at % 50}第${at}科,大局${at % 50},B${at}`,
    );
    const { body: preview } = await upload('big.csv', `单位名称,上级单位,编码\n${rows.join('\n')}`);
    expect(preview.counts).toEqual({ created: 5_000, changed: 0, same: 0, leftOut: 0 });
    expect((await apply(preview)).body.counts.created).toBe(5_000);
    expect(await pathOf('大局7第4957科')).toBe('大局7/大局7第4957科');
  }, 60_000);

  it('is not imported when the tree has changed so that it would do something else', async () => {
    const { body } = await upload('stale.csv', '单位名称,上级单位\n新中心,\n');
    await make('新中心');
    const refused = await apply(body);
    expect([refused.status, refused.body.code]).toEqual([409, 'import_stale']);
    const anew = await ask<DepartmentImport>('GET', `/api/department-imports/${body.id}`);
    expect(anew.body.counts).toMatchObject({ created: 0, same: 1 });
  });
});

describe('a department', () => {
  it('that is renamed and moved tells what it was, and is found by the old name', async () => {
    const above = await make('城建委');
    const one = await make('建设局', above.id);
    await ask('PATCH', `/api/departments/${one.id}`, { name: '住房和城乡建设局' });
    await ask('PATCH', `/api/departments/${one.id}`, { parentId: null, code: 'Z9' });
    const { body } = await ask<DepartmentDetail>('GET', `/api/departments/${one.id}`);
    expect(body.formerNames).toEqual(['建设局']);
    expect(body.history.map(({ kind, before, after, by }) => [kind, before, after, by])).toEqual([
      ['recoded', null, 'Z9', 'admin'],
      ['moved', '城建委', null, 'admin'],
      ['renamed', '建设局', '住房和城乡建设局', 'admin'],
      ['created', null, '城建委', 'admin'],
    ]);
    await opened.city.context.store.lines.insert([buildLine(800, { departmentId: one.id })]);
    const found = await ask<{ total: number }>(
      'GET',
      `/api/lines?q=${encodeURIComponent('建设局')}`,
    );
    expect(found.body.total).toBe(1);
    const back = await ask<Department>('PATCH', `/api/departments/${one.id}`, { name: '建设局' });
    expect(back.body.formerNames).toEqual(['住房和城乡建设局']);
  });

  it('is never moved under itself, by two people at once either', async () => {
    const a = await make('环一局');
    const b = await make('环二局');
    const moves = await Promise.all([
      ask('PATCH', `/api/departments/${a.id}`, { parentId: b.id }),
      ask('PATCH', `/api/departments/${b.id}`, { parentId: a.id }),
    ]);
    expect(moves.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(moves.find(({ status }) => status === 409)?.body.message).toBe(
      'A department cannot be moved under itself or one of its own.',
    );
  });

  it('that is merged gives over lines, tickets, people, scopes and names, and clears no others by it', async () => {
    const { store, clock } = opened.city.context;
    const from = await make('信息中心');
    const into = await make('数据局');
    const below = await make('运维科', from.id);
    const lines = [
      buildLine(901, { departmentId: from.id }),
      buildLine(902, { departmentId: below.id }),
      buildLine(903, { departmentId: into.id }),
    ];
    await store.lines.insert(lines);
    const [line] = lines;
    if (!line) throw new Error('no line');
    const { ticket } = await store.tickets.open(
      buildTicket(910, line, { openedAtMs: clock.nowMs() }),
      'test',
    );
    await store.clearances.insert(
      buildClearance({
        id: testId(911),
        scope: { kind: 'department', departmentId: from.id, withSubtree: true },
        givenBy: 'x',
        givenAtMs: clock.nowMs(),
      }),
    );
    const keeper = { name: '王芳', telephone: '028-61000001', email: null, accountId: null };
    for (const [number, departmentId] of [
      [921, from.id],
      [922, into.id],
    ] as const) {
      await store.keepers.ensure({ id: testId(number), departmentId, ...keeper, createdAtMs: 1 });
    }
    const manager = await opened.signedIn('li', 'department_manager', from.id);
    expect((await ask('GET', `/api/lines/${testId(903)}`, undefined, manager)).status).toBe(403);

    const merged = await ask<DepartmentMerged>('POST', `/api/departments/${from.id}/merge`, {
      intoId: into.id,
    });
    expect(merged.body.moved).toMatchObject({
      departments: 1,
      lines: 1,
      openTickets: 1,
      keepers: 1,
      accounts: 1,
      clearances: 1,
    });
    expect((await store.lines.byId(testId(901)))?.departmentId).toBe(into.id);
    expect((await store.tickets.row(ticket.id))?.departmentId).toBe(into.id);
    expect(await pathOf('运维科')).toBe('数据局/运维科');
    expect((await ask('GET', `/api/lines/${testId(903)}`, undefined, manager)).status).toBe(200);
    const clearance = async (id: string) =>
      (await ask<{ line: { clearance: string }; clearance: string }>('GET', `/api/lines/${id}`))
        .body;
    expect(JSON.stringify(await clearance(testId(901)))).toContain('"clearance":"cleared"');
    expect(JSON.stringify(await clearance(testId(902)))).toContain('"clearance":"cleared"');
    expect(JSON.stringify(await clearance(testId(903)))).toContain('"clearance":"not_cleared"');
    const detail = await ask<DepartmentDetail>('GET', `/api/departments/${into.id}`);
    expect(detail.body.formerNames).toEqual(['信息中心']);
    expect(detail.body.holdings.keepers).toBe(1);
    expect(detail.body.history.map(({ kind, own }) => [kind, own])).toEqual([
      ['took_in', true],
      ['merged', false],
      ['created', true],
      ['created', false],
    ]);
    expect((await ask('GET', `/api/departments/${from.id}`)).status).toBe(404);
    const table = await upload('old.csv', '单位名称,上级单位\n机房,信息中心\n');
    expect(table.body.rows[0]).toMatchObject({ above: '数据局', word: 'new' });
  });

  it('is not merged into one below it, nor where both have an office of one name', async () => {
    const a = await make('合一局');
    const b = await make('合二局');
    const child = await make('法规处', a.id);
    await make('法规处', b.id);
    const both = await ask('POST', `/api/departments/${a.id}/merge`, { intoId: b.id });
    expect([both.status, both.body.code]).toEqual([409, 'department_merge']);
    expect(both.body.message).toContain('“法规处”');
    const down = await ask('POST', `/api/departments/${a.id}/merge`, { intoId: child.id });
    expect(down.body.message).toContain('stands below it');
    expect(await idOf('合一局')).toBe(a.id);
  });
});
