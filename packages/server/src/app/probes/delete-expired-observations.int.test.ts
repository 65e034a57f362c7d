import { noPrior, type Verdict } from '@everyline/domain';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  buildLine,
  buildObservation,
  buildProbe,
  buildTrunk,
  openTestCity,
  testId,
  type TestCity,
} from '../../../../testkit/src/index.ts';

import type { AppContext } from '../context.ts';
import { defaultCity } from '../settings/default-city.ts';
import { deleteExpiredObservations } from './delete-expired-observations.ts';

const line = buildLine(1);
const trunkId = testId(900);
const dayMs = 86_400_000;
const nowMs = Date.UTC(2026, 10, 23);
let opened: TestCity;
let context: AppContext;

/** The observation of a call so many days ago, with a recording. */
async function observed(id: number, daysAgo: number, kept = false): Promise<void> {
  const { store, recordings } = context;
  const startedAtMs = nowMs - daysAgo * dayMs;
  const probe = buildProbe(id, line, trunkId, { startedAtMs, endedAtMs: startedAtMs + 9_000 });
  await store.probes.insert([{ ...probe, guard: null, virtualTime: false }]);
  await store.probes.addObservation(buildObservation(id + 1_000, probe), []);
  const { sealedBytes } = await recordings.write(probe.id, new Uint8Array(800));
  await store.probes.addRecording(probe.id, {
    codec: 'PCMA',
    fromMs: 0,
    lengthMs: 100,
    sealedBytes,
    peaks: [],
    peakStepMs: 20,
    kept,
    createdAtMs: startedAtMs,
  });
}

const verdict: Verdict & { id: string } = {
  id: testId(400),
  lineId: line.id,
  kind: 'healthy',
  rule: 'sequential_healthy',
  confidence: 0.96,
  kindConfidence: 1,
  decidedAtMs: nowMs,
  attempts: 1,
  reached: 1,
  reachRate: 1,
  interval: [0.7, 1],
  intervalLevel: 0.95,
  closeness: 1,
  blankDays: [],
  change: null,
  counts: {
    reached: 1,
    reached_late: 0,
    busy: 0,
    unanswered: 0,
    dead: 0,
    wrong_party: 0,
    not_reached: 0,
    excluded: 0,
  },
  medianTimeToPersonMs: 600,
  evidence: [testId(1_002)],
  prior: noPrior({ healthyAt: 0.9 }),
};

beforeAll(async () => {
  opened = await openTestCity();
  const { context: machine } = opened.city;
  context = { ...machine, clock: { ...machine.clock, nowMs: () => nowMs } };
  await context.store.lines.insert([line]);
  await context.store.trunks.insert(buildTrunk(900));
  const city = defaultCity({ name: '样例市', areaCode: '028', language: 'zh-CN' });
  await context.store.settings.saveCity({ ...city, observationDays: 365 });
});
afterAll(() => opened.close());

it('deletes what is past its day, but not what a verdict that holds rests on or somebody asked to keep', async () => {
  const { store, recordings } = context;
  await observed(1, 400);
  await observed(2, 390);
  await observed(3, 380, true);
  await observed(4, 300);
  await store.verdicts.put(verdict);

  expect(await deleteExpiredObservations(context)).toBe(1);
  const left = await store.probes.observationsOf(line.id);
  expect(left.map(({ probeId }) => probeId)).toEqual([testId(2), testId(3), testId(4)]);
  expect(await recordings.read(testId(1))).toBeNull();
  expect(await store.probes.recordingOf(testId(1))).toBeNull();
  expect(await recordings.read(testId(2))).toHaveLength(800);
  expect(await store.probes.row(testId(1))).toMatchObject({ observation: null });
  expect(await deleteExpiredObservations(context)).toBe(0);
});
