import { fork, type ChildProcess } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

import { addressOf, createClient, routes, type Permission } from '@everyline/contract';
import { oneOf, seededRandom } from '@everyline/exchange';

import { openCity } from '../packages/server/src/bindings/open-city.ts';
import { readConfig } from '../packages/server/src/config/config.ts';
import { fillBoards } from './console-city/boards.ts';
import { fillCity, password, type CitySize } from './console-city/fill-city.ts';
import { childrenOf, workMs } from './console-city/process-work.ts';
import { questions, type Caller, type ReadRoute } from './console-city/questions.ts';
import type { BenchOptions } from './main.ts';
import { quantile } from './quantiles.ts';

const mostMs = 200;
/** What was reckoned less long ago holds. */
const reckonedForMs = 9 * 60_000;
const mostReckoningMs = 180_000;
const callers = ['admin', 'manager', 'keeper1', 'keeper7'] as const;

/** What one request took: in all, and what processors worked for it in server and database. */
interface Taken {
  readonly route: string;
  readonly ms: number;
  readonly workMs: number;
  /** The database's part of the work. */
  readonly databaseMs: number;
  readonly isFirst: boolean;
  readonly loopMs: number;
  readonly address: string;
}

/**
 * Fills the embedded database with a city of months and asks the real server everything that the console reads, several
 * callers in turn: `--lines 10000 --asks 40 --seed 1`; `--data DIR` keeps the filled city there, or takes the one that
 * is there; `--only line,listLines` asks those routes alone. Beside each time stands the work of the processors for the
 * request (server and database), which other programs on the machine do not lengthen, and as a yardstick a request that
 * does next to nothing.
 */
export async function run({ flags }: BenchOptions): Promise<object> {
  const size: CitySize = {
    departments: Number(flags['departments'] ?? '500'),
    lines: Number(flags['lines'] ?? '10000'),
    calls: 20,
    tickets: Number(flags['tickets'] ?? '5000'),
    seed: Number(flags['seed'] ?? '1'),
  };
  const asks = Number(flags['asks'] ?? '40');
  const kept = flags['data'];
  const data = kept ?? (await mkdtemp(join(tmpdir(), 'everyline-console-')));
  try {
    const fill = await fillUnlessFilled(data, size);
    const server = await Server.start(data);
    try {
      const random = seededRandom(`questions/${String(size.seed)}`);
      const whileReckoning = await settle(server);
      const taken = await ask(server, { asks, only: flags['only']?.split(','), random });
      return { city: { ...size, ...fill }, asks, whileReckoning, ...figures(taken) };
    } finally {
      await server.end();
    }
  } finally {
    if (kept === undefined) await rm(data, { recursive: true, force: true });
  }
}

async function fillUnlessFilled(data: string, size: CitySize): Promise<object> {
  const root = resolve(import.meta.dirname, '..');
  const config = readConfig({ EVERYLINE_LOG: 'silent' }, { root, cwd: root, data, port: '0' });
  const city = await openCity(config, 'bench', { language: 'zh-CN' });
  try {
    const beganMs = performance.now();
    const { lines, programmes } = city.context.store;
    if ((await lines.count()) === 0) await fillCity(city, size);
    if ((await programmes.all()).length === 0) await fillBoards(city.context, size.seed);
    return { filledInS: Math.round((performance.now() - beganMs) / 1000) };
  } finally {
    await city.close();
  }
}

/** The server in a process of its own, and what it and its database work. */
class Server {
  readonly address: string;
  readonly #child: ChildProcess;
  readonly #database: number;

  private constructor(child: ChildProcess, address: string, database: number) {
    this.#child = child;
    this.address = address;
    this.#database = database;
  }

  static async start(data: string): Promise<Server> {
    const child = fork(resolve(import.meta.dirname, 'console-server.ts'), [data], {
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    const address = await new Promise<string>((resolved, rejected) => {
      child.once('message', (said: { address: string }) => resolved(said.address));
      child.once('exit', (code) => rejected(new Error(`the server ended with ${String(code)}`)));
    });
    const pidFile = await readFile(join(data, 'database', 'postmaster.pid'), 'utf8');
    return new Server(child, address, Number(pidFile.split('\n')[0]));
  }

  /** What the server and its database have worked until now. */
  async work(): Promise<{ readonly serverMs: number; readonly databaseMs: number }> {
    const { pid } = this.#child;
    return {
      serverMs: await workMs(pid === undefined ? [] : [pid]),
      databaseMs: await workMs(await childrenOf(this.#database)),
    };
  }

  /** The longest that the event loop was held up since this was last asked. */
  loopMs(): Promise<number> {
    return new Promise((resolved) => {
      this.#child.once('message', (said: { maxMs: number }) => resolved(said.maxMs));
      this.#child.send('loop');
    });
  }

  async end(): Promise<void> {
    const ended = new Promise((done) => this.#child.once('exit', done));
    this.#child.send('stop');
    await ended;
  }
}

/**
 * What is reckoned in a thread is worked by the same process as what is asked, and would count as work of whatever is
 * asked meanwhile: it is waited for first. How the pages that show it answered until then stands apart.
 */
async function settle(server: Server): Promise<object> {
  const [name] = callers;
  const { cookie } = await signIn(server.address, name);
  const times: number[] = [];
  await server.loopMs();
  const beganMs = performance.now();
  for (;;) {
    let oldestMs = Infinity;
    for (const path of ['/api/consolidation', '/api/capacity']) {
      const askedMs = performance.now();
      const response = await fetch(`${server.address}${path}`, { headers: { cookie } });
      const { reckonedAtMs } = (await response.json()) as { reckonedAtMs: number };
      times.push(performance.now() - askedMs);
      oldestMs = Math.min(oldestMs, reckonedAtMs);
    }
    const waitedMs = performance.now() - beganMs;
    if (Date.now() - oldestMs < reckonedForMs || waitedMs > mostReckoningMs) {
      return {
        forS: round1(waitedMs / 1000),
        asks: times.length,
        p95: round1(quantile(times, 0.95)),
        longestLoopDelayMs: round1(await server.loopMs()),
      };
    }
  }
}

async function ask(
  server: Server,
  options: {
    readonly asks: number;
    readonly only: readonly string[] | undefined;
    readonly random: () => number;
  },
): Promise<Taken[]> {
  const { asks, only, random } = options;
  const people: Caller[] = [];
  for (const name of callers) people.push(await signIn(server.address, name));
  const reads = (Object.keys(questions) as ReadRoute[]).filter(
    (route) => only === undefined || only.includes(route),
  );
  const taken: Taken[] = [];
  for (let round = 0; round < asks; round += 1) {
    for (const route of shuffled(reads, random)) {
      const question = questions[route];
      const isApart = typeof question !== 'function';
      const put = isApart ? question.ask : question;
      if (isApart && round >= 2) continue;
      // Each caller in turn; one who has nothing to ask here gives way to the administrator.
      const turn = people[(round + taken.length) % people.length];
      for (const who of [turn, people[0]]) {
        if (who === undefined || !who.mayAsk(route)) continue;
        const asked = put?.(who, random) ?? null;
        if (asked === null) continue;
        taken.push(await takeTime(server, { route, who, address: addressOf(route, asked), round }));
        break;
      }
    }
  }
  return taken;
}

async function takeTime(
  server: Server,
  {
    route,
    who,
    address,
    round,
  }: {
    readonly route: string;
    readonly who: Caller;
    readonly address: string;
    readonly round: number;
  },
): Promise<Taken> {
  const before = await server.work();
  const beganMs = performance.now();
  const response = await fetch(`${server.address}${address}`, { headers: { cookie: who.cookie } });
  await response.arrayBuffer();
  const ms = performance.now() - beganMs;
  if (!response.ok) {
    throw new Error(`${address} answered ${String(response.status)} to ${who.name}`);
  }
  const after = await server.work();
  const databaseMs = after.databaseMs - before.databaseMs;
  const loopMs = await server.loopMs();
  const { name } = who;
  return {
    route,
    ms,
    workMs: after.serverMs - before.serverMs + databaseMs,
    databaseMs,
    isFirst: round === 0,
    loopMs,
    address: `${name} ${address}`,
  };
}

/** Signs in and looks at what there is, as the pages do. */
async function signIn(address: string, name: string): Promise<Caller> {
  const signedIn = await fetch(`${address}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: address },
    body: JSON.stringify({ name, password }),
  });
  if (!signedIn.ok) throw new Error(`${name} could not sign in: ${await signedIn.text()}`);
  const cookie = signedIn.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ');
  const client = createClient({
    fetch,
    baseUrl: address,
    language: () => 'zh-CN',
    headers: { cookie },
  });
  const { permissions } = await client.session();
  const may = (permission: Permission) => permissions.includes(permission);
  const ids = (items: readonly { readonly id: string }[]) => items.map(({ id }) => id);
  const some = { query: { pageSize: 200 } };
  const programmes = may('programmes.see') ? ids(await client.listProgrammes()) : [];
  const measures = [];
  for (const id of programmes.slice(0, 3)) {
    measures.push(...ids((await client.programme({ params: { id } })).measures));
  }
  return {
    name,
    cookie,
    isCityWide: !name.startsWith('keeper'),
    mayAsk: (route) => {
      const { permission } = routes[route];
      if (permission === 'signed_by_system') return false;
      return permission === 'public' || permission === 'signed_in' || may(permission);
    },
    departments: ids(await client.listDepartments()),
    lines: ids((await client.listLines(some)).items),
    tickets: ids((await client.listTickets(some)).items),
    cases: may('cases.see') ? ids((await client.listCases(some)).items) : [],
    probes: ids((await client.listProbes(some)).items),
    campaigns: ids(await client.listCampaigns()),
    sources: ids((await client.listSources(some)).items),
    announcements: may('announcements.see')
      ? ids((await client.listAnnouncements(some)).items)
      : [],
    accounts: may('accounts.edit') ? ids(await client.listAccounts()) : [],
    programmes,
    measures,
    entries: may('knowledge.see') ? ids((await client.listEntries(some)).items) : [],
    rounds: may('spot_checks.see') ? ids(await client.listSpotRounds()) : [],
  };
}

function shuffled<T>(list: readonly T[], random: () => number): T[] {
  const rest = [...list];
  const mixed: T[] = [];
  while (rest.length > 0) {
    const one = oneOf(rest, random);
    rest.splice(rest.indexOf(one), 1);
    mixed.push(one);
  }
  return mixed;
}

/** By route; a page's first answer after the start of the server stands apart, and counts among the rest too. */
function figures(taken: readonly Taken[]): object {
  const pages: Record<string, object> = {};
  const apart: Record<string, object> = {};
  const slow: string[] = [];
  for (const [route, some] of Map.groupBy(taken, (one) => one.route)) {
    const times = some.map(({ ms }) => ms);
    const work = some.map((one) => one.workMs);
    const database = some.map((one) => one.databaseMs);
    const slowest = some.toSorted((a, b) => b.workMs - a.workMs)[0];
    const row = {
      asks: some.length,
      p50: round1(quantile(times, 0.5)),
      p95: round1(quantile(times, 0.95)),
      p99: round1(quantile(times, 0.99)),
      firstMs: round1(some.find(({ isFirst }) => isFirst)?.ms ?? 0),
      workP50: round1(quantile(work, 0.5)),
      workP95: round1(quantile(work, 0.95)),
      databaseP50: round1(quantile(database, 0.5)),
      databaseP95: round1(quantile(database, 0.95)),
      loopMs: round1(Math.max(...some.map(({ loopMs }) => loopMs))),
      mostWork: `${String(round1(slowest?.workMs ?? 0))} ms: ${slowest?.address ?? ''}`,
    };
    const question = questions[route as ReadRoute];
    if (typeof question === 'function') {
      pages[route] = row;
      if (row.p95 > mostMs) slow.push(route);
    } else {
      apart[route] = { why: question.apart, ...row };
    }
  }
  const held = taken.filter(({ route }) => route in pages);
  const yardstick = taken.filter(({ route }) => route === 'stopState').map(({ ms }) => ms);
  return {
    ok: slow.length === 0,
    mostMs,
    slow,
    p95OfAll: round1(
      quantile(
        held.map(({ ms }) => ms),
        0.95,
      ),
    ),
    slowByWork: Object.entries(pages).flatMap(([route, row]) =>
      (row as { workP95: number }).workP95 > mostMs ? [route] : [],
    ),
    longestLoopDelayMs: round1(Math.max(0, ...held.map(({ loopMs }) => loopMs))),
    yardstick: {
      what: 'GET /api/stop: session, one row, next to no work',
      p50: round1(quantile(yardstick, 0.5)),
      p95: round1(quantile(yardstick, 0.95)),
      load: loadavg().map(round1),
      processors: availableParallelism(),
    },
    routes: pages,
    apart,
  };
}

function round1(value: number): number {
  return Math.round(value * 10) / 10;
}
