import type { Position } from '@everyline/numbers';

import { actorName } from '../access/actor.ts';
import { authorise } from '../access/authorise.ts';
import type { AppContext } from '../context.ts';
import type { DocumentFile, Rejected } from '../ports/document-reader.ts';
import type { NewListing, NewReject, SourceRow } from '../ports/store/sources.ts';
import { risingIds } from './identities.ts';
import { reasonText } from './reading-reasons.ts';
import { rejectOf, storedListing } from './stored-listing.ts';

/** Listings written at once: small enough that a batch is garbage before it grows old in memory. */
const BATCH = 400;
/** Screens hear of the progress of a reading after so many further listings. */
const TOLD_LISTINGS = 5_000;
/** Rejected rows of one source that are kept one by one; the rest is counted. */
const MOST_REJECTS = 10_000;
/** A reader that has not finished after a day is gone. */
const ABANDONED_MS = 24 * 60 * 60 * 1000;

export interface ReadSourceInput {
  readonly file: DocumentFile;
  /** Area code for numbers that carry none; the city's own when left out. */
  readonly areaCode?: string;
  /** Where it is published, when that is not the name of the file. */
  readonly origin?: string;
  readonly departmentId?: string;
  /** The document belongs to the sample city. */
  readonly sample?: boolean;
}

/**
 * Reads a document into a preview: its listings and rejects are kept, but nothing else sees them
 * until `importSource`. A document that was read before is given back as it is. A document that
 * cannot be read at all becomes a source in the state `failed` with the reason.
 */
export async function readSource(context: AppContext, input: ReadSourceInput): Promise<SourceRow> {
  const scope = await authorise(context, 'sources.import');
  const { store, clock } = context;
  const { file } = input;
  const areaCode = input.areaCode ?? (await store.settings.city())?.areaCode ?? null;
  for (const id of await store.sources.abandoned(clock.nowMs() - ABANDONED_MS)) {
    await store.sources.remove(id);
  }
  const nextId = risingIds(context);
  const ownDepartment =
    scope !== 'all' && context.actor.kind === 'person' ? context.actor.departmentId : null;
  const source: SourceRow = {
    id: nextId(),
    name: lastName(file.name),
    format: 'unknown',
    origin: input.origin ?? file.origin ?? file.name,
    publishedOn: null,
    areaCode,
    departmentId: input.departmentId ?? ownDepartment,
    sha256: '',
    bytes: file.sizeBytes,
    sample: input.sample ?? false,
    readAtMs: clock.nowMs(),
    readBy: actorName(context.actor),
    importedAtMs: null,
    state: 'reading',
    failure: null,
    supersededBy: null,
    listings: 0,
    newNumbers: 0,
    knownNumbers: 0,
    conflicts: 0,
    rejects: 0,
  };
  const identity = await identified(context, file);
  if ('kind' in identity) {
    const failed: SourceRow = { ...source, state: 'failed', failure: localised(identity) };
    await store.sources.insert(failed);
    return failed;
  }
  const known = await store.sources.sameDocument(identity.sha256, areaCode);
  if (known) return known;
  const reading = { ...source, ...identity };
  await store.sources.insert(reading);
  return readInto(context, reading, file, nextId);
}

async function readInto(
  context: AppContext,
  source: SourceRow,
  file: DocumentFile,
  nextId: () => string,
): Promise<SourceRow> {
  const { sources } = context.store;
  const listings: NewListing[] = [];
  const rejects: NewReject[] = [];
  const counted = { listings: 0, rejects: 0 };
  let refused: Rejected | null = null;
  const flush = async (least: number): Promise<void> => {
    if (listings.length >= least) await sources.addListings(source.id, listings.splice(0));
    if (rejects.length >= least) await sources.addRejects(source.id, rejects.splice(0));
  };
  const reject = (entry: NewReject | null): void => {
    if (!entry) return;
    counted.rejects += 1;
    if (counted.rejects <= MOST_REJECTS) rejects.push(entry);
  };
  const tell = (state: SourceRow['state']): void =>
    context.events.publish({
      type: 'source.progress',
      sourceId: source.id,
      readBytes: state === 'reading' ? 0 : source.bytes,
      totalBytes: source.bytes,
      listings: counted.listings,
      state,
    });
  let publishedOn: string | null = null;
  let told = 0;
  const options = source.areaCode === null ? {} : { areaCode: source.areaCode };
  for await (const found of context.documents.listings(file, options)) {
    if (found.kind === 'rejected') {
      if (found.scope === 'file') refused = found;
      reject(rejectedPart(nextId(), found));
    } else if (found.kind === 'dated') publishedOn = found.day;
    else {
      const listing = storedListing(nextId(), found.listing, source.areaCode);
      counted.listings += 1;
      listings.push(listing);
      reject(rejectOf(listing.id, listing));
    }
    if (listings.length >= BATCH || rejects.length >= BATCH) {
      await flush(1);
      if (counted.listings - told >= TOLD_LISTINGS) {
        told = counted.listings;
        tell('reading');
      }
    }
  }
  await flush(1);
  const numbers = await sources.countNumbers(source.id);
  const failed = refused !== null && counted.listings === 0;
  const change = {
    ...counted,
    publishedOn,
    newNumbers: numbers.new,
    knownNumbers: numbers.known,
    state: failed ? 'failed' : 'preview',
    failure: refused ? localised(refused) : null,
  } as const;
  await sources.update(source.id, change);
  tell(change.state);
  return { ...source, ...change };
}

async function identified(
  context: AppContext,
  file: DocumentFile,
): Promise<{ format: string; sha256: string } | Rejected> {
  try {
    return await context.documents.identify(file);
  } catch {
    return {
      kind: 'rejected',
      scope: 'file',
      position: {},
      reason: { code: 'file_missing', values: {} },
    };
  }
}

function localised(rejected: Rejected): { zh: string; en: string } {
  return { zh: reasonText(rejected.reason, 'zh-CN'), en: reasonText(rejected.reason, 'en') };
}

function rejectedPart(id: string, rejected: Rejected): NewReject {
  const position: Position = rejected.position;
  return { id, position, raw: '', before: '', after: '', reason: localised(rejected) };
}

function lastName(path: string): string {
  return (
    path
      .split(/[\\/]/)
      .filter((part) => part !== '')
      .at(-1) ?? path
  );
}
