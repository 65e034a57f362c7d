import { localTime } from '@everyline/domain';
import { readAnswerEntries, type AnswerEntry, type Answerer } from '@everyline/knowledge';

import { AppFault } from '../app/faults.ts';
import { answererWith, cityNamesIn, passagesOfDocument } from '../app/knowledge/fill-answerer.ts';
import type { Documents } from '../app/ports/document-reader.ts';
import { cityCalendar } from '../app/settings/city-calendar.ts';
import { badLineFault } from '../cli/bad-line.ts';
import { rejectedLine } from '../cli/extract.ts';
import type { CommandIo } from '../cli/main.ts';
import { machineClock } from './clock.ts';
import { namesInFolder, readSetFile } from './set-files.ts';

/** The day in the city. */
export function today(): string {
  return localTime(cityCalendar(), machineClock.nowMs()).day;
}

/**
 * What files hold: one that ends in `.jsonl` has entries, any other is a document; a folder may have `entries.jsonl`,
 * `city.json` with the names of the city and its districts, and documents. What cannot be read is told beside the output.
 */
export async function answererOfFiles(
  path: string,
  documents: Documents,
  io: CommandIo,
): Promise<Answerer> {
  if (path.endsWith('.jsonl')) return answererWith(await entriesOf(path));
  const names = /\.[a-z\d]{1,5}$/iu.test(path) ? [] : ((await namesInFolder(path)) ?? []);
  const entries = names.includes('entries.jsonl') ? await entriesOf(`${path}/entries.jsonl`) : [];
  const city = names.includes('city.json') ? await readSetFile(`${path}/city.json`) : null;
  const answerer = answererWith(entries, cityNamesIn(city));
  for await (const file of documents.find(path)) {
    if ('kind' in file) {
      io.err(rejectedLine(file.file, file, io.language));
      continue;
    }
    if (/\.jsonl?$/iu.test(file.name)) continue;
    const { passages, rejected } = await passagesOfDocument(documents, file);
    for (const passage of passages) answerer.put(passage);
    for (const one of rejected) io.err(rejectedLine(file.name, one, io.language));
  }
  if (answerer.size === 0) throw absent(path);
  return answerer;
}

async function entriesOf(path: string): Promise<AnswerEntry[]> {
  const text = await readSetFile(path);
  if (text === null) throw absent(path);
  const read = readAnswerEntries(text);
  if ('fault' in read) throw badLineFault(read, path, 'ask');
  return read;
}

function absent(path: string): AppFault {
  const detail = {
    zh: '这里没有可以回答问题的条目或文档',
    en: 'there are no entries or documents to answer from',
  };
  return new AppFault('wrong_usage', { detail, command: 'ask' }, path);
}
