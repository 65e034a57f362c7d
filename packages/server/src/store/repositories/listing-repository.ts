import type { ListingPosition } from '@everyline/domain';
import { sql } from 'kysely';

import type { NumberGroup, RejectRow, SourceStore } from '../../app/ports/store/sources.ts';
import type { Database } from '../database.ts';
import { selectListings, toListing } from './listing-rows.ts';
import { pageOf } from './page-of.ts';
import { stillPublished } from './still-published.ts';

type Part =
  | 'addListings'
  | 'addRejects'
  | 'listings'
  | 'listingsById'
  | 'listingsOfLine'
  | 'rejects'
  | 'stillPublished'
  | 'numberGroups'
  | 'linkListings'
  | 'linesOnlyRetired'
  | 'retireListings';

/** Services that a line takes over from its listings. */
const MOST_SERVICES = 20;

/** Listings and rejects; written in batches as one json document each, which is one statement of any size. */
export function listingRepository(db: Database): Pick<SourceStore, Part> {
  return {
    addListings: async (sourceId, listings) => {
      if (listings.length === 0) return;
      const rows = listings.map((listing) => ({
        id: listing.id,
        number_key: listing.numberKey,
        raw: listing.raw,
        number: listing.number,
        area_code: listing.areaCode,
        area_code_inferred: listing.areaCodeInferred,
        extension: listing.extension,
        number_type: listing.numberType,
        purpose: listing.purpose,
        owner: listing.owner,
        owner_key: listing.ownerKey,
        service: listing.service,
        service_key: listing.serviceKey,
        hours: listing.hours,
        position: listing.position,
        before: listing.context.before,
        after: listing.context.after,
        status: listing.status,
        issues: listing.issues,
        footer: listing.footer,
      }));
      await sql`
        insert into listings (id, source_id, number_key, raw, number, area_code, area_code_inferred, extension,
          number_type, purpose, owner, owner_key, service, service_key, hours, position, before, after, status, issues, footer)
        select id, ${sourceId}::uuid, number_key, raw, number, area_code, area_code_inferred, extension,
          number_type, purpose, owner, owner_key, service, service_key, hours, position, before, after, status, issues, footer
        from json_to_recordset(${JSON.stringify(rows)}::json) as given (
          id uuid, number_key text, raw text, number text, area_code text, area_code_inferred boolean, extension text,
          number_type text, purpose text, owner text, owner_key text, service text, service_key text, hours text,
          position jsonb, before text, after text, status text, issues jsonb, footer boolean)`.execute(
        db,
      );
    },
    addRejects: async (sourceId, rejects) => {
      if (rejects.length === 0) return;
      await sql`
        insert into source_rejects (id, source_id, position, raw, before, after, reason)
        select id, ${sourceId}::uuid, position, raw, before, after, reason
        from json_to_recordset(${JSON.stringify(rejects)}::json)
          as given (id uuid, position jsonb, raw text, before text, after text, reason jsonb)`.execute(
        db,
      );
    },
    listings: (sourceId, filter, paging) => {
      let count = db.selectFrom('listings as g').where('g.source_id', '=', sourceId);
      let rows = selectListings(db).where('g.source_id', '=', sourceId);
      if (filter.status) {
        count = count.where('g.status', '=', filter.status);
        rows = rows.where('g.status', '=', filter.status);
      }
      return pageOf(
        paging,
        count.select((eb) => eb.fn.countAll<number>().as('total')) as never,
        rows.orderBy('g.id') as never,
        toListing as never,
      );
    },
    listingsById: async (ids) =>
      ids.length === 0
        ? []
        : (await selectListings(db).where('g.id', 'in', ids).orderBy('g.id').execute()).map(
            toListing,
          ),
    listingsOfLine: async (lineId) =>
      (
        await selectListings(db)
          .where('g.line_id', '=', lineId)
          .where('s.state', '=', 'imported')
          .where('s.superseded_by', 'is', null)
          .orderBy('s.read_at_ms', 'desc')
          .orderBy('g.id')
          .limit(200)
          .execute()
      ).map(toListing),
    stillPublished: (filter, paging) => stillPublished(db, filter, paging),
    rejects: async (filter, paging) => {
      let wanted = db
        .selectFrom('source_rejects as r')
        .innerJoin('sources as s', 's.id', 'r.source_id');
      wanted =
        filter.sourceId === undefined
          ? wanted.where('s.state', '=', 'imported').where('s.superseded_by', 'is', null)
          : wanted.where('r.source_id', '=', filter.sourceId);
      if (filter.departmentIds)
        wanted = wanted.where('s.department_id', 'in', [...filter.departmentIds]);
      const { total } = await wanted
        .select((eb) => eb.fn.countAll<number>().as('total'))
        .executeTakeFirstOrThrow();
      const rows = await wanted
        .selectAll('r')
        .select('s.name as source_name')
        .orderBy('s.read_at_ms', 'desc')
        .orderBy('r.id')
        .limit(paging.pageSize)
        .offset((paging.page - 1) * paging.pageSize)
        .execute();
      const items = rows.map((row): RejectRow => ({
        id: row.id,
        sourceId: row.source_id,
        sourceName: row.source_name,
        position: row.position as ListingPosition,
        raw: row.raw,
        before: row.before,
        after: row.after,
        reason: row.reason as RejectRow['reason'],
      }));
      return { items, total, ...paging };
    },
    numberGroups: async (sourceId, afterKey, limit) => {
      const { rows } = await sql<NumberGroup>`
        with keys as (
          select distinct number_key from listings
          where source_id = ${sourceId} and number_key > ${afterKey} order by number_key limit ${limit})
        select number_key as "numberKey",
          min(number) as number,
          min(area_code) as "areaCode",
          min(extension) as extension,
          coalesce(min(number_type), 'geographic') as "numberType",
          case when bool_or(purpose = 'fax') then 'fax'
            else mode() within group (order by purpose) end as purpose,
          mode() within group (order by owner) filter (where owner is not null) as owner,
          coalesce((array_agg(distinct service) filter (where service is not null))[1:${sql.lit(MOST_SERVICES)}], '{}') as services,
          mode() within group (order by hours) filter (where hours is not null) as hours,
          bool_and(status = 'retired') as retired
        from listings where source_id = ${sourceId} and number_key in (select number_key from keys)
        group by number_key order by number_key`.execute(db);
      return rows;
    },
    linkListings: async (sourceId, links) => {
      if (links.length === 0) return;
      await sql`
        update listings set line_id = given.line_id
        from json_to_recordset(${JSON.stringify(links.map((link) => ({ number_key: link.numberKey, line_id: link.lineId })))}::json)
          as given (number_key text, line_id uuid)
        where listings.source_id = ${sourceId} and listings.number_key = given.number_key`.execute(
        db,
      );
    },
    linesOnlyRetired: async (sourceIds) => {
      if (sourceIds.length === 0) return [];
      const { rows } = await sql<{ line_id: string }>`
        select touched.line_id from (
          select distinct line_id from listings where source_id = any(${sourceIds}::uuid[]) and line_id is not null) touched
        where not exists (
          select 1 from listings g join sources s on s.id = g.source_id
          where g.line_id = touched.line_id and g.status in ('active', 'undecided')
            and s.state = 'imported' and s.superseded_by is null)`.execute(db);
      return rows.map((row) => row.line_id);
    },
    retireListings: async (ids) => {
      if (ids.length === 0) return;
      await db.updateTable('listings').set({ status: 'retired' }).where('id', 'in', ids).execute();
    },
  };
}
