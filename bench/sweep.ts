import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

import {
  chinaCalendar,
  defaultCampaignPolicy,
  defaultCampaignTargets,
  ledgerKey,
  momentOf,
  type Line,
} from '@everyline/domain';
import type { Behaviour } from '@everyline/exchange';
import { startExchangeThread } from '@everyline/exchange/node';
import { CHINA } from '@everyline/telephony';

import type { AppContext } from '../packages/server/src/app/context.ts';
import { newId } from '../packages/server/src/app/new-id.ts';
import type { AllowedCall, CallPlacer } from '../packages/server/src/app/ports/call-placer.ts';
import type { StoredCampaign } from '../packages/server/src/app/ports/store/campaigns.ts';
import type { StoredTrunk } from '../packages/server/src/app/ports/store/trunks.ts';
import { probeAnnouncement } from '../packages/server/src/bindings/announcement.ts';
import { ownCalls } from '../packages/server/src/bindings/call-owner.ts';
import { dialRules } from '../packages/server/src/bindings/dial-rules.ts';
import { machine } from '../packages/server/src/bindings/machine.ts';
import { openCity } from '../packages/server/src/bindings/open-city.ts';
import { readConfig } from '../packages/server/src/config/config.ts';
import { CityClock } from '../packages/server/src/demo/city-clock.ts';
import { LivePlacer } from '../packages/server/src/voice/live/live-placer.ts';
import { openRun } from '../packages/server/src/voice/open-run.ts';
import type { BenchOptions } from './main.ts';

const monday = '2026-09-07';
const departments = 20;

/** What a city's lines do, at the lengths that calls really have; shares of the lines. */
const behaviours: readonly (readonly [share: number, behaviour: Behaviour])[] = [
  [0.45, { kind: 'person', ringMs: 5_000, greeting: 'office' }],
  [0.1, { kind: 'person', ringMs: 12_000, greeting: 'plain', ringing: 'music' }],
  [0.1, { kind: 'ivr', ringMs: 2_000, then: 'hangs_up' }],
  [0.12, { kind: 'busy', by: 'tone' }],
  [0.05, { kind: 'busy', by: 'status' }],
  [0.08, { kind: 'no_answer', ringing: 'tone' }],
  [0.06, { kind: 'unallocated', by: 'tone' }],
  [0.04, { kind: 'unallocated', by: 'status' }],
];

interface Timed {
  readonly startedAtMs: number;
  readonly endedAtMs: number;
}

/** Notes when the phone's INVITE left and when its call ended, by the phone's own clock. */
class TimedPlacer implements CallPlacer {
  readonly virtualTime = false;
  readonly calls: Timed[] = [];
  private readonly inner: CallPlacer;

  constructor(inner: CallPlacer) {
    this.inner = inner;
  }

  async place(call: AllowedCall, freed?: () => void) {
    const placed = await this.inner.place(call, freed);
    const { startedAtMs, endedAtMs } = placed.observation;
    this.calls.push({ startedAtMs, endedAtMs });
    return placed;
  }

  stopAll(): void {
    this.inner.stopAll();
  }

  close(): Promise<void> {
    return this.inner.close();
  }
}

/**
 * A campaign over real sockets: 400 lines, 100 channels. While eligible lines wait, how much of the
 * time are channels busy, and how long does a channel rest between a call's end and its next INVITE?
 */
export async function run(options: BenchOptions): Promise<object> {
  const count = Number(options.flags['lines'] ?? '400');
  const channels = Number(options.flags['channels'] ?? '100');
  const folder = await mkdtemp(join(tmpdir(), 'everyline-sweep-'));
  const root = resolve(import.meta.dirname, '..');
  const clock = new CityClock(machine.clock, momentOf(chinaCalendar, monday, 9 * 60 + 30));
  const config = readConfig({ EVERYLINE_LOG: 'silent' }, { root, cwd: root, data: folder });
  const city = await openCity(config, 'sweep', { clock, maxConnections: 12 });
  try {
    const lines = await settleLines(city.context, count);
    const exchange = await startExchangeThread({
      port: 0,
      lines: lines.map((line, n) => [line.number.dialled, behaviourOf(n / count)] as const),
      areaCode: '0899',
      seed: 'sweep',
      channels: channels * 2,
      startAtMs: clock.nowMs(),
    });
    const trunk = await settleTrunk(city.context, exchange.address, channels);
    const campaign = await settleCampaign(city.context, trunk);
    const rules = { ...dialRules(), clockStep: () => null };
    const owner = await ownCalls(city.opened.connection, rules.ownerId);
    const phone = new TimedPlacer(
      await LivePlacer.start(
        {
          localHost: '127.0.0.1',
          sipPort: 0,
          rtpPorts: { from: 20_000, to: 29_998 },
          tls: null,
          announcement: await probeAnnouncement(config.data, 'zh-CN'),
          country: CHINA.id,
          clockOffsetMs: clock.offset,
        },
        city.context.secrets,
      ),
    );
    const faults: string[] = [];
    let waitedUntilMs = 0;
    let eligible = lines.length;
    const { run: campaignRun } = await openRun({
      context: city.context,
      rules,
      placer: phone,
      campaign,
      trunk,
      spread: 'soon',
      during: (work) => work(),
      listener: {
        begun: () => {
          eligible -= 1;
          if (eligible === 0)
            waitedUntilMs = performance.timeOrigin + performance.now() + clock.offset;
        },
        fault: (fault) => faults.push(fault instanceof Error ? fault.message : String(fault)),
      },
    });
    const cpuBefore = process.cpuUsage();
    campaignRun.start();
    while (phone.calls.length < count && faults.length < 10) await machine.clock.wait(200);
    campaignRun.stop();
    await campaignRun.done;
    const cpu = process.cpuUsage(cpuBefore);
    const { calls: seen } = await exchange.figures();
    const { campaigns } = city.context.store;
    const records = (await campaigns.counts([campaign.id], clock.nowMs())).get(campaign.id);
    if (records === undefined) throw new Error('the campaign was not counted');
    const observed = [
      ...(await city.context.store.probes.observationsByLine(lines.map(({ id }) => id))).values(),
    ].flat();
    await phone.close();
    await exchange.close();
    await owner.release();
    const figures = channelFigures(phone.calls, channels, waitedUntilMs);
    const unrecorded = seen - records.calls;
    return {
      ok:
        figures.busyShare >= 0.97 &&
        figures.gapP95Ms < 50 &&
        unrecorded === 0 &&
        faults.length === 0,
      lines: count,
      channels,
      calls: phone.calls.length,
      callsSeenByExchange: seen,
      callsOnRecord: records.calls,
      observations: observed.length,
      callsWithoutRecord: unrecorded,
      ...figures,
      cpuMsPerCall: Math.round((cpu.user + cpu.system) / 1_000 / phone.calls.length),
      cpuOf: 'phone, dispatcher, guard, database client and the simulated exchange together',
      outcomes: records.outcomes,
      faults,
    };
  } finally {
    await city.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Busy time of the channels and the rests between calls, until the last eligible line was called. */
function channelFigures(calls: readonly Timed[], channels: number, untilMs: number) {
  const sorted = calls.toSorted((a, b) => a.startedAtMs - b.startedAtMs);
  const startMs = sorted[0]?.startedAtMs ?? 0;
  // The first hundred calls fill the channels; from then on each begins on the channel that rested longest.
  const filledMs = sorted[channels - 1]?.startedAtMs ?? startMs;
  let busyMs = 0;
  for (const call of sorted) {
    busyMs += Math.max(0, Math.min(call.endedAtMs, untilMs) - Math.max(call.startedAtMs, filledMs));
  }
  const ends = sorted.map(({ endedAtMs }) => endedAtMs).toSorted((a, b) => a - b);
  const gaps: number[] = [];
  sorted.slice(channels).forEach((call, n) => {
    const freed = ends[n];
    if (freed !== undefined && call.startedAtMs <= untilMs) gaps.push(call.startedAtMs - freed);
  });
  gaps.sort((a, b) => a - b);
  const at = (share: number) =>
    gaps[Math.min(gaps.length - 1, Math.floor(gaps.length * share))] ?? 0;
  return {
    secondsWhileEligibleWaited: Math.round((untilMs - startMs) / 100) / 10,
    fillMs: Math.round(filledMs - startMs),
    busyShare: Math.round((busyMs / (channels * (untilMs - filledMs))) * 10_000) / 10_000,
    gapP50Ms: Math.round(at(0.5) * 10) / 10,
    gapP95Ms: Math.round(at(0.95) * 10) / 10,
    gapMaxMs: Math.round((gaps.at(-1) ?? 0) * 10) / 10,
    gaps: gaps.length,
  };
}

function behaviourOf(share: number): Behaviour {
  // Spread by a step without a common divisor, so that kinds alternate.
  let rest = (share * 61.803) % 1;
  for (const [part, behaviour] of behaviours) {
    if (rest < part) return behaviour;
    rest -= part;
  }
  return { kind: 'busy', by: 'status' };
}

async function settleLines(context: AppContext, count: number): Promise<Line[]> {
  const { store, clock } = context;
  const offices = Array.from({ length: departments }, (_, n) => ({
    id: newId(context),
    parentId: null,
    name: `单位${n + 1}`,
    areaCode: null,
    code: null,
    createdAtMs: clock.nowMs(),
  }));
  for (const office of offices) await store.departments.insert(office);
  const lines = Array.from({ length: count }, (_, n): Line => ({
    id: newId(context),
    number: { dialled: `+8689961${String(n).padStart(6, '0')}`, areaCode: null, extension: null },
    numberType: 'geographic',
    departmentId: offices[n % departments]?.id ?? null,
    owner: null,
    services: [],
    purpose: 'enquiry',
    hours: null,
    tier: 'B',
    seats: null,
    sample: true,
    state: 'active',
    createdAtMs: clock.nowMs(),
  }));
  await store.lines.insert(lines);
  await store.clearances.insert({
    id: newId(context),
    scope: { kind: 'list', name: 'sweep', lineIds: lines.map(({ id }) => id) },
    givenBy: 'bench',
    basis: 'lines of the benchmark',
    givenAtMs: clock.nowMs(),
    validFromMs: clock.nowMs() - 1,
    validToMs: null,
    withdrawnAtMs: null,
    hours: null,
    maxPerDay: null,
    minSpacingMs: null,
    loopbackOnly: true,
    recordedBy: 'bench',
  });
  if (new Set(lines.map(({ number }) => ledgerKey(number))).size !== count) {
    throw new Error('the numbers of the benchmark are not all different');
  }
  return lines;
}

async function settleTrunk(
  context: AppContext,
  at: { readonly host: string; readonly port: number },
  channels: number,
): Promise<StoredTrunk> {
  const trunk: StoredTrunk = {
    id: newId(context),
    name: 'sweep',
    host: at.host,
    port: at.port,
    transport: 'udp',
    loopback: true,
    simulated: true,
    registeredNumber: '+8689960000000',
    presentedNumber: '+8689960000000',
    channels,
    state: { kind: 'ready' },
    username: null,
    passwordSealed: null,
    registration: null,
    clientCertificate: null,
    webSocketPath: '/',
    authorities: [],
    watchedSinceMs: 0,
    perDay: 20_000,
    codecs: ['PCMA', 'PCMU'],
  };
  await context.store.trunks.insert(trunk);
  return trunk;
}

async function settleCampaign(context: AppContext, trunk: StoredTrunk): Promise<StoredCampaign> {
  const campaign: StoredCampaign = {
    id: newId(context),
    name: 'sweep',
    state: 'running',
    scope: {},
    period: { fromDay: monday, toDay: monday },
    policy: {
      ...defaultCampaignPolicy,
      concurrencyByTrunk: trunk.channels,
      concurrencyByDepartment: trunk.channels,
      ringLimitMs: 20_000,
    },
    targets: defaultCampaignTargets,
    trunkId: trunk.id,
    createdAtMs: context.clock.nowMs(),
    createdBy: 'bench',
    startedAtMs: context.clock.nowMs(),
    endedAtMs: null,
    stateReason: null,
  };
  await context.store.campaigns.insert(campaign);
  return campaign;
}
