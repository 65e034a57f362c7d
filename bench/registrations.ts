/**
 * `npm run bench -- registrations [--agents 20000]`: what an idle registered agent costs in memory, at our registrar
 * and as our client, and how many registrations with digest a second one core serves, without and with sockets.
 */
import { createSocket } from 'node:dgram';

import {
  accountOf,
  MemoryAccounts,
  MemoryBindings,
  SipEndpoint,
  type Address,
  type SipEffect,
} from '@everyline/telephony';
import { UdpEndpoint } from '@everyline/telephony/node';

import { seededRandom } from '../packages/testkit/src/seeded-random.ts';
import type { BenchOptions } from './main.ts';

const realm = 'bench.test';
const clientAt: Address = { host: '127.0.0.2', port: 5060 };
const serverAt: Address = { host: '127.0.0.1', port: 5060 };
/** After this long the transactions of a registration are gone, and its refresh is not due yet. */
const idleMs = 60_000;

function settled(): number {
  globalThis.gc?.();
  globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

function registrarOptions(agents: number, random: () => number) {
  const accounts = new MemoryAccounts(realm);
  for (let agent = 0; agent < agents; agent += 1)
    accounts.add(accountOf(`agent${agent}`, realm, `password ${agent}`, ['SHA-256']));
  const store = new MemoryBindings();
  const digest = { realm, accounts, key: new Uint8Array(32).fill(5), maxNonces: agents * 2 };
  return {
    random,
    store,
    gate: { digest, perSource: { perSecond: 1e9, burst: 1e9 } },
    registrar: { domains: [realm], store },
  };
}

/** Client and registrar in one process and in virtual time: nothing but the machines. */
function machines(agents: number): object {
  const random = seededRandom(7);
  const options = registrarOptions(agents, random);
  const server = new SipEndpoint({ local: serverAt, ...options });
  const client = new SipEndpoint({ local: clientAt, random });
  let registered = 0;
  const deliver = (effects: readonly SipEffect[], from: Address, nowMs: number): void => {
    for (const effect of effects) {
      if (effect.kind !== 'send') continue;
      if (from === clientAt)
        deliver(server.receive(effect.bytes, clientAt, nowMs), serverAt, nowMs);
      else deliver(client.receive(effect.bytes, serverAt, nowMs), clientAt, nowMs);
    }
  };
  const wake = (nowMs: number): void => {
    deliver(client.wake(nowMs), clientAt, nowMs);
    deliver(server.wake(nowMs), serverAt, nowMs);
  };
  const beforeBytes = settled();
  const startedMs = performance.now();
  for (let agent = 0; agent < agents; agent += 1) {
    const username = `agent${agent}`;
    const { effects } = client.register(
      {
        aor: `sip:${username}@${realm}`,
        sendTo: [serverAt],
        credentials: { username, password: `password ${agent}` },
        watch: ({ kind }) => {
          if (kind === 'registered') registered += 1;
        },
      },
      0,
    );
    deliver(effects, clientAt, 0);
  }
  const elapsedMs = performance.now() - startedMs;
  for (let nowMs = 0; nowMs <= idleMs; nowMs += 1000) wake(nowMs);
  const bothBytes = settled() - beforeBytes;
  // The clients go; what stays is the registrar's.
  for (let agent = 0; agent < agents; agent += 1) {
    const binding = options.store.bindingsOf(`agent${agent}@${realm}`);
    if (binding.length !== 1) throw new Error(`agent ${agent} is not registered`);
  }
  const { gate, registrar } = server;
  return {
    registered,
    registrationsPerSecond: Math.round((agents * 1000) / elapsedMs),
    bytesPerAgentBothSides: Math.round(bothBytes / agents),
    challenged: gate?.counts.challenged,
    targets: registrar?.targetsOf(`agent0@${realm}`, idleMs).length,
  };
}

/** The registrar alone: bindings made by requests of which nothing else is kept. */
function bindingsAlone(agents: number): { readonly bytesPerAgent: number } {
  const store = new MemoryBindings();
  const server = new SipEndpoint({
    local: serverAt,
    random: seededRandom(8),
    registrar: { domains: [realm], store, mayRegister: () => true },
  });
  const encoder = new TextEncoder();
  const beforeBytes = settled();
  for (let agent = 0; agent < agents; agent += 1) {
    const text = [
      `REGISTER sip:${realm} SIP/2.0`,
      `Via: SIP/2.0/UDP 10.1.${agent >> 8}.${agent & 255}:5060;rport;branch=z9hG4bKbench${agent}`,
      'Max-Forwards: 70',
      `From: <sip:agent${agent}@${realm}>;tag=${agent}`,
      `To: <sip:agent${agent}@${realm}>`,
      `Call-ID: call-id-of-usual-length-${agent}@10.1.0.1`,
      'CSeq: 1 REGISTER',
      `Contact: <sip:agent${agent}@10.1.${agent >> 8}.${agent & 255}:5060>;expires=3600`,
      'User-Agent: a telephone 1.2.3',
      'Content-Length: 0',
      '',
      '',
    ].join('\r\n');
    const from = { host: `10.1.${agent >> 8}.${agent & 255}`, port: 5060 };
    server.receive(encoder.encode(text), from, 0);
  }
  for (let nowMs = 0; nowMs <= idleMs; nowMs += 1000) server.wake(nowMs);
  const bytes = settled() - beforeBytes;
  if (store.size !== agents) throw new Error(`${store.size} of ${agents} are registered`);
  return { bytesPerAgent: Math.round(bytes / agents) };
}

/** Over sockets on loopback: the registrar on one core, clients in the same process taking their share of it. */
async function overSockets(agents: number): Promise<object> {
  const random = seededRandom(9);
  const clock = { nowMs: () => performance.timeOrigin + performance.now() };
  const onEvent = () => undefined;
  const local = { host: '127.0.0.1', port: 0 };
  const options = registrarOptions(agents, random);
  const server = await UdpEndpoint.open({ ...options, local, clock, onEvent });
  const client = await UdpEndpoint.open({ random, local, clock, onEvent });
  const waysMs: number[] = [];
  const startedMs = performance.now();
  await new Promise<void>((done) => {
    let begun = 0;
    let ended = 0;
    const next = (): void => {
      if (begun >= agents) return;
      const username = `agent${begun}`;
      const password = `password ${begun}`;
      begun += 1;
      const atMs = performance.now();
      client.run(
        (endpoint, nowMs) =>
          endpoint.register(
            {
              aor: `sip:${username}@${realm}`,
              sendTo: [server.local],
              credentials: { username, password },
              watch: ({ kind }) => {
                if (kind !== 'registered') return;
                waysMs.push(performance.now() - atMs);
                ended += 1;
                if (ended === agents) done();
                else setImmediate(next);
              },
            },
            nowMs,
          ).effects,
      );
    };
    for (let window = 0; window < 32; window += 1) next();
  });
  const elapsedMs = performance.now() - startedMs;
  await server.close();
  await client.close();
  waysMs.sort((a, b) => a - b);
  return {
    registrationsPerSecond: Math.round((agents * 1000) / elapsedMs),
    medianMs: Number((waysMs[waysMs.length >> 1] ?? 0).toFixed(2)),
    p99Ms: Number((waysMs[Math.floor(waysMs.length * 0.99)] ?? 0).toFixed(2)),
  };
}

/** What bare datagrams of the same number and size cost here: the measure for the sockets' part. */
async function bareDatagrams(count: number): Promise<number> {
  const [a, b] = [createSocket('udp4'), createSocket('udp4')];
  await new Promise<void>((done) => a.bind(0, '127.0.0.1', done));
  await new Promise<void>((done) => b.bind(0, '127.0.0.1', done));
  const bytes = Buffer.alloc(500);
  const startedMs = performance.now();
  await new Promise<void>((done) => {
    let received = 0;
    b.on('message', () => b.send(bytes, a.address().port, '127.0.0.1'));
    a.on('message', () => {
      received += 1;
      if (received >= count) done();
      else a.send(bytes, b.address().port, '127.0.0.1');
    });
    for (let window = 0; window < 32; window += 1) a.send(bytes, b.address().port, '127.0.0.1');
  });
  const elapsedMs = performance.now() - startedMs;
  a.close();
  b.close();
  return Math.round((count * 1000) / elapsedMs);
}

export async function run({ flags }: BenchOptions): Promise<object> {
  const agents = Number(flags['agents'] ?? 20_000);
  if (globalThis.gc === undefined) {
    const { setFlagsFromString } = await import('node:v8');
    const { runInNewContext } = await import('node:vm');
    setFlagsFromString('--expose-gc');
    globalThis.gc = runInNewContext('gc') as typeof globalThis.gc;
  }
  // Once small, so that code and tables are loaded before memory is counted.
  machines(200);
  bindingsAlone(200);
  const registrar = bindingsAlone(agents);
  const both = machines(agents);
  const sockets = await overSockets(Math.min(agents, 5_000));
  const bareRoundTripsPerSecond = await bareDatagrams(20_000);
  return { bench: 'registrations', agents, registrar, both, sockets, bareRoundTripsPerSecond };
}
