import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import {
  buildClearance,
  buildDepartment,
  buildLedgerEntry,
  buildLine,
  buildObservation,
  buildProbe,
  buildTicket,
  buildTrunk,
  debianPostgres,
  testId,
} from '../../../testkit/src/index.ts';
import { noPrior, type Line, type Verdict } from '@everyline/domain';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { machine } from '../bindings/machine.ts';
import { embeddedBinaries } from './cluster/binaries.ts';
import { migrateToLatest } from './migrate.ts';
import { openStore, type OpenStore } from './open-store.ts';

const debian = await debianPostgres();
const embedded = await embeddedBinaries(machine);
const engines = [
  { name: 'the embedded PostgreSQL', binaries: embedded },
  { name: 'Debian’s PostgreSQL', binaries: debian },
];

describe.each(engines)('the store on $name', ({ binaries }) => {
  // Where there is no such PostgreSQL, debianPostgres has said what is skipped.
  if (binaries === null) return it.skip('is not installed', () => undefined);

  let folder = '';
  let opened: OpenStore;
  const trunkId = testId(900);
  const line: Line = buildLine(1, { departmentId: testId(101) });

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'everyline-store-'));
    opened = await openStore({
      data: folder,
      databaseUrl: undefined,
      name: 'test',
      maxConnections: 8,
      clock: machine.clock,
      random: machine.random,
      machine,
      binaries,
      durable: false,
    });
    const { store } = opened;
    await store.departments.insert({ ...buildDepartment(100), createdAtMs: 1 });
    await store.departments.insert({
      ...buildDepartment(101, { parentId: testId(100) }),
      createdAtMs: 1,
    });
    await store.lines.insert([line, buildLine(2), buildLine(3, { state: 'retired' })]);
    await store.trunks.insert(buildTrunk(900));
  });
  afterAll(async () => {
    await opened?.close();
    await rm(folder, { recursive: true, force: true });
  });

  it('has all tables, and a second migration finds nothing to do', async () => {
    expect(await migrateToLatest(opened.db)).toEqual([]);
    const tables = await sql<{
      name: string;
    }>`select table_name as name from information_schema.tables
      where table_schema = 'public'`.execute(opened.db);
    const names = tables.rows.map((row) => row.name);
    expect(names).toEqual(
      expect.arrayContaining(['lines', 'ledger', 'audit', 'listings', 'auth_user']),
    );
  });

  it('gives lines back as they were, and finds them by number, office and scope', async () => {
    const { lines } = opened.store;
    expect(await lines.byId(line.id)).toEqual(line);
    expect((await lines.byNumberKey(line.number.dialled))?.id).toBe(line.id);
    expect((await lines.active()).map((one) => one.id)).toEqual([testId(1), testId(2)]);
    const page = (filter: object) =>
      lines.page(
        { scope: 'all', ...filter },
        { sort: 'number', order: 'asc' },
        { page: 1, pageSize: 10 },
        5,
      );
    expect((await page({})).total).toBe(3);
    expect((await page({ q: '6100 0001' })).items.map((one) => one.id)).toEqual([line.id]);
    expect((await page({ q: '%' })).total).toBe(0);
    expect((await page({ scope: new Set([testId(101)]) })).items).toHaveLength(1);
    expect((await page({ departmentIds: [testId(100)] })).total).toBe(0);
    expect((await page({ verdict: ['undetermined'] })).total).toBe(3);
  });

  it('shows how a line stands with test calls: cleared through the office above, then objected', async () => {
    const { clearances, lines } = opened.store;
    const word = async () => (await lines.row(line.id, 1_000))?.clearance;
    expect(await word()).toBe('not_cleared');
    await clearances.insert(
      buildClearance({
        id: testId(200),
        scope: { kind: 'department', departmentId: testId(100), withSubtree: true },
        givenAtMs: 10,
        maxPerDay: 2,
      }),
    );
    expect(await word()).toBe('cleared');
    expect(await clearances.forLine(line)).toHaveLength(1);
    expect((await clearances.view(testId(200)))?.lines).toBe(1);
    await clearances.withdraw(testId(200), { atMs: 20, reason: 'r', by: 'b' });
    expect(await word()).toBe('withdrawn');
    await clearances.addObjection({
      id: testId(201),
      by: 'callee',
      ledgerKey: line.number.dialled,
      lineId: null,
      departmentId: null,
      madeAtMs: 30,
      withdrawnAtMs: null,
      note: 'n',
      recordedBy: 'test',
    });
    expect(await word()).toBe('objected');
    await clearances.withdrawObjection(testId(201), 40);
    expect(await word()).toBe('objected');
  });

  it('has at most one call in progress to a number, whoever asks', async () => {
    const { probes } = opened.store;
    const first = buildProbe(301, line, trunkId, { state: 'dialling', endedAtMs: null });
    const second = { ...first, id: testId(302) };
    await probes.insert([
      { ...first, guard: null, virtualTime: false },
      { ...second, guard: null, virtualTime: false },
    ]);
    const begun = await Promise.all([
      probes.beginCall(buildLedgerEntry(first)),
      probes.beginCall(buildLedgerEntry(second)),
    ]);
    expect(begun.filter(Boolean)).toHaveLength(1);
    const [open] = await probes.unfinished();
    expect(open).toBeDefined();
    await probes.endCall(open!.probeId, {
      endedAtMs: 9_000,
      outcome: 'busy',
      timeToPersonMs: null,
    });
    await probes.endCall(open!.probeId, {
      endedAtMs: 9_999,
      outcome: 'no_answer',
      timeToPersonMs: null,
    });
    expect(await probes.ledgerOf(line.number.dialled, 0)).toMatchObject([
      { outcome: 'busy', endedAtMs: 9_000 },
    ]);
  });

  it('keeps evidence as it was heard: an observation cannot be edited', async () => {
    const { probes } = opened.store;
    const probe = buildProbe(311, line, trunkId);
    await probes.insert([{ ...probe, guard: null, virtualTime: true }]);
    const heard = buildObservation(312, probe).heard;
    const observation = buildObservation(312, probe, {
      script: {
        name: 'menu',
        endedBy: 'script',
        isComplete: true,
        steps: [{ step: 0, do: 'press', what: '1', fromMs: 6_000, toMs: 6_200, endedBy: 'done' }],
        stretches: [{ keys: '', fromMs: 5_300, toMs: 6_000, heard }],
      },
    });
    const ladder = [
      { atMs: 0, direction: 'out' as const, summary: 'INVITE', text: 'INVITE sip:1 SIP/2.0' },
    ];
    await probes.addObservation(observation, ladder);
    const stretch = { toMs: 3_000.5, kind: 'speech', afterAnswer: true } as const;
    const prints = [1, 2].map((n) => ({ ...stretch, fromMs: n * 1_000, print: Uint8Array.of(n) }));
    await opened.store.prints.add(observation.id, prints);
    const { id, outcome, confidence, decidedBy, timings } = observation;
    expect(await opened.store.prints.newest(1, 0)).toEqual([
      { ...prints[1], observation: { id, outcome, confidence, decidedBy, timings } },
    ]);
    expect(await probes.observationsOf(line.id)).toEqual([observation]);
    const { startedAtMs } = observation;
    expect(await probes.callsOf(line.id, startedAtMs, 9)).toEqual([{ startedAtMs, outcome }]);
    expect(await probes.callsOf(line.id, startedAtMs + 1, 9)).toEqual([]);
    expect(await probes.ladderOf(probe.id)).toEqual(ladder);
    expect((await probes.row(probe.id))?.observation).toEqual(observation);
    const edit = opened.db.updateTable('observations').set({ outcome: 'busy' }).execute();
    await expect(edit).rejects.toThrow('append-only');
  });

  it('brings the same verdict up to date in place and keeps what it was before', async () => {
    const { verdicts } = opened.store;
    const verdict = (
      id: number,
      kind: Verdict['kind'],
      decidedAtMs: number,
    ): Verdict & { id: string } => ({
      id: testId(id),
      lineId: line.id,
      kind,
      rule: 'sequential_healthy',
      confidence: 0.96,
      kindConfidence: 1,
      decidedAtMs,
      attempts: 8,
      reached: 8,
      reachRate: 1,
      interval: [0.7, 1],
      intervalLevel: 0.95,
      closeness: 1,
      blankDays: [],
      change: null,
      counts: {
        reached: 8,
        reached_late: 0,
        busy: 0,
        unanswered: 0,
        dead: 0,
        wrong_party: 0,
        not_reached: 0,
        excluded: 0,
      },
      medianTimeToPersonMs: 600,
      evidence: [testId(312)],
      prior: noPrior({ healthyAt: 0.9 }),
    });
    await verdicts.put(verdict(401, 'healthy', 100));
    const same = await verdicts.put(verdict(402, 'healthy', 200));
    expect(same).toMatchObject({
      changed: false,
      now: { id: testId(401), sinceMs: 100, decidedAtMs: 200 },
    });
    const changed = await verdicts.put(verdict(403, 'busy', 300));
    expect(changed).toMatchObject({ changed: true, now: { kind: 'busy', sinceMs: 300 } });
    expect((await verdicts.history(line.id)).map((one) => one.kind)).toEqual(['busy', 'healthy']);
    expect((await verdicts.current(line.id))?.kind).toBe('busy');
  });

  it('has one open ticket for one fault of one line', async () => {
    const { tickets } = opened.store;
    const ticket = (id: number) =>
      buildTicket(id, line, { openedAtMs: 400, openedByVerdictId: testId(403) });
    const results = await Promise.all([
      tickets.open(ticket(501), 'a'),
      tickets.open(ticket(502), 'b'),
    ]);
    expect(results.filter((one) => one.opened)).toHaveLength(1);
    const { id } = results[0].ticket;
    expect(results[1]?.ticket.id).toBe(id);
    await tickets.askRetest(id, { atMs: 99_000, by: 'c' });
    expect((await tickets.openRetests()).map((one) => one.id)).toEqual([id]);
    const open = await tickets.row(id);
    if (open === null) throw new Error('the ticket is gone');
    const closed = { ...open, state: 'closed', closedAtMs: 500 } as const;
    await tickets.save(closed, { atMs: 500, by: 'd', kind: 'pass', from: 'opened', to: 'closed' });
    expect((await tickets.steps(id)).map((one) => one.kind)).toEqual([
      'opened',
      'retest_asked',
      'pass',
    ]);
    await expect(opened.db.deleteFrom('ticket_steps').execute()).rejects.toThrow('append-only');
    expect((await tickets.open(ticket(503), 'e')).opened).toBe(true);
  });

  it('chains the audit log, refuses changes to it, and finds what was tampered with', async () => {
    const { audit } = opened.store;
    const record = (detail: unknown) =>
      audit.append({
        atMs: 1,
        actor: '系统',
        operation: 'test.do',
        subjectKind: 'x',
        subjectId: null,
        detail,
      });
    await Promise.all([record({ 一: 1 }), record('2\n3'), record(null), record([4.5])]);
    expect(await audit.verify()).toEqual({ intact: true, records: 4, brokenAt: null });
    await expect(opened.db.deleteFrom('audit').execute()).rejects.toThrow('append-only');
    await expect(sql`truncate audit`.execute(opened.db)).rejects.toThrow('append-only');
    await sql`alter table audit disable trigger audit_append_only`.execute(opened.db);
    await sql`update audit set detail = '{}' where sequence = 3`.execute(opened.db);
    await sql`alter table audit enable trigger audit_append_only`.execute(opened.db);
    expect(await audit.verify()).toEqual({ intact: false, records: 2, brokenAt: 3 });
  });

  it('does nothing of a transaction that fails', async () => {
    const failed = opened.store.transaction(async (within) => {
      await within.departments.insert({ ...buildDepartment(700), createdAtMs: 1 });
      throw new Error('changed my mind');
    });
    await expect(failed).rejects.toThrow('changed my mind');
    expect(await opened.store.departments.byId(testId(700))).toBeNull();
  });

  it('lets the end of a transaction tell what failed on the way', async () => {
    const { store } = opened;
    const observation = buildObservation(711, buildProbe(710, line, trunkId));
    const failed = store.transaction(async (within) => {
      await within.departments.insert({ ...buildDepartment(701), createdAtMs: 1 });
      // There is no such probe: the statement travels with the commit, and its failure undoes everything.
      await within.probes.addObservation(observation, []);
      return 'done';
    });
    await expect(failed).rejects.toThrow('foreign key');
    expect(await store.departments.byId(testId(701))).toBeNull();
    await expect(store.probes.addObservation(observation, [])).rejects.toThrow('foreign key');
  });

  it('asks together in a transaction, and nothing once it is over', async () => {
    const { store } = opened;
    let late: Promise<unknown> = Promise.resolve();
    const refused = (fault: unknown) => String(fault);
    const read = await store.transaction(async (within) => {
      const [one, none, other] = await Promise.all([
        within.departments.byId(testId(100)),
        within.departments.byId(testId(799)),
        within.departments.byId(testId(101)),
      ]);
      late = new Promise((later) => setImmediate(later))
        .then(() => store.ping())
        .then(() => within.departments.byId(testId(100)))
        .catch(refused);
      return [one?.id, none, other?.id];
    });
    expect(read).toEqual([testId(100), null, testId(101)]);
    expect(await late).toContain('the transaction is over');
  });

  it('goes on after one of several statements at once has failed', async () => {
    const { store, db } = opened;
    const failed = store.transaction((within) =>
      Promise.all([
        within.departments.byId(testId(100)),
        within.departments.insert({ ...buildDepartment(100), createdAtMs: 1 }),
        within.departments.byId(testId(101)),
      ]),
    );
    await expect(failed).rejects.toThrow('duplicate key');
    const { rows } = await sql<{ isolated: boolean }>`
      select count(*) = 0 as isolated from pg_stat_activity
      where application_name like 'everyline:%' and state like 'idle in transaction%'`.execute(db);
    expect(rows).toEqual([{ isolated: true }]);
    await Promise.all(Array.from({ length: 20 }, () => store.ping()));
  });

  it('counts the figures of the overview', async () => {
    const totals = await opened.store.figures.totals('all', 0, 1_000);
    expect(totals).toMatchObject({ lines: 2, openTickets: 1, callsTotal: 1 });
    expect(totals.verdicts).toEqual(
      expect.arrayContaining([
        { verdict: 'busy', lines: 1 },
        { verdict: 'undetermined', lines: 1 },
      ]),
    );
    const days = await opened.store.figures.days('all', [0, 500], 10_000);
    expect(days.map((day) => day.calls)).toEqual([0, 1]);
    expect(days[0]?.verdicts).toEqual([{ verdict: 'busy', lines: 1 }]);
  });

  it('reads of many calls to a number the newest only, oldest of them first', async () => {
    const { probes } = opened.store;
    const dayMs = 86_400_000;
    const ofMany = buildLine(77, { state: 'retired' });
    await opened.store.lines.insert([ofMany]);
    for (let n = 0; n < 40; n += 1) {
      const probe = buildProbe(7_000 + n, ofMany, trunkId, { startedAtMs: n * dayMs });
      await probes.insert([{ ...probe, guard: null, virtualTime: false }]);
      const outcome = n % 2 === 0 ? 'busy' : 'answered_person';
      await probes.addObservation(buildObservation(7_100 + n, probe, { outcome }), []);
    }
    const all = (await probes.observationsOf(ofMany.id)).map(({ startedAtMs, outcome }) => ({
      ...{ startedAtMs, outcome },
    }));
    expect(await probes.callsOf(ofMany.id, 0, 100)).toEqual(all);
    expect(await probes.callsOf(ofMany.id, 0, 7)).toEqual(all.slice(-7));
    expect(await probes.callsOf(ofMany.id, 35 * dayMs, 100)).toEqual(all.slice(35));
  });
});
