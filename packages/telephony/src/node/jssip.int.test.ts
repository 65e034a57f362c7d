import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { requireDebianCommand, seededRandom } from '@everyline/testkit';
import { chromium, type Browser, type Page } from 'playwright-core';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accountOf, MemoryAccounts } from '../sip/admission/accounts.ts';
import type { CallEvent } from '../sip/call-event.ts';
import { MemoryBindings } from '../sip/registration/binding.ts';
import { NetworkEndpoint } from './network-endpoint.ts';
import { TestAuthority } from './test-certificates.ts';

const chromiumPath = await requireDebianCommand('chromium', 'chromium');
const openssl = await requireDebianCommand('openssl', 'openssl');
const domain = 'agents.example';

/** JsSIP as one script that a page can take; the package brings it in modules only. */
async function jssipScript(): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      minify: false,
      lib: {
        entry: createRequire(import.meta.url).resolve('jssip'),
        name: 'JsSIP',
        formats: ['iife'],
        fileName: 'jssip',
      },
    },
  });
  const [first] = Array.isArray(built) ? built : [built];
  const chunk = first !== undefined && 'output' in first ? first.output[0] : undefined;
  if (chunk === undefined) throw new Error('JsSIP could not be built');
  return chunk.code;
}

/** The page's part: an agent that says what happens to it. */
const agentScript = (port: number): string => `
  window.heard = [];
  const tell = (word) => window.heard.push(word);
  const agent = new JsSIP.UA({
    sockets: [new JsSIP.WebSocketInterface('wss://127.0.0.1:${port}/')],
    uri: 'sip:1001@${domain}', authorization_user: '1001', password: 'geheim', session_timers: false,
  });
  for (const event of ['connected', 'registered', 'registrationFailed', 'unregistered'])
    agent.on(event, () => tell(event));
  const follow = (session) => {
    window.session = session;
    for (const event of ['progress', 'accepted', 'confirmed', 'ended', 'failed'])
      session.on(event, (data) => tell(event + (data && data.cause ? ' ' + data.cause : '')));
  };
  agent.on('newRTCSession', ({ originator, session }) => {
    if (originator !== 'remote') return;
    tell('incoming ' + session.remote_identity.uri.user);
    follow(session);
    session.answer({ mediaConstraints: { audio: false, video: false } });
  });
  window.dial = (number) => follow(agent.call('sip:' + number + '@${domain}', {
    mediaConstraints: { audio: false, video: false },
    rtcOfferConstraints: { offerToReceiveAudio: true, offerToReceiveVideo: false },
  }));
  window.ask = () => agent.sendOptions('sip:1002@${domain}', '', { eventHandlers: {
    succeeded: ({ response }) => tell('options ' + response.status_code),
    failed: ({ cause }) => tell('options ' + cause),
  } });
  window.leave = () => agent.unregister();
  agent.start();
`;

/** An answer that a browser takes: keys and candidates are invented, for only the signalling is looked at here. */
function answerTo(offer: string): string {
  const line = (pattern: RegExp): string => pattern.exec(offer)?.[0] ?? '';
  return [
    ...['v=0', 'o=- 1 1 IN IP4 127.0.0.1', 's=-', 't=0 0', line(/^a=group:BUNDLE.*$/m)],
    ...[line(/^m=audio.*$/m), 'c=IN IP4 127.0.0.1', 'a=rtcp-mux', line(/^a=mid:.*$/m)],
    ...['a=rtpmap:8 PCMA/8000', 'a=inactive', 'a=setup:active', 'a=ice-ufrag:abcd'],
    `a=ice-pwd:${'a'.repeat(24)}`,
    `a=fingerprint:sha-256 ${Array.from({ length: 32 }, () => 'AB').join(':')}`,
    '',
  ]
    .filter((text, index, all) => text !== '' || index === all.length - 1)
    .join('\r\n')
    .replace(/^m=audio (\d+) (\S+) .*$/m, 'm=audio 9 $2 8');
}

/** An offer of the same kind, to a browser. */
const browserOffer = answerTo(
  'm=audio 9 UDP/TLS/RTP/SAVPF 8\r\na=mid:0\r\na=group:BUNDLE 0',
).replace('a=setup:active', 'a=setup:actpass');

describe.skipIf(chromiumPath === null || openssl === null)('JsSIP in Chromium over WSS', () => {
  const authority = new TestAuthority(openssl ?? '');
  const events: CallEvent[] = [];
  const server = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html');
    response.end('<!doctype html><title>agent</title>');
  });
  const servePage = async (): Promise<string> => {
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    const address = server.address();
    return `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/`;
  };
  let endpoint: NetworkEndpoint;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    const accounts = new MemoryAccounts(domain);
    accounts.add(accountOf('1001', domain, 'geheim'));
    endpoint = await NetworkEndpoint.open({
      listen: [{ transport: 'wss', host: '127.0.0.1', port: 0 }],
      tls: authority.certify('web', 'IP:127.0.0.1'),
      clock: { nowMs: () => performance.timeOrigin + performance.now() },
      random: seededRandom(11),
      gate: {
        // JsSIP answers the first challenge it reads, and knows MD5 alone.
        digest: { realm: domain, accounts, key: new Uint8Array(32).fill(7), algorithms: ['MD5'] },
      },
      registrar: { domains: [domain], store: new MemoryBindings() },
      onEvent: (event) => {
        events.push(event);
        if (event.kind !== 'incoming') return;
        const { callId, sdp, dialled } = event;
        setImmediate(() => {
          endpoint.run((sip, nowMs) => sip.ring(callId, nowMs));
          if (dialled === 'busy') endpoint.run((sip, nowMs) => sip.reject(callId, 486, nowMs));
          else endpoint.run((sip, nowMs) => sip.answer(callId, answerTo(sdp ?? ''), nowMs));
        });
      },
    });
    browser = await chromium.launch({
      executablePath: chromiumPath ?? '',
      args: ['--no-sandbox', '--disable-gpu', '--ignore-certificate-errors'],
    });
    page = await browser.newPage();
    // Chromium lets a page speak to this machine only if the page itself came from it.
    await page.goto(await servePage());
    await page.addScriptTag({ content: await jssipScript() });
    await page.addScriptTag({ content: agentScript(endpoint.local.port) });
  }, 90_000);

  afterAll(async () => {
    await browser?.close();
    server.close();
    await endpoint?.close();
    authority.remove();
  });

  /** Waits until the page has heard a word that begins so; gives back all it has heard, and forgets it. */
  async function heard(last: string): Promise<string[]> {
    await page
      .waitForFunction(
        (word) =>
          (globalThis as never as { heard: string[] }).heard.some((one) => one.startsWith(word)),
        last,
        { timeout: 15_000 },
      )
      .catch(async () => {
        throw new Error(`no ${last}: ${JSON.stringify(await page.evaluate('window.heard'))}`);
      });
    return page.evaluate<string[]>('window.heard.splice(0)');
  }

  async function until(kind: CallEvent['kind']): Promise<CallEvent> {
    for (let tries = 0; tries < 500; tries += 1) {
      const found = events.find((event) => event.kind === kind);
      if (found !== undefined) return found;
      await new Promise((done) => setTimeout(done, 20));
    }
    throw new Error(`no ${kind}`);
  }

  it('connects, answers the challenge and is registered (RFC 7118 4)', async () => {
    expect(await heard('registered')).toEqual(['connected', 'registered']);
    const [target] = endpoint.endpoint.registrar?.targetsOf(`1001@${domain}`, Date.now()) ?? [];
    expect(target?.requestUri).toMatch(/\.invalid;transport=ws/);
    expect(target?.sendTo).toMatchObject({ transport: 'wss' });
  });

  it('asks by OPTIONS and is told 200 (RFC 3261 11.2)', async () => {
    await page.evaluate('window.ask()');
    expect(await heard('options')).toEqual(['options 200']);
  });

  it('calls, is answered and hangs up (RFC 7118; RFC 3261 13)', async () => {
    events.length = 0;
    await page.evaluate("window.dial('1002')");
    expect(await heard('confirmed')).toEqual(['progress', 'accepted', 'confirmed']);
    expect(await until('acknowledged')).toBeDefined();
    const incoming = events.find((event) => event.kind === 'incoming');
    expect(incoming).toMatchObject({ account: '1001', source: { transport: 'wss' } });
    await page.evaluate('window.session.terminate()');
    expect(await until('ended')).toMatchObject({ by: 'remote', answered: true });
    await heard('ended');
  });

  it('calls, is answered, and hears that we hang up (RFC 7118; RFC 3261 15)', async () => {
    events.length = 0;
    await page.evaluate("window.dial('1002')");
    const { callId } = await until('acknowledged');
    await heard('confirmed');
    endpoint.run((sip, nowMs) => sip.hangUp(callId, nowMs));
    expect(await heard('ended')).toEqual(['ended Terminated']);
    expect(await until('released')).toMatchObject({ callId });
  });

  it('is told that a number is busy (RFC 3261 21.4.24)', async () => {
    events.length = 0;
    await page.evaluate("window.dial('busy')");
    expect((await heard('failed')).at(-1)).toBe('failed Busy');
  });

  it('is called by its connection, answers, and is hung up on (RFC 7118 5)', async () => {
    events.length = 0;
    const [target] = endpoint.endpoint.registrar?.targetsOf(`1001@${domain}`, Date.now()) ?? [];
    if (target === undefined) throw new Error('not registered');
    let callId = '';
    endpoint.run((sip, nowMs) => {
      const { requestUri, route, sendTo } = target;
      const from = { uri: `sip:12345@${domain}` };
      const call = sip.invite({ requestUri, route, sendTo, from, sdp: browserOffer }, nowMs);
      ({ callId } = call);
      return call.effects;
    });
    await until('answered');
    expect(await heard('confirmed')).toContain('incoming 12345');
    endpoint.run((sip, nowMs) => sip.hangUp(callId, nowMs));
    expect(await heard('ended')).toEqual(['ended Terminated']);
    expect(await until('released')).toMatchObject({ callId });
  });

  it('unregisters and leaves no contact behind', async () => {
    await page.evaluate('window.leave()');
    await heard('unregistered');
    expect(endpoint.endpoint.registrar?.targetsOf(`1001@${domain}`, Date.now())).toEqual([]);
  });
});
