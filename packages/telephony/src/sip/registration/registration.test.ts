import { seededRandom, SimulatedWire, type WireImpairments } from '@everyline/testkit';
import { describe, expect, it } from 'vitest';
import type { Address } from '../address.ts';
import { accountOf, MemoryAccounts } from '../admission/accounts.ts';
import type { SipEffect } from '../call-event.ts';
import { SipEndpoint, type SipEndpointOptions } from '../endpoint.ts';
import { parseMessage } from '../parse.ts';
import { MemoryBindings } from './binding.ts';
import type { RegistrationEvent } from './registration-event.ts';
import type { RegistrationRequest } from './registration-request.ts';

const agentAt: Address = { host: '192.0.2.10', port: 5070 };
const serverAt: Address = { host: '192.0.2.1', port: 5060 };
const secondAt: Address = { host: '192.0.2.2', port: 5060 };
const quiet: WireImpairments = { loss: 0, duplication: 0, delayMs: 20, jitterMs: 0 };
const realm = 'everyline.test';
const aor = 'sip:alice@everyline.test';

/** An endpoint on the wire; what it sends and receives goes over it. */
function attach(
  wire: SimulatedWire,
  at: Address,
  options: Omit<SipEndpointOptions, 'local'>,
): { endpoint: SipEndpoint; perform: (effects: readonly SipEffect[]) => void; sent: string[] } {
  const endpoint = new SipEndpoint({ local: at, ...options });
  const sent: string[] = [];
  const perform = (effects: readonly SipEffect[]): void => {
    for (const effect of effects) {
      if (effect.kind !== 'send') continue;
      sent.push(new TextDecoder().decode(effect.bytes));
      wire.send(at, effect.to, effect.bytes);
    }
  };
  wire.attach(at, {
    receive: (bytes, from, nowMs) => {
      perform(endpoint.receive(bytes, from, nowMs));
    },
    wake: (nowMs) => {
      perform(endpoint.wake(nowMs));
    },
    nextWakeMs: () => endpoint.nextWakeMs(),
  });
  return { endpoint, perform, sent };
}

/** An agent and a registrar with digest, and what the agent is told. */
function setting(options: {
  readonly impairments?: WireImpairments;
  readonly seed?: number;
  readonly password?: string;
  readonly leastS?: number;
  readonly nonceLifeMs?: number;
  readonly request?: Partial<RegistrationRequest>;
  readonly serverAttached?: boolean;
}) {
  const random = seededRandom(options.seed ?? 1);
  const wire = new SimulatedWire(options.impairments ?? quiet, random);
  const accounts = new MemoryAccounts(realm);
  accounts.add(accountOf('alice', realm, 'geheim'));
  const store = new MemoryBindings();
  const key = new Uint8Array(32).fill(7);
  const { nonceLifeMs } = options;
  const digest = { realm, accounts, key, ...(nonceLifeMs === undefined ? {} : { nonceLifeMs }) };
  const serverOptions: Omit<SipEndpointOptions, 'local'> = {
    random,
    gate: { digest },
    registrar: {
      domains: [realm],
      store,
      expiresS: { least: options.leastS ?? 60, usual: 3600, most: 7200 },
    },
  };
  const server = options.serverAttached === false ? null : attach(wire, serverAt, serverOptions);
  const agent = attach(wire, agentAt, { random, takesCalls: false });
  const events: RegistrationEvent[] = [];
  const start = (nowMs: number): string => {
    const { registrationId, effects } = agent.endpoint.register(
      {
        aor,
        sendTo: [serverAt],
        credentials: { username: 'alice', password: options.password ?? 'geheim' },
        expiresS: 600,
        watch: (event) => events.push(event),
        ...options.request,
      },
      nowMs,
    );
    agent.perform(effects);
    return registrationId;
  };
  return { wire, server, serverOptions, agent, store, events, start };
}

const kinds = (events: readonly RegistrationEvent[]): string[] => events.map(({ kind }) => kind);

describe('a registration as client', () => {
  it('answers the challenge, refreshes in time, and is taken back (RFC 3261 10.2.4)', () => {
    const { wire, agent, store, events, start, server } = setting({});
    const id = start(0);
    wire.run(3_600_000);
    const registered = events.filter((event) => event.kind === 'registered');
    expect(kinds(events)).not.toContain('registration-failed');
    expect(registered.length).toBeGreaterThan(8);
    for (const [index, event] of registered.entries()) {
      expect(event.expiresS).toBe(600);
      const sinceMs = event.atMs - (registered[index - 1]?.atMs ?? event.atMs);
      expect(sinceMs).toBeLessThan(600_000 * 0.76);
      if (index > 0) expect(sinceMs).toBeGreaterThan(600_000 * 0.49);
    }
    expect(store.bindingsOf('alice@everyline.test')).toMatchObject([
      { contact: 'sip:alice@192.0.2.10:5070', q: 1 },
    ]);
    agent.perform(agent.endpoint.unregister(id, wire.nowMs));
    wire.run(wire.nowMs + 120_000);
    expect(events.at(-1)).toMatchObject({ kind: 'unregistered', status: 200 });
    expect(store.size).toBe(0);
    expect(agent.endpoint.counts()).toEqual({ calls: 0, dialogs: 0, transactions: 0, timers: 0 });
    expect(server?.endpoint.counts().transactions).toBe(0);
  });

  it('counts the uses of a nonce, and takes a fresh one when it is stale (RFC 7616 3.4; RFC 7616 3.3)', () => {
    const { wire, agent, events, start } = setting({
      nonceLifeMs: 700_000,
      request: { expiresS: 600 },
    });
    start(0);
    wire.run(3_600_000);
    const counts = agent.sent.map((text) => /nc=([0-9a-f]{8})/.exec(text)?.[1] ?? null);
    expect(counts.slice(0, 3)).toEqual([null, '00000001', '00000002']);
    expect(counts.filter((count) => count === '00000001').length).toBeGreaterThan(2);
    expect(kinds(events)).not.toContain('registration-failed');
  });

  it('asks for as long as the registrar wants when it is told that the interval is too brief (RFC 3261 10.2.8)', () => {
    const { wire, events, start } = setting({ leastS: 900, request: { expiresS: 300 } });
    start(0);
    wire.run(5000);
    expect(events).toMatchObject([{ kind: 'registered', expiresS: 900 }]);
  });

  it('stops soon and waits long when the password is wrong', () => {
    const { wire, agent, events, start } = setting({ password: 'falsch' });
    start(0);
    wire.run(60_000);
    expect(agent.sent).toHaveLength(2);
    expect(events).toMatchObject([
      { kind: 'registration-failed', status: 403, refused: true, registeredUntilMs: null },
    ]);
    const [failed] = events;
    const retryAtMs = failed?.kind === 'registration-failed' ? failed.retryAtMs : 0;
    expect(retryAtMs).toBeGreaterThan(900_000);
  });

  it('goes on to the next registrar when one does not answer, and stays there (RFC 3263 4.3)', () => {
    const { wire, events, start, serverOptions } = setting({
      serverAttached: false,
      request: { sendTo: [serverAt, secondAt] },
    });
    attach(wire, secondAt, serverOptions);
    start(0);
    wire.run(1_200_000);
    const [first, second] = events;
    expect(first).toMatchObject({ kind: 'registered', registrar: secondAt });
    expect(first?.atMs).toBeLessThan(33_000);
    expect(second).toMatchObject({ kind: 'registered', registrar: secondAt });
  });

  it('waits twice as long after each failure, up to the limit, and never in step (RFC 5626 4.5)', () => {
    const { wire, events, start } = setting({ serverAttached: false });
    start(0);
    wire.run(12_000_000);
    const failures = events.filter((event) => event.kind === 'registration-failed');
    expect(failures.length).toBeGreaterThan(8);
    for (const [index, { atMs, retryAtMs, status, by }] of failures.entries()) {
      expect({ status, by }).toEqual({ status: 408, by: 'timeout' });
      const upperMs = Math.min(1_800_000, 30_000 * 2 ** (index + 1));
      expect(retryAtMs - atMs).toBeGreaterThanOrEqual(upperMs / 2);
      expect(retryAtMs - atMs).toBeLessThanOrEqual(upperMs);
    }
    expect(new Set(failures.map(({ atMs, retryAtMs }) => retryAtMs - atMs)).size).toBe(
      failures.length,
    );
  });

  it('says when an earlier registration runs out', () => {
    const { wire, events, start } = setting({});
    start(0);
    wire.run(1000);
    wire.attach(serverAt, {
      receive: () => undefined,
      wake: () => undefined,
      nextWakeMs: () => null,
    });
    wire.run(700_000);
    expect(kinds(events).slice(0, 2)).toEqual(['registered', 'registration-failed']);
    const lapsed = events.find(({ kind }) => kind === 'registration-lapsed');
    const registered = events[0];
    expect(lapsed?.atMs).toBe((registered?.atMs ?? 0) + 600_000);
    expect(events[1]).toMatchObject({ registeredUntilMs: (registered?.atMs ?? 0) + 600_000 });
  });

  it('waits as long as Retry-After says (RFC 3261 20.33)', () => {
    const random = seededRandom(3);
    const wire = new SimulatedWire(quiet, random);
    const events: RegistrationEvent[] = [];
    attach(wire, serverAt, { random, gate: { busy: () => true, retryAfterS: [500, 500] } });
    const agent = attach(wire, agentAt, { random });
    const request = { aor, sendTo: [serverAt] as const };
    agent.perform(
      agent.endpoint.register({ ...request, watch: (event) => events.push(event) }, 0).effects,
    );
    wire.run(10_000);
    expect(events).toMatchObject([{ kind: 'registration-failed', status: 503, refused: false }]);
    const [failed] = events;
    expect(failed?.kind === 'registration-failed' && failed.retryAtMs >= 500_000).toBe(true);
  });

  it('writes an outbound contact with instance and flow (RFC 5626 4.2)', () => {
    const outbound = { instance: 'urn:uuid:00000000-0000-1000-8000-000a95a0e128', regId: 1 };
    const { wire, agent, store, start } = setting({ request: { outbound, q: 0.5 } });
    start(0);
    wire.run(5000);
    const parsed = parseMessage(new TextEncoder().encode(agent.sent[1] ?? ''));
    expect(parsed.kind === 'request' && parsed.message.headers.first('contact')).toBe(
      '<sip:alice@192.0.2.10:5070;ob>;q=0.5;+sip.instance="<urn:uuid:00000000-0000-1000-8000-000a95a0e128>";reg-id=1;expires=600',
    );
    expect(store.bindingsOf('alice@everyline.test')).toMatchObject([{ flow: outbound, q: 0.5 }]);
  });

  it('is registered over any wire, and leaves nothing behind when it is taken back', () => {
    for (let seed = 1; seed <= 150; seed += 1) {
      const random = seededRandom(seed);
      const impairments = {
        loss: random() * 0.35,
        duplication: random() * 0.3,
        delayMs: random() * 150,
        jitterMs: random() * 1500,
      };
      const { wire, agent, server, store, events, start } = setting({ impairments, seed });
      const id = start(0);
      wire.run(1_800_000);
      expect(kinds(events), `seed ${seed}`).toContain('registered');
      const refused = events.filter(
        (event) => event.kind === 'registration-failed' && event.refused,
      );
      expect(refused, `seed ${seed}`).toEqual([]);
      expect(store.bindingsOf('alice@everyline.test').length, `seed ${seed}`).toBeLessThan(2);
      agent.perform(agent.endpoint.unregister(id, wire.nowMs));
      wire.run(wire.nowMs + 9_000_000);
      expect(events.at(-1)?.kind, `seed ${seed}`).toBe('unregistered');
      expect(agent.endpoint.counts(), `seed ${seed}`).toMatchObject({ transactions: 0, timers: 0 });
      expect(server?.endpoint.counts(), `seed ${seed}`).toMatchObject({
        transactions: 0,
        timers: 0,
      });
      expect(store.size, `seed ${seed}`).toBe(0);
    }
  });
});
