import type { LiveEvent } from '@everyline/contract';
import { MemoryAccounts, MemoryBindings, accountOf } from '@everyline/telephony';
import { UdpEndpoint } from '@everyline/telephony/node';
import { afterAll, beforeAll, expect, it } from 'vitest';

import {
  buildLine,
  buildTrunk,
  openTestCity,
  seededRandom,
  testId,
  type TestCity,
} from '../../../testkit/src/index.ts';
import { dialAsk } from '../app/probes/begin-probe.ts';
import type { StoredTrunk } from '../app/ports/store/trunks.ts';
import { dialRules } from '../bindings/dial-rules.ts';
import { keepRegistered } from '../bindings/keep-registered.ts';
import { PhonesOnDemand } from '../bindings/phones-on-demand.ts';
import { SoundMemory } from './sound-memory.ts';
import { VoiceService } from './voice-service.ts';

const domain = 'carrier.test';
const number = '+862861000000';
const soon = { timeout: 15_000, interval: 50 };
const line = buildLine(1);

let test: TestCity;
let carrier: UdpEndpoint;
let service: VoiceService;
const store = new MemoryBindings();
const alarms: string[] = [];
const faults: unknown[] = [];
const rules = dialRules();

beforeAll(async () => {
  test = await openTestCity();
  const accounts = new MemoryAccounts(domain);
  accounts.add(accountOf('everyline', domain, 'geheim'));
  carrier = await UdpEndpoint.open({
    local: { host: '127.0.0.1', port: 0 },
    clock: { nowMs: () => Date.now() },
    random: seededRandom(1),
    gate: { digest: { realm: domain, accounts, key: new Uint8Array(32).fill(3) } },
    registrar: {
      domains: [domain],
      store,
      mayRegister: (aor, account) => account === 'everyline' && aor === `${number}@${domain}`,
    },
    onEvent: () => undefined,
  });
  const { context } = test.city;
  await context.store.lines.insert([line]);
  context.events.subscribe((event: LiveEvent) => {
    if (event.type === 'alarm') alarms.push(event.sentence.en);
  });
  const placer = new PhonesOnDemand(context, test.config.data, new SoundMemory());
  service = new VoiceService({
    context,
    rules,
    placer,
    registrar: placer,
    report: (fault) => faults.push(fault),
  });
  await service.start();
}, 120_000);

afterAll(async () => {
  await service?.stop();
  await carrier?.close();
  await test?.close();
});

function trunkWith(password: string, change: Partial<StoredTrunk> = {}): StoredTrunk {
  return buildTrunk(900, {
    port: carrier.local.port,
    username: 'everyline',
    passwordSealed: test.city.context.secrets.seal(password),
    registration: {
      // Nobody listens on the first: the second is to be found.
      registrars: ['127.0.0.1:9', `127.0.0.1:${carrier.local.port}`],
      domain,
      user: null,
      expiresS: 600,
    },
    ...change,
  });
}

const state = async () => (await test.city.context.store.trunks.registrations()).get(testId(900));

const isRegistered = async () => {
  const wish = {
    line,
    trunkId: testId(900),
    asker: { kind: 'cli' as const, command: 'test' },
  };
  const { context } = test.city;
  const facts = await context.store.dials.facts(dialAsk(rules, wish, context.clock.nowMs()));
  return facts.trunkRegistered;
};

it('keeps an enabled trunk registered at the first registrar that answers, and the guard knows it', async () => {
  const { trunks } = test.city.context.store;
  await trunks.insert(trunkWith('geheim'));
  await expect
    .poll(async () => (await state())?.state, { ...soon, timeout: 45_000 })
    .toBe('registered');
  expect(await state()).toMatchObject({
    registrar: `127.0.0.1:${carrier.local.port}`,
    status: 200,
  });
  expect(store.bindingsOf(`${number}@${domain}`)).toHaveLength(1);
  expect(await isRegistered()).toBe(true);
  expect(faults).toEqual([]);
}, 60_000);

it('takes the registration back when the trunk is disabled', async () => {
  const { trunks } = test.city.context.store;
  await trunks.update(trunkWith('geheim', { state: { kind: 'disabled' } }));
  await expect.poll(() => store.size, soon).toBe(0);
  await expect.poll(state, soon).toBeUndefined();
  expect(await isRegistered()).toBe(false);
}, 30_000);

it('says that it was refused, raises the alarm, and dials nothing over it', async () => {
  const { trunks } = test.city.context.store;
  const { registration } = trunkWith('falsch');
  await trunks.update(
    trunkWith('falsch', { registration: registration && { ...registration, registrars: [] } }),
  );
  await expect.poll(async () => (await state())?.state, soon).toBe('refused');
  expect(await state()).toMatchObject({ status: 403, reason: 'Forbidden' });
  expect(await isRegistered()).toBe(false);
  expect(alarms.at(-1)).toMatch(/loopback” was refused registration/);
}, 30_000);

it('needs no registration where none is set', async () => {
  const { trunks } = test.city.context.store;
  await trunks.update(trunkWith('geheim', { registration: null }));
  await expect.poll(state, soon).toBeUndefined();
  expect(await isRegistered()).toBeNull();
}, 30_000);

it('is kept by a second process for its own calls, but never beside a server that keeps it', async () => {
  const { context } = test.city;
  const { trunks } = context.store;
  const trunk = { ...trunkWith('geheim'), id: testId(901), name: 'of the command line' };
  await trunks.insert({ ...trunk, state: { kind: 'disabled' } });
  const placer = new PhonesOnDemand(context, test.config.data, new SoundMemory());
  let released = 0;
  const parts = {
    ...{ context, trunk, registrar: placer, stop: new AbortController().signal },
    report: (fault: unknown) => faults.push(fault),
  };
  const beside = await keepRegistered({ ...parts, takeVoice: () => Promise.resolve(null) });
  expect(beside).toEqual({ kind: 'served' });
  expect(store.size).toBe(0);
  const takeVoice = () =>
    Promise.resolve({
      release: () => {
        released += 1;
        return Promise.resolve();
      },
    });
  const kept = await keepRegistered({ ...parts, takeVoice });
  expect(kept.kind).toBe('kept');
  expect(store.bindingsOf(`${number}@${domain}`)).toHaveLength(1);
  if (kept.kind === 'kept') await kept.leave();
  await expect.poll(() => store.size, soon).toBe(0);
  const wrong = { ...trunk, passwordSealed: context.secrets.seal('falsch') };
  const registration = trunk.registration && { ...trunk.registration, registrars: [] };
  expect(await keepRegistered({ ...parts, trunk: { ...wrong, registration }, takeVoice })).toEqual({
    kind: 'unregistered',
  });
  expect(released).toBe(2);
  await placer.close();
}, 90_000);
