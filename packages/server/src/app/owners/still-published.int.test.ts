import type { StillPublished } from '@everyline/contract';
import { numberKey } from '@everyline/domain';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import {
  buildDepartment,
  buildLine,
  openTestServer,
  testId,
  type TestServer,
} from '../../../../testkit/src/index.ts';

const line = buildLine(11, { departmentId: testId(1) });
let opened: TestServer;
let manager: string;
let stranger: string;
let agent: string;

beforeAll(async () => {
  opened = await openTestServer();
  const { store } = opened.city.context;
  for (const number of [1, 2]) {
    await store.departments.insert({ ...buildDepartment(number), createdAtMs: 0 });
  }
  await store.lines.insert([line]);
  await publish();
  manager = await opened.signedIn('manager', 'department_manager', testId(1));
  stranger = await opened.signedIn('stranger', 'department_manager', testId(2));
  agent = await opened.signedIn('agent', 'agent', testId(1));
});
afterAll(() => opened.close());

/** The number stands in the seventh line of an imported document. */
async function publish(): Promise<void> {
  const { sources } = opened.city.context.store;
  const key = numberKey(line.number);
  await sources.insert({
    id: testId(51),
    name: '办事指南',
    format: 'text',
    origin: '办事指南.txt',
    publishedOn: null,
    areaCode: '028',
    departmentId: null,
    sha256: '1',
    bytes: 1,
    sample: false,
    readAtMs: 0,
    readBy: 'test',
    importedAtMs: 0,
    state: 'imported',
    failure: null,
    supersededBy: null,
    listings: 1,
    newNumbers: 0,
    knownNumbers: 1,
    conflicts: 0,
    rejects: 0,
  });
  await sources.addListings(testId(51), [
    {
      id: testId(61),
      raw: '61000011',
      number: line.number.dialled,
      numberKey: key,
      areaCode: '028',
      areaCodeInferred: true,
      extension: null,
      numberType: 'geographic',
      purpose: 'enquiry',
      owner: null,
      ownerKey: '',
      service: null,
      serviceKey: '',
      hours: null,
      position: { line: 7 },
      context: { before: '咨询电话 ', after: '' },
      status: 'active',
      issues: [],
      footer: false,
    },
  ]);
  await sources.linkListings(testId(51), [{ numberKey: key, lineId: line.id }]);
}

async function ask<T>(method: 'GET' | 'POST', url: string, cookie: string, payload?: object) {
  const answer = await opened.server.inject({
    method,
    url,
    headers: { cookie, 'accept-language': 'en' },
    ...(payload && { payload }),
  });
  return { status: answer.statusCode, body: answer.json<T>() };
}
const places = (cookie: string) =>
  ask<{ items: StillPublished[] }>('GET', '/api/still-published', cookie);

describe('a number that has moved', () => {
  it('is shown wherever it is still published, to its office, until the source is corrected', async () => {
    expect((await places(manager)).body.items).toEqual([]);
    const dispute = { kind: 'moved', note: '', number: '028-6200 0001' };
    const answer = { word: 'disputed', version: 1, dispute };
    const moved = await ask('POST', `/api/own-lines/${line.id}/answer`, manager, { answer });
    expect(moved.status).toBe(200);
    expect((await places(manager)).body.items).toMatchObject([
      {
        lineId: line.id,
        display: '028-6100 0011',
        department: { id: testId(1) },
        successor: { display: '028-6200 0001' },
        listing: { sourceName: '办事指南', position: { line: 7 } },
      },
    ]);
    expect((await places(stranger)).body.items).toEqual([]);
    expect((await places(agent)).status).toBe(403);
    await opened.city.context.store.sources.retireListings([testId(61)]);
    expect((await places(manager)).body.items).toEqual([]);
  });
});
