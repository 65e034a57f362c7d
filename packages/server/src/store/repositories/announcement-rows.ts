import type { Announcement, AnnouncementLabel, AnnouncementWord } from '@everyline/domain';
import { sql, type RawBuilder } from 'kysely';

import type { Scope } from '../../app/access/scope.ts';
import type {
  AnnouncementFilter,
  AnnouncementRow,
} from '../../app/ports/store/announcement-groups.ts';

export interface HeardAnnouncementRow {
  id: string;
  word: string | null;
  labelled_by: string | null;
  labelled_at_ms: number | null;
  proposed_label: string | null;
  proposed_origin: string | null;
  text: string;
  imported_calls: number;
  imported_numbers: number;
  sample_length_ms: number | null;
  exported_at_ms: number | null;
  merged_into: string | null;
  calls: number;
  numbers: number;
  calls_in_all: number;
  before_answer: number;
  first_at_ms: number | null;
  last_at_ms: number | null;
  trunks: string[];
}

/** True for a call to a line `l` inside the scope. */
export const insideScope = (scope: Scope): RawBuilder<boolean> =>
  scope === 'all' ? sql`true` : sql`l.department_id = any(${[...scope]}::uuid[])`;

/**
 * Announcements with how often, where and since when they were heard. Recordings that were joined to
 * others are left out. `only` limits it to one.
 */
export function heardAnnouncements(
  scope: Scope,
  only: string | null,
): RawBuilder<HeardAnnouncementRow> {
  const one = only === null ? sql`true` : sql`h.announcement_id = ${only}`;
  return sql<HeardAnnouncementRow>`
    with heard as (
      select h.announcement_id,
        count(distinct o.id) filter (where ${insideScope(scope)}) as calls,
        count(distinct l.ledger_key) filter (where ${insideScope(scope)}) as numbers,
        count(distinct o.id) as calls_in_all,
        count(distinct o.id) filter (where ${insideScope(scope)}
          and h.from_ms < coalesce((o.timings ->> 'answerMs')::float8, 'infinity')) as before_answer,
        min(o.started_at_ms) filter (where ${insideScope(scope)}) as first_at_ms,
        max(o.started_at_ms) filter (where ${insideScope(scope)}) as last_at_ms,
        array_agg(distinct t.name) filter (where ${insideScope(scope)}) as trunks
      from announcement_hearings h join observations o on o.id = h.observation_id
        join lines l on l.id = o.line_id left join trunks t on t.id = o.trunk_id
      where ${one} group by h.announcement_id)
    select a.*, coalesce(h.calls, 0) as calls, coalesce(h.numbers, 0) as numbers,
      coalesce(h.calls_in_all, 0) as calls_in_all, coalesce(h.before_answer, 0) as before_answer,
      h.first_at_ms, h.last_at_ms, coalesce(h.trunks, '{}') as trunks
    from announcements a left join heard h on h.announcement_id = a.id
    where a.merged_into is null and ${only === null ? sql`true` : sql`a.id = ${only}`}`;
}

/** The state of an announcement `a` in SQL, as `announcementState` says it. */
export const stateWord = sql`case
  when a.word = 'no_announcement' then 'dismissed'
  when a.word is not null then 'labelled'
  when a.proposed_label is not null then 'proposed'
  when a.calls_in_all >= 2 or a.imported_calls > 0 then 'unlabelled'
  else 'once' end`;

/** The announcements `a` of a list: what was heard once is on none of them. */
export function listed(filter: AnnouncementFilter, scope: Scope): RawBuilder<boolean> {
  const parts: RawBuilder<unknown>[] = [
    filter.state === undefined ? sql`${stateWord} <> 'once'` : sql`${stateWord} = ${filter.state}`,
  ];
  if (scope !== 'all') parts.push(sql`a.calls > 0`);
  if (filter.word !== undefined) {
    parts.push(
      sql`(a.word = ${filter.word} or (a.word is null and a.proposed_label = ${filter.word}))`,
    );
  }
  if (filter.q !== undefined && filter.q.trim() !== '') {
    parts.push(sql`a.text ilike ${`%${filter.q.trim().replace(/[\\%_]/g, '\\$&')}%`}`);
  }
  return sql<boolean>`${sql.join(parts, sql` and `)}`;
}

export function toAnnouncementRow(row: HeardAnnouncementRow): AnnouncementRow {
  const proposal: Announcement['proposal'] =
    row.proposed_label === null
      ? null
      : {
          label: row.proposed_label as AnnouncementLabel,
          origin: row.proposed_origin ?? '',
        };
  return {
    id: row.id,
    word: row.word as AnnouncementWord | null,
    labelledBy: row.labelled_by,
    labelledAtMs: row.labelled_at_ms,
    proposal,
    text: row.text,
    exportedAtMs: row.exported_at_ms,
    calls: row.calls,
    numbers: row.numbers,
    callsInAll: row.calls_in_all,
    beforeAnswer: row.before_answer,
    firstHeardAtMs: row.first_at_ms,
    lastHeardAtMs: row.last_at_ms,
    trunks: row.trunks,
    importedCalls: row.imported_calls,
    importedNumbers: row.imported_numbers,
    sampleLengthMs: row.sample_length_ms,
    mergedInto: row.merged_into,
  };
}
