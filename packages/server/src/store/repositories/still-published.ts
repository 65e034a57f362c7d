import { sql } from 'kysely';

import type { SourceStore } from '../../app/ports/store/sources.ts';
import type { Database } from '../database.ts';
import { selectListings, toListing } from './listing-rows.ts';
import { pageOf } from './page-of.ts';

/** Places in which numbers are published that have ended, with what stands in their place. */
export function stillPublished(
  db: Database,
  ...[filter, paging]: Parameters<SourceStore['stillPublished']>
): ReturnType<SourceStore['stillPublished']> {
  const found = () => {
    let places = selectListings(db)
      .innerJoin('lines as l', 'l.id', 'g.line_id')
      .leftJoin('departments as d', 'd.id', 'l.department_id')
      .leftJoinLateral(
        (eb) =>
          eb
            .selectFrom('line_versions as w')
            .select(['w.at_ms', 'w.successor_id'])
            .whereRef('w.line_id', '=', 'l.id')
            .orderBy('w.version', 'desc')
            .limit(1)
            .as('v'),
        (join) => join.onTrue(),
      )
      .leftJoin('lines as n', 'n.id', 'v.successor_id')
      .where('l.state', '=', 'retired')
      .where('g.status', '=', 'active')
      .where('s.state', '=', 'imported')
      .where('s.superseded_by', 'is', null);
    if (filter.scope !== 'all') {
      places = places.where(sql<boolean>`l.department_id = any(${[...filter.scope]}::uuid[])`);
    }
    if (filter.lineId !== undefined) places = places.where('l.id', '=', filter.lineId);
    return places;
  };
  return pageOf(
    paging,
    found()
      .clearSelect()
      .select((eb) => eb.fn.countAll<number>().as('total')),
    found()
      .select(['l.dialled', 'l.area_code as line_area', 'l.extension as line_extension'])
      .select(['l.id as ended_line', 'l.department_id', 'd.name as department_name', 'v.at_ms'])
      .select(['n.id as next_id', 'n.dialled as next_dialled', 'n.area_code as next_area'])
      .select(['n.extension as next_extension'])
      .orderBy('s.name')
      .orderBy('s.id')
      .orderBy('g.id'),
    (row) => ({
      listing: toListing(row),
      lineId: row.ended_line,
      number: { dialled: row.dialled, areaCode: row.line_area, extension: row.line_extension },
      department:
        row.department_id === null
          ? null
          : { id: row.department_id, name: row.department_name ?? '' },
      endedAtMs: row.at_ms,
      successor:
        row.next_id === null
          ? null
          : {
              id: row.next_id,
              number: {
                dialled: row.next_dialled ?? '',
                areaCode: row.next_area,
                extension: row.next_extension,
              },
            },
    }),
  );
}
