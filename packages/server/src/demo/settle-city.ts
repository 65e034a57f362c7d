import { toldTrunks, type City } from '@everyline/exchange';
import { defaultCampaignPolicy, type Campaign } from '@everyline/domain';

import { giveClearance } from '../app/clearances/give-clearance.ts';
import { recordObjection } from '../app/clearances/record-objection.ts';
import type { AppContext } from '../app/context.ts';
import { newId } from '../app/new-id.ts';
import { ensurePolicy } from '../app/policies/ensure-policy.ts';
import type { StoredCampaign } from '../app/ports/store/campaigns.ts';
import type { StoredTrunk } from '../app/ports/store/trunks.ts';
import { defaultCity } from '../app/settings/default-city.ts';
import { importSource } from '../app/sources/import-source.ts';
import { readSource } from '../app/sources/read-source.ts';

/** What the sample city pays for a line and for a person who answers, made up. */
const sampleCosts = { lineYuanMonthly: 40, personYuanMonthly: 6_500 };

/** Told of each document that has been imported. */
export type Imported = (document: {
  readonly path: string;
  readonly listings: number;
  readonly rejects: number;
  readonly conflicts: number;
}) => void;

/**
 * Brings the sample city into an empty database the way an office would: settings, the tree of
 * departments, the documents through the real import, what offices told of their lines, then the clearances with
 * their written basis.
 */
export async function settleCity(
  context: AppContext,
  city: City,
  imported: Imported = () => undefined,
): Promise<void> {
  const { store, clock } = context;
  await store.transaction(async (within) => {
    await within.settings.saveCity({
      ...defaultCity({ name: city.name, areaCode: city.areaCode, language: 'zh-CN', sample: true }),
      ...sampleCosts,
      portalOpen: true,
    });
    await ensurePolicy(context, within);
  });
  const departmentIds = await settleDepartments(context, city);
  for (const document of city.documents) {
    const source = await readSource(context, {
      file: {
        name: document.path,
        sizeBytes: document.bytes.length,
        at: { bytes: document.bytes },
        origin: document.path,
      },
      areaCode: city.areaCode,
      sample: true,
    });
    if (source.state === 'preview') await importSource(context, source.id);
    const after = (await store.sources.byId(source.id)) ?? source;
    imported({
      path: document.path,
      listings: after.listings,
      rejects: after.rejects,
      conflicts: after.conflicts,
    });
  }
  await settleSeats(context, city);
  for (const clearance of city.clearances) {
    const { scope } = clearance;
    const departmentId =
      scope.kind === 'department' ? departmentIds.get(scope.departmentId) : undefined;
    if (scope.kind === 'department' && departmentId === undefined) continue;
    await giveClearance(context, {
      scope:
        scope.kind === 'list'
          ? { kind: 'list', name: scope.name, numbers: scope.numberKeys.map(numberOfKey) }
          : { kind: 'department', departmentId: departmentId ?? '', withSubtree: true },
      givenBy: clearance.givenBy,
      basis: clearance.basis,
      validFromMs: clock.nowMs(),
    });
  }
  for (const objection of city.objections) {
    const departmentId = departmentIds.get(objection.departmentId);
    if (departmentId === undefined) continue;
    await recordObjection(context, { departmentId, by: 'office', note: objection.note });
  }
}

/** What offices have told of their lines; who told nothing of a line leaves it open. */
async function settleSeats(context: AppContext, city: City): Promise<void> {
  const told = toldTrunks(city);
  const lines = await context.store.lines.byNumberKeys([...told.keys()]);
  await context.store.transaction(async (within) => {
    for (const [key, line] of lines) {
      const seats = told.get(key);
      if (seats !== undefined) await within.lines.update(line.id, { seats });
    }
  });
}

/** Inserts the tree from the top down; gives the identities of the city's own offices here. */
async function settleDepartments(context: AppContext, city: City): Promise<Map<string, string>> {
  const ids = new Map(city.offices.map((office) => [office.id, newId(context)]));
  const placed = new Set<string>();
  let waiting = [...city.offices];
  while (waiting.length > 0) {
    const ready = waiting.filter(
      ({ parentId }) => parentId === null || placed.has(parentId) || !ids.has(parentId),
    );
    if (ready.length === 0) throw new Error('the offices of the sample city form a cycle');
    for (const office of ready) {
      await context.store.departments.insert({
        id: ids.get(office.id) ?? '',
        parentId: office.parentId === null ? null : (ids.get(office.parentId) ?? null),
        name: office.name,
        areaCode: office.areaCode,
        code: null,
        createdAtMs: context.clock.nowMs(),
      });
      placed.add(office.id);
    }
    waiting = waiting.filter(({ id }) => !placed.has(id));
  }
  return ids;
}

/** `+8689961881111;8012` and `12345@0899` as a person would write them. */
function numberOfKey(key: string): string {
  const [dialled = '', extension] = key.split(';');
  const [code = dialled] = dialled.split('@');
  return extension === undefined ? code : `${code}转${extension}`;
}

/** The trunk that leads to the simulated exchange. */
export async function settleTrunk(
  context: AppContext,
  city: City,
  at: { readonly host: string; readonly port: number; readonly channels: number },
): Promise<StoredTrunk> {
  const number = `+86${city.areaCode.replace(/^0/, '')}60000000`;
  const trunk: StoredTrunk = {
    id: newId(context),
    name: '模拟交换机 simulated exchange',
    host: at.host,
    port: at.port,
    transport: 'udp',
    loopback: true,
    simulated: true,
    registeredNumber: number,
    presentedNumber: number,
    channels: at.channels,
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

/** The campaign of the sample week, running. */
export async function settleCampaign(
  context: AppContext,
  trunk: StoredTrunk,
  week: Campaign['period'],
): Promise<StoredCampaign> {
  const nowMs = context.clock.nowMs();
  const campaign: StoredCampaign = {
    id: newId(context),
    name: '全市公开电话拨测周',
    state: 'running',
    scope: {},
    period: week,
    policy: {
      ...defaultCampaignPolicy,
      concurrencyByTrunk: trunk.channels,
      concurrencyByDepartment: 4,
    },
    targets: { healthyShare: 0.9, decidedShare: 0.95 },
    trunkId: trunk.id,
    createdAtMs: nowMs,
    createdBy: 'system:demo',
    startedAtMs: nowMs,
    endedAtMs: null,
    stateReason: null,
  };
  await context.store.campaigns.insert(campaign);
  return campaign;
}
