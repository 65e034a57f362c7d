import type {
  Listing as ListingView,
  Reject as RejectView,
  Source as SourceView,
} from '@everyline/contract';

import type { ListingRow, RejectRow, SourceRow } from '../ports/store/sources.ts';

/** A source as the outside sees it. */
export function sourceView(row: SourceRow): SourceView {
  const {
    sample: _sample,
    importedAtMs: _imported,
    supersededBy: _by,
    readBy: _reader,
    ...view
  } = row;
  return view;
}

/** A listing as the outside sees it, with the text around its number marked. */
export function listingView(row: ListingRow): ListingView {
  return {
    id: row.id,
    sourceId: row.sourceId,
    sourceName: row.sourceName,
    sourceOrigin: row.sourceOrigin,
    readAtMs: row.readAtMs,
    raw: row.raw,
    number: row.number,
    extension: row.extension,
    numberType: row.numberType,
    purpose: row.purpose,
    owner: row.owner,
    service: row.service,
    hours: row.hours,
    position: row.position,
    markedText: { before: row.context.before, mark: row.raw, after: row.context.after },
    areaCodeInferred: row.areaCodeInferred,
    status: row.status,
    issues: [...row.issues],
    lineId: row.lineId,
  };
}

/** Something that was not read, as the outside sees it. */
export function rejectView(row: RejectRow): RejectView {
  return {
    id: row.id,
    sourceId: row.sourceId,
    sourceName: row.sourceName,
    position: row.position,
    raw: row.raw,
    markedText: { before: row.before, mark: row.raw, after: row.after },
    reason: row.reason,
  };
}
