import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, expect, test } from 'vitest';

import { requireDebianCommand } from '../packages/testkit/src/debian-package.ts';
import { TestAuthority } from '../packages/telephony/src/node/test-certificates.ts';
import { runProgram } from './program.ts';

/** A working Monday at ten in China, so that the tests hold at every hour. */
const clockShiftMs = Date.parse('2026-09-07T02:00:00Z') - Date.now();
const openssl = await requireDebianCommand('openssl', 'openssl');
const authority = openssl === null ? null : new TestAuthority(openssl);
let folder = '';
let file = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'everyline-transports-'));
  file = join(folder, 'list.csv');
  await writeFile(file, 'number\n028-61880001\n');
});
afterAll(async () => {
  authority?.remove();
  await rm(folder, { recursive: true, force: true });
});

/** Answers every INVITE of a connection with 486, by what stands in it alone. */
function busy(socket: Socket): void {
  let held = '';
  socket.on('error', () => undefined);
  socket.on('data', (bytes: Buffer) => {
    held += bytes.toString('utf8');
    const invite = /^INVITE [^]*?\r\n\r\n/.exec(held)?.[0];
    if (invite === undefined) return;
    held = '';
    const header = (name: string): string =>
      new RegExp(`^${name}: .*$`, 'm').exec(invite)?.[0]?.trim() ?? '';
    const headers = ['Via', 'From', 'Call-ID', 'CSeq'].map(header);
    socket.write(
      [
        'SIP/2.0 486 Busy Here',
        ...headers,
        `${header('To')};tag=x`,
        'Content-Length: 0',
        '',
        '',
      ].join('\r\n'),
    );
  });
}

interface Answer {
  readonly outcome: string;
  readonly reason?: string;
  readonly sip: { readonly status: number | null };
}

async function probe(trunk: string, ...further: string[]): Promise<Answer> {
  const args = [
    'probe',
    '--trunk',
    trunk,
    '--numbers',
    file,
    '--area-code',
    '028',
    '--json',
  ].concat(further);
  const data = join(folder, 'data');
  const { out, err } = await runProgram(args, { data, clockShiftMs }, 100_000);
  const [line = ''] = out;
  expect(line, err.join('\n')).not.toBe('');
  return JSON.parse(line) as Answer;
}

test('everyline probe speaks TCP with a trunk that says so, once it is there: before that nothing counts as a call', async () => {
  const server = createServer(busy);
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : 0;
  await new Promise((closed) => server.close(closed));
  expect(await probe(`sip:127.0.0.1:${port};transport=tcp`)).toMatchObject({
    ...{ outcome: 'not_dialled', reason: 'trunk_unreachable', sip: { status: null } },
  });
  await new Promise<void>((listening) => server.listen(port, '127.0.0.1', listening));
  // The same number a moment later: calls that were made lie half an hour apart.
  const answer = await probe(`sip:127.0.0.1:${port};transport=tcp`);
  server.close();
  expect(answer).toMatchObject({ outcome: 'busy', sip: { status: 486 } });
}, 120_000);

test.skipIf(authority === null)(
  'everyline probe does not speak with a trunk whose certificate nobody vouches for',
  async () => {
    const own = authority?.certify('trunk', 'IP:127.0.0.1');
    let spoken = 0;
    const server = createTlsServer({ cert: own?.certificate, key: own?.privateKey }, (socket) => {
      socket.on('error', () => undefined);
      socket.on('data', () => (spoken += 1));
    });
    server.on('tlsClientError', () => undefined);
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : 0;
    // Another number of the list, for the first has been called.
    await writeFile(file, 'number\n028-61880002\n');
    const answer = await probe(`sip:127.0.0.1:${port};transport=tls`);
    server.close();
    expect(answer).toMatchObject({ outcome: 'not_dialled', reason: 'tls_certificate_untrusted' });
    expect(spoken).toBe(0);
  },
  120_000,
);

test.skipIf(authority === null)(
  'everyline probe shows a certificate to a trunk that asks for one, and believes the authority that it is given',
  async () => {
    const own = authority?.certify('trunk', 'IP:127.0.0.1');
    const client = authority?.certify('city', 'DNS:city.example');
    const shown: string[] = [];
    const server = createTlsServer(
      {
        ...{ cert: own?.certificate, key: own?.privateKey, ca: authority?.authority },
        ...{ requestCert: true, rejectUnauthorized: true },
      },
      (socket) => {
        shown.push(String(socket.getPeerCertificate().subject.CN));
        busy(socket);
      },
    );
    server.on('tlsClientError', () => undefined);
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : 0;
    const trunk = `sip:127.0.0.1:${port};transport=tls`;
    await writeFile(file, 'number\n028-61880003\n');
    const believing = ['--authority', authority?.authorityFile ?? ''];
    expect(await probe(trunk, ...believing)).toMatchObject({
      ...{ outcome: 'not_dialled', reason: 'tls_client_certificate_refused' },
    });
    const showing = ['--certificate', client?.certificateFile ?? ''];
    const key = ['--private-key', client?.privateKeyFile ?? ''];
    expect(await probe(trunk, ...believing, ...showing, ...key)).toMatchObject({
      ...{ outcome: 'busy', sip: { status: 486 } },
    });
    server.close();
    expect(shown).toEqual(['city']);
  },
  120_000,
);
