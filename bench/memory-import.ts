import { spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const MB = 1024 * 1024;

/** What the import of one very large csv costs. */
export interface ImportMemory {
  readonly csvMb: number;
  readonly listings: number;
  readonly newNumbers: number;
  readonly seconds: number;
  /** Resident memory of the process before, with everything loaded and a small csv imported. */
  readonly idleMb: number;
  readonly peakMb: number;
  readonly addedMb: number;
}

/** Sizes of the generated csv; all rows name an office, a number, hours and an address. */
export interface ImportMemoryOptions {
  readonly csvMb?: number;
  /** Numbers that differ; the others repeat, as they do in published tables. */
  readonly numbers?: number;
  /** Characters of the remark in every row; it decides how many rows the file has. */
  readonly remarkChars?: number;
}

/**
 * Generates a csv of 500 MB in a temporary folder, imports it in a process of its own into a city
 * with an embedded database, and measures how much resident memory that adds to the idle process.
 */
export async function measureImport(options: ImportMemoryOptions = {}): Promise<ImportMemory> {
  const { csvMb = 500, numbers = 200_000, remarkChars = 320 } = options;
  const folder = await mkdtemp(join(tmpdir(), 'everyline-memory-'));
  try {
    const small = join(folder, 'small.csv');
    const large = join(folder, 'large.csv');
    await writeCsv(small, { megabytes: 1, numbers: 500, remarkChars, first: 20_000_000 });
    await writeCsv(large, { megabytes: csvMb, numbers, remarkChars, first: 60_000_000 });
    return { csvMb, ...(await importInChild(folder, small, large)) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function writeCsv(
  path: string,
  of: { megabytes: number; numbers: number; remarkChars: number; first: number },
): Promise<void> {
  const file = createWriteStream(path);
  const remark = '办理须知请以窗口公布为准'.repeat(200).slice(0, of.remarkChars);
  let bytes = 0;
  let row = 0;
  let text = '区县,单位,科室,联系电话,办公时间,地址,备注\n';
  while (bytes < of.megabytes * MB) {
    for (let i = 0; i < 500; i += 1, row += 1) {
      const number = of.first + (row % of.numbers);
      const office = `第${Math.floor((row % of.numbers) / 40)}政务服务中心`;
      text += `高新区,${office},综合${row % 40}科,028-${number},周一至周五 9:00-17:00,"天府大道${row % 900}号, 二楼",${remark}\n`;
    }
    bytes += Buffer.byteLength(text);
    if (!file.write(text)) await new Promise<void>((done) => file.once('drain', () => done()));
    text = '';
  }
  await new Promise<void>((done) => {
    file.end(() => done());
  });
}

function importInChild(
  data: string,
  small: string,
  large: string,
): Promise<Omit<ImportMemory, 'csvMb'>> {
  return new Promise((done, fail) => {
    const child = spawn(
      process.execPath,
      [
        // As scripts/everyline.mjs starts the program, and this benchmark.
        ...process.execArgv,
        resolve(import.meta.dirname, 'memory-import-child.ts'),
        join(data, 'city'),
        small,
        large,
      ],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
    child.on('error', fail);
    child.on('exit', (code) => {
      const last = output.trim().split('\n').at(-1) ?? '';
      if (code === 0) done(JSON.parse(last) as Omit<ImportMemory, 'csvMb'>);
      else fail(new Error(`the importing process ended with ${code ?? 'a signal'}`));
    });
  });
}
