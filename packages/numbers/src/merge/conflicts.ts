import { areaCodeOfOwner } from '../canonical/places.ts';
import type { LineDraft, SourcedListing } from './line-draft.ts';
import { nameKey, ownersAgree } from './owner-name.ts';

/** How listings can contradict each other. */
export type ConflictKind =
  | 'same_number_different_owner'
  | 'same_service_different_number'
  | 'contradicting_footers'
  | 'area_code_not_of_owner';

/** A contradiction among listings, for a person to decide. */
export interface Conflict {
  readonly kind: ConflictKind;
  /** Keys of the lines that take part. */
  readonly lines: readonly string[];
  readonly listings: readonly SourcedListing[];
  /** What stands against what, as written: owners, numbers or labels. */
  readonly sides: readonly string[];
}

/** Finds all contradictions among merged lines. */
export function findConflicts(lines: readonly LineDraft[]): Conflict[] {
  return [
    ...differentOwners(lines),
    ...differentNumbers(lines),
    ...footers(lines),
    ...foreignAreaCodes(lines),
  ];
}

const isPublic = (line: LineDraft): boolean =>
  line.numberType === 'short_code' || line.numberType === 'toll_free';

function* differentOwners(lines: readonly LineDraft[]): Generator<Conflict> {
  for (const line of lines) {
    // 12333 belongs to every office that prints it.
    if (isPublic(line)) continue;
    const sides: SourcedListing[] = [];
    for (const listing of line.listings) {
      if (listing.owner === null || listing.ownerFromLabel || listing.status !== 'active') continue;
      if (!sides.some((side) => ownersAgree(side.owner ?? '', listing.owner ?? '')))
        sides.push(listing);
    }
    if (sides.length < 2) continue;
    yield {
      kind: 'same_number_different_owner',
      lines: [line.key],
      listings: line.listings.filter((listing) => listing.owner !== null),
      sides: sides.map((side) => side.owner ?? ''),
    };
  }
}

interface Published {
  readonly line: LineDraft;
  readonly listing: SourcedListing;
}

/** Two sources that give one service of one owner, and have no number in common for it. */
function* differentNumbers(lines: readonly LineDraft[]): Generator<Conflict> {
  const byService = new Map<string, Published[]>();
  for (const line of lines) {
    for (const listing of line.listings) {
      if (listing.owner === null || listing.ownerFromLabel || listing.service === null) continue;
      if (listing.status !== 'active' || listing.extension !== null || isPublic(line)) continue;
      const key = `${nameKey(listing.owner)}|${nameKey(listing.service)}|${listing.purpose}`;
      const known = byService.get(key);
      if (known === undefined) byService.set(key, [{ line, listing }]);
      else known.push({ line, listing });
    }
  }
  for (const published of byService.values()) {
    const bySource = new Map<string, Set<string>>();
    for (const { line, listing } of published) {
      const numbers = bySource.get(listing.source) ?? new Set<string>();
      bySource.set(listing.source, numbers.add(line.key));
    }
    const sets = [...bySource.values()];
    const apart = sets.some((one, index) =>
      sets.slice(index + 1).some((other) => haveNothingInCommon(one, other)),
    );
    if (!apart) continue;
    const keys = [...new Set(published.map(({ line }) => line.key))];
    yield {
      kind: 'same_service_different_number',
      lines: keys,
      listings: published.map(({ listing }) => listing),
      sides: keys,
    };
  }
}

/** Footers of one site or document: one number under labels of different purpose, or one label with different numbers. */
function* footers(lines: readonly LineDraft[]): Generator<Conflict> {
  const byLabel = new Map<string, Published[]>();
  for (const line of lines) {
    const bySite = new Map<string, SourcedListing[]>();
    for (const listing of line.listings) {
      if (!listing.footer || listing.status !== 'active') continue;
      const site = listing.site ?? listing.source;
      bySite.set(site, [...(bySite.get(site) ?? []), listing]);
      if (listing.service !== null) {
        const key = `${site}|${nameKey(listing.owner ?? '')}|${nameKey(listing.service)}`;
        byLabel.set(key, [...(byLabel.get(key) ?? []), { line, listing }]);
      }
    }
    for (const listings of bySite.values()) {
      const purposes = new Map(listings.map((listing) => [listing.purpose, listing]));
      if (purposes.size < 2 || !standApart([...purposes.values()])) continue;
      yield {
        kind: 'contradicting_footers',
        lines: [line.key],
        listings,
        sides: [...purposes.values()].map((listing) => listing.service ?? listing.purpose),
      };
    }
  }
  for (const published of byLabel.values()) {
    const perPage = new Map<string, Set<string>>();
    for (const { line, listing } of published) {
      const page = pageOf(listing);
      const numbers = perPage.get(page) ?? new Set<string>();
      perPage.set(page, numbers.add(line.key));
    }
    const sets = [...perPage.values()];
    if (
      !sets.some((one, index) =>
        sets.slice(index + 1).some((other) => haveNothingInCommon(one, other)),
      )
    )
      continue;
    const keys = [...new Set(published.map(({ line }) => line.key))];
    yield {
      kind: 'contradicting_footers',
      lines: keys,
      listings: published.map(({ listing }) => listing),
      sides: keys,
    };
  }
}

/** A footer repeated in a document is told by its place. */
function pageOf(listing: SourcedListing): string {
  const { page, line, path } = listing.position;
  return `${listing.source}#${page ?? ''}#${line ?? ''}#${path ?? ''}`;
}

function standApart(listings: readonly SourcedListing[]): boolean {
  return new Set(listings.map(pageOf)).size > 1;
}

function* foreignAreaCodes(lines: readonly LineDraft[]): Generator<Conflict> {
  for (const line of lines) {
    if (line.numberType !== 'geographic' || line.areaCode === null) continue;
    const foreign = line.listings.filter((listing) => {
      if (listing.areaCodeInferred || listing.owner === null) return false;
      if (listing.issues.some(({ code }) => code === 'area_code_of_other_city')) return true;
      const place = listing.ownerFromLabel ? null : areaCodeOfOwner(listing.owner);
      return place !== null && place !== line.areaCode;
    });
    if (foreign.length === 0) continue;
    yield {
      kind: 'area_code_not_of_owner',
      lines: [line.key],
      listings: foreign,
      sides: [line.areaCode, ...new Set(foreign.map((listing) => listing.owner ?? ''))],
    };
  }
}

function haveNothingInCommon(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  for (const value of one) if (other.has(value)) return false;
  return true;
}
