import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { measurePages, type PageFigures } from './extract.ts';

/** Folder of the pages that were written, with their labels, before the finder was first run on them. */
const freshFolder = resolve(import.meta.dirname, '../packages/numbers/src/find/fresh-pages');

interface FreshPage {
  readonly file: string;
  readonly areaCode: string | null;
  readonly text: string;
  readonly numbers: readonly object[];
}

function labelOf(line: string): object {
  const [number = '', owner = ''] = line.split(/ (.*)/su);
  const [digits = '', extension = null] = number.split('x');
  const unknown = digits.startsWith('?');
  return {
    raw: unknown ? digits.slice(1) : digits,
    e164_or_short: unknown ? null : digits,
    extension,
    owner: owner === '' || owner === '-' ? null : owner,
    kind: 'general',
  };
}

/** Reads the pages of one file: `##### name area-code`, the page, `#####=`, one label a line (number x extension owner). */
function parseFreshPages(source: string): FreshPage[] {
  return source
    .split(/^##### /mu)
    .slice(1)
    .map((part) => {
      const [first = '', ...rest] = part.split('\n');
      const [file = '', areaCode = ''] = first.trim().split(' ');
      const [text = '', labels = ''] = rest.join('\n').split(/^#####=$/mu);
      return {
        file,
        areaCode: areaCode === '' ? null : areaCode,
        text,
        numbers: labels
          .split('\n')
          .filter((line) => line.trim() !== '')
          .map(labelOf),
      };
    });
}

/** The names of the files of pages. */
export async function freshFiles(): Promise<string[]> {
  return (await readdir(freshFolder)).filter((name) => name.endsWith('.txt')).sort();
}

/** Measures the finder on one file of pages. */
export async function measureFreshPages(name: string): Promise<PageFigures> {
  const pages = parseFreshPages(await readFile(join(freshFolder, name), 'utf8'));
  const folder = await mkdtemp(join(tmpdir(), 'everyline-pages-'));
  try {
    await mkdir(join(folder, 'pages'));
    const labels: string[] = [];
    for (const { file, areaCode, text, numbers } of pages) {
      await writeFile(join(folder, 'pages', file), text);
      labels.push(JSON.stringify({ file, default_area_code: areaCode, numbers, negatives: [] }));
    }
    await writeFile(join(folder, 'labels.jsonl'), labels.join('\n'));
    return await measurePages(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
