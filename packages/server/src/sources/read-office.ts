import { spawn } from 'node:child_process';
import { copyFile, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { DocumentFile } from '../app/ports/document-reader.ts';
import { endingOf, OFFICE_FORMATS } from './detect-format.ts';
import { ReadingFault } from './rejected.ts';

/** A conversion that takes longer is given up. */
const CONVERSION_MS = 120_000;

/**
 * Converts an old office document with LibreOffice into one that is read here and hands it to
 * `read`; the copy is removed afterwards. Throws `format_needs_office` where LibreOffice is not
 * installed and `office_failed` where it cannot read the file.
 */
export async function* convertOffice<T>(
  file: DocumentFile,
  program: string,
  read: (converted: DocumentFile) => AsyncGenerator<T>,
): AsyncGenerator<T> {
  const ending = endingOf(file.name) || 'doc';
  const instead = OFFICE_FORMATS[ending] ?? (await looksEncrypted(file));
  const folder = await mkdtemp(join(tmpdir(), 'everyline-office-'));
  try {
    const source = join(folder, `source.${ending}`);
    if ('path' in file.at) await copyFile(file.at.path, source);
    else await writeFile(source, file.at.bytes);
    const status = await run(program, [
      `-env:UserInstallation=${pathToFileURL(join(folder, 'profile')).href}`,
      '--headless',
      '--norestore',
      '--nolockcheck',
      '--convert-to',
      instead,
      '--outdir',
      folder,
      source,
    ]);
    if (status === 'missing') {
      throw new ReadingFault('format_needs_office', {
        format: `.${ending}`,
        instead: `.${instead}`,
      });
    }
    const path = join(folder, `source.${instead}`);
    const made = await stat(path).catch(() => null);
    if (!made || status !== 0) {
      throw new ReadingFault('office_failed', { format: `.${ending}`, instead: `.${instead}` });
    }
    yield* read({ name: `${file.name}.${instead}`, sizeBytes: made.size, at: { path } });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** A new office document under a compound file is one with a password. */
async function looksEncrypted(file: DocumentFile): Promise<'docx'> {
  if (/\.(?:xlsx|docx|xlsm)$/i.test(file.name)) throw new ReadingFault('encrypted');
  return 'docx';
}

function run(program: string, args: readonly string[]): Promise<number | 'missing'> {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      stdio: 'ignore',
      timeout: CONVERSION_MS,
      killSignal: 'SIGKILL',
    });
    child.on('error', () => resolve('missing'));
    child.on('exit', (code) => resolve(code ?? 1));
  });
}
