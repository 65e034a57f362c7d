import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

import { ledgerKey, momentOf } from '@everyline/domain';
import { makeCity, smallestCity, type City as SampleCity } from '@everyline/exchange';
import { afterAll, beforeAll, expect, it } from 'vitest';

import { labelAnnouncement } from '../packages/server/src/app/announcements/change-word.ts';
import { groupRecordings } from '../packages/server/src/app/announcements/group-recordings.ts';
import { listAnnouncements } from '../packages/server/src/app/announcements/list-announcements.ts';
import { PrintLibrary } from '../packages/server/src/app/announcements/print-library.ts';
import type { StoredCampaign } from '../packages/server/src/app/ports/store/campaigns.ts';
import type { StoredTrunk } from '../packages/server/src/app/ports/store/trunks.ts';
import { cityCalendar } from '../packages/server/src/app/settings/city-calendar.ts';
import { renewDueVerdicts } from '../packages/server/src/app/verdicts/renew-due-verdicts.ts';
import { probeAnnouncement } from '../packages/server/src/bindings/announcement.ts';
import { ownCalls } from '../packages/server/src/bindings/call-owner.ts';
import { dialRules } from '../packages/server/src/bindings/dial-rules.ts';
import { machine } from '../packages/server/src/bindings/machine.ts';
import { openCity, type City } from '../packages/server/src/bindings/open-city.ts';
import { readConfig } from '../packages/server/src/config/config.ts';
import { CityClock } from '../packages/server/src/demo/city-clock.ts';
import { virtualDays } from '../packages/server/src/demo/sample-week.ts';
import {
  settleCampaign,
  settleCity,
  settleTrunk,
} from '../packages/server/src/demo/settle-city.ts';

const days = ['2026-09-07', '2026-09-08'] as const;
/** So many numbers are suspended; carriers have fewer recordings of it than that. */
const suspendedNumbers = 12;

let folder = '';
let data = '';
let city: City;
let clock: CityClock;
let sample: SampleCity;
let campaign: StoredCampaign;
let trunk: StoredTrunk;
const library = new PrintLibrary();

/** A sample city in which the first lines of the inventory are suspended, and only they are called. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'everyline-known-'));
  data = join(folder, 'data');
  const root = resolve(import.meta.dirname, '..');
  const config = readConfig({ EVERYLINE_LOG: 'silent' }, { root, cwd: root, data, port: '0' });
  const made = makeCity({ seed: 23, lineCount: smallestCity, publishedOn: '2026-09-01' });
  clock = new CityClock(machine.clock, momentOf(cityCalendar(), days[0], 9 * 60));
  city = await openCity(config, 'known-test', { language: 'zh-CN', clock });
  const { context } = city;
  await settleCity(context, made);
  trunk = await settleTrunk(context, made, { host: '127.0.0.1', port: 9, channels: 20 });
  const period = { fromDay: days[0], toDay: days[1] };
  const whole = await settleCampaign(context, trunk, period);
  const called = (await context.store.lines.active())
    .filter(({ numberType, purpose }) => numberType === 'geographic' && purpose === 'enquiry')
    .slice(0, suspendedNumbers);
  const keys = new Set(called.map(({ number }) => ledgerKey(number)));
  sample = {
    ...made,
    lines: made.lines.map((line) =>
      keys.has(ledgerKey(line.number))
        ? { ...line, behaviour: { kind: 'suspended', status: 480 } }
        : line,
    ),
  };
  campaign = {
    ...whole,
    scope: { lineIds: called.map(({ id }) => id) },
    // One call a day: two sure calls of the first day would need no call on the second.
    policy: { ...whole.policy, attemptsPerDay: 1 },
  };
  await context.store.campaigns.update(campaign);
}, 300_000);

afterAll(async () => {
  await city?.close();
  await rm(folder, { recursive: true, force: true });
});

/** Calls the numbers for one virtual day over the simulated exchange. */
async function callFor(day: string): Promise<void> {
  const rules = { ...dialRules(), clockStep: () => null };
  const owner = await ownCalls(city.opened.connection, rules.ownerId);
  const faults: unknown[] = [];
  await virtualDays(
    {
      context: city.context,
      city: sample,
      clock,
      machine: machine.clock,
      rules,
      announcement: await probeAnnouncement(data, 'zh-CN'),
      week: { fromDay: day, toDay: day },
      checksPerDay: 0,
      threads: 1,
      tell: (news) => {
        if (news.kind === 'fault') faults.push(news.fault);
      },
    },
    campaign,
    trunk,
  );
  await owner.release();
  expect(faults).toEqual([]);
}

/** Every observation with what it is read as now and what it was first read as. */
async function calls() {
  const { store } = city.context;
  const { items } = await store.probes.page({ state: 'done' }, 'all', { page: 1, pageSize: 200 });
  return items.flatMap(({ observation, reread }) =>
    observation === null ? [] : [{ observation, first: reread?.firstOutcome ?? null }],
  );
}

it('knows a recording that was labelled after one day during the calls of the next, and judges its lines anew', async () => {
  const { context } = city;
  await callFor(days[0]);
  while ((await groupRecordings(context, library)).stretches > 0);
  const first = await calls();
  expect(new Set(first.map(({ observation }) => observation.outcome))).toEqual(
    new Set(['announcement_unknown']),
  );

  const { items } = await listAnnouncements(context, { state: 'unlabelled' });
  const [most] = items;
  expect(most?.numbers).toBeGreaterThan(1);
  const changed = await labelAnnouncement(context, most?.id ?? '', { word: 'suspended' });
  expect(changed.callsReread).toBe(most?.calls);
  expect(await renewDueVerdicts(context)).toBe(changed.linesDue);
  const reread = (await calls()).filter(({ first: was }) => was !== null);
  expect(reread).toHaveLength(changed.callsReread);
  for (const { observation } of reread) expect(observation.outcome).toBe('suspended');
  const touched = [...new Set(reread.map(({ observation }) => observation.lineId))];
  const verdicts = await context.store.verdicts.currentOf(touched);
  for (const { counts } of verdicts.values()) expect(counts.dead).toBeGreaterThan(0);

  const before = new Set(first.map(({ observation }) => observation.id));
  await callFor(days[1]);
  const next = (await calls()).filter(
    ({ observation }) => !before.has(observation.id) && touched.includes(observation.lineId),
  );
  const raw = await context.store.rereadings.raw(next.map(({ observation }) => observation.id));
  for (const observation of raw) {
    expect(observation.outcome).toBe('suspended');
    expect(observation.decidedBy).toBe('announcement');
    expect(observation.announcementId).toBe(most?.id);
  }
  expect(raw.length).toBeGreaterThan(0);
}, 400_000);
