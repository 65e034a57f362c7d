import { join } from 'node:path';

import { defaultCampaignPolicy, defaultCampaignTargets, type Line } from '@everyline/domain';
import type { City as SampleCity } from '@everyline/exchange';

import { newId } from '../packages/server/src/app/new-id.ts';
import type { StoredCampaign } from '../packages/server/src/app/ports/store/campaigns.ts';
import { machine } from '../packages/server/src/bindings/machine.ts';
import { openCity, type City } from '../packages/server/src/bindings/open-city.ts';
import { readConfig } from '../packages/server/src/config/config.ts';
import { buildClearance } from '../packages/testkit/src/index.ts';

const root = join(import.meta.dirname, '..');

/** A working day's ten o'clock in Shanghai, from which tests let their clocks run. */
export const tenOClockMs = Date.parse('2026-12-01T10:00:00+08:00');

/** Opens a data directory in this process, at another time where the test has one. */
export function openData(data: string, clockShiftMs = 0): Promise<City> {
  const config = readConfig({ EVERYLINE_LOG: 'silent' }, { root, cwd: root, data, port: '0' });
  const clock = { ...machine.clock, nowMs: () => machine.clock.nowMs() + clockShiftMs };
  return openCity(config, 'test', { clock });
}

export interface SeededCity {
  readonly lines: readonly Line[];
  readonly campaign: StoredCampaign;
  readonly clearanceId: string;
}

/**
 * Brings lines of a sample city into an opened data directory: its offices, plain geographic numbers,
 * one clearance for all of them, the simulated exchange as trunk, and a running campaign.
 */
export async function seedCity(
  { context }: City,
  sample: SampleCity,
  options: {
    readonly port: number;
    readonly lineCount: number;
    /** Minutes of the day, from and to, in which the campaign calls. */
    readonly hours: readonly [number, number];
    readonly channels: number;
    readonly state?: StoredCampaign['state'];
  },
): Promise<SeededCity> {
  const { store } = context;
  const nowMs = context.clock.nowMs();
  await store.settings.saveCity({
    cityName: sample.name,
    areaCode: sample.areaCode,
    country: 'CN',
    timeZone: 'Asia/Shanghai',
    language: 'zh-CN',
    announcement: '您好，这是自动拨测，打扰了。',
    recordingDays: 180,
    observationDays: 1095,
    sample: true,
  });
  const departmentIds = new Map<string, string>();
  for (const office of sample.offices) {
    const id = newId(context);
    departmentIds.set(office.id, id);
    await store.departments.insert({
      id,
      parentId: null,
      name: `${office.name} ${office.id}`,
      areaCode: null,
      code: null,
      createdAtMs: nowMs,
    });
  }
  const lines = sample.lines
    .filter(
      ({ number, numberType, protection }) =>
        numberType === 'geographic' && number.extension === null && protection === null,
    )
    .slice(0, options.lineCount)
    .map((line): Line => ({
      id: newId(context),
      number: line.number,
      numberType: line.numberType,
      departmentId: departmentIds.get(line.departmentId) ?? null,
      owner: null,
      services: [],
      purpose: 'enquiry',
      hours: null,
      tier: 'B',
      seats: null,
      sample: true,
      state: 'active',
      createdAtMs: nowMs,
    }));
  await store.lines.insert(lines);
  const clearanceId = newId(context);
  await store.clearances.insert(
    buildClearance({
      id: clearanceId,
      scope: { kind: 'list', name: 'all', lineIds: lines.map(({ id }) => id) },
      givenBy: sample.name,
      givenAtMs: nowMs,
      validFromMs: nowMs - 1_000,
    }),
  );
  const trunkId = newId(context);
  await store.trunks.insert({
    id: trunkId,
    name: 'simulated exchange',
    host: '127.0.0.1',
    port: options.port,
    transport: 'udp',
    loopback: true,
    simulated: true,
    registeredNumber: '+862861000000',
    presentedNumber: '+862861000000',
    username: null,
    passwordSealed: null,
    registration: null,
    clientCertificate: null,
    webSocketPath: '/',
    authorities: [],
    watchedSinceMs: 0,
    channels: options.channels,
    perDay: 5_000,
    codecs: ['PCMA'],
    state: { kind: 'ready' },
  });
  const [fromMinute, toMinute] = options.hours;
  const campaign: StoredCampaign = {
    id: newId(context),
    name: 'sweep',
    state: options.state ?? 'running',
    scope: {},
    period: { fromDay: '2026-11-30', toDay: '2026-12-31' },
    policy: {
      ...defaultCampaignPolicy,
      hours: {
        rules: [{ days: { kind: 'every_day' }, season: null, spans: [{ fromMinute, toMinute }] }],
      },
      concurrencyByTrunk: options.channels,
      concurrencyByDepartment: 4,
    },
    targets: defaultCampaignTargets,
    trunkId,
    createdAtMs: nowMs,
    createdBy: 'test',
    startedAtMs: nowMs,
    endedAtMs: null,
    stateReason: null,
  };
  await store.campaigns.insert(campaign);
  return { lines, campaign, clearanceId };
}
