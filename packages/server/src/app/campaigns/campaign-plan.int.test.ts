import type { Campaign, CampaignPlan, Fault, Programme } from '@everyline/contract';
import type { Proposal } from '@everyline/domain';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import {
  buildDepartment,
  buildLine,
  buildPolicy,
  buildTrunk,
  openTestServer,
  testId,
  type TestServer,
} from '../../../../testkit/src/index.ts';

const bureau = testId(1);
const other = testId(2);
let opened: TestServer;
const cookies: Record<string, string> = {};

beforeAll(async () => {
  opened = await openTestServer();
  const { store } = opened.city.context;
  await store.departments.insert({ ...buildDepartment(1), createdAtMs: 0 });
  await store.departments.insert({ ...buildDepartment(2), createdAtMs: 0 });
  await store.trunks.insert(buildTrunk(900));
  await store.lines.insert([
    buildLine(101, { departmentId: bureau }),
    buildLine(102, { departmentId: bureau }),
    buildLine(103, { departmentId: bureau, state: 'retired' }),
    buildLine(104, { departmentId: other }),
  ]);
  cookies['chief'] = await opened.signedIn('chief', 'campaign_manager');
  cookies['own'] = await opened.signedIn('own', 'campaign_manager', other);
  cookies['auditor'] = await opened.signedIn('auditor', 'auditor');
});
afterAll(() => opened.close());

async function ask<T>(who: string, method: 'GET' | 'POST' | 'DELETE', url: string, body?: object) {
  const answer = await opened.server.inject({
    method,
    url,
    headers: { cookie: cookies[who] ?? '', 'accept-language': 'en' },
    ...(body && { payload: body }),
  });
  return { status: answer.statusCode, body: answer.json<T>() };
}

async function campaign(departmentIds?: readonly string[]): Promise<string> {
  const { status, body } = await ask<Campaign>('chief', 'POST', '/api/campaigns', {
    name: '公开电话专项整治',
    scope: departmentIds === undefined ? {} : { departmentIds },
    policy: buildPolicy(),
    trunkId: testId(900),
    fromDate: '2026-11-02',
    toDate: '2026-12-12',
    targets: { healthyShare: 0.9, decidedShare: 0.9 },
  });
  expect(status).toBe(200);
  return body.id;
}

const planOf = (id: string, who = 'chief') =>
  ask<CampaignPlan>(who, 'GET', `/api/campaigns/${id}/plan`);

describe('the plan of a campaign', () => {
  it('is made from the template with one press, and reads its figures from the lines', async () => {
    const id = await campaign([bureau]);
    expect((await planOf(id)).body).toEqual({ programme: null, mayMake: true, steps: [] });
    const made = await ask<CampaignPlan>('chief', 'POST', `/api/campaigns/${id}/plan`, {});
    expect(made.status).toBe(200);
    expect(made.body.programme).toMatchObject({ name: '公开电话专项整治', measures: 5 });
    expect(made.body.steps.map(({ step, milestones }) => [step, milestones.length])).toEqual([
      ['take_stock', 2],
      ['consolidate', 1],
      ['make_last', 1],
      ['run_well', 1],
    ]);
    const [cleared] = made.body.steps[0]?.milestones.slice(1) ?? [];
    expect(cleared).toMatchObject({ deadline: '2026-11-12', lead: { id: bureau } });
    expect(cleared?.indicators).toMatchObject([{ unit: '条', planned: 2, actual: 0 }]);
    const [ended] = made.body.steps[1]?.milestones ?? [];
    expect(ended?.indicators, 'one line has ended').toMatchObject([{ planned: null, actual: 1 }]);
    expect((await planOf(id)).body).toEqual(made.body);
    const { items } = await opened.city.context.store.audit.page({}, { page: 1, pageSize: 5 });
    expect(items[0]).toMatchObject({ operation: 'campaigns.plan' });
  });

  it('is made once: the second of two is told, and no programme is left over', async () => {
    const id = await campaign([bureau]);
    const before = (await ask<Programme[]>('chief', 'GET', '/api/programmes')).body.length;
    const both = await Promise.all(
      [1, 2].map(() => ask<Fault>('chief', 'POST', `/api/campaigns/${id}/plan`, {})),
    );
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    expect(both.find(({ status }) => status === 409)?.body.code).toBe('campaign_has_plan');
    const after = (await ask<Programme[]>('chief', 'GET', '/api/programmes')).body.length;
    expect(after).toBe(before + 1);
  });

  it('may be a programme that there is; its measures stand without a step', async () => {
    const id = await campaign();
    const programme = (await ask<Programme>('chief', 'POST', '/api/programmes', { name: '台账' }))
      .body;
    await ask('chief', 'POST', `/api/programmes/${programme.id}/measures`, {
      ...{ title: '公布一张表', category: '', leadOfficeId: bureau, jointOfficeIds: [] },
      ...{ deadline: null, indicators: [] },
    });
    const made = await ask<CampaignPlan>('chief', 'POST', `/api/campaigns/${id}/plan`, {
      programmeId: programme.id,
    });
    expect(made.body.programme?.id).toBe(programme.id);
    expect(made.body.steps.at(-1)).toMatchObject({
      step: null,
      milestones: [{ title: '公布一张表' }],
    });
  });

  it('is counted over the offices of the campaign where it has several', async () => {
    const id = await campaign([bureau, other]);
    const made = await ask<CampaignPlan>('chief', 'POST', `/api/campaigns/${id}/plan`, {});
    const [, cleared] = made.body.steps[0]?.milestones ?? [];
    expect(cleared?.joint.map((one) => one.id)).toEqual([bureau, other]);
    expect(cleared?.indicators).toMatchObject([{ planned: 3, live: { of: 'offices' } }]);
  });

  it('is made by nobody beyond the own offices, and only read by an auditor', async () => {
    const id = await campaign([bureau]);
    expect((await planOf(id, 'own')).body.mayMake).toBe(false);
    const refused = await ask<Fault>('own', 'POST', `/api/campaigns/${id}/plan`, {});
    expect(refused.body.code).toBe('outside_scope');
    expect((await planOf(id, 'auditor')).body.mayMake).toBe(false);
    expect((await ask('auditor', 'POST', `/api/campaigns/${id}/plan`, {})).status).toBe(403);
  });

  it('plans to end what has ended and what open proposals would end', async () => {
    const end = (key: string, line: number, departmentId: string): Proposal => ({
      ...{ key, kind: 'close_number', departmentId, lineIds: [testId(line)], keptLineId: null },
      ...{ service: null, merge: null, calls: 20, busy: 0, listings: 1 },
      effect: { numbers: { now: 1, then: 0 }, lines: null, people: null, callers: null },
    });
    await opened.city.context.store.transaction((within) =>
      within.reckoned.putProposals(1, [end('a', 101, bureau), end('b', 104, other)], 0),
    );
    const planned = async (departmentIds?: readonly string[]) => {
      const id = await campaign(departmentIds);
      const made = await ask<CampaignPlan>('chief', 'POST', `/api/campaigns/${id}/plan`, {});
      return made.body.steps[1]?.milestones[0]?.indicators;
    };
    expect(await planned([bureau])).toMatchObject([{ planned: 2, actual: 1 }]);
    expect(await planned([other])).toMatchObject([{ planned: 1, actual: 0 }]);
    expect(await planned()).toMatchObject([{ planned: 3, actual: 1 }]);
  });

  it('of the whole city is led by the office above all others, where there is one', async () => {
    const lead = async () => {
      const id = await campaign();
      const made = await ask<CampaignPlan>('chief', 'POST', `/api/campaigns/${id}/plan`, {});
      return made.body.steps.flatMap(({ milestones }) => milestones.map((one) => one.lead?.id));
    };
    expect(new Set(await lead()), 'two offices stand at the top').toEqual(new Set([undefined]));
    const { departments } = opened.city.context.store;
    await departments.insert({ ...buildDepartment(3), createdAtMs: 0 });
    for (const id of [bureau, other]) await departments.update(id, { parentId: testId(3) });
    expect(new Set(await lead())).toEqual(new Set([testId(3)]));
  });

  it('does not keep a draft from being deleted', async () => {
    const id = await campaign([bureau]);
    await ask('chief', 'POST', `/api/campaigns/${id}/plan`, {});
    expect((await ask('chief', 'DELETE', `/api/campaigns/${id}`)).status).toBe(200);
    expect((await planOf(id)).status).toBe(404);
  });
});
