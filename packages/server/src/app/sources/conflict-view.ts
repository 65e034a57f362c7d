import type { Conflict as ConflictView, Localised } from '@everyline/contract';
import type { ConflictDetail, ListingConflictKind } from '@everyline/domain';

import type { ConflictRow, SourceStore } from '../ports/store/sources.ts';
import { listingView } from './source-view.ts';

const SENTENCES: Readonly<Record<ListingConflictKind, Localised>> = {
  same_number_different_owner: {
    zh: '同一号码公布在不同单位名下。',
    en: 'One number is published under different owners.',
  },
  same_service_different_number: {
    zh: '同一服务在不同来源公布了不同的号码。',
    en: 'Sources publish different numbers for one service.',
  },
  contradicting_footers: {
    zh: '不同页面的页脚对同一号码的说法不一致。',
    en: 'The footers of pages say different things about one number.',
  },
  area_code_not_of_owner: {
    zh: '号码的区号与单位所在城市不符。',
    en: 'The area code of the number is not that of the owner’s city.',
  },
};

function contractDetail(detail: ConflictDetail): ConflictView['detail'] {
  switch (detail.code) {
    case 'owners':
    case 'footer_owners':
      return { ...detail, owners: [...detail.owners] };
    case 'numbers':
      return { ...detail, numbers: [...detail.numbers] };
    case 'footer_purposes':
      return { ...detail, purposes: [...detail.purposes] };
    case 'area_code':
      return { ...detail, issues: [...detail.issues] };
    case 'noted':
      return detail;
  }
}

/** Conflicts as the outside sees them, each with the listings that contradict each other. */
export async function conflictViews(
  sources: SourceStore,
  conflicts: readonly ConflictRow[],
): Promise<ConflictView[]> {
  const ids = [...new Set(conflicts.flatMap((conflict) => conflict.listingIds))];
  const listings = new Map(
    (await sources.listingsById(ids)).map((row) => [row.id, listingView(row)]),
  );
  return conflicts.map((conflict) => ({
    id: conflict.id,
    kind: conflict.kind,
    sentence: SENTENCES[conflict.kind],
    detail: contractDetail(conflict.detail),
    lineIds: [...conflict.lineIds],
    listings: conflict.listingIds.flatMap((id) => listings.get(id) ?? []),
    foundAtMs: conflict.foundAtMs,
    resolvedAtMs: conflict.resolvedAtMs,
    resolvedBy: conflict.resolvedBy,
    resolution: conflict.resolution,
  }));
}
