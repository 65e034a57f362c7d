import type { ListingPosition, ListingRecord, NumberType, Purpose } from '@everyline/domain';

import type { ListingRow } from '../../app/ports/store/sources.ts';
import type { Database } from '../database.ts';

/** Listings with the source in which each stands. */
export function selectListings(db: Database) {
  return db
    .selectFrom('listings as g')
    .innerJoin('sources as s', 's.id', 'g.source_id')
    .selectAll('g')
    .select(['s.name as source_name', 's.origin as source_origin', 's.read_at_ms']);
}

type ListingColumns = Awaited<ReturnType<ReturnType<typeof selectListings>['execute']>>[number];

export function toListing(row: ListingColumns): ListingRow {
  return {
    id: row.id,
    sourceId: row.source_id,
    lineId: row.line_id,
    raw: row.raw,
    number: row.number,
    areaCode: row.area_code,
    areaCodeInferred: row.area_code_inferred,
    extension: row.extension,
    numberType: row.number_type as NumberType | null,
    purpose: row.purpose as Purpose,
    owner: row.owner,
    service: row.service,
    hours: row.hours,
    position: row.position as ListingPosition,
    context: { before: row.before, after: row.after },
    status: row.status as ListingRecord['status'],
    issues: row.issues,
    sourceName: row.source_name,
    sourceOrigin: row.source_origin,
    readAtMs: row.read_at_ms,
  };
}
