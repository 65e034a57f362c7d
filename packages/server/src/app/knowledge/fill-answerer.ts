import {
  Answerer,
  cutDocument,
  cutText,
  isNewspaperPage,
  type AnswerEntry,
  type AnswerPassage,
  type CityNames,
  type DocumentPart,
} from '@everyline/knowledge';

import type { AppContext } from '../context.ts';
import type { DocumentFile, Documents, Rejected } from '../ports/document-reader.ts';
import { answerEntry } from './live-answers.ts';

/** Read from the store at once. */
const PORTION = 500;

/** An answerer with these entries; the districts that it knows are those that entries are for, unless they are told. */
export function answererWith(entries: readonly AnswerEntry[], city?: CityNames): Answerer {
  const answerer = new Answerer({ city: city ?? { names: [], districts: districtsOf(entries) } });
  for (const entry of entries) answerer.put(entry);
  return answerer;
}

/** The names of a city and its districts, as a file beside a set has them; undefined where there is none. */
export function cityNamesIn(text: string | null): CityNames | undefined {
  if (text === null) return undefined;
  const isNames = (value: unknown): value is readonly string[] =>
    Array.isArray(value) && value.every((one) => typeof one === 'string');
  try {
    const read = JSON.parse(text) as unknown;
    if (typeof read !== 'object' || read === null) return undefined;
    if (!('names' in read && isNames(read.names))) return undefined;
    if (!('districts' in read && isNames(read.districts))) return undefined;
    return { names: read.names, districts: read.districts };
  } catch {
    return undefined;
  }
}

/** An answerer with all that the city has published. */
export async function answererOfCity(context: Pick<AppContext, 'store'>): Promise<Answerer> {
  const entries: AnswerEntry[] = [];
  let change = 0;
  for (;;) {
    const some = await context.store.knowledge.publishedSince(change, PORTION);
    for (const { id, change: last, published } of some) {
      change = last;
      if (published === null) continue;
      entries.push(answerEntry(id, published));
    }
    if (some.length < PORTION) break;
  }
  const settings = await context.store.settings.city();
  const name = settings?.cityName ?? '';
  const names = name === '' ? [] : [name, name.replace(/市$/u, ''), '本市'];
  return answererWith(entries, { names, districts: districtsOf(entries) });
}

function districtsOf(entries: readonly AnswerEntry[]): string[] {
  return [...new Set(entries.map(({ region }) => region))].filter((region) => region !== '');
}

/** The passages of a document, and what of it could not be read. */
export async function passagesOfDocument(
  documents: Pick<Documents, 'passages'>,
  file: DocumentFile,
): Promise<{
  readonly passages: readonly AnswerPassage[];
  readonly rejected: readonly Rejected[];
}> {
  const lines: string[] = [];
  const rejected: Rejected[] = [];
  for await (const part of documents.passages(file)) {
    if (part.kind === 'rejected') rejected.push(part);
    else lines.push(part.text);
  }
  const page = lines.join('\n\n');
  const cut = isNewspaperPage(page) ? cutText(page) : cutDocument(lines.map(partOf));
  return {
    passages: cut.passages.map(({ headings, text, from }) => ({
      ...{ kind: 'passage', id: `${file.name}#${from}`, headings, text, from },
      document: { title: file.name },
    })),
    rejected,
  };
}

function partOf(line: string): DocumentPart {
  return line.startsWith('# ')
    ? { kind: 'heading', level: 1, text: line.slice(2) }
    : { kind: 'paragraph', text: line };
}
