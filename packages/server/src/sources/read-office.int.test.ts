import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { readAll, sketch } from './fixtures/read-all.ts';
import { row, workbook } from './fixtures/xlsx-fixture.ts';
import { READING_OPTIONS } from './read-blocks.ts';

const oldOffice = Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0, 0, 0, 0]);
let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'everyline-soffice-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** A program that is called like LibreOffice and does what the script says; `$format`, `$folder` and `$source` are set. */
async function office(script: string): Promise<string> {
  const path = join(folder, `office-${script.length}`);
  await writeFile(
    path,
    `#!/bin/sh
while [ $# -gt 1 ]; do case "$1" in --convert-to) format=$2; shift;; --outdir) folder=$2; shift;; esac; shift; done
source=$1
${script}
`,
  );
  await chmod(path, 0o755);
  return path;
}

describe('an old office document', () => {
  test('is converted to the format that suits it and read', async () => {
    const converted = join(folder, 'converted.xlsx');
    await writeFile(
      converted,
      workbook([{ name: 'Sheet1', rows: row(1, ['规划局', '61881111']) }]),
    );
    const officeProgram = await office(
      `[ "$format" = xlsx ] && cp ${converted} "$folder/source.xlsx"`,
    );
    const { blocks, rejected } = await readAll('电话.et', oldOffice, {
      ...READING_OPTIONS,
      officeProgram,
    });
    expect(rejected).toEqual([]);
    expect(blocks.map(sketch)).toEqual(['规划局|61881111']);
  });

  test('that cannot be converted is refused with what to do', async () => {
    const officeProgram = await office('exit 3');
    const { rejected } = await readAll('a.doc', oldOffice, { ...READING_OPTIONS, officeProgram });
    expect(rejected).toMatchObject([
      { reason: { code: 'office_failed', values: { instead: '.docx' } } },
    ]);
  });
});
