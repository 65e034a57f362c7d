import type { Purpose } from '../find/purpose.ts';
import { findConflicts, type Conflict } from './conflicts.ts';
import type { LineDraft, SourcedListing } from './line-draft.ts';
import { nameKey } from './owner-name.ts';

/** Listings brought together. */
export interface Merged {
  readonly lines: readonly LineDraft[];
  readonly conflicts: readonly Conflict[];
  /** Listings that are no line yet: malformed, or undecided between a range and an extension. */
  readonly unresolved: readonly SourcedListing[];
}

const vague: ReadonlySet<Purpose> = new Set<Purpose>(['general', 'mention', 'hotline']);

/**
 * Merges the listings of any number of sources: one line for each (number, extension), with all its listings, and
 * the contradictions among them. A short code without area code joins the only calling area that prints it.
 */
export function mergeListings(listings: Iterable<SourcedListing>): Merged {
  const groups = new Map<string, SourcedListing[]>();
  const unresolved: SourcedListing[] = [];
  const areasOfCode = new Map<string, Set<string>>();
  const usable: SourcedListing[] = [];
  for (const listing of listings) {
    if (
      listing.number === null ||
      listing.status === 'malformed' ||
      listing.status === 'undecided'
    ) {
      unresolved.push(listing);
      continue;
    }
    usable.push(listing);
    if (!listing.number.startsWith('+') && listing.areaCode !== null) {
      const areas = areasOfCode.get(listing.number) ?? new Set<string>();
      areasOfCode.set(listing.number, areas.add(listing.areaCode));
    }
  }
  for (const listing of usable) {
    const key = keyOf(listing, areasOfCode);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [listing]);
    else group.push(listing);
  }
  const lines: LineDraft[] = [];
  for (const [key, group] of groups) {
    const line = lineOf(key, group);
    if (line !== null) lines.push(line);
  }
  return { lines, conflicts: findConflicts(lines), unresolved };
}

function keyOf(
  listing: SourcedListing,
  areasOfCode: ReadonlyMap<string, ReadonlySet<string>>,
): string {
  let key = listing.number ?? '';
  if (!key.startsWith('+')) {
    const areas = areasOfCode.get(key);
    const only = areas?.size === 1 ? [...areas][0] : undefined;
    key = `${key}@${listing.areaCode ?? only ?? ''}`;
  }
  return listing.extension === null ? key : `${key};${listing.extension}`;
}

function lineOf(key: string, group: readonly SourcedListing[]): LineDraft | null {
  const first = group[0];
  if (first?.number == null || first.numberType === null) return null;
  const active = group.filter((listing) => listing.status === 'active');
  const telling = active.length > 0 ? active : group;
  const services = new Map<string, string>();
  for (const { service } of telling)
    if (service !== null && !services.has(nameKey(service)))
      services.set(nameKey(service), service);
  return {
    key,
    number: first.number,
    areaCode: group.find((listing) => listing.areaCode !== null)?.areaCode ?? null,
    extension: first.extension,
    numberType: first.numberType,
    purpose: commonPurpose(telling),
    owner: bestOwner(telling),
    services: [...services.values()],
    hours: telling.find((listing) => listing.hours !== null)?.hours ?? null,
    status: active.length > 0 ? 'active' : 'retired',
    listings: group,
  };
}

function commonPurpose(listings: readonly SourcedListing[]): Purpose {
  const counts = new Map<Purpose, number>();
  for (const { purpose } of listings)
    counts.set(purpose, (counts.get(purpose) ?? 0) + (vague.has(purpose) ? 0.5 : 1));
  let best: Purpose = listings[0]?.purpose ?? 'general';
  for (const [purpose, count] of counts) if (count > (counts.get(best) ?? 0)) best = purpose;
  return best;
}

function bestOwner(listings: readonly SourcedListing[]): string | null {
  let best: string | null = null;
  for (const { owner, ownerFromLabel } of listings) {
    if (owner === null || ownerFromLabel) continue;
    if (best === null || nameKey(owner).length > nameKey(best).length) best = owner;
  }
  return best ?? listings.find((listing) => listing.owner !== null)?.owner ?? null;
}
