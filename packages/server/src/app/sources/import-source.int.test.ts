import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { openCity, type City } from '../../bindings/open-city.ts';
import { run as runImport } from '../../cli/import.ts';
import { readConfig } from '../../config/config.ts';
import type { AppContext } from '../context.ts';
import { discardSource } from './discard-source.ts';
import { importSource } from './import-source.ts';
import { listConflicts } from './list-conflicts.ts';
import { listRejects } from './list-rejects.ts';
import { listSourceListings } from './list-source-listings.ts';
import { listSources } from './list-sources.ts';
import { previewSource } from './preview-source.ts';
import { readSource } from './read-source.ts';
import { resolveConflict } from './resolve-conflict.ts';

let folder = '';
let city: City;
let context: AppContext;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'everyline-import-'));
  const root = resolve(import.meta.dirname, '../../../../..');
  const environment = process.env['EVERYLINE_TEST_DATABASE_URL'];
  city = await openCity(
    readConfig(environment ? { EVERYLINE_DATABASE_URL: environment } : {}, {
      root,
      cwd: root,
      data: join(folder, 'data'),
    }),
    'test',
  );
  ({ context } = city);
});

afterAll(async () => {
  await city?.close();
  await rm(folder, { recursive: true, force: true });
});

const fileOf = (name: string, text: string) => {
  const bytes = new TextEncoder().encode(text);
  return { name, sizeBytes: bytes.length, at: { bytes } };
};

/** Reads and imports a document in one go. */
async function bring(name: string, text: string, origin = name) {
  const read = await readSource(context, { file: fileOf(name, text), origin, areaCode: '028' });
  return read.state === 'preview' ? importSource(context, read.id) : read;
}

describe('the worked example', () => {
  test('17 numbers on the portal and 20 on the own site, for 129 service items, are 34 lines', async () => {
    const bureau = '蓉江市人力资源和社会保障局';
    const portalNumbers = Array.from({ length: 17 }, (_, i) => `028-6188${1000 + i}`);
    const portal = Array.from(
      { length: 129 },
      (_, i) => `${bureau},事项${i + 1}办理,${portalNumbers[i % 17]}`,
    );
    const own = Array.from({ length: 20 }, (_, i) => `028-6188${1014 + i}`);
    const site = `<h1>${bureau}</h1><table><tr><th>科室</th><th>咨询电话</th></tr>${own
      .map((number, i) => `<tr><td>业务${i + 1}科</td><td>${number}</td></tr>`)
      .join('')}</table>`;

    const first = await bring('portal.csv', `单位,服务事项,咨询电话\n${portal.join('\n')}\n`);
    expect(first).toMatchObject({
      state: 'imported',
      listings: 129,
      newNumbers: 17,
      knownNumbers: 0,
    });
    const second = await bring('site.html', site);
    expect(second).toMatchObject({ listings: 20, newNumbers: 17, knownNumbers: 3 });
    expect(await context.store.lines.count()).toBe(34);

    const shared = await context.store.lines.byNumberKey('+862861881015');
    const listings = await context.store.sources.listingsOfLine(shared?.id ?? '');
    expect(new Set(listings.map((listing) => listing.sourceName))).toEqual(
      new Set(['portal.csv', 'site.html']),
    );
  });
});

describe('import', () => {
  test('shows a preview first, which nothing else sees, and can be thrown away', async () => {
    const file = fileOf('preview.csv', '单位,电话\n档案馆,028-62340001\n方志馆,028-6234001\n');
    const read = await readSource(context, { file, areaCode: '028' });
    expect(read).toMatchObject({ state: 'preview', listings: 2, newNumbers: 1, rejects: 1 });
    expect(await context.store.lines.byNumberKey('+862862340001')).toBeNull();
    const preview = await previewSource(context, read.id);
    expect(preview.sample[0]).toMatchObject({
      owner: '档案馆',
      number: '+862862340001',
      lineId: null,
    });
    expect(preview.rejects[0]?.position).toMatchObject({ line: 3 });
    expect(preview.rejects[0]?.reason.zh).toContain('位');
    await discardSource(context, read.id);
    expect(await context.store.sources.byId(read.id)).toBeNull();
  });

  test('knows the same document again and changes nothing', async () => {
    const text = '单位,电话\n气象局,028-62340011\n';
    const once = await bring('again.csv', text);
    const before = await context.store.lines.count();
    const twice = await bring('under-another-name.csv', text);
    expect(twice.id).toBe(once.id);
    expect(await context.store.lines.count()).toBe(before);
  });

  test('lets a changed document take the place of its older version', async () => {
    const older = await bring(
      'v.csv',
      '单位,电话\n水务局,028-62340021\n水务局,028-62340022\n',
      'https://a/v',
    );
    const newer = await bring('v.csv', '单位,电话\n水务局,028-62340021\n', 'https://a/v');
    expect((await context.store.sources.byId(older.id))?.supersededBy).toBe(newer.id);
    expect((await context.store.lines.byNumberKey('+862862340021'))?.state).toBe('active');
    expect((await context.store.lines.byNumberKey('+862862340022'))?.state).toBe('retired');
  });

  test('gives a line to the department that its owner names, and keeps unknown owners as text', async () => {
    const id = '01999999-0000-7000-8000-000000000001';
    await context.store.departments.insert({
      id,
      parentId: null,
      name: '蓉江市卫生健康委员会',
      areaCode: null,
      code: null,
      createdAtMs: 0,
    });
    await bring(
      'd.csv',
      '单位,电话\n蓉江市卫生健康委员会医政处,028-62340031\n某公司,028-62340032\n',
    );
    expect(await context.store.lines.byNumberKey('+862862340031')).toMatchObject({
      departmentId: id,
    });
    expect(await context.store.lines.byNumberKey('+862862340032')).toMatchObject({
      departmentId: null,
      owner: '某公司',
    });
  });

  test('shows one number under two owners as a conflict, and takes over the owner that a person keeps', async () => {
    await bring('c1.csv', '单位,电话\n蓉江市交通运输局,028-62340041\n');
    const second = await bring('c2.csv', '单位,电话\n蓉江市城市管理委员会,028-62340041\n');
    expect(second.conflicts).toBe(1);
    const [conflict] = (await listConflicts(context, { sourceId: second.id })).items;
    expect(conflict).toMatchObject({ kind: 'same_number_different_owner', resolvedAtMs: null });
    const keep = conflict?.listings.find((listing) => listing.owner === '蓉江市城市管理委员会');
    const resolved = await resolveConflict(context, conflict?.id ?? '', {
      resolution: '已电话核实',
      keepListingId: keep?.id ?? '',
    });
    expect(resolved.resolution).toBe('已电话核实');
    expect((await context.store.lines.byNumberKey('+862862340041'))?.owner).toBe(
      '蓉江市城市管理委员会',
    );
    // The same contradiction, found again, stays resolved.
    const third = await bring('c3.csv', '单位,电话,备注\n蓉江市城市管理委员会,028-62340041,新\n');
    expect(third.conflicts).toBe(0);
  });

  test('shows an area code that is not of the owner’s city, with codes that read in any language', async () => {
    const read = await bring('c4.csv', '单位,电话\n四川省江油市医疗保障局,（028）62340061\n');
    const found = (await listConflicts(context, { sourceId: read.id })).items;
    expect(found.map(({ kind, detail }) => ({ kind, detail }))).toEqual([
      {
        kind: 'area_code_not_of_owner',
        detail: {
          code: 'area_code',
          number: '+862862340061',
          issues: [
            {
              code: 'area_code_of_other_city',
              data: {
                areaCode: '028',
                place: '成都',
                expectedAreaCode: '0816',
                expectedPlace: '绵阳',
              },
            },
          ],
        },
      },
    ]);
    expect(found[0]?.listings[0]?.issues.map(({ code }) => code)).toEqual([
      'area_code_of_other_city',
    ]);
  });

  test('shows a service with different numbers in two sources, and lets the wrong one retire', async () => {
    await bring('s1.csv', '单位,服务事项,咨询电话\n蓉江市医疗保障局,异地就医备案,028-62340051\n');
    const second = await bring(
      's2.csv',
      '单位,服务事项,咨询电话\n蓉江市医疗保障局,异地就医备案,028-62340052\n',
    );
    const found = await listConflicts(context, {
      sourceId: second.id,
      kind: ['same_service_different_number'],
    });
    const [conflict] = found.items;
    expect(conflict?.lineIds.length).toBe(2);
    const right = conflict?.listings.find((listing) => listing.number === '+862862340052');
    await resolveConflict(context, conflict?.id ?? '', {
      resolution: '以二为准',
      keepListingId: right?.id ?? '',
    });
    const wrongLine = await context.store.lines.byNumberKey('+862862340051');
    expect(wrongLine?.state).toBe('retired');
    expect(await context.store.sources.contradictionsOf(wrongLine?.id ?? '')).toMatchObject([
      { conflictId: conflict?.id },
    ]);
    expect(await context.store.sources.contradictionsOf(right?.lineId ?? '')).toEqual([]);
  });

  test('keeps a document that cannot be read as a failed source with the reason', async () => {
    const read = await readSource(context, {
      file: fileOf('broken.xlsx', 'PK\u0003\u0004 no zip'),
    });
    expect(read.state).toBe('failed');
    expect(read.failure?.en).toMatch(/zip/);
    await expect(importSource(context, read.id)).rejects.toMatchObject({ code: 'wrong_state' });
  });

  test('refuses people without the permission, and sources outside their department', async () => {
    const own = (await listSources(context, {})).items[0]?.id ?? '';
    const person = (
      role: 'tester' | 'campaign_manager',
      departmentId: string | null,
    ): AppContext => ({
      ...context,
      actor: { kind: 'person', id: 'p', name: 'P', role, departmentId },
    });
    await expect(listSources(person('tester', null), {})).rejects.toMatchObject({
      code: 'forbidden',
    });
    const elsewhere = person('campaign_manager', '01999999-0000-7000-8000-000000000001');
    await expect(previewSource(elsewhere, own)).rejects.toMatchObject({ code: 'outside_scope' });
    await expect(listSourceListings(elsewhere, own, {})).rejects.toMatchObject({
      code: 'outside_scope',
    });
    expect((await listSources(elsewhere, {})).items).toEqual([]);
    expect((await listRejects(elsewhere, {})).items).toEqual([]);
  });

  test('prints one object a file and tells by its status that something was not read', async () => {
    const out: string[] = [];
    const err: string[] = [];
    const io = {
      context,
      language: 'en' as const,
      out: (line: string) => void out.push(line),
      err: (line: string) => void err.push(line),
    };
    expect(await runImport(['/nowhere/at-all.csv', '--json'], io)).toBe(1);
    expect(JSON.parse(out[0] ?? '')).toEqual({
      file: '/nowhere/at-all.csv',
      listings: 0,
      newNumbers: 0,
      knownNumbers: 0,
      conflicts: 0,
      rejected: [{ position: {}, reason: expect.stringContaining('does not exist') as string }],
    });
    expect(await runImport(['--area-code', '999'], io)).toBe(2);
    expect(err.join('\n')).toMatch(/everyline import FILE/);
  });
});

describe('a short code', () => {
  test('rings in the calling area of its source, or in the one that is written before it', async () => {
    await bring('hotlines.txt', '咨询电话：12345\n监督电话：0594-12388\n');
    const keys = ['12345@028', '12388@0594'];
    const lines = await context.store.lines.byNumberKeys(keys);
    expect([...lines.values()].map(({ number }) => number.areaCode).toSorted()).toEqual([
      '028',
      '0594',
    ]);
  });
});
