import { connect as connectTcp } from 'node:net';
import { requireDebianCommand, seededRandom } from '@everyline/testkit';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import type { Address, Transport } from '../sip/address.ts';
import type { CallEvent } from '../sip/call-event.ts';
import { answerAudio, writeAudioSdp } from '../sip/sdp.ts';
import type { FlowLimits } from '../sip/transport/flow-limits.ts';
import { NetworkEndpoint } from './network-endpoint.ts';
import type { PhoneFault } from './phone-fault.ts';
import { certificateFault, type ListenOn } from './sip-transports.ts';
import { TestAuthority } from './test-certificates.ts';
import type { TlsSettings } from './tls-settings.ts';

const openssl = await requireDebianCommand('openssl', 'openssl');
const clock = { nowMs: () => performance.timeOrigin + performance.now() };
const authority = openssl === null ? null : new TestAuthority(openssl);
const own = authority?.certify('pbx', 'DNS:pbx.example,IP:127.0.0.1,IP:::1');
const open: NetworkEndpoint[] = [];

afterEach(async () => {
  for (const endpoint of open.splice(0)) await endpoint.close();
});
afterAll(() => authority?.remove());

interface Agent {
  readonly endpoint: NetworkEndpoint;
  readonly events: CallEvent[];
  readonly unreachable: string[];
  /** Resolves with the first event of a kind, also one that has come already. */
  until(kind: CallEvent['kind']): Promise<CallEvent>;
}

/** An agent that answers what it is asked, and keeps what it hears. */
async function agent(
  listen: readonly ListenOn[],
  tls: TlsSettings = {},
  limits: Partial<FlowLimits> = {},
): Promise<Agent> {
  const events: CallEvent[] = [];
  const unreachable: string[] = [];
  const waiting: { kind: string; told: (event: CallEvent) => void }[] = [];
  const endpoint = await NetworkEndpoint.open({
    listen,
    tls,
    limits,
    clock,
    random: seededRandom(Math.floor(performance.now())),
    onUnreachable: (_to, reason) => unreachable.push(reason),
    onEvent: (event) => {
      events.push(event);
      for (const { kind, told } of waiting) if (kind === event.kind) told(event);
      if (event.kind !== 'incoming') return;
      const answer = answerAudio(event.sdp ?? '', {
        ...audio,
        local: { host: '127.0.0.1', port: 50_000 },
      });
      setImmediate(() => {
        endpoint.run((sip, nowMs) => sip.answer(event.callId, answer?.sdp ?? '', nowMs));
      });
    },
  });
  open.push(endpoint);
  const until = (kind: CallEvent['kind']): Promise<CallEvent> =>
    new Promise((told) => {
      const known = events.find((event) => event.kind === kind);
      if (known !== undefined) told(known);
      else waiting.push({ kind, told });
    });
  return { endpoint, events, unreachable, until };
}

const audio = { codecs: ['PCMA'], telephoneEvent: 101, sessionId: 1 } as const;

function invite(caller: Agent, sendTo: Address, headers: Record<string, string> = {}): string {
  let callId = '';
  caller.endpoint.run((sip, nowMs) => {
    const call = sip.invite(
      {
        requestUri: 'sip:1@pbx.example',
        from: { uri: 'sip:100@pbx.example' },
        sendTo,
        sdp: writeAudioSdp({ ...audio, local: { host: '127.0.0.1', port: 40_000 } }),
        headers,
      },
      nowMs,
    );
    ({ callId } = call);
    return call.effects;
  });
  return callId;
}

const on = (transport: Transport, host = '127.0.0.1'): ListenOn => ({ transport, host, port: 0 });
const trusting: TlsSettings = { authorities: [authority?.authority ?? ''] };
const serving: TlsSettings = { ...trusting, ...own };
const secured = describe.skipIf(own === undefined);

/** A whole call, ended by the called party: its BYE must find the caller. */
async function wholeCall(caller: Agent, called: Agent, to: Address): Promise<void> {
  await caller.endpoint.transports.reach(to);
  const callId = invite(caller, to);
  await called.until('acknowledged');
  const incoming = called.events.find((event) => event.kind === 'incoming');
  expect(incoming?.source.transport).toBe(to.transport);
  called.endpoint.run((sip, nowMs) => sip.hangUp(incoming?.callId ?? '', nowMs));
  await Promise.all([caller.until('released'), called.until('released')]);
  expect(caller.events.map(({ kind }) => kind)).toEqual([
    'trying',
    'answered',
    'ended',
    'released',
  ]);
  expect(caller.events.at(-2)).toMatchObject({ callId, by: 'remote' });
}

describe('two endpoints', () => {
  it.each(['127.0.0.1', '::1'])('call each other over TCP at %s', async (host) => {
    const called = await agent([on('tcp', host)]);
    const caller = await agent([on('udp', host), on('tcp', host)]);
    await wholeCall(caller, called, called.endpoint.local);
    expect(called.endpoint.transports.counts().flows).toBe(1);
  });

  it('call each other over TCP where the caller does not listen: all goes by the one connection (RFC 5923)', async () => {
    const called = await agent([on('tcp')]);
    const caller = await agent([on('udp')]);
    await wholeCall(caller, called, called.endpoint.local);
    expect(called.endpoint.transports.counts().flows).toBe(1);
  });

  it('call each other over WebSocket, the caller being reached by its connection alone (RFC 7118 5)', async () => {
    const called = await agent([on('ws')]);
    const caller = await agent([on('udp')]);
    await wholeCall(caller, called, called.endpoint.local);
    const { callId = '' } = called.events[0] ?? {};
    const [invited] = called.endpoint.endpoint.ladder(callId)?.entries ?? [];
    expect(invited?.text).toMatch(/Via: SIP\/2\.0\/WS \w+\.invalid;rport/);
    expect(invited?.text).toMatch(/Contact: <sip:\w+\.invalid;transport=ws>/);
  });

  it('move a large INVITE to TCP, and to UDP again where nobody takes TCP (RFC 3261 18.1.1)', async () => {
    const caller = await agent([on('udp'), on('tcp')]);
    const long = { 'X-Long': 'a'.repeat(1400) };
    const both = await agent([on('udp')]);
    const { port } = both.endpoint.local;
    const tcp = await agent([{ transport: 'tcp', host: '127.0.0.1', port }]);
    invite(caller, both.endpoint.local, long);
    await tcp.until('acknowledged');
    await tcp.endpoint.close();
    invite(caller, both.endpoint.local, long);
    await both.until('acknowledged');
    expect(both.events[0]).toMatchObject({ kind: 'incoming', source: { host: '127.0.0.1' } });
  });
});

secured('two endpoints with certificates', () => {
  it.each(['tls', 'wss'] as const)('call each other over %s', async (transport) => {
    const called = await agent([on(transport)], serving);
    const caller = await agent([on('udp')], trusting);
    await wholeCall(caller, called, { ...called.endpoint.local, name: 'pbx.example' });
    const other = await agent([on('udp'), on(transport)], serving);
    const calledToo = await agent([on(transport)], serving);
    await wholeCall(other, calledToo, calledToo.endpoint.local);
  });

  it.each(['tls', 'wss'] as const)('ask each other for certificates over %s', async (transport) => {
    const called = await agent([on(transport)], { ...serving, verifyClients: true });
    const caller = await agent([on('udp')], serving);
    await wholeCall(caller, called, called.endpoint.local);
    const without = await agent([on('udp')], trusting);
    // With TLS 1.3 a server looks at the client's certificate after the client believes itself connected.
    invite(without, called.endpoint.local);
    expect(await without.until('failed')).toMatchObject({ by: 'transport' });
    expect(without.unreachable.join()).toMatch(/certificate required|ECONNRESET|closed/i);
  });

  /** The code of the fault for which a connection cannot be made. */
  async function faultOf(caller: TlsSettings, called: TlsSettings, name?: string) {
    const server = await agent([on('tls')], called);
    const client = await agent([on('udp')], caller);
    const to = { ...server.endpoint.local, ...(name === undefined ? {} : { name }) };
    const fault = await client.endpoint.transports.reach(to).then(
      () => null,
      (error: unknown) => certificateFault(error, to),
    );
    return fault?.code ?? null;
  }

  it('say what is wrong with a certificate (RFC 5922 7.1)', async () => {
    const expired = authority?.certify('old', 'IP:127.0.0.1', -1);
    const byUri = authority?.certify('domain', 'URI:sip:city.example');
    expect(await faultOf({}, serving)).toBe('tls_certificate_untrusted');
    expect(await faultOf({ verifyServers: false }, serving)).toBeNull();
    expect(await faultOf(trusting, serving, 'other.example')).toBe('tls_certificate_name_mismatch');
    expect(await faultOf(trusting, { ...trusting, ...byUri }, 'city.example')).toBeNull();
    expect(await faultOf(trusting, { ...trusting, ...expired })).toBe('tls_certificate_expired');
    const broken = { ...trusting, certificate: 'no certificate' };
    expect(await faultOf(broken, serving)).toBe('tls_certificate_unusable');
    const plain = await agent([on('tcp')]);
    const client = await agent([on('udp')], trusting);
    const to: Address = { ...plain.endpoint.local, transport: 'tls' };
    const fault = await client.endpoint.transports.reach(to).catch((error: unknown) => error);
    expect(fault).toBeInstanceOf(Error);
    expect(certificateFault(fault, to)).toBeNull();
  });

  it('refuse to listen without a certificate, and on a port that is taken', async () => {
    await expect(agent([on('tls')])).rejects.toMatchObject({ code: 'tls_certificate_unusable' });
    const taken = await agent([on('tcp')]);
    const again = agent([{ transport: 'tcp', host: '127.0.0.1', port: taken.endpoint.local.port }]);
    await expect(again).rejects.toMatchObject({
      code: 'sip_port_in_use',
    } satisfies Partial<PhoneFault>);
  });
});

describe('a listener', () => {
  it('answers the keep-alives of streams and of WebSockets (RFC 5626 3.5.1; RFC 7118 6)', async () => {
    const { endpoint } = await agent([on('tcp'), on('ws')]);
    const socket = connectTcp(endpoint.local.port, '127.0.0.1');
    socket.write('\r\n\r\n');
    const pong = await new Promise<Buffer>((told) => socket.once('data', told));
    expect(pong.toString()).toBe('\r\n');
    socket.destroy();
    const web = new WebSocket(`ws://127.0.0.1:${endpoint.localOf('ws')?.port}/`, 'sip');
    web.once('open', () => {
      web.send('\r\n\r\n');
    });
    const answer = await new Promise<string>((told) =>
      web.once('message', (data: Buffer) => told(data.toString())),
    );
    expect(answer).toBe('\r\n');
    web.terminate();
  });

  it('drops who speaks no SIP, who does not end a message, and who is one too many', async () => {
    const { endpoint } = await agent([on('tcp')], {}, { messageMs: 300, maxFlowsBySource: 2 });
    const dropped = (text: string): Promise<number> => {
      const socket = connectTcp(endpoint.local.port, '127.0.0.1');
      socket.on('error', () => undefined);
      if (text !== '') socket.write(text);
      const sinceMs = performance.now();
      return new Promise((told) => socket.once('close', () => told(performance.now() - sinceMs)));
    };
    await dropped('GET / HTTP/1.1\r\n\r\n');
    const slow = [dropped('OPTIONS sip:1@a SIP/2.0\r\nVia: '), dropped('')];
    await new Promise((done) => setTimeout(done, 50));
    expect(await dropped('')).toBeLessThan(250);
    for (const afterMs of await Promise.all(slow)) expect(afterMs).toBeGreaterThan(250);
    expect(endpoint.transports.counts()).toEqual({ flows: 0, accepted: 0, timers: 0 });
  });

  it('takes no WebSocket that does not offer the subprotocol (RFC 7118 4.1)', async () => {
    const { endpoint } = await agent([on('ws')]);
    const web = new WebSocket(`ws://127.0.0.1:${endpoint.local.port}/`);
    const error = await new Promise<Error>((told) => web.once('error', told));
    expect(error.message).toContain('400');
  });
});
