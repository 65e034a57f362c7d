import type { ConflictDetail, ListingIssue } from '@everyline/domain';

import type { Contradiction } from '../ports/store/sources.ts';
import { namesAgree } from './names-agree.ts';

/** What contradicts what: for the words to people, and the same without places, to know it again. */
export interface FoundContradiction {
  readonly detail: ConflictDetail;
  readonly fingerprint: string;
  readonly listingIds: readonly string[];
}

type Listing = Contradiction['listings'][number];

/** Decides whether listings that could contradict each other do; null when they can all be true. */
export function contradictionIn(group: Contradiction): FoundContradiction | null {
  switch (group.kind) {
    case 'same_number_different_owner':
      return differentOwners(group.listings);
    case 'same_service_different_number':
      return differentNumbers(group.listings);
    case 'contradicting_footers':
      return differentFooters(group.listings);
    case 'area_code_not_of_owner':
      return foreignAreaCode(group.listings);
  }
}

/** One listing of each owner that none of the others can mean. */
function distinctOwners(listings: readonly Listing[]): Listing[] {
  const owners: Listing[] = [];
  for (const listing of listings) {
    if (listing.ownerKey === '') continue;
    if (!owners.some((owner) => namesAgree(owner.ownerKey, listing.ownerKey))) owners.push(listing);
  }
  return owners;
}

function differentOwners(listings: readonly Listing[]): FoundContradiction | null {
  const owners = distinctOwners(listings);
  if (owners.length < 2) return null;
  return {
    detail: { code: 'owners', owners: owners.map((listing) => listing.owner ?? '') },
    fingerprint: owners
      .map((listing) => listing.ownerKey)
      .sort()
      .join('|'),
    listingIds: listings.filter((listing) => listing.ownerKey !== '').map((listing) => listing.id),
  };
}

/** Two sources that give one service no number in common. Several numbers in one source are a choice, no contradiction. */
function differentNumbers(listings: readonly Listing[]): FoundContradiction | null {
  const bySource = new Map<string, Set<string>>();
  for (const { sourceId, numberKey } of listings) {
    if (numberKey === null) continue;
    const numbers = bySource.get(sourceId) ?? new Set<string>();
    bySource.set(sourceId, numbers.add(numberKey));
  }
  const sets = [...bySource.values()];
  const apart = sets.some((one, i) => sets.slice(i + 1).some((other) => one.isDisjointFrom(other)));
  const [first] = listings;
  if (!apart || !first) return null;
  const numbers = [...new Set(sets.flatMap((set) => [...set]))].sort();
  return {
    detail: {
      code: 'numbers',
      owner: first.owner,
      service: first.service,
      numbers: numbers.map(shown),
    },
    fingerprint: numbers.join('|'),
    listingIds: listings.map((listing) => listing.id),
  };
}

function differentFooters(listings: readonly Listing[]): FoundContradiction | null {
  const purposes = [...new Set(listings.map((listing) => listing.purpose))].sort();
  const owners = distinctOwners(listings);
  const [first] = listings;
  if (!first || (purposes.length < 2 && owners.length < 2)) return null;
  const number = shown(first.numberKey ?? first.raw);
  return {
    detail:
      owners.length > 1
        ? { code: 'footer_owners', number, owners: owners.map((owner) => owner.owner ?? '') }
        : { code: 'footer_purposes', number, purposes },
    fingerprint: [...purposes, ...owners.map((owner) => owner.ownerKey)].sort().join('|'),
    listingIds: listings.map((listing) => listing.id),
  };
}

function foreignAreaCode(listings: readonly Listing[]): FoundContradiction | null {
  const foreign = listings.filter(({ issues }) => issues.some(isForeignAreaCode));
  const [first] = foreign;
  if (!first) return null;
  return {
    detail: {
      code: 'area_code',
      number: shown(first.numberKey ?? first.raw),
      issues: first.issues.filter(isForeignAreaCode),
    },
    fingerprint: [...new Set(foreign.map((listing) => listing.ownerKey))].sort().join('|'),
    listingIds: foreign.map((listing) => listing.id),
  };
}

/** Whether the finder says that the area code is not that of the owner's city. */
function isForeignAreaCode(issue: ListingIssue): boolean {
  return issue.code === 'area_code_of_other_city';
}

function shown(numberKey: string): string {
  return numberKey.replace(';', '-').replace('@', ' @ ');
}
