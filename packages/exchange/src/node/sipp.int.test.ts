import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { requireDebianCommand } from '@everyline/testkit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SoundLibrary } from '../audio/sound-library.ts';
import { TableDialPlan } from '../dial-plan.ts';
import { startExchange, type RunningExchange } from './exchange-server.ts';
import { loadVoices } from './voice-files.ts';

const sipp = await requireDebianCommand('sipp', 'sip-tester');
const folder = mkdtempSync(join(tmpdir(), 'everyline-sipp-'));
let exchange: RunningExchange;

/** A request of a SIPp scenario; `offset` is the distance to the INVITE whose branch it shares. */
function request(
  method: string,
  cseq: string,
  options: { offset?: number; toTag?: boolean; sdp?: boolean } = {},
): string {
  const branch = options.offset === undefined ? '[branch]' : `[branch-${options.offset}]`;
  const lines = [
    `${method} sip:[service]@[remote_ip]:[remote_port] SIP/2.0`,
    `Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=${branch}`,
    'From: <sip:02812345@[local_ip]:[local_port]>;tag=[call_number]',
    `To: <sip:[service]@[remote_ip]:[remote_port]>${options.toTag === true ? '[peer_tag_param]' : ''}`,
    'Call-ID: [call_id]',
    `CSeq: ${cseq}`,
    'Contact: <sip:02812345@[local_ip]:[local_port]>',
    'Max-Forwards: 70',
  ];
  const body =
    options.sdp === true
      ? [
          'v=0',
          'o=sipp 1 1 IN IP[local_ip_type] [local_ip]',
          's=-',
          'c=IN IP[media_ip_type] [media_ip]',
          't=0 0',
          'm=audio [media_port] RTP/AVP 8 0',
          'a=rtpmap:8 PCMA/8000',
          'a=rtpmap:0 PCMU/8000',
        ]
      : [];
  if (body.length > 0) lines.push('Content-Type: application/sdp');
  lines.push('Content-Length: [len]', '', ...body);
  return `<send${method === 'ACK' ? '' : ' retrans="500"'}><![CDATA[\n\n${lines.join('\n')}\n\n]]></send>`;
}

const expects = (status: number, optional = false): string =>
  `<recv response="${status}"${optional ? ' optional="true"' : ''}/>`;
const ringing = [expects(100, true), expects(180, true), expects(183, true)];

const scenarios = {
  answer: [
    request('INVITE', '1 INVITE', { sdp: true }),
    ...ringing,
    expects(200),
    request('ACK', '1 ACK', { toTag: true }),
    '<pause milliseconds="800"/>',
    request('BYE', '2 BYE', { toTag: true }),
    expects(200),
  ],
  busy: [
    request('INVITE', '1 INVITE', { sdp: true }),
    ...ringing,
    expects(486),
    request('ACK', '1 ACK', { offset: 5, toTag: true }),
  ],
  unknown: [
    request('INVITE', '1 INVITE', { sdp: true }),
    ...ringing,
    expects(404),
    request('ACK', '1 ACK', { offset: 5, toTag: true }),
  ],
  cancel: [
    request('INVITE', '1 INVITE', { sdp: true }),
    expects(100, true),
    expects(183, true),
    expects(180),
    '<pause milliseconds="300"/>',
    request('CANCEL', '1 CANCEL', { offset: 5 }),
    expects(200),
    expects(487),
    request('ACK', '1 ACK', { offset: 8, toTag: true }),
  ],
} as const;

interface Outcome {
  readonly status: number;
  readonly output: string;
}

/** Runs a scenario for a number of calls; SIPp's exit status is 0 only when every call went as written. */
function run(name: keyof typeof scenarios, number: string, calls: number): Promise<Outcome> {
  const file = join(folder, `${name}.xml`);
  writeFileSync(
    file,
    `<?xml version="1.0" encoding="ISO-8859-1" ?>\n<scenario name="${name}">\n${scenarios[name].join('\n')}\n</scenario>\n`,
  );
  const { host, port } = exchange.address;
  const words = [
    `${host}:${port}`,
    '-sf',
    file,
    '-s',
    number,
    '-i',
    host,
    '-mi',
    host,
    '-m',
    String(calls),
    '-r',
    '20',
    '-l',
    '50',
    '-timeout',
    '40',
    '-nostdin',
    '-trace_err',
    '-error_file',
    join(folder, `${name}.err`),
  ];
  return new Promise((resolve) => {
    execFile(
      sipp ?? 'sipp',
      words,
      { cwd: folder, timeout: 60_000, env: { ...process.env, TERM: 'dumb' } },
      (error, stdout, stderr) => {
        resolve({
          status: error === null ? 0 : Number(error.code ?? 255),
          output: `${stdout.slice(-3000)}\n${stderr}`,
        });
      },
    );
  });
}

beforeAll(async () => {
  exchange = await startExchange({
    port: 0,
    dialPlan: new TableDialPlan(
      [
        ['61880001', { kind: 'person', ringMs: 600, greeting: 'office', ringing: 'tone' }],
        ['61880002', { kind: 'busy', by: 'status' }],
        ['61880003', { kind: 'no_answer', ringing: 'signal' }],
      ],
      '028',
    ),
    sounds: new SoundLibrary('sipp', loadVoices()),
    seed: 'sipp',
    areaCode: '028',
    channels: 60,
  });
});

afterAll(async () => {
  await exchange.close();
  rmSync(folder, { recursive: true, force: true });
});

describe.skipIf(sipp === null)('a stranger calls the simulated exchange: SIPp', () => {
  test.each([
    ['answer', '02861880001'],
    ['busy', '61880002'],
    ['unknown', '61889999'],
    ['cancel', '+862861880003'],
  ] as const)('%s', async (name, number) => {
    const { status, output } = await run(name, number, 30);
    expect(status, output).toBe(0);
    await expect.poll(() => exchange.figures().callsInProgress).toBe(0);
  });
});
