import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { ledgerKey, localTime, personMayHaveAnswered } from '@everyline/domain';
import type { Behaviour } from '@everyline/exchange';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { cityCalendar } from '../packages/server/src/app/settings/city-calendar.ts';
import { seededRandom } from '../packages/testkit/src/index.ts';
import { startExchangeProcess, type ExchangeProcess } from './exchange-process.ts';
import { startProgram, until } from './program.ts';
import { openData, seedCity, tenOClockMs, type SeededCity } from './seeded-city.ts';

const kills = 20;
const lineCount = 700;
const seed = Number(process.env['EVERYLINE_TEST_SEED'] ?? Math.floor(Math.random() * 1e9));
const random = seededRandom(seed);

/** Short calls, so that many begin, and some that ring for long, so that every kill meets calls in progress. */
const behaviours: readonly Behaviour[] = [
  { kind: 'busy', by: 'status' },
  { kind: 'unallocated', by: 'status' },
  { kind: 'busy', by: 'tone' },
  { kind: 'busy', by: 'status' },
  { kind: 'person', ringMs: 400, greeting: 'plain' },
  { kind: 'unallocated', by: 'status' },
  { kind: 'no_answer', then: 'rings_on' },
  { kind: 'congestion', by: 'tone' },
  { kind: 'fax', ringMs: 300, tone: 'answers' },
];

/** A call as the ledger holds it, with what else is on record of it. */
interface LedgerRow {
  probe_id: string;
  ledger_key: string;
  started_at_ms: number;
  ended_at_ms: number | null;
  outcome: string | null;
  time_to_person_ms: number | null;
  state: string;
  observations: number;
  observed: string | null;
}

let folder = '';
let data = '';
let exchange: ExchangeProcess;
let seeded: SeededCity;
let clockShiftMs = 0;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'everyline-kill-'));
  data = join(folder, 'data');
  exchange = await startExchangeProcess(folder, {
    lineCount: 1_100,
    channels: 400,
    behaviourOf: (index) => behaviours[index % behaviours.length] as Behaviour,
  });
  clockShiftMs = tenOClockMs - Date.now();
  const city = await openData(data, clockShiftMs);
  seeded = await seedCity(city, exchange.city, {
    port: exchange.port,
    lineCount,
    hours: [600, 605],
    channels: 40,
  });
  await city.close();
});
afterAll(async () => {
  await exchange?.close();
  await rm(folder, { recursive: true, force: true });
});

test(
  'a sweep that is killed twenty times loses no call, counts none twice and passes no limit',
  { timeout: 400_000 },
  async () => {
    console.log(`kill -9 from seed ${seed}`);
    const list = join(folder, 'numbers.csv');
    const listed = seeded.lines.filter((_, index) => index % 3 === 0);
    await writeFile(list, ['number', ...listed.map(({ number }) => number.dialled)].join('\n'));
    const trunk = `sip:127.0.0.1:${exchange.port}`;
    let generationsWithCalls = 0;
    let commands = 0;
    /** Whether a life was killed while it used the database, which runs on. */
    let isLeft = false;
    for (let kill = 0; kill < kills; kill += 1) {
      // Every fourth time the command line sweeps the same numbers, otherwise the server its campaign.
      const command = kill % 4 === 2;
      const args = command
        ? ['probe', '--trunk', trunk, '--numbers', list, '--concurrency', '25', '--json']
        : ['serve', '--role', 'voice'];
      const before = exchange.seen.length;
      const program = startProgram(args, { data, clockShiftMs });
      const early = random() < 0.15;
      if (early) await wait(random() * 2_000);
      else {
        const isOver = () => program.child.exitCode !== null;
        if (!command && isLeft) {
          const isUp = () => isOver() || program.err.join(' ').includes('Took over');
          await until('the server takes over the database', isUp, 60_000);
        }
        const rings = () => isOver() || exchange.seen.length > before;
        await until('a first call or the end', rings, isLeft ? 8_000 : 30_000).catch(
          () => undefined,
        );
        await wait(random() * 3_000);
      }
      expect(program.child.exitCode, program.err.join('\n')).toBeNull();
      await program.kill();
      if (exchange.seen.length > before) {
        generationsWithCalls += 1;
        isLeft = true;
      }
      if (command) commands += 1;
    }
    // The last one lives, goes on where the others were killed, and ends in peace.
    const before = exchange.seen.length;
    const last = startProgram(['serve', '--role', 'voice'], { data, clockShiftMs });
    await until('the last server calls', () => exchange.seen.length > before, 60_000);
    // How many calls the others heard to their end is chance; this one goes on until some are kept.
    await until('calls heard to their end', async () => (await keptAudio()).length > 5, 90_000);
    expect(await last.stop()).toBe(0);
    const restUntilMs = performance.now() + 3_000;
    await until('the exchange has told all', () => performance.now() > restUntilMs);

    const city = await openData(data, clockShiftMs);
    try {
      const { rows } = await sql<LedgerRow>`
        select g.probe_id, g.ledger_key, g.started_at_ms, g.ended_at_ms, g.outcome,
          g.time_to_person_ms, p.state,
          (select count(*) from observations o where o.probe_id = g.probe_id)::int as observations,
          (select min(o.outcome) from observations o where o.probe_id = g.probe_id) as observed
        from ledger g join probes p on p.id = g.probe_id order by g.started_at_ms`.execute(
        city.opened.db,
      );
      const interrupted = rows.filter(({ outcome }) => outcome === 'interrupted').length;
      console.log(
        `${rows.length} calls on record, ${exchange.seen.length} seen by the exchange, ${interrupted} interrupted, calls in ${generationsWithCalls} of ${kills} lives (${commands} of the command line)`,
      );
      expect(generationsWithCalls).toBeGreaterThanOrEqual(12);
      expect(interrupted).toBeGreaterThanOrEqual(12);
      expect(rows.length - interrupted, 'calls with a result').toBeGreaterThan(30);

      for (const row of rows) {
        const about = JSON.stringify(row);
        expect(row.ended_at_ms, about).not.toBeNull();
        expect(row.observations, about).toBe(1);
        expect(row.observed, about).toBe(row.outcome);
        expect(row.state, about).toBe(row.outcome === 'interrupted' ? 'interrupted' : 'done');
      }
      const openProbes = await sql<{ id: string }>`
        select id from probes where state in ('dialling', 'planned')`.execute(city.opened.db);
      expect(openProbes.rows).toEqual([]);

      requireLimits(rows);
      requireIntentBeforeInvite(rows);
      await requireRecordings(city);

      // A stop in peace is no end of the campaign.
      const campaign = await city.context.store.campaigns.byId(seeded.campaign.id);
      expect(campaign?.state).toBe('running');
    } finally {
      await city.close();
    }
  },
);

function requireLimits(rows: readonly LedgerRow[]): void {
  const calendar = cityCalendar();
  for (const [key, calls] of Map.groupBy(rows, (row) => row.ledger_key)) {
    const days = Map.groupBy(calls, (call) => localTime(calendar, call.started_at_ms).day);
    for (const [day, ofDay] of days) expect(ofDay.length, `${key} ${day}`).toBeLessThanOrEqual(3);
    for (const [index, call] of calls.entries()) {
      const previous = calls[index - 1];
      if (previous === undefined) continue;
      expect(call.started_at_ms - previous.started_at_ms, key).toBeGreaterThanOrEqual(30 * 60_000);
      const disturbed = personMayHaveAnswered({
        outcome: previous.outcome as never,
        timeToPersonMs: previous.time_to_person_ms,
      });
      expect(disturbed, `${key} after a person`).toBe(false);
    }
  }
}

function requireIntentBeforeInvite(rows: readonly LedgerRow[]): void {
  const byKey = Map.groupBy(rows, (row) => row.ledger_key);
  const known = new Set(seeded.lines.map(({ number }) => ledgerKey(number)));
  const rung = new Set<string>();
  for (const call of exchange.seen) {
    expect(known.has(call.dialled), `${call.dialled} is a line`).toBe(true);
    expect(rung.has(call.dialled), `${call.dialled} rang twice within minutes`).toBe(false);
    rung.add(call.dialled);
    const intents = byKey.get(call.dialled) ?? [];
    expect(intents.length, `${call.dialled} rang and has one intent`).toBe(1);
    // Two clocks of one machine, one read in whole milliseconds and one corrected while it runs.
    const intentAtMs = (intents[0]?.started_at_ms ?? Infinity) - clockShiftMs;
    expect(intentAtMs, call.dialled).toBeLessThanOrEqual(call.atMs + 50);
  }
}

async function requireRecordings(city: Awaited<ReturnType<typeof openData>>): Promise<void> {
  const { rows } = await sql<{ probe_id: string; length_ms: number }>`
    select probe_id, length_ms from recordings`.execute(city.opened.db);
  expect(rows.length).toBeGreaterThan(5);
  for (const { probe_id: probeId, length_ms: lengthMs } of rows) {
    const bytes = await city.context.recordings.read(probeId);
    expect(bytes?.length, probeId).toBe(lengthMs * 8);
  }
  // Audio that no row names would outlive every retention period.
  const named = new Set(rows.map((row) => row.probe_id));
  const strays = (await keptAudio()).filter((probeId) => !named.has(probeId));
  expect(strays).toEqual([]);
}

/** The probes that the data directory keeps audio of. */
async function keptAudio(): Promise<string[]> {
  const files = await readdir(join(data, 'recordings'), { recursive: true });
  return files.flatMap((file) => /([0-9a-f-]{36})\.rec/.exec(file)?.[1] ?? []);
}

function wait(lengthMs: number): Promise<void> {
  return new Promise((done) => setTimeout(done, lengthMs));
}
