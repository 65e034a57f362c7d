import type { Language } from '@everyline/contract';
import { isAreaCode } from '@everyline/numbers';

import type { AppContext } from '../app/context.ts';
import { importSource } from '../app/sources/import-source.ts';
import { listRejects } from '../app/sources/list-rejects.ts';
import { readSource } from '../app/sources/read-source.ts';
import { placeText, reasonText } from '../app/sources/reading-reasons.ts';
import { isRejected } from './extract.ts';
import { readArguments } from './source-arguments.ts';
import { textTable } from './text-table.ts';

/** What a command over the city's data gets. */
export interface ImportIo {
  readonly context: AppContext;
  readonly language: Language;
  out(line: string): Promise<void> | void;
  err(line: string): void;
}

/** What `import --json` says of one file. */
interface Imported {
  readonly file: string;
  readonly listings: number;
  readonly newNumbers: number;
  readonly knownNumbers: number;
  readonly conflicts: number;
  readonly rejected: { readonly position: object; readonly reason: string }[];
}

/** Rejects of one file that are listed. */
const MOST_REJECTS = 10_000;

/** Says what is wrong with a call before anything is opened; null when nothing is. */
export function refuseImport(
  args: readonly string[],
  io: Pick<ImportIo, 'language' | 'err'>,
): 2 | null {
  const called = readArguments(args, 'import', isAreaCode);
  if (!('wrong' in called)) return null;
  io.err(called.wrong[(called.language ?? io.language) === 'en' ? 'en' : 'zh']);
  return 2;
}

/**
 * `everyline import FILE… [--area-code 028] [--json]`: reads files, folders and addresses into the
 * city. Returns the exit status: 0 done, 1 something could not be read, 2 called wrongly.
 */
export async function run(args: readonly string[], io: ImportIo): Promise<0 | 1 | 2> {
  const called = readArguments(args, 'import', isAreaCode);
  const language = called.language ?? io.language;
  if ('wrong' in called) return refuseImport(args, io) ?? 2;
  const context: AppContext = { ...io.context, language };
  const done: Imported[] = [];
  const tell = async (imported: Imported): Promise<void> => {
    done.push(imported);
    if (called.json) await io.out(JSON.stringify(imported));
    for (const { position, reason } of imported.rejected) {
      const place = placeText(position, language);
      const where = place === '' ? imported.file : `${imported.file} ${place}`;
      if (!called.json) io.err(`${where}: ${reason}`);
    }
  };
  for (const named of called.files) {
    for await (const document of context.documents.find(named)) {
      if (isRejected(document)) {
        const reason = reasonText(document.reason, language);
        await tell({
          ...nothing(document.file),
          rejected: [{ position: document.position, reason }],
        });
        continue;
      }
      const areaCode = called.areaCode === undefined ? {} : { areaCode: called.areaCode };
      const read = await readSource(context, {
        file: document,
        origin: named === document.name ? document.name : (document.origin ?? document.name),
        ...areaCode,
      });
      if (read.state === 'failed') {
        const reason = read.failure?.[language === 'en' ? 'en' : 'zh'] ?? '';
        await tell({ ...nothing(document.name), rejected: [{ position: {}, reason }] });
        continue;
      }
      const known = read.state === 'imported';
      const source = known ? read : await importSource(context, read.id);
      await tell({
        file: document.name,
        listings: source.listings,
        newNumbers: known ? 0 : source.newNumbers,
        knownNumbers: known ? source.newNumbers + source.knownNumbers : source.knownNumbers,
        conflicts: source.conflicts,
        rejected: await rejectsOf(context, source.id, language),
      });
    }
  }
  if (!called.json) for (const line of textTable(summary(done, language))) await io.out(line);
  return done.some((imported) => imported.rejected.length > 0) ? 1 : 0;
}

function nothing(file: string): Imported {
  return { file, listings: 0, newNumbers: 0, knownNumbers: 0, conflicts: 0, rejected: [] };
}

async function rejectsOf(
  context: AppContext,
  sourceId: string,
  language: Language,
): Promise<Imported['rejected']> {
  const rejected: Imported['rejected'] = [];
  for (let page = 1; rejected.length < MOST_REJECTS; page += 1) {
    const { items } = await listRejects(context, { sourceId, page, pageSize: 200 });
    for (const { position, reason, raw } of items) {
      const sentence = reason[language === 'en' ? 'en' : 'zh'];
      rejected.push({ position, reason: raw === '' ? sentence : `${raw}: ${sentence}` });
    }
    if (items.length < 200) break;
  }
  return rejected;
}

function summary(done: readonly Imported[], language: Language): string[][] {
  const header =
    language === 'en'
      ? ['file', 'listings', 'new numbers', 'known numbers', 'conflicts', 'to repair']
      : ['文件', '公布记录', '新号码', '已有号码', '矛盾', '待更正'];
  return [
    header,
    ...done.map((imported) => [
      imported.file.split(/[\\/]/).at(-1) ?? imported.file,
      String(imported.listings),
      String(imported.newNumbers),
      String(imported.knownNumbers),
      String(imported.conflicts),
      String(imported.rejected.length),
    ]),
  ];
}
