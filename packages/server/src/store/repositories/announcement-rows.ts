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
 * others are left out. `only` limits it to these.
 */
export function heardAnnouncements(
  scope: Scope,
  only: RawBuilder<unknown>,
): RawBuilder<HeardAnnouncementRow> {
  return sql<HeardAnnouncementRow>`
    with asked as materialized (
      select a.* from announcements a where a.merged_into is null and ${only}),
    heard as (
      select h.announcement_id, count(distinct h.observation_id) as calls,
        count(distinct l.ledger_key) as numbers,
        count(distinct h.observation_id) filter (where h.before_answer) as before_answer,
        min(h.at_ms) as first_at_ms, max(h.at_ms) as last_at_ms,
        array_agg(distinct h.trunk_id) as trunk_ids
      from asked join announcement_hearings h on h.announcement_id = asked.id
        join lines l on l.id = h.line_id
      where ${insideScope(scope)} group by h.announcement_id)
    select a.*, a.heard_calls as calls_in_all, coalesce(h.calls, 0) as calls, coalesce(h.numbers, 0) as numbers,
      coalesce(h.before_answer, 0) as before_answer, h.first_at_ms, h.last_at_ms,
      array(select t.name from trunks t where t.id = any(h.trunk_ids) order by t.name) as trunks
    from asked a left join heard h on h.announcement_id = a.id`;
}

/** These announcements `a` alone. */
export const ofIds = (ids: readonly string[]): RawBuilder<boolean> =>
  sql`a.id = any(${[...ids]}::uuid[])`;

/** The announcements of a list in their order: those on most numbers first, then those in most calls. */
export function inOrder(filter: AnnouncementFilter, scope: Scope): RawBuilder<{ id: string }> {
  const asked = sql`a.merged_into is null and ${listed(filter)}`;
  if (scope === 'all') {
    return sql<{ id: string }>`select a.id from announcements a where ${asked}
      order by a.heard_numbers desc, a.heard_calls desc, a.imported_numbers desc, a.id`;
  }
  return sql<{ id: string }>`
    with by_number as materialized (
      select h.announcement_id, l.ledger_key, count(distinct h.observation_id) as calls
      from lines l join announcement_hearings h on h.line_id = l.id
        join announcements a on a.id = h.announcement_id
      where ${insideScope(scope)} and ${asked} group by h.announcement_id, l.ledger_key),
    heard as materialized (
      select announcement_id, count(*) as numbers, sum(calls) as calls from by_number group by announcement_id)
    select a.id from heard h join announcements a on a.id = h.announcement_id
    order by h.numbers desc, h.calls desc, a.imported_numbers desc, a.id`;
}

/** An announcement `a` that lists show: what was heard once is on none of them. */
const isShown = sql<boolean>`(a.word is not null or a.proposed_label is not null or a.imported_calls > 0
  or a.heard_calls >= 2)`;

/** The state of an announcement `a` that lists show in SQL, as `announcementState` says it. */
export const stateWord = sql`case
  when a.word = 'no_announcement' then 'dismissed'
  when a.word is not null then 'labelled'
  when a.proposed_label is not null then 'proposed'
  else 'unlabelled' end`;

/** The announcements `a` of a list. */
export function listed(filter: AnnouncementFilter): RawBuilder<boolean> {
  const parts: RawBuilder<unknown>[] = [isShown];
  if (filter.state !== undefined) parts.push(sql`${stateWord} = ${filter.state}`);
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
