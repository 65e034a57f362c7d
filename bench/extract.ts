import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { findPhoneNumbersInText } from 'libphonenumber-js/max';
import { ListingFinder, plainText, type Block, type Listing } from '@everyline/numbers';
import { readBlocksFromBytes } from '../packages/server/src/sources/read-blocks.ts';
import { synthesizeText } from './extract-text.ts';

/** One hand-made label of the fixture (its README explains the fields). */
interface Label {
  readonly raw: string;
  readonly e164_or_short: string | null;
  readonly extension: string | null;
  readonly owner: string | null;
  readonly kind: string;
}

interface Page {
  readonly file: string;
  readonly default_area_code: string | null;
  readonly numbers: readonly Label[];
}

interface Miss {
  readonly file: string;
  readonly what: 'missed' | 'too much' | 'owner';
  readonly number: string;
  readonly detail: string;
}

const key = (number: string | null, extension: string | null, raw: string): string =>
  number === null ? `?${raw.replace(/\D/g, '')}` : `${number}x${extension ?? ''}`;

/** Characters that carry meaning in a name: no blanks, brackets or signs; full-width folded. */
function bare(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[^\p{L}\p{N}]/gu, '')
    .toLowerCase();
}

function bigrams(text: string): Map<string, number> {
  const counts = new Map<string, number>();
  for (let i = 0; i + 1 < text.length; i += 1) {
    const pair = text.slice(i, i + 2);
    counts.set(pair, (counts.get(pair) ?? 0) + 1);
  }
  return counts;
}

/** Share of the pairs of characters that two names have in common (F1), 0…1. */
function likeness(a: string, b: string): number {
  const left = bigrams(a);
  const right = bigrams(b);
  let common = 0;
  for (const [pair, count] of left) common += Math.min(count, right.get(pair) ?? 0);
  const total = a.length - 1 + (b.length - 1);
  return total <= 0 ? Number(a === b) : (2 * common) / total;
}

const ownerRule =
  'owner right: label and found owner (alone, or with the service) normalised to letters and digits; one contains the other with at least 3 characters, or character-bigram F1 ≥ 0.6. ownerStrict: the owner field alone.';

function sameOwner(label: string, found: string | null): boolean {
  if (found === null || found === '') return false;
  const a = bare(label);
  const b = bare(found);
  if (a === b) return true;
  const shorter = Math.min(a.length, b.length);
  if (shorter >= 3 && (a.includes(b) || b.includes(a))) return true;
  if (shorter >= 2 && shorter < 3 && (a.startsWith(b) || b.endsWith(a) || a === b)) return true;
  return likeness(a, b) >= 0.6;
}

/** The parts of a label (`市本级 统计局 业务咨询电话`) may be found as owner and service in any order. */
function ownerRight(label: string, listing: Listing): boolean {
  const together = `${listing.owner ?? ''}${listing.service ?? ''}`;
  return (
    sameOwner(label, listing.owner) ||
    sameOwner(label, together) ||
    (listing.owner === null && sameOwner(label, listing.service))
  );
}

async function blocksOf(path: string, name: string): Promise<Block[]> {
  const blocks: Block[] = [];
  for await (const block of readBlocksFromBytes(name, await readFile(path))) {
    if (block.kind !== 'rejected') blocks.push(block);
  }
  return blocks;
}

function textOf(block: Block): string {
  switch (block.kind) {
    case 'heading':
    case 'paragraph':
      return plainText(block.text);
    case 'table':
      return block.rows
        .map((row) =>
          row
            .filter((cell) => cell.mergedFrom === undefined)
            .map((cell) => plainText(cell.text))
            .join('\t'),
        )
        .join('\n');
    case 'row':
      return block.cells.map((cell) => plainText(cell.text)).join('\t');
    case 'record':
      return block.fields.map((field) => `${field.name}: ${field.value}`).join('\n');
  }
}

function listingsOf(blocks: Iterable<Block>, areaCode: string | null): Listing[] {
  const finder = new ListingFinder(areaCode === null ? {} : { areaCode });
  const listings: Listing[] = [];
  for (const block of blocks) listings.push(...finder.push(block));
  listings.push(...finder.end());
  return listings;
}

interface Tally {
  right: number;
  found: number;
  labelled: number;
}

const rounded = (value: number): number => Math.round(value * 10_000) / 10_000;
const precision = (tally: Tally): number =>
  rounded(tally.found === 0 ? 1 : tally.right / tally.found);
const recall = (tally: Tally): number =>
  rounded(tally.labelled === 0 ? 1 : tally.right / tally.labelled);

/** Folder of the labelled pages, or null where the shared fixtures are absent. */
export function labelledFolder(): string | null {
  const shared = process.env.EVERYLINE_SHARED ?? resolve(import.meta.dirname, '../../shared');
  const folder = resolve(shared, 'fixtures/published-numbers');
  return existsSync(folder) ? folder : null;
}

/** Measures the finder on the labelled pages, libphonenumber's finder beside it, and the speed on one core. */
export async function run(options: { json: boolean }): Promise<object> {
  const folder = labelledFolder();
  const speed = throughput();
  if (folder === null) {
    if (!options.json)
      console.warn(
        'extract: the folder fixtures/published-numbers is absent; only the speed was measured',
      );
    return { pages: 0, skipped: 'fixtures/published-numbers is absent', ...speed };
  }
  const { misses, ...figures } = await measurePages(folder);
  return { ...figures, ...speed, misses };
}

/** What the labelled pages show. */
export interface PageFigures {
  readonly pages: number;
  readonly precision: number;
  readonly recall: number;
  readonly owner: number;
  readonly ownerStrict: number;
  readonly ownerRule: string;
  readonly found: number;
  readonly labelled: number;
  readonly right: number;
  readonly libphonenumber: { precision: number; recall: number; found: number; right: number };
  readonly misses: readonly Miss[];
}

/** Precision, recall and owners on the labelled pages of a folder. */
export async function measurePages(folder: string): Promise<PageFigures> {
  const ours: Tally = { right: 0, found: 0, labelled: 0 };
  const theirs: Tally = { right: 0, found: 0, labelled: 0 };
  const misses: Miss[] = [];
  let owners = 0;
  let ownersRight = 0;
  let ownersStrict = 0;
  const pages = (await readFile(resolve(folder, 'labels.jsonl'), 'utf8'))
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Page);
  for (const page of pages) {
    const blocks = await blocksOf(resolve(folder, 'pages', page.file), page.file);
    const listings = listingsOf(blocks, page.default_area_code ?? null);
    // Each (number, extension) counts once a page; a number that cannot be completed is known by its digits.
    const labels = new Map<string, Label[]>();
    for (const label of page.numbers) {
      const name = key(label.e164_or_short, label.extension, label.raw);
      labels.set(name, [...(labels.get(name) ?? []), label]);
    }
    const found = new Map<string, Listing[]>();
    for (const listing of listings) {
      const name = key(listing.number, listing.extension, listing.raw);
      found.set(name, [...(found.get(name) ?? []), listing]);
    }
    ours.found += found.size;
    ours.labelled += labels.size;
    for (const [name, wanted] of labels) {
      const got = found.get(name);
      if (
        got === undefined ||
        (wanted[0]?.e164_or_short === null && got.every((one) => one.issues.length === 0))
      ) {
        misses.push({
          file: page.file,
          what: 'missed',
          number: name,
          detail: wanted[0]?.raw ?? '',
        });
        continue;
      }
      ours.right += 1;
      for (const label of wanted) {
        if (label.owner === null || label.kind === 'mention') continue;
        owners += 1;
        if (got.some((one) => ownerRight(label.owner ?? '', one))) ownersRight += 1;
        else {
          misses.push({
            file: page.file,
            what: 'owner',
            number: name,
            detail: `${label.owner} ≠ ${got.map((one) => `${one.owner ?? '–'} | ${one.service ?? '–'}`).join(' ; ')}`,
          });
        }
        if (got.some((one) => sameOwner(label.owner ?? '', one.owner))) ownersStrict += 1;
      }
    }
    for (const [name, got] of found) {
      if (!labels.has(name)) {
        const one = got[0];
        misses.push({
          file: page.file,
          what: 'too much',
          number: name,
          detail:
            `${one?.context.before ?? ''}[${one?.raw ?? ''}]${one?.context.after ?? ''}`.replace(
              /\s+/g,
              ' ',
            ),
        });
      }
    }
    const google = new Set<string>();
    for (const one of findPhoneNumbersInText(blocks.map(textOf).join('\n'), 'CN')) {
      google.add(`${one.number.number}x${one.number.ext ?? ''}`);
    }
    theirs.found += google.size;
    theirs.labelled += labels.size;
    for (const name of google) if (labels.has(name)) theirs.right += 1;
  }
  return {
    pages: pages.length,
    precision: precision(ours),
    recall: recall(ours),
    owner: rounded(ownersRight / owners),
    ownerStrict: rounded(ownersStrict / owners),
    ownerRule,
    found: ours.found,
    labelled: ours.labelled,
    right: ours.right,
    libphonenumber: {
      precision: precision(theirs),
      recall: recall(theirs),
      found: theirs.found,
      right: theirs.right,
    },
    misses,
  };
}

/** Megabytes of UTF-8 a second through the finder on one core, over synthesized Chinese text with numbers in it. */
function throughput(): object {
  const text = synthesizeText(8 * 1024 * 1024, 20_201);
  const blocks: Block[] = text.split('\n\n').map((part, index) => ({
    kind: 'paragraph',
    text: [{ text: part }],
    position: { line: index + 1 },
  }));
  const megabytes = new TextEncoder().encode(text).length / 1_000_000;
  const passes = [0, 1, 2].map(() => {
    const from = performance.now();
    const cpu = process.cpuUsage();
    const listings = listingsOf(blocks, '028').length;
    const { user, system } = process.cpuUsage(cpu);
    return {
      listings,
      cpuSeconds: (user + system) / 1e6,
      seconds: (performance.now() - from) / 1000,
    };
  });
  const [, middle] = passes.sort((a, b) => a.cpuSeconds - b.cpuSeconds);
  const { listings, cpuSeconds, seconds } = middle ?? { listings: 0, cpuSeconds: 1, seconds: 1 };
  const sample = text.slice(0, 400_000);
  const sampleFrom = performance.now();
  findPhoneNumbersInText(sample, 'CN');
  const sampleSeconds = (performance.now() - sampleFrom) / 1000;
  return {
    megabytesPerSecond: Math.round((megabytes / cpuSeconds) * 10) / 10,
    megabytesPerSecondByTheClock: Math.round((megabytes / seconds) * 10) / 10,
    speedRule:
      'UTF-8 megabytes through findListings a second of processor time, median of three passes; by the clock, other programs count too',
    megabytes: Math.round(megabytes * 10) / 10,
    listings,
    libphonenumberMegabytesPerSecond:
      Math.round((new TextEncoder().encode(sample).length / 1_000_000 / sampleSeconds) * 10) / 10,
  };
}
