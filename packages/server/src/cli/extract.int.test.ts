import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { documents } from '../sources/documents.ts';
import { run } from './extract.ts';

const shared =
  process.env['EVERYLINE_SHARED'] ?? resolve(import.meta.dirname, '../../../../../shared');
const published = join(shared, 'fixtures', 'published-numbers');
let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'everyline-extract-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function extract(args: readonly string[], language: 'zh-CN' | 'en' = 'en') {
  const out: string[] = [];
  const err: string[] = [];
  const status = await run(args, {
    documents: documents({ allowedHosts: [], officeProgram: '/nowhere/soffice' }),
    language,
    out: (line) => void out.push(line),
    err: (line) => void err.push(line),
  });
  return { status, out, err };
}

describe('everyline extract', () => {
  test('prints one object a listing, with every field of the contract', async () => {
    const file = join(folder, 'a.html');
    await writeFile(
      file,
      '<h1>住房公积金中心</h1><p>咨询电话：61881111转8012（工作日9:00-17:00）</p>',
    );
    const { status, out, err } = await extract([file, '--area-code', '28', '--json']);
    expect(status).toBe(0);
    expect(err).toEqual([]);
    expect(out.map((line) => JSON.parse(line) as unknown)).toMatchObject([
      {
        file,
        number: '+862861881111',
        extension: '8012',
        purpose: 'enquiry',
        areaCodeInferred: true,
        status: 'active',
        issue: null,
        position: { line: 1 },
      },
    ]);
    const fields = Object.keys(JSON.parse(out[0] ?? '{}') as object);
    for (const field of ['raw', 'numberType', 'owner', 'service', 'hours'])
      expect(fields).toContain(field);
  });

  test('prints a table for people, in their language', async () => {
    const file = join(folder, 'a.csv');
    await writeFile(file, '单位,电话\n规划局,028-61881111\n');
    const { out, err } = await extract([file], 'zh-CN');
    expect(out[0]).toMatch(/^号码 .*单位 /);
    expect(out[1]).toMatch(/^\+862861881111 .*规划局/);
    expect(err.at(-1)).toBe('共 1 条公布记录，0 处未能读取。');
  });

  test('keeps the good rows, lists the bad ones with their place, and ends with 1', async () => {
    const file = join(folder, 'b.csv');
    await writeFile(file, '单位,电话\n一科,028-61881111\n"二科,028-61881112\n三科,028-61881113\n');
    const { status, out, err } = await extract([
      file,
      join(folder, 'missing.pdf'),
      '--json',
      '--lang',
      'en',
    ]);
    expect(status).toBe(1);
    expect(out.length).toBe(2);
    expect(err[0]).toMatch(/b\.csv, line 3: A quotation mark is never closed/);
    expect(err[1]).toMatch(/missing\.pdf: The file does not exist/);
  });

  test('says what is wrong with a wrong call, and ends with 2', async () => {
    for (const args of [
      [],
      ['a.csv', '--area-code', '0100'],
      ['a.csv', '--country', 'US'],
      ['a.csv', '--nope'],
    ]) {
      const { status, out, err } = await extract(args);
      expect(status).toBe(2);
      expect(out).toEqual([]);
      expect(err.join('\n')).toContain('Usage: everyline extract FILE');
    }
  });

  test('a document that needs more memory than it may is refused in one sentence, and the next one is read', async () => {
    const hostile = join(folder, 'hostile.json');
    await writeFile(hostile, `[${'{"a":{"b":{"c":["12345678"]}}},'.repeat(400_000)}1]`);
    const good = join(folder, 'good.txt');
    await writeFile(good, '电话 028-61881111');
    const { status, out, err } = await extract([hostile, good, '--json']);
    const last = JSON.parse(out.at(-1) ?? '{}') as { number: string };
    expect(last.number).toBe('+862861881111');
    expect(status).toBe(err.length > 0 ? 1 : 0);
    for (const line of err) expect(line).toMatch(/hostile\.json/);
  });

  test.skipIf(!existsSync(published))('reads all published pages without a reject', async () => {
    const { status, out, err } = await extract([join(published, 'pages'), '--json']);
    expect(err).toEqual([]);
    expect(status).toBe(0);
    const labelled = (await readFile(join(published, 'labels.jsonl'), 'utf8')).trim().split('\n');
    const files = new Set(
      out.map((line) => (JSON.parse(line) as { file: string }).file.split('/').at(-1)),
    );
    for (const line of labelled) {
      const { file, numbers } = JSON.parse(line) as { file: string; numbers: unknown[] };
      if (numbers.length > 0) expect(files).toContain(file);
    }
  });
});

if (!existsSync(published)) {
  console.warn(`SKIPPED: published pages are not read, because ${published} is missing`);
}
