import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { freeTcpPort, requireDebianCommand, seededRandom } from '@everyline/testkit';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { CHINA } from '../progress/tone-plans.ts';
import type { CallEvent } from '../sip/call-event.ts';
import { answerAudio } from '../sip/sdp.ts';
import { NetworkEndpoint } from './network-endpoint.ts';
import { UdpPhone } from './udp-phone.ts';

const sipp = await requireDebianCommand('sipp', 'sip-tester');
const scenarios = resolve(import.meta.dirname, 'sipp');
const clock = { nowMs: () => performance.timeOrigin + performance.now() };
const folder = await mkdtemp(join(tmpdir(), 'everyline-sipp-tcp-'));
const running: ChildProcess[] = [];

afterEach(() => {
  for (const child of running.splice(0)) child.kill('SIGKILL');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Starts sipp over TCP, by one connection for all calls (`t1`) or one for each (`tn`). */
function startSipp(
  scenario: string,
  mode: 't1' | 'tn',
  words: readonly string[],
): Promise<{ status: number | null; errors: string }> {
  const errors = join(folder, `${scenario}-${mode}-${running.length}.log`);
  const child = spawn(
    sipp ?? '',
    [
      ...['-sf', join(scenarios, `${scenario}.xml`), '-t', mode, '-i', '127.0.0.1', '-nostdin'],
      ...['-timeout', '30s', '-timeout_error', '-trace_err', '-error_file', errors, ...words],
    ],
    { stdio: 'ignore', cwd: folder },
  );
  running.push(child);
  return new Promise((finished) => {
    child.once('exit', (status) => {
      readFile(errors, 'utf8').then(
        // That the machine is busy with other work is no fault of ours.
        (text) => finished({ status, errors: /Overload warning/.test(text) ? '' : text }),
        () => finished({ status, errors: '' }),
      );
    });
  });
}

async function untilListening(port: number): Promise<void> {
  for (;;) {
    const answered = await new Promise<boolean>((told) => {
      const socket = connect(port, '127.0.0.1', () => {
        socket.destroy();
        told(true);
      });
      socket.on('error', () => told(false));
    });
    if (answered) return;
    await new Promise((done) => setTimeout(done, 20));
  }
}

describe.skipIf(sipp === null)('sipp over TCP as the called party', () => {
  it.each([
    ['answer', 200, 'silence'],
    ['busy-486', 486, 'refused'],
    ['challenge-401', 486, 'refused'],
    ['prack', 200, 'silence'],
    ['never-answers', 487, 'ring_limit'],
  ])('plays %s', async (scenario, status, endedBy) => {
    const port = await freeTcpPort();
    const phone = await UdpPhone.open({
      local: { host: '127.0.0.1', port: 0 },
      rtpPorts: { from: 46_000, to: 46_100 },
      clock,
      random: seededRandom(Math.floor(performance.now())),
    });
    const called = startSipp(scenario, 't1', ['-p', String(port), '-m', '1', '-rtp_echo']);
    await untilListening(port);
    const observation = await phone.placeCall({
      dialled: '02861881111',
      trunk: {
        address: { host: '127.0.0.1', port, transport: 'tcp' },
        callerNumber: '02812345',
        credentials: { username: 'everyline', password: 'geheim' },
      },
      tonePlan: CHINA,
      announcement: new Int16Array(8000),
      limits: { silenceMs: 1000, ringMs: 700 },
    });
    const { status: exit, errors } = await called;
    expect(phone.counts().calls).toBeLessThan(2);
    await phone.close();
    expect(`${errors}${exit}`).toBe('0');
    expect(observation.sip.status).toBe(status);
    expect(observation.endedBy).toBe(endedBy);
    expect(observation.ladder[0]?.text).toContain('Via: SIP/2.0/TCP');
    expect(observation.ladder.filter(({ summary }) => /repeated/.test(summary))).toEqual([]);
  });
});

describe.skipIf(sipp === null)('sipp over TCP as the calling party', () => {
  it.each([
    ['call-and-hang-up', 't1', 1],
    ['call-and-hang-up', 't1', 40],
    ['call-and-hang-up', 'tn', 40],
    ['call-hold-resume', 't1', 1],
    ['call-and-cancel', 't1', 1],
    ['outside-dialogs', 't1', 1],
    ['requires-100rel', 't1', 1],
  ] as const)('plays %s by %s, %i calls at once', async (scenario, mode, calls) => {
    const events: CallEvent[] = [];
    const sip = await NetworkEndpoint.open({
      listen: [{ transport: 'tcp', host: '127.0.0.1', port: 0 }],
      clock,
      random: seededRandom(5),
      onEvent: (event) => {
        events.push(event);
        if (event.kind !== 'incoming') return;
        const { callId, sdp, dialled } = event;
        const answer = answerAudio(sdp ?? '', {
          local: { host: '127.0.0.1', port: 46_200 },
          codecs: ['PCMA'],
          telephoneEvent: 101,
          sessionId: 1,
        });
        setTimeout(() => sip.run((endpoint, nowMs) => endpoint.ring(callId, nowMs)), 20);
        if (dialled === 'rings') return;
        setTimeout(
          () => sip.run((endpoint, nowMs) => endpoint.answer(callId, answer?.sdp ?? '', nowMs)),
          100,
        );
      },
    });
    const user = scenario === 'call-and-cancel' ? 'rings' : '02861881111';
    const caller = await startSipp(scenario, mode, [
      ...['-s', user, '-p', String(await freeTcpPort()), '-m', String(calls), '-r', '100'],
      ...['-max_socket', '200', `127.0.0.1:${sip.local.port}`],
    ]);
    await sip.close();
    expect(`${caller.errors}${caller.status}`).toBe('0');
    const incoming = events.filter(({ kind }) => kind === 'incoming');
    expect(incoming).toHaveLength(scenario === 'outside-dialogs' ? 0 : calls);
    expect(events.filter(({ kind }) => kind === 'released')).toHaveLength(incoming.length);
  });
});
