import { seededRandom } from '@everyline/testkit';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Address } from '../address.ts';
import { authorization, chooseChallenges, type DigestChallenge } from '../digest.ts';
import type { SipRequest } from '../message.ts';
import { parseMessage } from '../parse.ts';
import { accountOf, MemoryAccounts } from './accounts.ts';
import type { Ban } from './bans.ts';
import { Gate, type GateDecision, type GateOptions } from './gate.ts';

const realm = 'everyline.test';
const from: Address = { host: '192.0.2.7', port: 6060 };

function request(
  options: {
    method?: string;
    uri?: string;
    userAgent?: string;
    authorization?: string;
    body?: string;
    callId?: string;
  } = {},
): SipRequest {
  const method = options.method ?? 'REGISTER';
  const body = options.body ?? '';
  const text = [
    `${method} ${options.uri ?? `sip:${realm}`} SIP/2.0`,
    'Via: SIP/2.0/UDP 192.0.2.7:6060;branch=z9hG4bKr1;rport',
    'Max-Forwards: 70',
    'From: <sip:alice@everyline.test>;tag=a',
    'To: <sip:alice@everyline.test>',
    `Call-ID: ${options.callId ?? 'c1'}`,
    `CSeq: 1 ${method}`,
    ...(options.userAgent === undefined ? [] : [`User-Agent: ${options.userAgent}`]),
    ...(options.authorization === undefined ? [] : [`Authorization: ${options.authorization}`]),
    `Content-Length: ${body.length}`,
    '',
    body,
  ].join('\r\n');
  const parsed = parseMessage(new TextEncoder().encode(text));
  if (parsed.kind !== 'request') throw new Error('not a request');
  return parsed.message;
}

function setting(options: Partial<GateOptions> = {}, digest: Partial<GateOptions['digest']> = {}) {
  const accounts = new MemoryAccounts(realm);
  accounts.add(accountOf('alice', realm, 'geheim'));
  const bans: Ban[] = [];
  const gate = new Gate(
    {
      digest: { realm, accounts, key: new Uint8Array(32).fill(9), ...digest },
      onBan: (ban) => bans.push(ban),
      ...options,
    },
    seededRandom(4),
  );
  return { gate, bans, accounts };
}

function challengeOf(decision: GateDecision, username = 'alice'): DigestChallenge {
  if (decision.kind !== 'answer') throw new Error(`no challenge but ${decision.kind}`);
  const values = decision.fields
    .filter(([name]) => name === 'www-authenticate')
    .map(([, value]) => value);
  const [challenge] = chooseChallenges(values, { username, password: '' });
  if (challenge === undefined) throw new Error('no challenge');
  return challenge;
}

function answer(
  challenge: DigestChallenge,
  options: {
    username?: string;
    password?: string;
    nonceCount?: number;
    method?: string;
    uri?: string;
    body?: string;
  } = {},
): string {
  return authorization({
    challenge,
    credentials: {
      username: options.username ?? 'alice',
      password: options.password ?? 'geheim',
    },
    method: options.method ?? 'REGISTER',
    uri: options.uri ?? `sip:${realm}`,
    nonceCount: options.nonceCount ?? 1,
    cnonce: 'c0ffee',
    ...(options.body === undefined ? {} : { body: options.body }),
  });
}

describe('digest at the gate', () => {
  it('passes the right answer once and meets its replay with a fresh challenge (RFC 7616 5.4)', () => {
    const { gate } = setting();
    const challenge = challengeOf(gate.judge(request(), from, 0));
    expect(challenge.algorithm).toBe('SHA-256');
    const first = request({ authorization: answer(challenge) });
    expect(gate.judge(first, from, 100)).toEqual({ kind: 'pass', account: 'alice' });
    const replay = gate.judge(first, from, 200);
    expect(challengeOf(replay)).toMatchObject({ stale: true });
    const second = request({ authorization: answer(challenge, { nonceCount: 2 }) });
    expect(gate.judge(second, from, 300)).toEqual({ kind: 'pass', account: 'alice' });
    expect(challengeOf(gate.judge(first, from, 400)).stale).toBe(true);
  });

  it('calls a nonce stale after its life, one of the future, and one of another key (RFC 7616 3.3)', () => {
    const { gate } = setting({}, { nonceLifeMs: 60_000 });
    const challenge = challengeOf(gate.judge(request(), from, 100_000));
    const late = request({ authorization: answer(challenge) });
    expect(challengeOf(gate.judge(late, from, 160_001)).stale).toBe(true);
    expect(challengeOf(gate.judge(late, from, 50_000)).stale).toBe(true);
    const other = setting({}, { key: new Uint8Array(32).fill(1) });
    expect(challengeOf(other.gate.judge(late, from, 100_001)).stale).toBe(true);
    expect(gate.judge(late, from, 160_000)).toMatchObject({ kind: 'pass' });
  });

  it('answers an unknown account as a wrong password, both when challenged and when judged', () => {
    const { gate } = setting();
    const shapes = [
      answer(challengeOf(gate.judge(request(), from, 0)), { password: 'falsch' }),
      answer(challengeOf(gate.judge(request(), from, 0)), { username: 'mallory' }),
      answer(challengeOf(gate.judge(request(), from, 0)), { username: 'mallory', password: '' }),
    ].map((credentials) => {
      const decision = gate.judge(request({ authorization: credentials }), from, 10);
      const shape = JSON.stringify(decision).replace(/nonce=\\"[0-9a-f]+\\"/g, 'nonce');
      expect(decision).toMatchObject({ status: 403 });
      return shape;
    });
    expect(new Set(shapes).size).toBe(1);
  });

  it('refuses an answer that was made for another method, address or body (RFC 7616 3.4.3)', () => {
    const { gate } = setting({}, { qop: ['auth-int'] });
    const challenge = challengeOf(gate.judge(request(), from, 0));
    expect(challenge.qop).toBe('auth-int');
    const judged = (made: Parameters<typeof answer>[1], asked: Parameters<typeof request>[0]) =>
      gate.judge(request({ ...asked, authorization: answer(challenge, made) }), from, 10);
    expect(judged({ method: 'INVITE' }, {})).toMatchObject({ status: 403 });
    expect(judged({ uri: 'sip:elsewhere.test' }, {})).toMatchObject({ status: 403 });
    expect(judged({ body: 'v=1' }, { body: 'v=0' })).toMatchObject({ status: 403 });
    expect(judged({ body: 'v=0' }, { body: 'v=0' })).toMatchObject({ kind: 'pass' });
  });

  it('takes MD5 where it is offered, clients that count nothing once, and hashed names (RFC 8760 2.3; RFC 7616 3.4.4)', () => {
    const md5 = setting({}, { algorithms: ['MD5'] });
    const plain = challengeOf(md5.gate.judge(request(), from, 0));
    const old = request({ authorization: answer({ ...plain, qop: null }) });
    expect(md5.gate.judge(old, from, 1)).toMatchObject({ kind: 'pass' });
    expect(challengeOf(md5.gate.judge(old, from, 2)).stale).toBe(true);
    const hashing = setting({}, { userhash: true });
    const challenge = challengeOf(hashing.gate.judge(request(), from, 0));
    expect(challenge.userhash).toBe(true);
    const hidden = answer(challenge);
    expect(hidden).not.toContain('alice');
    expect(hashing.gate.judge(request({ authorization: hidden }), from, 1)).toEqual({
      kind: 'pass',
      account: 'alice',
    });
  });

  it('calls malformed what is malformed', () => {
    const { gate } = setting();
    for (const credentials of [
      `Digest realm="${realm}"`,
      `Digest realm="${realm}", username="a", nonce="n", uri="sip:x", response="r", qop=auth, nc=1`,
      `Digest realm="${realm}", username="a", nonce="n", uri="sip:x", response="r", algorithm=SHA-512-256`,
    ])
      expect(gate.judge(request({ authorization: credentials }), from, 0)).toMatchObject({
        status: 400,
      });
  });

  it('never passes and never throws for any credentials but the right ones', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.string({ maxLength: 60 }), (a, b, nonce) => {
        const { gate } = setting();
        const quotedText = (text: string): string => `"${text.replace(/[\\"\r\n]/g, '')}"`;
        const credentials = `Digest realm="${realm}", username=${quotedText(a)}, nonce=${quotedText(nonce)}, uri="sip:${realm}", response=${quotedText(b)}, ${a.replace(/[\r\n]/g, '')}`;
        expect(gate.judge(request({ authorization: credentials }), from, 0).kind).toBe('answer');
      }),
    );
  });

  it('remembers a bounded number of nonces, and takes no replay of one that it forgot', () => {
    const { gate } = setting({ perSource: { perSecond: 1e6, burst: 1e6 } }, { maxNonces: 50 });
    const used = Array.from({ length: 200 }, (_, index) => {
      const challenge = challengeOf(gate.judge(request(), from, index * 10));
      const credentials = request({ authorization: answer(challenge) });
      expect(gate.judge(credentials, from, index * 10 + 1).kind).toBe('pass');
      return credentials;
    });
    for (const credentials of used)
      expect(gate.judge(credentials, from, 2100)).toMatchObject({ kind: 'answer', status: 401 });
  });
});

describe('the gate', () => {
  it('trusts, asks and ignores by address', () => {
    const { gate } = setting({
      access: [
        { network: '10.0.0.0/8', policy: 'trust' },
        { network: '203.0.113.0/24', policy: 'ignore' },
      ],
    });
    const judge = (host: string) => gate.judge(request(), { host, port: 5060 }, 0);
    expect(judge('10.1.1.1')).toEqual({ kind: 'pass', account: null });
    expect(judge('203.0.113.9')).toEqual({ kind: 'silence' });
    expect(judge('192.0.2.1')).toMatchObject({ status: 401 });
    expect(gate.hears({ host: '203.0.113.9', port: 1 }, 0)).toBe(false);
  });

  it('gives a scanner no answer and bans its address, until the ban ends', () => {
    const { gate, bans } = setting();
    const knock = request({ method: 'OPTIONS', userAgent: 'friendly-scanner' });
    expect(gate.judge(knock, from, 0)).toEqual({ kind: 'silence' });
    expect(gate.judge(request(), from, 1000)).toEqual({ kind: 'silence' });
    expect(bans).toMatchObject([{ source: '192.0.2.7', untilMs: 3_600_000 }]);
    expect(gate.bans(1000)).toHaveLength(1);
    expect(gate.judge(request(), from, 3_600_001)).toMatchObject({ status: 401 });
    expect(gate.bans(3_600_001)).toEqual([]);
    expect(gate.judge(request({ userAgent: 'smapphone 2' }), from, 3_600_002)).toMatchObject({
      status: 401,
    });
  });

  it('limits a source, gives it its rate back, and spares its neighbours', () => {
    const { gate } = setting({ perSource: { perSecond: 2, burst: 5 } });
    const judged = (atMs: number, host = from.host) =>
      gate.judge(request(), { host, port: 1 }, atMs).kind;
    const kinds = Array.from({ length: 8 }, () => judged(0));
    expect(kinds.filter((kind) => kind === 'answer')).toHaveLength(5);
    expect(judged(0, '192.0.2.8')).toBe('answer');
    expect(judged(500)).toBe('answer');
    expect(judged(500)).toBe('silence');
  });

  it('bans after wrong passwords, and a right one takes one of them back', () => {
    const policy = { offences: 5, withinMs: 60_000, banMs: 10_000 };
    const { gate, bans } = setting({ bans: policy });
    const tries = (password: string, atMs: number) => {
      const challenge = challengeOf(gate.judge(request(), from, atMs));
      return gate.judge(
        request({ authorization: answer(challenge, { password }) }),
        from,
        atMs + 1,
      );
    };
    for (let round = 0; round < 8; round += 1) {
      tries('falsch', round * 1000);
      expect(tries('geheim', round * 1000 + 500).kind).toBe('pass');
    }
    expect(bans).toEqual([]);
    for (let round = 0; round < 5; round += 1) tries('falsch', 20_000 + round * 1000);
    expect(bans).toHaveLength(1);
    expect(gate.judge(request(), from, 25_000)).toEqual({ kind: 'silence' });
    gate.lift(from.host);
    expect(gate.judge(request(), from, 25_000).kind).toBe('answer');
  });

  it('keeps silent toward foreign domains', () => {
    const { gate } = setting({ domains: [realm] });
    const foreign = request({ method: 'INVITE', uri: 'sip:00972598@198.51.100.1' });
    expect(gate.judge(foreign, from, 0)).toEqual({ kind: 'silence' });
    expect(gate.judge(request(), from, 0)).toMatchObject({ status: 401 });
  });

  it('says when to come back when it is overloaded, not to all the same (RFC 3261 21.5.4)', () => {
    const { gate } = setting({ overall: { perSecond: 10, burst: 10 } });
    const waits = new Set<string>();
    let refused = 0;
    for (let host = 0; host < 110; host += 1) {
      const decision = gate.judge(request(), { host: `192.0.2.${host}`, port: 1 }, 0);
      if (decision.kind !== 'answer' || decision.status !== 503) continue;
      refused += 1;
      const [field] = decision.fields;
      expect(field?.[0]).toBe('retry-after');
      const seconds = Number(field?.[1]);
      expect(seconds).toBeGreaterThanOrEqual(5);
      expect(seconds).toBeLessThanOrEqual(30);
      waits.add(String(seconds));
    }
    expect(refused).toBe(100);
    expect(waits.size).toBeGreaterThan(5);
  });

  it('remembers no more sources than it may', () => {
    const { gate } = setting({ maxSources: 100 });
    for (let index = 0; index < 5000; index += 1) {
      const host = `10.${index >> 8}.${index & 255}.1`;
      gate.judge(request({ userAgent: 'sipvicious' }), { host, port: 1 }, 0);
      gate.judge(request(), { host: `11.${index >> 8}.${index & 255}.1`, port: 1 }, 0);
    }
    expect(gate.bans(1)).toHaveLength(100);
  });
});
