import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { isEmergencyNumber, type ProbeAsker } from '@everyline/domain';
import type { Behaviour } from '@everyline/exchange';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';

import { beginProbe } from '../packages/server/src/app/probes/begin-probe.ts';
import { dialRules } from '../packages/server/src/bindings/dial-rules.ts';
import { AttackedCity } from './attacked-city.ts';
import { runProgram, startProgram, until } from './program.ts';

/** 110 and its like as people, files and attackers may write them. */
const spellings = [
  '110',
  '119',
  '120',
  '122',
  '112',
  '911',
  '028110',
  '028-110',
  '0-110',
  '+86110',
  '+86 28 110',
  '0086110',
  '(028)110',
  '1 1 0',
  '１１０',
  '０２８－１１０',
  '110转1',
  '028-110转8001',
  '一一零',
  '幺幺洞',
  '９-119',
  '17909110',
  '*31#110',
  'tel:110',
  '110.',
];
const control = '+862861880001';
const swept = Array.from(
  { length: 40 },
  (_, index) => `+8628620000${String(index).padStart(2, '0')}`,
);
const raced = Array.from(
  { length: 30 },
  (_, index) => `+8628630000${String(index).padStart(2, '0')}`,
);
const slow = Array.from(
  { length: 40 },
  (_, index) => `+8628640000${String(index).padStart(2, '0')}`,
);
const stepped = Array.from(
  { length: 8 },
  (_, index) => `+8628650000${String(index).padStart(2, '0')}`,
);
const switchboard = '+862861889000';

const busy: Behaviour = { kind: 'busy', by: 'status' };
const rings: Behaviour = { kind: 'no_answer', then: 'rings_on' };

let city: AttackedCity;
let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'everyline-attack-'));
  city = await AttackedCity.open([
    [control, busy],
    [switchboard, busy],
    ...swept.map((number) => [number, busy] as const),
    ...raced.map((number) => [number, busy] as const),
    ...slow.map((number) => [number, rings] as const),
    ...stepped.map((number) => [number, { kind: 'busy', by: 'tone' } as const] as const),
  ]);
});
afterAll(async () => {
  await city?.close();
  await rm(folder, { recursive: true, force: true });
});

/** Every attack has a fresh hour, so that no limit of another one hides a hole. */
beforeEach(() => city.nextHour());

async function probe(numbers: readonly string[], more: readonly string[] = []) {
  const file = join(folder, `${crypto.randomUUID()}.csv`);
  const quoted = numbers.map((number) => `"${number}"`);
  await writeFile(file, ['number', ...quoted].join('\n'));
  return probeFile(file, more);
}

async function probeFile(file: string, more: readonly string[] = []) {
  const args = ['probe', '--trunk', `sip:127.0.0.1:${city.exchange.address.port}`];
  const ended = await runProgram([...args, '--numbers', file, '--json', ...more], {
    data: city.data,
    clockShiftMs: city.clockShiftMs,
  });
  const records = ended.out.map(
    (line) => JSON.parse(line) as { number: string; outcome: string; reason?: string },
  );
  return { ...ended, records };
}

/** Calls that the exchange saw since a moment, once what is on its way has come. */
async function rungSince(index: number): Promise<string[]> {
  await new Promise((done) => setTimeout(done, 500));
  return city.rungSince(index);
}

describe('emergency numbers', () => {
  test('in a csv of the command line are not dialled, in any spelling', async () => {
    const before = city.rung.length;
    const { status, records, err } = await probe([...spellings, control], ['--area-code', '028']);
    expect(status, err.join('\n')).toBe(1);
    expect(records).toHaveLength(spellings.length + 1);
    for (const { outcome, number } of records) {
      expect(outcome, number).toBe(number === control ? 'busy' : 'not_dialled');
    }
    expect(await rungSince(before)).toEqual([control]);
  });

  test('are refused as lines, as clearances and in a campaign over HTTP', async () => {
    const before = city.rung.length;
    for (const number of spellings) {
      const made = await city.ask('POST', '/api/lines', { number });
      expect(made.status, number).toBeGreaterThanOrEqual(400);
      const list = await city.ask('POST', '/api/clearances', {
        scope: { kind: 'list', name: 'x', numbers: [number] },
        givenBy: 'x',
        basis: '函〔2026〕2号',
      });
      expect(list.status, number).toBeGreaterThanOrEqual(400);
    }
    // Even where a hole had let them into the inventory and cleared them by name.
    const lines = await city.lines([
      '110',
      '12110',
      '+8628110',
      '+86110',
      '+8610119',
      '+868628110',
      '+112',
      '+44999',
      '9110',
    ]);
    await city.clear(lines);
    for (const line of lines) {
      const given = await city.ask('POST', '/api/clearances', {
        scope: { kind: 'line', lineId: line.id },
        givenBy: 'x',
        basis: '函〔2026〕3号',
      });
      expect(given.body['code'], line.number.dialled).toBe('protected_number');
    }
    const trunkId = await city.trunk();
    city.setSecond(40);
    const campaign = await city.campaign(trunkId, { lineIds: lines.map(({ id }) => id) });
    await city.whileCalling(() => city.untilAnswered(campaign, lines.length));
    for (const { reasons } of await city.answers(campaign)) {
      expect(reasons).toContain('emergency_number');
    }
    expect(await rungSince(before)).toEqual([]);
  });

  test('in imported documents are not dialled by a campaign over everything', async () => {
    const before = city.rung.length;
    const file = join(folder, 'directory.csv');
    const rows = spellings.map((number, index) => `第${index}科,"${number}"`);
    await writeFile(file, ['单位,电话', ...rows, '办公室,028-61880077'].join('\n'));
    const page = join(folder, 'page.html');
    await writeFile(
      page,
      `<meta charset="utf-8"><p>报警电话：110，急救 028-120，消防 (028)119。</p><table>${spellings
        .map((number) => `<tr><td>窗口</td><td>${number}</td></tr>`)
        .join('')}</table>`,
    );
    const imported = await runProgram(['import', file, page, '--area-code', '028', '--json'], {
      data: city.data,
      clockShiftMs: city.clockShiftMs,
    });
    expect([0, 1]).toContain(imported.status);
    const lines = await city.context.store.lines.active({});
    expect(lines.some(({ number }) => number.dialled === '+862861880077')).toBe(true);
    await city.clear(lines);
    const trunkId = await city.trunk();
    city.setSecond(40);
    const campaign = await city.campaign(trunkId, {});
    const numbers = new Set(lines.map(({ number }) => number.dialled));
    await city.whileCalling(async () => {
      await city.untilAnswered(campaign, numbers.size);
      await until('the good number has rung', () =>
        city.rungSince(before).includes('+862861880077'),
      );
    });
    const rung = await rungSince(before);
    expect(rung).toContain('+862861880077');
    for (const number of rung) expect(isEmergencyNumber(number), number).toBe(false);
  });
});

describe('limits of a number', () => {
  test('hold for ninety-nine extensions of one switchboard: one call', async () => {
    const before = city.rung.length;
    const numbers = Array.from({ length: 99 }, (_, index) => `028-61889000转${8001 + index}`);
    const { records } = await probe(numbers, ['--area-code', '028', '--concurrency', '20']);
    expect(records).toHaveLength(99);
    expect(records.filter(({ outcome }) => outcome !== 'not_dialled')).toHaveLength(1);
    const lines = (await city.context.store.lines.active({})).filter(
      ({ number }) => number.dialled === switchboard,
    );
    expect(lines).toHaveLength(99);
    await city.clear(lines);
    const campaign = await city.campaign(await city.trunk(), {
      lineIds: lines.map(({ id }) => id),
    });
    city.setSecond(45);
    await city.whileCalling(() => city.untilAnswered(campaign, 1));
    expect(await rungSince(before)).toEqual([switchboard]);
  });

  test('hold for two commands at once on the same numbers', async () => {
    const before = city.rung.length;
    const both = await Promise.all([
      probe(swept, ['--concurrency', '20']),
      probe(swept, ['--concurrency', '20']),
    ]);
    for (const { status, err } of both) expect(status, err.join('\n')).toBe(1);
    const rung = await rungSince(before);
    expect(rung.toSorted()).toEqual(swept);
  });

  test('hold for a command beside a running campaign', async () => {
    const before = city.rung.length;
    const lines = await city.lines(raced);
    await city.clear(lines);
    const trunkId = await city.trunk();
    city.setSecond(30);
    await city.campaign(trunkId, { lineIds: lines.map(({ id }) => id) });
    await city.whileCalling(async () => {
      const { status, err } = await probe(raced, ['--concurrency', '10']);
      expect(status, err.join('\n')).toBe(1);
      await until('every number has rung', () => city.rung.length - before >= raced.length);
    });
    const rung = await rungSince(before);
    expect(rung.toSorted()).toEqual(raced);
  });

  test('hold for a campaign that asks for 24 calls a day a minute apart', async () => {
    const [line] = await city.lines(['+862861880024']);
    if (line === undefined) throw new Error('no line');
    await city.clear([line]);
    const trunkId = await city.trunk();
    const campaignId = await city.campaign(
      trunkId,
      { lineIds: [line.id] },
      {
        attemptsPerDay: 24,
        spacingMs: 60_000,
        hours: {
          rules: [
            {
              days: { kind: 'every_day' },
              season: null,
              spans: [{ fromMinute: 0, toMinute: 1_440 }],
            },
          ],
        },
      },
    );
    const asker: ProbeAsker = { kind: 'campaign', campaignId };
    const begun: number[] = [];
    city.nextHour(true);
    const dayStartMs = Math.floor(city.nowMs / 3_600_000) * 3_600_000 - 3 * 3_600_000;
    const rules = { ...dialRules(), clockStep: () => null };
    for (let minute = 0; minute < 10 * 60; minute += 5) {
      city.setMoment(dayStartMs + minute * 60_000);
      const answer = await beginProbe(city.context, rules, { line, trunkId, asker });
      if (!answer.allowed) continue;
      begun.push(answer.startedAtMs);
      await city.context.store.probes.endCall(answer.probeId, {
        endedAtMs: answer.startedAtMs + 1_000,
        outcome: 'busy',
        timeToPersonMs: null,
      });
    }
    expect(begun).toHaveLength(3);
    // Six o'clock is no hour for calls, eight is.
    expect(begun[0]).toBeGreaterThanOrEqual(dayStartMs + 2 * 3_600_000);
    for (const [index, atMs] of begun.entries()) {
      const previous = begun[index - 1];
      if (previous !== undefined) expect(atMs - previous).toBeGreaterThanOrEqual(30 * 60_000);
    }
    city.nextHour(true);
  });
});

describe('a changed clock', () => {
  test('that was moved back behind the ledger is refused', async () => {
    expect((await probe(['+862861880100'])).records[0]?.outcome).toBe('unallocated');
    const before = city.rung.length;
    city.setMoment(city.nowMs - 30 * 60_000);
    const { status, records } = await probe(['+862861880101']);
    expect(status).toBe(1);
    expect(records[0]?.reason).toBe('clock_behind_ledger');
    expect(await rungSince(before)).toEqual([]);
  });

  test('that steps forward while a command runs is refused', async () => {
    const file = join(folder, 'stepped.csv');
    await writeFile(file, ['number', ...stepped, ...stepped].join('\n'));
    const stepFile = join(folder, 'step');
    const before = city.rung.length;
    const program = startProgram(
      ['probe', '--trunk', `sip:127.0.0.1:${city.exchange.address.port}`, '--numbers', file].concat(
        ['--concurrency', '1', '--json'],
      ),
      { data: city.data, clockShiftMs: city.clockShiftMs, clockStepFile: stepFile },
    );
    await until('a first result', () => program.out.length >= 1);
    await writeFile(stepFile, String(31 * 60_000));
    await program.ended;
    const records = program.out.map(
      (line) => JSON.parse(line) as { outcome: string; reason?: string },
    );
    expect(records).toHaveLength(2 * stepped.length);
    expect(records.filter(({ reason }) => reason === 'clock_stepped').length).toBeGreaterThan(10);
    const rung = await rungSince(before);
    expect(new Set(rung).size).toBe(rung.length);
    expect(rung.length).toBeLessThan(stepped.length);
  });
});

describe('who says no', () => {
  test('stops a campaign at once: clearance withdrawn, callee objects, everything stopped', async () => {
    const lines = await city.lines(slow);
    const firstHalf = lines.slice(0, 20);
    const secondHalf = lines.slice(20);
    const firstClearance = await city.clear(firstHalf);
    await city.clear(secondHalf);
    const objector = secondHalf[0];
    const objected = await city.ask('POST', '/api/objections', {
      number: objector?.number.dialled,
      by: 'callee',
      note: '不要再打',
    });
    expect(objected.status).toBeLessThan(300);
    const trunkId = await city.trunk({ channels: 6 });
    const before = city.rung.length;
    city.setSecond(45);
    const campaign = await city.campaign(trunkId, { lineIds: lines.map(({ id }) => id) });
    await city.whileCalling(async () => {
      await until('six calls', () => city.rung.length - before >= 6);
      const withdrawn = await city.ask('POST', `/api/clearances/${firstClearance}/withdraw`, {
        reason: '处室要求',
      });
      expect(withdrawn.status).toBeLessThan(300);
      const atWithdrawal = city.rung.length;
      const pressedAtMs = performance.timeOrigin + performance.now();
      const stopped = await city.ask('POST', '/api/stop', { reason: 'test' });
      expect(stopped.status).toBeLessThan(300);
      await until(
        'calls in progress are hung up',
        () => city.rung.slice(before).every(({ endedAtMs }) => endedAtMs !== null),
        10_000,
      );
      for (const { endedAtMs } of city.rung.slice(before)) {
        expect((endedAtMs ?? Infinity) - pressedAtMs).toBeLessThan(2_000);
      }
      // What was allowed before the button may have rung by then, and nothing later.
      await new Promise((done) => setTimeout(done, 3_000));
      expect(city.rung.length - atWithdrawal).toBeLessThanOrEqual(1);
    });
    expect(city.rungSince(before)).not.toContain(objector?.number.dialled);

    const resumed = await city.ask('DELETE', '/api/stop');
    expect(resumed.status).toBeLessThan(300);
    // The withdrawn half stays silent, the other half may be called again.
    city.nextHour();
    city.setSecond(45);
    const again = await city.campaign(trunkId, { lineIds: lines.map(({ id }) => id) });
    const beforeAgain = city.rung.length;
    await city.whileCalling(async () => {
      await until('a call', () => city.rung.length - beforeAgain >= 3);
    });
    const numbersOf = (half: typeof lines) => new Set(half.map(({ number }) => number.dialled));
    const first = numbersOf(firstHalf);
    for (const number of city.rungSince(beforeAgain)) {
      expect(first.has(number), `${number} after its clearance was withdrawn`).toBe(false);
      expect(number).not.toBe(objector?.number.dialled);
    }
    expect(campaign).not.toBe(again);
    const audit = await city.ask('GET', '/api/audit?pageSize=200');
    for (const action of ['calls.stop', 'clearances.withdraw', 'objections.record']) {
      expect(JSON.stringify(audit.body)).toContain(action);
    }
  });

  test('hangs up the calls of a command line when everything is stopped', async () => {
    const numbers = Array.from(
      { length: 6 },
      (_, index) => `+86286400${String(20 + index).padStart(4, '0')}`,
    );
    const before = city.rung.length;
    const file = join(folder, 'rings.csv');
    await writeFile(file, ['number', ...slow.slice(30), ...numbers].join('\n'));
    const program = startProgram(
      ['probe', '--trunk', `sip:127.0.0.1:${city.exchange.address.port}`, '--numbers', file].concat(
        ['--concurrency', '3', '--json'],
      ),
      { data: city.data, clockShiftMs: city.clockShiftMs },
    );
    await until('three calls', () => city.rung.length - before >= 3);
    const pressedAtMs = performance.timeOrigin + performance.now();
    await city.ask('POST', '/api/stop', { reason: 'test' });
    const status = await program.ended;
    expect(status).toBe(1);
    for (const { endedAtMs } of city.rung.slice(before)) {
      expect((endedAtMs ?? Infinity) - pressedAtMs).toBeLessThan(2_000);
    }
    expect(city.rung.length - before).toBeLessThanOrEqual(4);
    expect(program.out.filter((line) => line.includes('"stop_all"')).length).toBeGreaterThan(3);
    await city.context.store.trunks.releaseStop({ atMs: city.nowMs, by: 'test' });
  });

  test('hangs up and puts on record what is in progress when a command is interrupted', async () => {
    const numbers = slow.slice(24, 30);
    const before = city.rung.length;
    city.nextHour(true);
    const file = join(folder, 'interrupted.csv');
    await writeFile(file, ['number', ...numbers].join('\n'));
    const program = startProgram(
      ['probe', '--trunk', `sip:127.0.0.1:${city.exchange.address.port}`, '--numbers', file].concat(
        ['--concurrency', '2', '--json'],
      ),
      { data: city.data, clockShiftMs: city.clockShiftMs },
    );
    await until('two calls', () => city.rung.length - before >= 2);
    program.child.kill('SIGINT');
    expect(await program.ended).toBe(1);
    expect(program.err.join(' ')).toContain('4 numbers were not dialled');
    await until(
      'hung up',
      () => city.rung.slice(before).every((call) => call.endedAtMs !== null),
      3_000,
    );
    expect(await city.context.store.probes.unfinished()).toEqual([]);
  });
});

describe('trunks', () => {
  const cli: ProbeAsker = { kind: 'cli', command: 'attack' };
  const reasonsFor = async (asker: ProbeAsker, trunkId: string, lineChange: object) => {
    const [line] = await city.lines(
      [`+86286187${String(Math.floor(Math.random() * 1e4)).padStart(4, '0')}`],
      lineChange,
    );
    if (line === undefined) throw new Error('no line');
    await city.clear([line]);
    const answer = await beginProbe(city.context, dialRules(), { line, trunkId, asker });
    return answer.allowed ? [] : answer.answer.reasons;
  };

  test('whose host is edited from loopback to elsewhere are refused without a campaign', async () => {
    const trunkId = await city.trunk({ simulated: false });
    expect(await reasonsFor(cli, trunkId, {})).toEqual([]);
    const changed = await city.ask('PATCH', `/api/trunks/${trunkId}`, { host: '192.0.2.7' });
    expect(changed.status).toBeLessThan(300);
    expect(await reasonsFor(cli, trunkId, {})).toContain('trunk_needs_campaign');
    const simulated = await city.trunk();
    const lie = await city.ask('PATCH', `/api/trunks/${simulated}`, { host: '192.0.2.7' });
    expect(lie.status).toBe(400);
    const typed = await runProgram(
      ['probe', '--trunk', 'sip:192.0.2.7:5060', '--numbers', 'nothing.csv'],
      { data: city.data },
    );
    expect(typed.status).toBe(2);
    expect(typed.err[0]).toContain('loopback only');
  });

  test('that are no simulated exchange are refused to lines of the sample city', async () => {
    const trunkId = await city.trunk({ simulated: false });
    const before = city.rung.length;
    expect(await reasonsFor(cli, trunkId, { sample: true })).toContain(
      'sample_line_outside_exchange',
    );
    const lines = await city.lines(['+862861870001'], { sample: true });
    await city.clear(lines);
    city.setSecond(45);
    const campaign = await city.campaign(trunkId, { lineIds: lines.map(({ id }) => id) });
    await city.whileCalling(() => city.untilAnswered(campaign, 1));
    const [answer] = await city.answers(campaign);
    expect(answer?.reasons).toContain('sample_line_outside_exchange');
    expect(await rungSince(before)).toEqual([]);
  });
});
