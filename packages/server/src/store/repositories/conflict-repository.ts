import type { ListingConflictKind } from '@everyline/domain';
import { sql, type RawBuilder } from 'kysely';

import type { ConflictRow, Contradiction, SourceStore } from '../../app/ports/store/sources.ts';
import type { Database } from '../database.ts';

type Part =
  | 'contradictions'
  | 'contradictionsOf'
  | 'doubtedBy'
  | 'keepConflicts'
  | 'conflicts'
  | 'conflictById'
  | 'resolve';

/** Listings of one contradiction that are looked at; more of them say nothing new. */
const MOST_LISTINGS = 60;

const holding = sql`g.status = 'active' and s.superseded_by is null`;

interface Question {
  readonly key: RawBuilder<unknown>;
  /** Which listings can take part. */
  readonly takesPart: RawBuilder<unknown>;
  /** What makes a group of them suspicious enough to be looked at. */
  readonly suspicious: RawBuilder<unknown>;
}

/** One question for each kind of conflict; what the answer means is decided above the store. */
const questions: Readonly<Record<ListingConflictKind, Question>> = {
  same_number_different_owner: {
    key: sql`g.number_key`,
    takesPart: sql`g.number_key is not null and g.owner_key <> ''`,
    suspicious: sql`count(distinct g.owner_key) > 1`,
  },
  same_service_different_number: {
    key: sql`g.owner_key || '|' || g.service_key || '|' || g.purpose`,
    takesPart: sql`g.number_key is not null and g.owner_key <> '' and g.service_key <> '' and g.purpose <> 'fax'`,
    suspicious: sql`count(distinct g.source_id) > 1 and count(distinct g.number_key) > 1`,
  },
  contradicting_footers: {
    key: sql`g.number_key`,
    takesPart: sql`g.number_key is not null and g.footer`,
    suspicious: sql`count(distinct g.purpose) > 1 or count(distinct g.owner_key) filter (where g.owner_key <> '') > 1`,
  },
  area_code_not_of_owner: {
    key: sql`g.number_key`,
    takesPart: sql`g.number_key is not null and g.issues @> '[{"code":"area_code_of_other_city"}]'`,
    suspicious: sql`true`,
  },
};

/** Conflicts between listings of sources that hold. */
export function conflictRepository(db: Database): Pick<SourceStore, Part> {
  const rowsOf = async (where: RawBuilder<unknown>, tail: RawBuilder<unknown>) => {
    const { rows } = await sql<ConflictRow>`
      select c.id, c.kind, c.key, c.detail, c.found_at_ms as "foundAtMs", c.resolved_at_ms as "resolvedAtMs",
        c.resolved_by as "resolvedBy", c.resolution,
        array_agg(g.id order by g.id) as "listingIds",
        coalesce(array_agg(distinct g.line_id) filter (where g.line_id is not null), '{}') as "lineIds"
      from listing_conflicts c
      join conflict_listings cl on cl.conflict_id = c.id
      join listings g on g.id = cl.listing_id
      where ${where}
      group by c.id order by c.found_at_ms desc, c.id ${tail}`.execute(db);
    return rows;
  };
  return {
    contradictions: async (kind, sourceId, afterKey, limit) => {
      const { key, takesPart, suspicious } = questions[kind];
      const { rows } = await sql<{ key: string; listings: Contradiction['listings'] }>`
        with touched as (
          select distinct ${key} as key from listings g
          where g.source_id = ${sourceId} and g.status = 'active' and ${takesPart} and ${key} > ${afterKey})
        select ${key} as key,
          (json_agg(json_build_object('id', g.id, 'sourceId', g.source_id, 'owner', g.owner, 'ownerKey', g.owner_key,
            'numberKey', g.number_key, 'raw', g.raw, 'purpose', g.purpose, 'service', g.service, 'issues', g.issues)
            order by g.id))::jsonb as listings
        from listings g
        join sources s on s.id = g.source_id
        where ${key} in (select key from touched) and ${takesPart} and ${holding}
          and (s.state = 'imported' or s.id = ${sourceId})
        group by ${key} having ${suspicious}
        order by ${key} limit ${limit}`.execute(db);
      return rows.map((row) => ({
        kind,
        key: row.key,
        listings: row.listings
          .slice(0, MOST_LISTINGS)
          .map((listing) => ({ ...listing, purpose: listing.purpose })),
      }));
    },
    keepConflicts: async (conflicts) => {
      let open = 0;
      for (const conflict of conflicts) {
        const kept = await db
          .insertInto('listing_conflicts')
          .values({
            id: conflict.id,
            kind: conflict.kind,
            key: conflict.key,
            fingerprint: conflict.fingerprint,
            detail: JSON.stringify(conflict.detail),
            found_at_ms: conflict.foundAtMs,
            resolved_at_ms: null,
            resolved_by: null,
            resolution: null,
            kept_listing_id: null,
          })
          .onConflict((same) =>
            same
              .columns(['kind', 'key', 'fingerprint'])
              .doUpdateSet((eb) => ({ detail: eb.ref('excluded.detail') })),
          )
          .returning(['id', 'resolved_at_ms'])
          .executeTakeFirstOrThrow();
        if (kept.resolved_at_ms === null) open += 1;
        await db
          .insertInto('conflict_listings')
          .values(
            conflict.listingIds.map((listingId) => ({
              conflict_id: kept.id,
              listing_id: listingId,
            })),
          )
          .onConflict((same) => same.doNothing())
          .execute();
      }
      return open;
    },
    conflicts: async (filter, paging) => {
      const conditions: RawBuilder<unknown>[] = [
        // A conflict whose older version was replaced is over.
        sql`(c.resolved_at_ms is not null or exists (
          select 1 from conflict_listings k join listings l on l.id = k.listing_id join sources s on s.id = l.source_id
          where k.conflict_id = c.id and s.superseded_by is null))`,
      ];
      if (filter.resolved !== undefined) {
        conditions.push(
          filter.resolved ? sql`c.resolved_at_ms is not null` : sql`c.resolved_at_ms is null`,
        );
      }
      if (filter.kinds && filter.kinds.length > 0)
        conditions.push(sql`c.kind = any(${[...filter.kinds]}::text[])`);
      if (filter.sourceId !== undefined) conditions.push(touches(sql`source_id`, filter.sourceId));
      if (filter.lineId !== undefined) conditions.push(touches(sql`line_id`, filter.lineId));
      if (filter.departmentIds) {
        conditions.push(sql`exists (select 1 from conflict_listings k join listings l on l.id = k.listing_id
          join lines n on n.id = l.line_id
          where k.conflict_id = c.id and n.department_id = any(${[...filter.departmentIds]}::uuid[]))`);
      }
      const where = sql.join(conditions, sql` and `);
      const { rows: counted } = await sql<{
        total: number;
      }>`select count(*) as total from listing_conflicts c where ${where}`.execute(db);
      const offset = (paging.page - 1) * paging.pageSize;
      const items = await rowsOf(where, sql`limit ${paging.pageSize} offset ${offset}`);
      return { items, total: counted[0]?.total ?? 0, ...paging };
    },
    contradictionsOf: async (lineId) => {
      const { rows } = await sql<{ conflictId: string; atMs: number }>`
        select c.id as "conflictId", coalesce(c.resolved_at_ms, c.found_at_ms) as "atMs"
        from listing_conflicts c
        join conflict_listings k on k.conflict_id = c.id
        join listings g on g.id = k.listing_id
        join sources s on s.id = g.source_id and s.superseded_by is null
        where c.kind = 'same_service_different_number'
          and c.id in (select own.conflict_id from conflict_listings own
            join listings mine on mine.id = own.listing_id where mine.line_id = ${lineId})
        group by c.id
        having case when c.resolved_at_ms is null
          then max(s.published_on) filter (where g.line_id is distinct from ${lineId})
            > max(s.published_on) filter (where g.line_id = ${lineId})
            and count(*) filter (where g.line_id = ${lineId} and s.published_on is null) = 0
          else c.kept_listing_id is not null
            and bool_and(g.line_id is distinct from ${lineId}) filter (where g.id = c.kept_listing_id) end`.execute(
        db,
      );
      return rows;
    },
    doubtedBy: async (sourceIds) => {
      const { rows } = await sql<{ lineId: string; conflictId: string }>`
        select t.line_id as "lineId", c.id as "conflictId"
        from tickets t join listing_conflicts c on c.id = any(t.evidence)
        where t.state <> 'closed' and t.fault = 'outdated'
          and exists (select 1 from conflict_listings k join listings g on g.id = k.listing_id
            where k.conflict_id = c.id and g.source_id = any(${[...sourceIds]}::uuid[]))
        order by t.opened_at_ms, t.id`.execute(db);
      return rows;
    },
    conflictById: async (id) => (await rowsOf(sql`c.id = ${id}`, sql``))[0] ?? null,
    resolve: async (id, answer) => {
      await db
        .updateTable('listing_conflicts')
        .set({
          resolved_at_ms: answer.atMs,
          resolved_by: answer.by,
          resolution: answer.resolution,
          kept_listing_id: answer.keptListingId,
        })
        .where('id', '=', id)
        .execute();
    },
  };
}

function touches(column: RawBuilder<unknown>, id: string): RawBuilder<unknown> {
  return sql`exists (select 1 from conflict_listings k join listings l on l.id = k.listing_id
    where k.conflict_id = c.id and l.${column} = ${id})`;
}
