import {
  defaultCampaignPolicy,
  defaultCampaignTargets,
  ledgerKey,
  selectLines,
} from '@everyline/domain';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import {
  buildDepartment,
  buildLine,
  buildObservation,
  buildProbe,
  buildTrunk,
  openTestCity,
  testId,
  type TestCity,
} from '../../../testkit/src/index.ts';

const trunkId = testId(900);
const campaignId = testId(800);
const lines = [
  buildLine(1, { departmentId: testId(2) }),
  buildLine(2, { departmentId: testId(2), tier: 'A', purpose: 'hotline' }),
  buildLine(3, { departmentId: testId(1) }),
];
const [first, second] = [testId(700), testId(701)];

let opened: TestCity;
const store = () => opened.city.context.store;
const db = () => opened.city.opened.db;

/** What triggers have counted, and the same counted from the record. */
async function counted() {
  const kept = await sql`
    select campaign_id, line_id, state, outcome, calls from campaign_calls where calls <> 0
    order by 1, 2, 3, 4`.execute(db());
  const record = await sql`
    select p.campaign_id, p.line_id, p.state, coalesce(o.outcome, '') as outcome, count(*)::int as calls
    from probes p left join observations_as_read o on o.probe_id = p.id where p.campaign_id is not null
    group by 1, 2, 3, 4 order by 1, 2, 3, 4`.execute(db());
  return { kept: kept.rows, record: record.rows };
}

async function heard() {
  const kept = await sql`select id, heard_calls::int as calls, heard_numbers::int as numbers
    from announcements order by id`.execute(db());
  const record = await sql`
    select a.id, count(distinct o.id)::int as calls, count(distinct l.ledger_key)::int as numbers
    from announcements a left join announcement_hearings h on h.announcement_id = a.id
      left join observations o on o.id = h.observation_id left join lines l on l.id = o.line_id
    group by a.id order by a.id`.execute(db());
  return { kept: kept.rows, record: record.rows };
}

async function call(serial: number, at: number, outcome: 'busy' | 'no_answer') {
  const line = lines[at]!;
  const probe = buildProbe(serial, line, trunkId, {
    campaignId,
    state: 'dialling',
    startedAtMs: serial,
    endedAtMs: null,
  });
  await store().probes.insert([{ ...probe, guard: null, virtualTime: false }]);
  await store().probes.update(probe.id, { state: 'done', endedAtMs: serial + 10 });
  const observation = buildObservation(serial + 1, probe, { outcome, decidedBy: 'tone' });
  await store().probes.addObservation({ ...observation, campaignId }, []);
  return observation.id;
}

const hear = (observationId: string, announcementId: string, fromMs: number) =>
  store().announcementGroups.addHearing({
    ...{ observationId, announcementId, fromMs, toMs: fromMs + 900 },
    ...{ bitErrorRate: 0, printId: null },
  });

beforeAll(async () => {
  opened = await openTestCity();
  await store().departments.insert({ ...buildDepartment(1), createdAtMs: 0 });
  await store().departments.insert({
    ...buildDepartment(2, { parentId: testId(1) }),
    createdAtMs: 0,
  });
  await store().lines.insert(lines);
  await store().trunks.insert(buildTrunk(900));
  await store().campaigns.insert({
    ...{ id: campaignId, name: '一', state: 'running', scope: {}, trunkId, createdBy: 'x' },
    period: { fromDay: '2026-09-01', toDay: '2026-09-30' },
    ...{ policy: defaultCampaignPolicy, targets: defaultCampaignTargets },
    ...{ createdAtMs: 0, startedAtMs: 0, endedAtMs: null, stateReason: null },
  });
  for (const id of [first, second]) {
    await store().announcementGroups.insert({ id, createdAtMs: 0 });
  }
});
afterAll(() => opened?.close());

describe('what is counted beside the record', () => {
  it('follows calls as they begin, end, are read anew, and are forgotten', async () => {
    const busy = await call(1_000, 0, 'busy');
    await call(1_010, 0, 'busy');
    await call(1_020, 1, 'no_answer');
    const after = await counted();
    expect(after.kept).toEqual(after.record);
    expect(after.kept).toHaveLength(2);
    const reread = {
      ...{ outcome: 'suspended' as const, confidence: 1, decidedBy: 'announcement' as const },
      ...{ readings: {}, timeToPersonMs: null, keptMs: null, announcementId: null },
    };
    await store().rereadings.replace([{ id: testId(50), observationId: busy, reread }], 5, 'x');
    const read = await counted();
    expect(read.kept).toEqual(read.record);
    expect(read.kept.map((row) => (row as { outcome: string }).outcome)).toContain('suspended');
    await store().rereadings.replace(
      [{ id: testId(51), observationId: busy, reread: null }],
      6,
      'x',
    );
    await store().probes.forgetObservations([testId(1_010)]);
    const forgotten = await counted();
    expect(forgotten.kept).toEqual(forgotten.record);
    const counts = await store().campaigns.counts([campaignId], 60_000);
    expect(counts.get(campaignId)).toMatchObject({
      calls: 3,
      callsLastMinute: 3,
      outcomes: expect.arrayContaining([
        { outcome: 'busy', calls: 1 },
        { outcome: 'no_answer', calls: 1 },
      ]) as unknown,
    });
  });

  it('has all calls of the ledger by line, and those of today', async () => {
    for (const [serial, at] of [
      [3_000, 0],
      [3_010, 0],
      [3_020, 2],
    ] as const) {
      const line = lines[at]!;
      const probe = buildProbe(serial, line, trunkId);
      await store().probes.insert([{ ...probe, guard: null, virtualTime: false }]);
      await store().probes.beginCall({
        ...{ probeId: probe.id, ledgerKey: ledgerKey(line.number), lineId: line.id, trunkId },
        ...{ departmentId: line.departmentId, asker: probe.asker, startedAtMs: serial },
        ...{ endedAtMs: serial + 5, outcome: 'busy', timeToPersonMs: null },
      });
    }
    const totals = await store().figures.totals('all', 3_010, 4_000);
    expect(totals).toMatchObject({ callsTotal: 3, callsSince: 2 });
    const office = await store().figures.totals(new Set([testId(2)]), 3_010, 4_000);
    expect(office).toMatchObject({ callsTotal: 2, callsSince: 1 });
    await sql`delete from ledger where started_at_ms = 3000`.execute(db());
    expect(await store().figures.totals('all', 3_010, 4_000)).toMatchObject({ callsTotal: 2 });
  });

  it('follows recordings as they are heard, moved, joined and forgotten', async () => {
    const calls = [await call(2_000, 0, 'busy'), await call(2_010, 1, 'busy')];
    calls.push(await call(2_020, 1, 'busy'));
    for (const one of calls) await hear(one, first, 0);
    await hear(calls[0]!, first, 2_000);
    await hear(calls[0]!, second, 4_000);
    const after = await heard();
    expect(after.kept).toEqual(after.record);
    expect(after.kept[0]).toMatchObject({ calls: 3, numbers: 2 });
    await store().announcementGroups.moveHearings([calls[1]!], first, second);
    const moved = await heard();
    expect(moved.kept).toEqual(moved.record);
    await store().announcementGroups.absorb(first, [second]);
    const joined = await heard();
    expect(joined.kept).toEqual(joined.record);
    await store().probes.forgetObservations([testId(2_000)]);
    const forgotten = await heard();
    expect(forgotten.kept).toEqual(forgotten.record);
    expect(forgotten.kept[0]).toMatchObject({ calls: 2, numbers: 1 });
  });

  it('takes the lines of a scope that the rule takes', async () => {
    const departments = await store().departments.all();
    for (const scope of [
      {},
      { departmentIds: [testId(2)] },
      { tiers: ['A' as const] },
      { purposes: ['hotline' as const], excludedLineIds: [lines[0]!.id] },
      // A department is counted with its children, which are named here as the caller names them.
      { lineIds: [lines[0]!.id, lines[2]!.id], departmentIds: [testId(1), testId(2)] },
    ]) {
      const chosen = selectLines(await store().lines.active(), scope, departments);
      expect(await store().lines.countInScope(scope)).toBe(chosen.length);
    }
  });
});
