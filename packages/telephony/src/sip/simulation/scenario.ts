import { seededRandom, SimulatedWire, type WireImpairments } from '@everyline/testkit';
import type { Address } from '../address.ts';
import { Agent, type Chance, type Character } from './agent.ts';
import { ForkingProxy } from './forking-proxy.ts';

const places: readonly Address[] = [1, 2, 3].map((last) => ({
  host: `127.0.0.${last}`,
  port: 5060,
}));
const proxyAt: Address = { host: '127.0.0.9', port: 5060 };
/** By then nobody has begun anything new for minutes, and what is lost has been repeated or given up. */
const quietMs = 220_000;
/** Then everybody hangs up. */
const endMs = 230_000;

export interface Outcome {
  readonly breaches: readonly string[];
  /** Confirmed calls at the quiet time, and how many of them had lost their other end to the wire. */
  readonly standing: number;
  readonly halfOpen: number;
  readonly answered: number;
  readonly kinds: ReadonlySet<string>;
  readonly tale: () => string;
}

/** Three agents, perhaps a forking proxy between them, and a wire, all from one seed. */
export function playScenario(seed: number): Outcome {
  const random = seededRandom(seed);
  const chance: Chance = {
    upTo: (limit) => random() * limit,
    is: (probability) => random() < probability,
    among: (choices) => {
      const chosen = choices[Math.floor(random() * choices.length)];
      if (chosen === undefined) throw new Error('nothing to choose from');
      return chosen;
    },
  };
  const impairments: WireImpairments = {
    loss: chance.is(0.4) ? 0 : chance.upTo(0.3),
    duplication: chance.is(0.5) ? 0 : chance.upTo(0.3),
    delayMs: chance.upTo(150),
    jitterMs: chance.is(0.3) ? 0 : chance.upTo(1500),
  };
  const wire = new SimulatedWire(impairments, random);
  const agents = places.map((at): Agent => {
    const character: Character = {
      sessionTimer: chance.is(0.3),
      needsPrack: chance.is(0.05),
      crashMs: chance.is(0.05) ? chance.upTo(60_000) : null,
    };
    const others = (): readonly Address[] => places.filter((place) => place !== at);
    return new Agent({ at, wire, random, chance, character, others });
  });
  const [caller, called, third] = agents;
  if (caller === undefined || called === undefined || third === undefined)
    throw new Error('agents');
  const forks = chance.is(0.25);
  if (forks) attachProxy(wire, [called.at, third.at]);
  caller.call(called.at, forks ? proxyAt : called.at);
  if (chance.is(0.5)) caller.after(chance.upTo(20_000), (nowMs) => hangUpFirst(caller, nowMs));
  const breaches: string[] = [];
  const stand = { standing: 0, halfOpen: 0 };
  wire.at(quietMs, () => {
    compareSessions(agents, impairments.loss > 0, breaches, stand);
  });
  for (const atMs of [endMs, endMs + 40_000]) {
    wire.at(atMs, (nowMs) => {
      for (const agent of agents) if (!agent.crashed(nowMs)) agent.hangUpAll(nowMs);
    });
  }
  wire.run(2_000_000);
  for (const agent of agents) examine(agent, breaches);
  const events = agents.flatMap((agent) => agent.events);
  return {
    breaches,
    ...stand,
    answered: events.filter(({ kind }) => kind === 'answered').length,
    kinds: new Set(events.map(({ kind }) => kind)),
    tale: () => {
      const told = agents.map(
        (agent) =>
          `${agent.at.host}: ${agent.events.map(({ kind, atMs, callId }) => `${kind}@${Math.round(atMs)} ${callId.slice(0, 6)}`).join(', ')}`,
      );
      return [
        `seed ${seed}, ${forks ? 'forked, ' : ''}wire ${JSON.stringify(impairments)}`,
        ...told,
      ].join('\n');
    },
  };
}

function hangUpFirst(agent: Agent, nowMs: number) {
  const [first] = agent.events;
  return first === undefined ? [] : agent.endpoint.hangUp(first.callId, nowMs);
}

function attachProxy(wire: SimulatedWire, targets: readonly Address[]): void {
  const encoder = new TextEncoder();
  const decoder = new TextDecoder();
  const proxy = new ForkingProxy(proxyAt, targets, (to, text) => {
    wire.send(proxyAt, to, encoder.encode(text));
  });
  wire.attach(proxyAt, {
    receive: (bytes, from) => {
      proxy.receive(decoder.decode(bytes), from);
    },
    wake: () => undefined,
    nextWakeMs: () => null,
  });
}

/** Both ends of each call that stands must have agreed on the same: descriptions, codec, and who holds whom. */
function compareSessions(
  agents: readonly Agent[],
  lossy: boolean,
  breaches: string[],
  stand: { standing: number; halfOpen: number },
): void {
  const sides = agents
    .filter((agent) => !agent.mayCrash)
    .flatMap((agent) =>
      [...new Set(agent.events.map(({ callId }) => callId))].flatMap((id) => {
        const view = agent.endpoint.session(id);
        return view?.confirmed === true ? [{ agent, view }] : [];
      }),
    );
  const crashed = agents.some((agent) => agent.mayCrash);
  for (const { agent, view } of sides) {
    stand.standing += 1;
    const other = sides.find(
      (side) =>
        side.view.callId === view.callId &&
        side.view.localTag === view.remoteTag &&
        side.view.remoteTag === view.localTag,
    );
    if (other === undefined) {
      if (crashed) continue;
      stand.halfOpen += 1;
      if (!lossy) breaches.push(`${agent.at.host} has a call whose other end is gone`);
      continue;
    }
    const same =
      view.local === other.view.remote &&
      view.remote === other.view.local &&
      view.holding === other.view.held &&
      view.held === other.view.holding;
    if (!same)
      breaches.push(
        `the ends disagree:\n${agent.at.host} ${JSON.stringify(view)}\n${other.agent.at.host} ${JSON.stringify(other.view)}`,
      );
  }
}

/** What must hold of every agent in the end. */
function examine(agent: Agent, breaches: string[]): void {
  const { host } = agent.at;
  breaches.push(...agent.monitor.breaches.map((breach) => `${host}: ${breach}`));
  if (agent.mayCrash) return;
  const counts = agent.endpoint.counts();
  if (Object.values(counts).some((count) => count !== 0))
    breaches.push(`${host} keeps ${JSON.stringify(counts)}`);
  const released = new Map<string, number>();
  for (const [callId, events] of Map.groupBy(agent.events, (event) => event.callId)) {
    const ends = events.filter(({ kind }) => kind === 'failed' || kind === 'ended').length;
    const releases = events.filter(({ kind }) => kind === 'released').length;
    if (ends !== 1 || releases !== 1 || events.at(-1)?.kind !== 'released')
      breaches.push(`${host}: ${callId} ends as ${events.map(({ kind }) => kind).join()}`);
    released.set(callId, events.at(-1)?.atMs ?? 0);
  }
  const answeredBy = new Map<string, string | null>();
  for (const event of agent.events)
    if (event.kind === 'answered') answeredBy.set(event.callId, event.tag);
  const seen = new Set<string>();
  for (const { method, atMs, text } of agent.requests) {
    const isNew = !seen.has(text);
    seen.add(text);
    const callId = /^Call-ID: ([^\r]*)/im.exec(text)?.[1] ?? '';
    const releasedMs = released.get(callId);
    if (!isNew || method === 'ACK' || releasedMs === undefined || atMs <= releasedMs) continue;
    // The late answer of another branch of a fork is acknowledged and hung up on (RFC 3261 section 13.2.2.4).
    const tag = /^To: [^\r]*;tag=(\w+)/im.exec(text)?.[1];
    if (method === 'BYE' && tag !== answeredBy.get(callId)) continue;
    breaches.push(`${host} sends ${method} after the end of its call`);
  }
}
