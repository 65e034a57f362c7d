import { open, readdir, realpath, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { FoundDocument } from '../app/ports/document-reader.ts';
import { endingOf } from './detect-format.ts';
import { fetchDocument, type FetchOptions } from './fetch-document.ts';
import { faultDetail, rejectFile } from './rejected.ts';

/** Folders inside folders that are followed. */
const MAX_FOLDER_DEPTH = 32;
/** A list of addresses is a small text file. */
const LIST_BYTES = 1024 * 1024;
/** Endings of files that are no documents; they are passed over inside a folder. */
const NO_DOCUMENT = new Set(
  'png jpg jpeg gif bmp webp svg ico mp3 mp4 wav avi mov zip rar 7z gz tar exe dll so css woff woff2 ttf eot map db sqlite lock'.split(
    ' ',
  ),
);

/** Finds the documents behind a path or address: one file, all files of a folder, or the addresses of a list. */
export async function* findDocuments(
  named: string,
  options: FetchOptions,
): AsyncGenerator<FoundDocument> {
  if (/^https?:\/\//i.test(named)) {
    yield* fetchDocument(named, options);
    return;
  }
  const info = await stat(named).catch(() => null);
  if (!info) {
    yield { ...rejectFile('file_missing'), file: named };
    return;
  }
  if (info.isDirectory()) {
    let found = 0;
    for await (const document of folder(named, 0, new Set())) {
      found += 1;
      yield document;
    }
    if (found === 0) yield { ...rejectFile('folder_empty'), file: named };
    return;
  }
  const addresses = info.size <= LIST_BYTES ? await addressList(named, info.size) : null;
  if (addresses) {
    for (const address of addresses) yield* fetchDocument(address, options);
    return;
  }
  yield { name: named, sizeBytes: info.size, at: { path: named } };
}

/** All documents under a folder, by name; a folder is entered once, however links lead to it. */
async function* folder(
  path: string,
  depth: number,
  entered: Set<string>,
): AsyncGenerator<FoundDocument> {
  if (depth > MAX_FOLDER_DEPTH) {
    yield { ...rejectFile('folder_too_deep', { limit: MAX_FOLDER_DEPTH }), file: path };
    return;
  }
  const real = await realpath(path).catch(() => path);
  if (entered.has(real)) return;
  entered.add(real);
  let names: string[];
  try {
    names = await readdir(path);
  } catch (error) {
    yield { ...rejectFile('reader_failed', { detail: faultDetail(error) }), file: path };
    return;
  }
  for (const name of names.sort()) {
    // Hidden files and the locks of office programs.
    if (name.startsWith('.') || name.startsWith('~$')) continue;
    const inner = join(path, name);
    const info = await stat(inner).catch(() => null);
    if (info?.isDirectory()) yield* folder(inner, depth + 1, entered);
    else if (info?.isFile() && !NO_DOCUMENT.has(endingOf(name))) {
      const target = await realpath(inner).catch(() => inner);
      if (entered.has(target)) continue;
      entered.add(target);
      yield { name: inner, sizeBytes: info.size, at: { path: inner } };
    }
  }
}

/** The addresses of a text file that holds nothing else, one a line, `#` for remarks; null for any other file. */
async function addressList(path: string, size: number): Promise<string[] | null> {
  if (!/\.(?:txt|list|urls?)$/i.test(basename(path)) || size === 0) return null;
  const handle = await open(path, 'r');
  try {
    const lines = (await handle.readFile('utf8'))
      .split(/\r?\n/)
      .map((line) => line.replace(/^\ufeff/, '').trim())
      .filter((line) => line !== '' && !line.startsWith('#'));
    return lines.length > 0 && lines.every((line) => /^https?:\/\/\S+$/i.test(line)) ? lines : null;
  } finally {
    await handle.close();
  }
}
