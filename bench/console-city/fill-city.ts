import {
  addDays,
  chinaCalendar,
  defaultCampaignPolicy,
  defaultCampaignTargets,
  defaultProbeLimits,
  defaultVerdictPolicy,
  isWorkingDay,
  localTime,
  momentOf,
  newTicket,
  defaultTicketPolicy,
  referencePrior,
  type Department,
  type Line,
} from '@everyline/domain';
import { oneOf, seededRandom } from '@everyline/exchange';
import { sql } from 'kysely';

import { askGuard, dialAsk } from '../../packages/server/src/app/probes/begin-probe.ts';
import { newId } from '../../packages/server/src/app/new-id.ts';
import { defaultCity } from '../../packages/server/src/app/settings/default-city.ts';
import type { City } from '../../packages/server/src/bindings/open-city.ts';
import { reckonPlans } from '../../packages/server/src/jobs/plan-worker.ts';
import { buildClearance } from '../../packages/testkit/src/index.ts';
import { makeTrueCity } from '../verdict-city.ts';
import { dropCallKinds, kindsByOutcome, makeCallKinds, writeCallKinds } from './call-kinds.ts';
import { liveLine, type LifeSetting, type LineLife, type Round } from './line-life.ts';
import { makeLine, makeOffices } from './offices.ts';
import {
  labelSayings,
  writeAudit,
  writeNews,
  writeSources,
  writeSpotChecks,
  type PaperSetting,
} from './papers.ts';
import { writeCases } from './write-cases.ts';
import { writeLives, type CallSetting } from './write-lives.ts';

export interface CitySize {
  readonly departments: number;
  readonly lines: number;
  /** Calls to each line. */
  readonly calls: number;
  readonly tickets: number;
  readonly seed: number;
}

/** Everybody of the bench has this password. */
export const password = 'correct horse battery';
const dayMs = 86_400_000;
/** Managers of bureaus that have an account. */
const keepers = 12;
/** Lines of so many behave as they should from the first day: a city of which about half is well answered. */
const wellShare = 0.3;
/** Lines whose lives are written by one statement. */
const portion = 250;

/** Fills an empty city with months of work, as the product would have written it; the same seed gives the same city. */
export async function fillCity(city: City, size: CitySize): Promise<void> {
  const { context } = city;
  const { store } = context;
  const { db } = city.opened;
  const random = seededRandom(`console/${String(size.seed)}`);
  const bytes = (length: number) => Uint8Array.from({ length }, () => Math.floor(random() * 256));
  const idAt = (atMs: number) => newId({ clock: { nowMs: () => atMs }, random: { bytes } });
  const nowMs = context.clock.nowMs();
  const fromMs = nowMs - 182 * dayMs;
  const setting: PaperSetting = { random, idAt, fromMs };
  await store.settings.saveCity(
    defaultCity({ name: '蓉江市', areaCode: '028', language: 'zh-CN' }),
  );
  const offices = makeOffices(size.departments, idAt, fromMs - 30 * dayMs);
  for (const office of offices) await store.departments.insert({ ...office, createdAtMs: fromMs });
  await addPeople(city, offices);
  const truths = makeTrueCity(size.seed, size.lines);
  const repaired = makeTrueCity(size.seed + 1, 400).filter(
    ({ pattern, rate }) => pattern === 'attended' && rate > 0.94,
  );
  const lines: Line[] = [];
  for (const [at, truth] of truths.entries()) {
    const made = { id: idAt(fromMs), atMs: fromMs, random };
    lines.push(makeLine(at, truth, offices, lines.at(-1), made));
  }
  await store.lines.insert(lines);
  const trunkId = await addTrunk(city, idAt, fromMs);
  const rounds = await addCampaigns(city, trunkId, size, { ...setting, nowMs });
  const clearanceId = await addClearances(city, offices, lines, setting);
  const callSetting: CallSetting = {
    trunkId,
    clearanceId,
    figures: await figuresOfYes(city, lines[0], trunkId, rounds[2]),
    recordedFromMs: nowMs - dayMs,
  };
  const kinds = makeCallKinds();
  await writeCallKinds(db, kinds);
  const life: LifeSetting = {
    rounds,
    prior: referencePrior(defaultVerdictPolicy),
    kinds: kindsByOutcome(kinds),
    random,
    idAt,
  };
  let tickets = 0;
  for (let from = 0; from < lines.length; from += portion) {
    const lives = lines.slice(from, from + portion).map((line, at): LineLife => {
      const well = oneOf(repaired, random);
      const truth = truths[from + at] ?? well;
      const now = random() < wellShare ? well : truth;
      return liveLine(line, { now, repaired: well }, life);
    });
    tickets += lives.reduce((sum, one) => sum + one.tickets.length, 0);
    await writeLives(db, lives, callSetting);
  }
  await addTicketsByHand(city, lines, size.tickets - tickets, setting);
  await writeCases(city, lines, size.tickets, setting);
  await labelSayings(db);
  await dropCallKinds(db);
  await writeSources(context, lines, 60, setting);
  await writeSpotChecks(context, lines, 2_000, setting);
  await writeAudit(db, lines, 20_000, setting);
  await writeNews(db);
  await reckonPlans(context);
  // The product writes in the order of time, not line by line.
  for (const [table, index] of [
    ['probes', 'probes_listed'],
    ['observations', 'observations_started'],
    ['ledger', 'ledger_started'],
  ] as const) {
    await sql`cluster ${sql.table(table)} using ${sql.ref(index)}`.execute(db);
  }
  await sql`vacuum analyze`.execute(db);
}

/** Those who sign in to be measured, a keeper for each bureau, and people who read news. */
async function addPeople({ context }: City, offices: readonly Department[]): Promise<void> {
  const [root] = offices;
  const bureaus = offices.filter(({ parentId }) => parentId === root?.id).slice(0, keepers);
  const people = [
    { name: 'admin', role: 'city_admin' as const, departmentId: null },
    { name: 'manager', role: 'campaign_manager' as const, departmentId: null },
    { name: 'auditor', role: 'auditor' as const, departmentId: null },
    ...bureaus.map(({ id }, at) => ({
      name: `keeper${String(at + 1)}`,
      role: 'department_manager' as const,
      departmentId: id,
    })),
  ];
  for (const person of people) {
    await context.accounts.create({
      ...person,
      password,
      displayName: person.name,
      language: 'zh-CN',
    });
  }
}

async function addTrunk(
  { context }: City,
  idAt: (atMs: number) => string,
  atMs: number,
): Promise<string> {
  const id = idAt(atMs);
  await context.store.trunks.insert({
    id,
    name: '模拟交换机',
    host: '127.0.0.1',
    port: 5070,
    transport: 'udp',
    loopback: true,
    simulated: true,
    registeredNumber: '+862861000000',
    presentedNumber: '+862861000000',
    username: null,
    passwordSealed: null,
    registration: null,
    webSocketPath: '/',
    clientCertificate: null,
    authorities: [],
    watchedSinceMs: 0,
    channels: 60,
    perDay: 20_000,
    codecs: ['PCMA'],
    state: { kind: 'ready' },
  });
  return id;
}

/** Three rounds of calls over the months; the last is running. */
async function addCampaigns(
  { context }: City,
  trunkId: string,
  size: CitySize,
  { idAt, fromMs, nowMs }: PaperSetting & { readonly nowMs: number },
): Promise<Round[]> {
  const { day: today } = localTime(chinaCalendar, nowMs);
  const { day: first } = localTime(chinaCalendar, fromMs);
  const days: string[] = [];
  for (let day = first; day < today; day = addDays(day, 1)) {
    if (isWorkingDay(chinaCalendar, day)) days.push(day);
  }
  const third = Math.floor(days.length / 3);
  const rounds: Round[] = [];
  for (const at of [0, 1, 2]) {
    const part = days.slice(at * third, at === 2 ? undefined : (at + 1) * third - 5);
    const startedAtMs = momentOf(chinaCalendar, part[0] ?? today, 480);
    const id = idAt(startedAtMs);
    await context.store.campaigns.insert({
      id,
      name: `第${String(at + 1)}轮拨测`,
      state: at === 2 ? 'running' : 'finished',
      scope: {},
      period: {
        fromDay: part[0] ?? today,
        toDay: at === 2 ? addDays(today, 30) : (part.at(-1) ?? today),
      },
      policy: defaultCampaignPolicy,
      targets: defaultCampaignTargets,
      trunkId,
      createdAtMs: startedAtMs,
      createdBy: 'admin',
      startedAtMs,
      endedAtMs: at === 2 ? null : momentOf(chinaCalendar, part.at(-1) ?? today, 1_200),
      stateReason: null,
    });
    const calls = Math.floor(size.calls / 3) + (at < size.calls % 3 ? 1 : 0);
    rounds.push({ campaignId: id, days: part, calls });
  }
  return rounds;
}

/** One letter for the whole city, one of each office, and of some lines, with those that were withdrawn or objected. */
async function addClearances(
  { context }: City,
  offices: readonly Department[],
  lines: readonly Line[],
  { random, idAt, fromMs }: PaperSetting,
): Promise<string> {
  const { clearances } = context.store;
  const listId = idAt(fromMs);
  const cleared = lines.filter(() => random() < 0.95).map(({ id }) => id);
  const given = { givenAtMs: fromMs, validFromMs: fromMs };
  await clearances.insert(
    buildClearance({
      ...given,
      id: listId,
      scope: { kind: 'list', name: '全市', lineIds: cleared },
    }),
  );
  for (const { id: departmentId } of offices.slice(1)) {
    const scope = { kind: 'department', departmentId, withSubtree: random() < 0.2 } as const;
    await clearances.insert(buildClearance({ ...given, id: idAt(fromMs), scope }));
  }
  for (let at = 0; at < 300; at += 1) {
    const lineId = oneOf(lines, random).id;
    const withdrawnAtMs = random() < 0.1 ? fromMs + 40 * dayMs : null;
    const scope = { kind: 'line', lineId } as const;
    await clearances.insert(buildClearance({ ...given, id: idAt(fromMs), scope, withdrawnAtMs }));
  }
  for (let at = 0; at < 40; at += 1) {
    await clearances.addObjection({
      id: idAt(fromMs),
      by: 'office',
      ledgerKey: null,
      lineId: oneOf(lines, random).id,
      departmentId: null,
      madeAtMs: fromMs + at * dayMs,
      withdrawnAtMs: at % 2 === 0 ? fromMs + (at + 3) * dayMs : null,
      note: '搬迁期间请勿拨测',
      recordedBy: 'admin',
    });
  }
  return listId;
}

/** What the guard weighed when it said yes, asked for one line at ten of a working day. */
async function figuresOfYes(
  { context }: City,
  line: Line | undefined,
  trunkId: string,
  round: Round | undefined,
): Promise<readonly unknown[]> {
  if (line === undefined || round === undefined) throw new RangeError('a city without lines');
  const nowMs = momentOf(chinaCalendar, round.days[0] ?? '', 600);
  const rules = { calendar: chinaCalendar, limits: defaultProbeLimits, clockStep: () => null };
  const asker = { kind: 'campaign', campaignId: round.campaignId } as const;
  const wish = { line, trunkId, asker };
  const facts = await context.store.dials.facts(dialAsk(rules, wish, nowMs));
  return askGuard(rules, wish, 'dialling', facts, nowMs).figures;
}

/** Tickets for what only people find, up to the number that the city is to have. */
async function addTicketsByHand(
  { context }: City,
  lines: readonly Line[],
  count: number,
  { random, idAt, fromMs }: PaperSetting,
): Promise<void> {
  const rules = { policy: defaultTicketPolicy, calendar: chinaCalendar };
  for (let at = 0; at < count; at += 1) {
    const line = oneOf(lines, random);
    const atMs = fromMs + Math.floor(random() * 180) * dayMs;
    const fault = random() < 0.5 ? ('wrong_answers' as const) : ('other' as const);
    const about = { fault, origin: 'hand', atMs, note: '群众反映答复不一致' } as const;
    const { opened: isNew } = await context.store.tickets.open(
      { ...newTicket(line, about, rules), id: idAt(atMs) },
      'city_admin:admin',
    );
    if (!isNew) at -= 1;
  }
}
