import type { LiveEvent } from '@everyline/contract';
import type { Observation } from '@everyline/domain';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';

import {
  buildLedgerEntry,
  buildLine,
  buildObservation,
  buildProbe,
  buildTrunk,
  openTestCity,
  type TestCity,
} from '../../../../testkit/src/index.ts';
import { lostByPhone } from '../probes/interrupt-call.ts';
import { watchTrunk } from './watch-trunk.ts';

let test: TestCity;
const alarms: string[] = [];
let next = 1;

beforeAll(async () => {
  test = await openTestCity();
  test.city.context.events.subscribe((event: LiveEvent) => {
    if (event.type === 'alarm') alarms.push(event.sentence.en);
  });
}, 120_000);
afterAll(() => test?.close());
beforeEach(() => alarms.splice(0));

const stateOf = async (trunkId: string) =>
  (await test.city.context.store.trunks.byId(trunkId))?.state;

/** Puts a call on record that has just ended, as if the process that placed it were gone since. */
async function record(trunkId: string, change: Partial<Observation>): Promise<Observation> {
  const { store, clock } = test.city.context;
  next += 1;
  const line = buildLine(next);
  await store.lines.insert([line]);
  const probe = buildProbe(10_000 + next, line, trunkId);
  const observation = buildObservation(20_000 + next, probe, {
    startedAtMs: clock.nowMs() - 2_000,
    endedAtMs: clock.nowMs() - 1,
    ...change,
  });
  await store.transaction(async (within) => {
    await within.probes.insert([{ ...probe, guard: null, virtualTime: false }]);
    await within.probes.beginCall(buildLedgerEntry(probe));
    await within.probes.endCall(probe.id, {
      endedAtMs: observation.endedAtMs,
      outcome: observation.outcome,
      timeToPersonMs: null,
    });
    await within.probes.addObservation(observation, []);
  });
  return observation;
}

const refused = { sip: { status: 603, reason: 'Decline', q850: [] }, outcome: 'rejected' } as const;

it('remembers a burst that another process has seen, and begins anew after a release', async () => {
  const { context } = test.city;
  const trunk = buildTrunk(901, { name: 'burst' });
  await context.store.trunks.insert(trunk);
  for (let call = 0; call < 9; call += 1) await record(trunk.id, refused);
  expect(await stateOf(trunk.id)).toEqual({ kind: 'ready' });
  const last = await record(trunk.id, refused);
  // Only this call is seen by this process: the nine before are on record alone.
  await watchTrunk(context, last);
  expect(await stateOf(trunk.id)).toMatchObject({ kind: 'stopped', reason: 'burst_rejected' });
  expect(alarms).toHaveLength(1);
  await context.store.trunks.update({ ...trunk, watchedSinceMs: context.clock.nowMs() });
  await watchTrunk(context, await record(trunk.id, refused));
  expect(await stateOf(trunk.id)).toEqual({ kind: 'ready' });
});

it('blames a trunk for calls that the phone lost, not for those that ended with a process', async () => {
  const { context } = test.city;
  const lost = (reason: string | null) =>
    ({ outcome: 'interrupted', media: null, sip: { status: null, reason, q850: [] } }) as const;
  const spared = buildTrunk(902, { name: 'spared' });
  const blamed = buildTrunk(903, { name: 'blamed' });
  await context.store.trunks.insert(spared);
  await context.store.trunks.insert(blamed);
  for (let call = 0; call < 25; call += 1) {
    await watchTrunk(context, await record(spared.id, lost(null)));
    await watchTrunk(context, await record(blamed.id, lost(lostByPhone)));
  }
  expect(await stateOf(spared.id)).toEqual({ kind: 'ready' });
  expect(await stateOf(blamed.id)).toMatchObject({ kind: 'stopped', reason: 'trunk_faults' });
});

it('tells at the first call that cannot leave, counts none of them, and stops after many', async () => {
  const { context } = test.city;
  const trunk = buildTrunk(904, { name: 'nameless' });
  await context.store.trunks.insert(trunk);
  const unplaced = (reason: string) =>
    ({ outcome: 'not_dialled', media: null, sip: { status: null, reason, q850: [] } }) as const;
  // A stop of everything is nobody's fault.
  for (let call = 0; call < 25; call += 1)
    await watchTrunk(context, await record(trunk.id, unplaced('stopped')));
  expect(alarms).toEqual([]);
  for (let call = 0; call < 19; call += 1)
    await watchTrunk(context, await record(trunk.id, unplaced('trunk_name_unresolved')));
  expect(alarms).toEqual([
    'No call leaves over the trunk “nameless”: The name of its host has no address; check the name and the name service. Nobody was called, and nothing counts toward the limits.',
  ]);
  const nowMs = context.clock.nowMs();
  expect((await context.store.trunks.calls(0)).get(trunk.id)).toEqual({ begun: 0, inProgress: 0 });
  const last = await record(trunk.id, unplaced('trunk_name_unresolved'));
  const facts = await context.store.dials.facts({
    ...{ lineId: last.lineId, trunkId: trunk.id, trunkPerDay: 100, campaignId: null },
    ...{ nowMs, dayStartMs: 0, sinceMs: 0 },
  });
  expect(facts.trunkCallsToday).toBe(0);
  await watchTrunk(context, last);
  expect(await stateOf(trunk.id)).toMatchObject({ kind: 'stopped', reason: 'trunk_faults' });
  expect(alarms.at(-1)).toContain('The name of its host has no address');
});
