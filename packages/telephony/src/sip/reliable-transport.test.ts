import { describe, expect, it } from 'vitest';
import type { Address, Transport } from './address.ts';
import type { SipEffect } from './call-event.ts';
import { SipEndpoint } from './endpoint.ts';
import type { OutgoingCall } from './outgoing-invite.ts';

const local: Address = { host: '127.0.0.1', port: 5070 };
const far: Address = { host: '127.0.0.1', port: 5080, transport: 'tcp' };
const call: OutgoingCall = {
  requestUri: 'sip:1@127.0.0.1',
  from: { uri: 'sip:100@127.0.0.1' },
  sendTo: far,
  sdp: 'v=0\r\n',
};

function endpoint(transports: readonly Transport[] = ['udp', 'tcp']): SipEndpoint {
  let seed = 7;
  const random = (): number => (seed = (seed * 48_271) % 2_147_483_647) / 2_147_483_647;
  const localFor = (to: Address): Address =>
    to.transport === undefined ? local : { host: local.host, port: 6000 };
  return new SipEndpoint({ local, localFor, transports, random });
}

interface Sent {
  readonly text: string;
  readonly to: Address;
  readonly otherwise: Address | null;
}

function sent(effects: readonly SipEffect[]): Sent[] {
  return effects.flatMap((effect) =>
    effect.kind === 'send'
      ? [
          {
            text: new TextDecoder().decode(effect.bytes),
            to: effect.to,
            otherwise: effect.otherwise ?? null,
          },
        ]
      : [],
  );
}

const ended = (effects: readonly SipEffect[]) =>
  effects.flatMap((effect) =>
    effect.kind === 'call' && effect.event.kind === 'failed' ? [effect.event] : [],
  );

function header(text: string | undefined, name: string): string {
  return new RegExp(`^${name}: (.*)\r$`, 'm').exec(text ?? '')?.[1] ?? '';
}

/** A response to one of our requests, as the far end would write it. */
function answer(request: Sent | undefined, status: number): Uint8Array {
  const copied = ['Via', 'From', 'Call-ID', 'CSeq'].map(
    (name) => `${name}: ${header(request?.text, name)}\r\n`,
  );
  const to = `To: ${header(request?.text, 'To')};tag=far\r\n`;
  return new TextEncoder().encode(
    `SIP/2.0 ${status} X\r\n${copied.join('')}${to}Content-Length: 0\r\n\r\n`,
  );
}

describe('over a reliable transport', () => {
  it('an INVITE goes once, with Via and Contact that say the transport, and times out after 64·T1 (RFC 3261 17.1.1.2)', () => {
    const sip = endpoint();
    const first = sent(sip.invite(call, 0).effects);
    expect(first).toHaveLength(1);
    expect(header(first[0]?.text, 'Via')).toMatch(/^SIP\/2\.0\/TCP 127\.0\.0\.1:6000;rport;alias;/);
    expect(header(first[0]?.text, 'Contact')).toBe('<sip:127.0.0.1:6000;transport=tcp>');
    expect(sip.nextWakeMs()).toBe(32_000);
    const effects = sip.wake(32_000);
    expect(sent(effects)).toEqual([]);
    expect(ended(effects)).toMatchObject([{ status: 408, by: 'timeout' }]);
    expect(sip.counts()).toEqual({ calls: 0, dialogs: 0, transactions: 0, timers: 0 });
  });

  it('a refused INVITE leaves nothing behind once its ACK is sent (RFC 3261 17.1.1.2)', () => {
    const sip = endpoint();
    const [invite] = sent(sip.invite(call, 0).effects);
    const acks = sent(sip.receive(answer(invite, 486), { ...far, flow: 1 }, 10));
    expect(acks.map(({ text }) => text.slice(0, 4))).toEqual(['ACK ']);
    expect(sip.counts()).toEqual({ calls: 0, dialogs: 0, transactions: 0, timers: 0 });
  });

  it('a lost connection ends what waits for an answer by it, and nothing else (RFC 3261 17.1.4)', () => {
    const sip = endpoint();
    sip.invite(call, 0);
    sip.invite({ ...call, sendTo: { ...far, port: 5081 } }, 0);
    expect(ended(sip.transportFailed({ ...far, flow: 3 }, 5))).toMatchObject([
      { status: 503, by: 'transport' },
    ]);
    expect(sip.counts().calls).toBe(1);
    expect(ended(sip.transportFailed({ host: far.host, port: 5081 }, 5))).toEqual([]);
  });

  const request = (method: string, via: string): Uint8Array =>
    new TextEncoder().encode(
      `${method} sip:1@127.0.0.1 SIP/2.0\r\nVia: ${via};branch=z9hG4bKabc\r\nMax-Forwards: 70\r\n` +
        `From: <sip:2@127.0.0.1>;tag=a\r\nTo: <sip:1@127.0.0.1>\r\nCall-ID: x\r\nCSeq: 1 ${method}\r\n` +
        'Contact: <sip:2@127.0.0.1:7000;transport=tcp>\r\nContent-Length: 0\r\n\r\n',
    );

  it('a response goes back by the connection, and otherwise to the port of sent-by (RFC 3261 18.2.2)', () => {
    const from: Address = { host: '127.0.0.1', port: 41_000, transport: 'tcp', flow: 9 };
    const via = 'SIP/2.0/TCP 127.0.0.1:7000';
    expect(sent(endpoint().receive(request('OPTIONS', via), from, 0))).toMatchObject([
      { to: from, otherwise: { host: '127.0.0.1', port: 7000, transport: 'tcp' } },
    ]);
    const web: Address = { ...from, transport: 'wss' };
    const webVia = 'SIP/2.0/WSS df7jal23ls0d.invalid;rport';
    const [toBrowser] = sent(endpoint().receive(request('OPTIONS', webVia), web, 0));
    expect(toBrowser).toMatchObject({ to: web, otherwise: null });
    expect(header(toBrowser?.text, 'Via')).toContain('rport=41000;branch=z9hG4bKabc;received=');
  });

  it('a refusal is not repeated: the server transaction waits for the ACK alone (RFC 3261 17.2.1)', () => {
    const sip = endpoint();
    const from: Address = { host: '127.0.0.1', port: 41_000, transport: 'tcp', flow: 9 };
    const effects = sip.receive(request('INVITE', 'SIP/2.0/TCP 127.0.0.1:7000'), from, 0);
    const callId = effects.flatMap((effect) =>
      effect.kind === 'call' ? [effect.event.callId] : [],
    );
    expect(sent(sip.reject(callId[0] ?? '', 486, 10))).toHaveLength(1);
    expect(sip.nextWakeMs()).toBe(32_010);
    sip.receive(request('ACK', 'SIP/2.0/TCP 127.0.0.1:7000'), from, 20);
    expect(sip.counts()).toEqual({ calls: 0, dialogs: 0, transactions: 0, timers: 0 });
  });
});

describe('a request of more than 1,300 bytes', () => {
  const large = { ...call, sendTo: { host: '127.0.0.1', port: 5080 }, sdp: 'a'.repeat(1300) };

  it('moves to TCP, and back to UDP when no connection can be made (RFC 3261 18.1.1)', () => {
    const sip = endpoint();
    const [byTcp] = sent(sip.invite(large, 0).effects);
    expect(byTcp?.to).toEqual(far);
    expect(header(byTcp?.text, 'Via')).toContain('SIP/2.0/TCP');
    const [byUdp, ...others] = sent(sip.transportFailed(far, 5));
    expect(others).toEqual([]);
    expect(byUdp?.to).toEqual({ host: '127.0.0.1', port: 5080 });
    expect(header(byUdp?.text, 'Via')).toContain('SIP/2.0/UDP 127.0.0.1:5070');
    expect(sip.nextWakeMs()).toBe(505);
    expect(ended(sip.transportFailed(large.sendTo, 6))).toHaveLength(1);
  });

  it('goes by UDP where nothing else is spoken', () => {
    const [only] = sent(endpoint(['udp']).invite(large, 0).effects);
    expect(only?.to).toEqual(large.sendTo);
  });
});

describe('several places to send to', () => {
  const places = [far, { ...far, port: 5081 }, { ...far, port: 5082 }] as const;
  const several = { ...call, alternatives: places.slice(1) };

  it('are tried in order after a lost connection, 503 and silence, each in a transaction of its own (RFC 3263 4.3)', () => {
    const sip = endpoint();
    const first = sent(sip.invite(several, 0).effects);
    const second = sent(sip.transportFailed(far, 1));
    const third = sent(sip.receive(answer(second[0], 503), { ...places[1], flow: 2 }, 2));
    const tried = [first[0], second[0], third.at(-1)];
    expect(tried.map((one) => one?.to)).toEqual(places);
    expect(new Set(tried.map((one) => header(one?.text, 'Via'))).size).toBe(3);
    const sequences = tried.map((one) => Number.parseInt(header(one?.text, 'CSeq')));
    const [sequence = 0] = sequences;
    // After 503 it is another request, lest one server behind two names take it for merged (RFC 3261 section 8.2.2.2).
    expect(sequences).toEqual([sequence, sequence, sequence + 1]);
    expect(third.map(({ text }) => text.slice(0, 4))).toEqual(['ACK ', 'INVI']);
    expect(ended(sip.wake(32_002))).toMatchObject([{ status: 408 }]);
  });

  it('are not tried after another refusal, nor once the call is given up', () => {
    const busy = endpoint();
    const [invite] = sent(busy.invite(several, 0).effects);
    expect(ended(busy.receive(answer(invite, 486), { ...far, flow: 1 }, 1))).toHaveLength(1);
    const given = endpoint();
    const { callId } = given.invite(several, 0);
    given.hangUp(callId, 1);
    expect(ended(given.transportFailed(far, 2))).toMatchObject([{ by: 'local' }]);
  });
});
