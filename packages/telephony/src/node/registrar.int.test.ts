import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import {
  freeUdpPort,
  requireBaresip,
  requireDebianCommand,
  seededRandom,
  startBaresip,
  type RunningBaresip,
} from '@everyline/testkit';
import { afterEach, describe, expect, it } from 'vitest';
import { decodeALaw } from '../audio/g711.ts';
import { GoertzelBank } from '../audio/goertzel.ts';
import { parseRtp } from '../rtp/packet.ts';
import { accountOf, MemoryAccounts } from '../sip/admission/accounts.ts';
import type { GateOptions } from '../sip/admission/gate.ts';
import type { CallEvent } from '../sip/call-event.ts';
import { MemoryBindings, type BindingEvent } from '../sip/registration/binding.ts';
import { answerAudio, writeAudioSdp } from '../sip/sdp.ts';
import { UdpEndpoint } from './udp-endpoint.ts';
import { openUdpSocket } from './udp-socket.ts';

const sipp = await requireDebianCommand('sipp', 'sip-tester');
const baresip = await requireBaresip();
const clock = { nowMs: () => performance.timeOrigin + performance.now() };
const realm = 'everyline.test';
const own = { codecs: ['PCMA'], telephoneEvent: 101, sessionId: 1 } as const;
const soon = { timeout: 10_000, interval: 20 };
const cleanUp: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of cleanUp.splice(0).reverse()) await close();
});

/** Our registrar on loopback with the account alice; it takes calls of those who show who they are. */
async function registrar(
  options: { nonceLifeMs?: number; algorithms?: ('MD5' | 'SHA-256')[]; gate?: GateOptions } = {},
) {
  const accounts = new MemoryAccounts(realm);
  accounts.add(accountOf('alice', realm, 'geheim'));
  const store = new MemoryBindings();
  const calls: CallEvent[] = [];
  const bindings: BindingEvent[] = [];
  const { nonceLifeMs = 60_000, algorithms = ['SHA-256', 'MD5'] } = options;
  const key = crypto.getRandomValues(new Uint8Array(32));
  const sip = await UdpEndpoint.open({
    local: { host: '127.0.0.1', port: 0 },
    clock,
    random: seededRandom(9),
    gate: { digest: { realm, accounts, key, nonceLifeMs, algorithms }, ...options.gate },
    registrar: { domains: ['127.0.0.1'], store, watch: (event) => bindings.push(event) },
    onEvent: (event) => calls.push(event),
  });
  cleanUp.push(() => sip.close());
  return { sip, store, calls, bindings };
}

describe.skipIf(sipp === null)('sipp registering at our registrar', () => {
  async function play(scenario: string, port: number, words: readonly string[] = []) {
    const folder = await mkdtemp(join(tmpdir(), 'everyline-sipp-'));
    const errors = join(folder, 'errors.log');
    const file = resolve(import.meta.dirname, 'sipp', `${scenario}.xml`);
    const limits = ['-nostdin', '-timeout', '30s', '-timeout_error', '-trace_err'];
    const child = spawn(
      sipp ?? '',
      [
        ...['-sf', file, '-i', '127.0.0.1', '-p', String(await freeUdpPort()), '-s', 'alice'],
        ...['-error_file', errors, ...limits, ...(words.length === 0 ? ['-m', '1'] : words)],
        `127.0.0.1:${port}`,
      ],
      { stdio: 'ignore', cwd: folder },
    );
    cleanUp.push(() => {
      child.kill('SIGKILL');
      return rm(folder, { recursive: true, force: true });
    });
    const status = await new Promise<number | null>((done) => child.once('exit', done));
    const text = await readFile(errors, 'utf8').catch(() => '');
    expect(`${text}${status}`).toBe('0');
  }

  it('registers, refreshes and unregisters (RFC 3261 10.3)', async () => {
    const { sip, store, bindings } = await registrar({ algorithms: ['MD5'] });
    await play('register', sip.local.port);
    expect(bindings.map(({ kind }) => kind)).toEqual(['bound', 'unbound']);
    expect(store.size).toBe(0);
  });

  it('is refused with a wrong password (RFC 3261 22.2)', async () => {
    const { sip, store } = await registrar({ algorithms: ['MD5'] });
    await play('register-wrong-password', sip.local.port);
    expect(store.size).toBe(0);
    expect(sip.endpoint.gate?.counts).toMatchObject({ wrongCredentials: 1, passed: 0 });
  });

  it('uses a nonce again with the next count (RFC 7616 3.4)', async () => {
    const { sip, bindings } = await registrar({ algorithms: ['MD5'] });
    await play('register-again', sip.local.port);
    expect(bindings.map(({ kind }) => kind)).toEqual(['bound', 'refreshed']);
    expect(sip.endpoint.gate?.counts).toMatchObject({ challenged: 1, passed: 2 });
  });

  it('answers too late and gets a fresh challenge (RFC 7616 3.3)', async () => {
    const { sip, bindings } = await registrar({ algorithms: ['MD5'], nonceLifeMs: 500 });
    await play('register-late', sip.local.port);
    expect(bindings.map(({ kind }) => kind)).toEqual(['bound']);
  });
});

describe.skipIf(baresip === null)('baresip at our registrar', () => {
  /** baresip 1.0 gives up on an algorithm that it does not know, though one that it knows follows (RFC 8760 section 2.4). */
  const md5 = { algorithms: ['MD5' as const] };

  async function start(
    port: number,
    options: { password?: string; commands?: string[] } = {},
  ): Promise<RunningBaresip> {
    const password = options.password ?? 'geheim';
    const params = `auth_user=alice;auth_pass=${password};regint=60;answermode=auto;mediaenc=`;
    const running = await startBaresip(baresip ?? '', {
      account: `<sip:alice@127.0.0.1:${port}>;${params};audio_codecs=pcma`,
      commands: options.commands ?? [],
    });
    cleanUp.push(() => running.stop());
    return running;
  }

  it('registers with digest, is called through its binding, and its tone arrives (RFC 3261 10; RFC 3261 22.2)', async () => {
    const { sip, store, calls } = await registrar(md5);
    await start(sip.local.port);
    await expect.poll(() => store.size, soon).toBe(1);
    const [target] = sip.endpoint.registrar?.targetsOf('alice@127.0.0.1', clock.nowMs()) ?? [];
    if (target === undefined) throw new Error('no target');
    expect(target.binding.userAgent).toMatch(/baresip/);
    const media = await openUdpSocket({ host: '127.0.0.1', port: 0 });
    cleanUp.push(() => new Promise<void>((done) => media.close(done)));
    const heard: number[] = [];
    const detector = new GoertzelBank([440, 1000]);
    media.on('message', (bytes) => {
      const packet = parseRtp(bytes);
      if (packet === null || packet.payloadType !== 8) return;
      const [tone = 0, other = 0] = detector.analyse(decodeALaw(packet.payload));

      if (tone > 10 * other && tone > 1e5) heard.push(tone);
    });
    let callId = '';
    sip.run((endpoint, nowMs) => {
      const made = endpoint.invite(
        {
          requestUri: target.requestUri,
          route: target.route,
          sendTo: target.sendTo,
          from: { uri: 'sip:12345@127.0.0.1' },
          sdp: writeAudioSdp({
            ...own,
            local: { host: '127.0.0.1', port: media.address().port },
          }),
        },
        nowMs,
      );
      ({ callId } = made);
      return made.effects;
    });
    await expect.poll(() => heard.length, soon).toBeGreaterThan(25);
    expect(calls.find(({ kind }) => kind === 'answered')).toMatchObject({ callId });
    sip.run((endpoint, nowMs) => endpoint.hangUp(callId, nowMs));
    await expect.poll(() => calls.map(({ kind }) => kind), soon).toContain('ended');
  });

  it('calls through us: it is asked who it is, and we know the account (RFC 3261 22.3)', async () => {
    const { sip, calls, store } = await registrar(md5);
    await start(sip.local.port, {
      commands: [`/dial sip:02861881111@127.0.0.1:${sip.local.port}`],
    });
    await expect.poll(() => calls.map(({ kind }) => kind), soon).toContain('incoming');
    const incoming = calls.find((event) => event.kind === 'incoming');
    expect(incoming).toMatchObject({ account: 'alice', dialled: '02861881111' });
    const { callId = '', sdp = null } = incoming ?? {};
    const local = { host: '127.0.0.1', port: 43_004 };
    const answer = answerAudio(sdp ?? '', { ...own, local })?.sdp ?? '';
    sip.run((endpoint, nowMs) => endpoint.answer(callId, answer, nowMs));
    await expect.poll(() => calls.map(({ kind }) => kind), soon).toContain('acknowledged');
    sip.run((endpoint, nowMs) => endpoint.hangUp(callId, nowMs));
    await expect.poll(() => calls.map(({ kind }) => kind), soon).toContain('ended');
    expect(store.size).toBe(1);
  });

  it('stays outside with a wrong password', async () => {
    const { sip, store } = await registrar(md5);
    await start(sip.local.port, { password: 'falsch' });
    await expect.poll(() => sip.endpoint.gate?.counts.wrongCredentials ?? 0, soon).toBe(1);
    expect(store.size).toBe(0);
  });
});

describe('a stranger at our registrar', () => {
  it('who overheard an answer cannot use it again (RFC 7616 5.4)', async () => {
    const { sip, store, bindings } = await registrar();
    const heard: Uint8Array[] = [];
    let registered = false;
    const wire = await openUdpSocket({ host: '127.0.0.1', port: 0 });
    cleanUp.push(() => new Promise<void>((done) => wire.close(done)));
    const agent = await UdpEndpoint.open({
      local: { host: '127.0.0.1', port: 0 },
      clock,
      random: seededRandom(3),
      onEvent: () => undefined,
    });
    cleanUp.push(() => agent.close());
    // The agent is behind an eavesdropper who passes everything on.
    wire.on('message', (bytes, { port }) => {
      const toServer = port !== sip.local.port;
      if (toServer) heard.push(bytes);
      wire.send(bytes, toServer ? sip.local.port : agent.local.port, '127.0.0.1');
    });
    agent.run(
      (endpoint, nowMs) =>
        endpoint.register(
          {
            aor: 'sip:alice@127.0.0.1',
            sendTo: [{ host: '127.0.0.1', port: wire.address().port }],
            credentials: { username: 'alice', password: 'geheim' },
            watch: ({ kind }) => {
              registered = kind === 'registered';
            },
          },
          nowMs,
        ).effects,
    );
    await expect.poll(() => registered, soon).toBe(true);
    expect(store.size).toBe(1);
    const answers: string[] = [];
    wire.on('message', (bytes, { port }) => {
      if (port === sip.local.port) answers.push(new TextDecoder().decode(bytes));
    });
    const overheard = new TextDecoder().decode(heard[1]);
    expect(overheard).toContain('nc=00000001');
    const again = overheard
      .replace(/branch=[^;\r]+/, 'branch=z9hG4bKreplay')
      .replace(/CSeq: \d+/, 'CSeq: 99999')
      .replace(/Contact: [^\r]+/, 'Contact: <sip:thief@127.0.0.1:9>;expires=600');
    wire.send(again, sip.local.port, '127.0.0.1');
    await expect.poll(() => answers.length, soon).toBe(1);
    expect(answers[0]).toMatch(/^SIP\/2.0 401 /);
    expect(answers[0]).toContain('stale=true');
    expect(bindings).toHaveLength(1);
  });

  it('hears nothing at all when it scans, and nothing more until its ban ends', async () => {
    const { sip } = await registrar();
    const socket = await openUdpSocket({ host: '127.0.0.1', port: 0 });
    cleanUp.push(() => new Promise<void>((done) => socket.close(done)));
    let answers = 0;
    socket.on('message', () => {
      answers += 1;
    });
    const send = (method: string, userAgent: string): void => {
      const text = [
        `${method} sip:100@127.0.0.1 SIP/2.0`,
        `Via: SIP/2.0/UDP 127.0.0.1:${socket.address().port};branch=z9hG4bK${Math.random()};rport`,
        'From: "sipvicious" <sip:100@1.1.1.1>;tag=1',
        'To: "sipvicious" <sip:100@1.1.1.1>',
        'Call-ID: 1',
        `CSeq: 1 ${method}`,
        `User-Agent: ${userAgent}`,
        'Max-Forwards: 70',
        'Content-Length: 0',
        '',
        '',
      ].join('\r\n');
      socket.send(text, sip.local.port, '127.0.0.1');
    };
    send('OPTIONS', 'friendly-scanner');
    send('REGISTER', 'friendly-scanner');
    send('INVITE', 'a telephone');
    send('nonsense', 'a telephone');
    await expect.poll(() => sip.endpoint.gate?.bans(clock.nowMs()).length, soon).toBe(1);
    await new Promise((done) => setTimeout(done, 300));
    expect(answers).toBe(0);
  });
});
