import { MemoryAccounts, MemoryBindings, accountOf } from '@everyline/telephony';
import { UdpEndpoint } from '@everyline/telephony/node';
import { afterAll, beforeAll, expect, it } from 'vitest';

import {
  buildLine,
  buildPolicy,
  buildTrunk,
  openTestCity,
  seededRandom,
  testId,
  testTargets,
  type TestCity,
} from '../../../testkit/src/index.ts';
import type { AppContext } from '../app/context.ts';
import { SoundMemory } from '../voice/sound-memory.ts';
import { dialRules } from './dial-rules.ts';
import { PhonesOnDemand } from './phones-on-demand.ts';
import { runCampaign, type CampaignParts } from './run-campaign.ts';

const domain = 'carrier.test';
const soon = { timeout: 15_000, interval: 50 };
const bindings = new MemoryBindings();
const campaignId = testId(70);
const trunkId = testId(71);
let test: TestCity;
let carrier: UdpEndpoint;
let phones: PhonesOnDemand;
let voicesHeld = 0;

beforeAll(async () => {
  test = await openTestCity();
  const accounts = new MemoryAccounts(domain);
  accounts.add(accountOf('everyline', domain, 'geheim'));
  carrier = await UdpEndpoint.open({
    local: { host: '127.0.0.1', port: 0 },
    clock: { nowMs: () => Date.now() },
    random: seededRandom(1),
    gate: { digest: { realm: domain, accounts, key: new Uint8Array(32).fill(3) } },
    registrar: { domains: [domain], store: bindings, mayRegister: () => true },
    onEvent: () => undefined,
  });
  const { context } = test.city;
  const line = buildLine(1);
  await context.store.lines.insert([line]);
  await context.store.trunks.insert(
    buildTrunk(71, {
      port: carrier.local.port,
      username: 'everyline',
      passwordSealed: context.secrets.seal('geheim'),
      registration: { registrars: [], domain, user: null, expiresS: 600 },
    }),
  );
  await context.store.campaigns.insert({
    ...{ id: campaignId, name: 'c', state: 'running', scope: { lineIds: [line.id] } },
    period: { fromDay: '2026-11-23', toDay: '2026-11-27' },
    ...{ policy: buildPolicy(), targets: testTargets, trunkId },
    ...{ createdAtMs: 0, createdBy: 'test', startedAtMs: 0, endedAtMs: null, stateReason: null },
  });
  phones = new PhonesOnDemand(context, test.config.data, new SoundMemory());
}, 120_000);

afterAll(async () => {
  await phones?.close();
  await carrier?.close();
  await test?.close();
});

function parts(context: AppContext): CampaignParts {
  return {
    ...{ context, rules: dialRules(), placer: phones, registrar: phones },
    takeVoice: () => {
      voicesHeld += 1;
      return Promise.resolve({
        release: () => {
          voicesHeld -= 1;
          return Promise.resolve();
        },
      });
    },
    report: () => undefined,
    stop: new AbortController().signal,
  };
}

const registration = async () =>
  (await test.city.context.store.trunks.registrations()).get(trunkId);

/** The city whose inventory is gone once the trunk is registered. */
function withoutLines(context: AppContext, was: { registered: boolean }): AppContext {
  const lines = Object.create(context.store.lines, {
    active: {
      value: async () => {
        was.registered = bindings.size > 0 && (await registration())?.state === 'registered';
        throw new Error('the inventory is gone');
      },
    },
  }) as AppContext['store']['lines'];
  const store = Object.create(context.store, { lines: { value: lines } }) as AppContext['store'];
  return { ...context, store };
}

it('takes the registration back when the run fails', async () => {
  const was = { registered: false };
  const run = runCampaign(parts(withoutLines(test.city.context, was)), campaignId, () =>
    Promise.resolve(),
  );
  await expect(run).rejects.toThrow('the inventory is gone');
  expect(was.registered).toBe(true);
  expect(await registration()).toBeUndefined();
  await expect.poll(() => bindings.size, soon).toBe(0);
  expect(voicesHeld).toBe(0);
}, 60_000);

it('takes it back when the database is lost while it registers', async () => {
  const { context } = test.city;
  const trunks = Object.create(context.store.trunks, {
    registrations: {
      value: () => Promise.reject(new Error('the database is gone')),
    },
  }) as AppContext['store']['trunks'];
  const store = Object.create(context.store, { trunks: { value: trunks } }) as AppContext['store'];
  const run = runCampaign(parts({ ...context, store }), campaignId, () => Promise.resolve());
  await expect(run).rejects.toThrow('the database is gone');
  await expect.poll(() => bindings.size, soon).toBe(0);
  expect(voicesHeld).toBe(0);
}, 60_000);

it('takes it back when the run ends well, and does not run what is not there', async () => {
  // Its period is over: no line is due any more.
  expect(await runCampaign(parts(test.city.context), campaignId, () => Promise.resolve())).toBe(
    'run',
  );
  expect(await registration()).toBeUndefined();
  await expect.poll(() => bindings.size, soon).toBe(0);
  expect(voicesHeld).toBe(0);
  expect(await runCampaign(parts(test.city.context), testId(99), () => Promise.resolve())).toBe(
    'unknown',
  );
}, 60_000);
