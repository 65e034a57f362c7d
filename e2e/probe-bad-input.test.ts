import { createSocket, type Socket } from 'node:dgram';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { runProgram, startProgram, until } from './program.ts';

/** A working Monday at ten in China, so that the tests hold at every hour. */
const mondayAtTenMs = Date.parse('2026-09-07T02:00:00Z');
const clockShiftMs = mondayAtTenMs - Date.now();
let folder = '';
let data = '';
let good = '';
const sockets: Socket[] = [];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'everyline-bad-'));
  data = join(folder, 'data');
  good = await list('good.csv', 'number\n028-61880001\n028-61880002\n');
});
afterAll(async () => {
  for (const socket of sockets.splice(0)) socket.close();
  await rm(folder, { recursive: true, force: true });
});

async function list(name: string, content: string | Uint8Array): Promise<string> {
  const file = join(folder, name);
  await writeFile(file, content);
  return file;
}

/** A peer on loopback that answers whatever it gets as the test says; it counts the INVITEs. */
async function peer(answers: (request: string) => (string | Uint8Array)[]): Promise<{
  port: number;
  invites(): number;
}> {
  const socket = createSocket('udp4');
  sockets.push(socket);
  const callIds = new Set<string>();
  socket.on('message', (bytes, from) => {
    const request = bytes.toString('utf8');
    if (request.startsWith('INVITE')) callIds.add(header(request, 'Call-ID'));
    for (const answer of answers(request)) socket.send(answer, from.port, from.address);
  });
  await new Promise<void>((bound) => socket.bind(0, '127.0.0.1', bound));
  return { port: socket.address().port, invites: () => callIds.size };
}

function header(request: string, name: string): string {
  return new RegExp(`^${name}: *(.*)$`, 'im').exec(request)?.[1]?.trim() ?? '';
}

/** A response to a request, with the headers that it needs and whatever else is given. */
function respond(request: string, status: string, more = 'Content-Length: 0\r\n\r\n'): string {
  const to = header(request, 'To');
  return [
    `SIP/2.0 ${status}`,
    `Via: ${header(request, 'Via')}`,
    `From: ${header(request, 'From')}`,
    `To: ${to.includes(';tag=') ? to : `${to};tag=x1`}`,
    `Call-ID: ${header(request, 'Call-ID')}`,
    `CSeq: ${header(request, 'CSeq')}`,
    `Contact: <sip:x@127.0.0.1:9>`,
    more,
  ].join('\r\n');
}

function probe(port: number | string, file: string, more: readonly string[] = []) {
  const trunk = typeof port === 'number' ? `sip:127.0.0.1:${port}` : port;
  const args = ['probe', '--trunk', trunk, '--numbers', file, '--area-code', '028'];
  return runProgram([...args, ...more], { data, clockShiftMs }, 100_000);
}

/** No words of the machine, in one line before the usage. */
function expectOneSentence(err: readonly string[]): void {
  const said = err.filter((line) => !/^(Usage: )?\s*everyline probe --/.test(line));
  expect(said, err.join('\n')).toHaveLength(1);
  expect(said[0]).toMatch(/^(everyline: )?\S.*[.:]?$/);
  expect(said[0]).not.toMatch(/\bat .*\.ts|Error:|undefined|\[object|inside the program/);
}

describe('a list that cannot be used', () => {
  test.each([
    ['a missing file', () => Promise.resolve('/nowhere/numbers.csv'), /cannot be read/],
    ['a folder', () => Promise.resolve(folder), /cannot be read/],
    ['an empty csv', () => list('empty.csv', ''), /no numbers/],
    ['a csv with a heading only', () => list('head.csv', 'number\n'), /no numbers/],
    [
      'a binary file',
      () => list('photo.csv', crypto.getRandomValues(new Uint8Array(20_000))),
      /no text/,
    ],
    ['an xlsx by another name', () => list('x.csv', `PK\u0003\u0004${'\0'.repeat(40)}`), /no text/],
    ['a quote that is never closed', () => list('q.csv', 'number\n"028'), /no readable csv/],
  ])('%s is named in one sentence, with status 2', async (_name, file, sentence) => {
    const { status, err, out } = await probe(5_999, await file());
    expect(status, err.join('\n')).toBe(2);
    expect(err[0]).toMatch(sentence);
    expectOneSentence(err);
    expect(out).toEqual([]);
  });

  test('in which some rows are bad has them told and the good ones dialled', async () => {
    const busy = await peer((request) =>
      request.startsWith('INVITE') ? [respond(request, '486 Busy Here')] : [],
    );
    const file = await list(
      'mixed.csv',
      'name,number\n"a ""quoted"" one",028-61880011\nb,1\nc,12\n,\n\u0007,见背面\nd,028-61880012 ext\n',
    );
    const { status, err, out } = await probe(busy.port, file, ['--json']);
    expect(status, err.join('\n')).toBe(1);
    expect(out.map((line) => (JSON.parse(line) as { outcome: string }).outcome)).toContain('busy');
    expect(busy.invites()).toBeGreaterThanOrEqual(1);
  });
});

describe('a trunk address that is none', () => {
  test.each([
    ['127.0.0.1:5060', /no address of a trunk/],
    ['sip:', /no address of a trunk/],
    ['sip:127.0.0.1:0', /no address of a trunk/],
    ['sip:127.0.0.1:70000', /no address of a trunk/],
    ['sip:user@127.0.0.1:5060', /no address of a trunk/],
    ['http://127.0.0.1', /no address of a trunk/],
    ['sip:127.0.0.1.example.org:5060', /loopback only/],
    ['sip:2130706433:5060', /loopback only/],
    ['sip:0x7f.1:5060', /loopback only/],
    ['sip:0.0.0.0:5060', /loopback only/],
    ['sip:10.0.0.1', /loopback only/],
  ])('%s', async (trunk, sentence) => {
    const { status, err } = await probe(trunk, good);
    expect(status).toBe(2);
    expect(err[0]).toMatch(sentence);
    expectOneSentence(err);
  });

  test('options that are wrong are named', async () => {
    for (const more of [
      ['--concurrency', '0'],
      ['--concurrency', 'ten'],
      ['--sped', '3'],
    ]) {
      const { status, err } = await probe(5_999, good, more);
      expect(status).toBe(2);
      expectOneSentence(err);
    }
    const none = await runProgram(['probe'], { data });
    expect(none.status).toBe(2);
    expectOneSentence(none.err);
    for (const id of ['x', '00000000-0000-7000-8000-000000000001']) {
      const unknown = await runProgram(['probe', '--campaign', id], { data });
      expect(unknown.status).toBe(2);
      expectOneSentence(unknown.err);
    }
  });
});

// Most of the time of these is the timers of RFC 3261: they wait beside each other.
describe.concurrent('a trunk that misbehaves', () => {
  test('with nothing behind its port fails the calls soon, and says so', async () => {
    const socket = createSocket('udp4');
    await new Promise<void>((bound) => socket.bind(0, '127.0.0.1', bound));
    const { port } = socket.address();
    socket.close();
    const file = await list('nobody.csv', 'number\n028-61880021\n028-61880022\n');
    const startedMs = performance.now();
    const { status, out, err } = await probe(port, file, ['--json']);
    expect(status, err.join('\n')).toBe(1);
    expect(out.map((line) => (JSON.parse(line) as { outcome: string }).outcome)).toEqual([
      'trunk_fault',
      'trunk_fault',
    ]);
    expect(performance.now() - startedMs).toBeLessThan(25_000);
  });

  test('that swallows everything ends each call by the timer of RFC 3261', async () => {
    const silent = await peer(() => []);
    const file = await list('silent.csv', 'number\n028-61880031\n028-61880032\n');
    const { status, out, err } = await probe(silent.port, file, ['--json']);
    expect(status, err.join('\n')).toBe(1);
    expect(out.map((line) => (JSON.parse(line) as { outcome: string }).outcome)).toEqual([
      'trunk_fault',
      'trunk_fault',
    ]);
    expect(silent.invites()).toBe(2);
  });

  test('that lies about lengths or sends garbage crashes nothing', async () => {
    const sdp =
      'v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio 9 RTP/AVP 8\r\n';
    const type = 'Content-Type: application/sdp\r\n';
    const lies: ((request: string) => (string | Uint8Array)[])[] = [
      (request) => [respond(request, '200 OK', `${type}Content-Length: 99999\r\n\r\n${sdp}`)],
      (request) => [respond(request, '200 OK', `${type}Content-Length: -1\r\n\r\n${sdp}`)],
      (request) => [respond(request, '486 x', `${type}Content-Length: 5\r\n\r\n${sdp}`)],
      (request) => [respond(request, '486 Busy', 'Content-Length: much\r\n\r\n')],
      () => [crypto.getRandomValues(new Uint8Array(1_400))],
      () => ['SIP/2.0', 'SIP/2.0 200', 'SIP/2.0 200 OK\r\n\r\n', '\r\n\r\n', '\0'.repeat(1_000)],
      (request) => [respond(request, '999999 Strange'), respond(request, '-1 Less'), request],
      (request) => [
        respond(request, '200 OK', `${type}Content-Length: 20\r\n\r\nv=0\r\nm=audio 0 X Y Z\r\n`),
      ],
      (request) => [
        respond(request, '486 x', `X: ${'y'.repeat(60_000)}\r\nContent-Length: 0\r\n\r\n`),
      ],
      (request) => [respond(request, '401 Unauthorized', 'WWW-Authenticate: Digest =,=\r\n\r\n')],
      (request) => [respond(request, '302 Moved', 'Contact: <sip:110@192.0.2.1>\r\n\r\n')],
    ];
    const file = await list(
      'liars.csv',
      ['number', ...lies.map((_, index) => `028-6188${String(4_000 + index)}`)].join('\n'),
    );
    const liar = await peer((request) => {
      const index = Number(/^INVITE sip:\+?\d*?6188(4\d{3})@/.exec(request)?.[1] ?? '0') - 4_000;
      return index >= 0 ? (lies[index]?.(request) ?? []) : [];
    });
    const { status, out, err } = await probe(liar.port, file, ['--json', '--concurrency', '20']);
    expect(status, err.join('\n')).toBe(1);
    expect(out).toHaveLength(lies.length);
    for (const line of out) {
      const { outcome } = JSON.parse(line) as { outcome: string };
      expect(outcome, line).not.toBe('answered_person');
      expect(outcome, line).not.toBe('not_dialled');
    }
    expect(liar.invites()).toBe(lies.length);
    expect(err.join('\n')).toBe('');
  });

  test('may vanish while a command runs, and an interrupt ends it', async () => {
    const silent = await peer(() => []);
    const file = await list('vanish.csv', 'number\n028-61880051\n028-61880052\n');
    const program = startProgram(
      ['probe', '--trunk', `sip:127.0.0.1:${silent.port}`, '--numbers', file].concat([
        '--area-code',
        '028',
        '--concurrency',
        '1',
        '--json',
      ]),
      { data, clockShiftMs },
    );
    await until(
      'a call or the end',
      () => silent.invites() === 1 || program.child.exitCode !== null,
    );
    expect(silent.invites(), [...program.out, ...program.err].join('\n')).toBe(1);
    program.child.kill('SIGTERM');
    const startedMs = performance.now();
    expect(await program.ended).toBe(1);
    expect(performance.now() - startedMs).toBeLessThan(40_000);
    expect(program.out, program.err.join('\n')).toHaveLength(1);
    expect(program.err.join(' ')).toContain('1 numbers were not dialled');
  });
});
