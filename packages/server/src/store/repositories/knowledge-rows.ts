import { questionKey, type StoredEntryState } from '@everyline/domain';
import { sql, type Expression, type SqlBool } from 'kysely';

import type { Scope } from '../../app/access/scope.ts';
import type { EntryFilter, EntryRow, StoredVersion } from '../../app/ports/store/knowledge.ts';
import type { Database } from '../database.ts';

/** Characters of an answer that a list shows. */
const briefAnswer = 300;

/** Entries with the departments that they belong to. */
export const entriesFrom = (db: Database) =>
  db.selectFrom('knowledge_entries as e').leftJoin('departments as d', 'd.id', 'e.department_id');
export type EntrySelect = ReturnType<typeof entriesFrom>;

export const entryColumns = [
  'e.id',
  'e.revision',
  'e.version',
  'e.state',
  'e.published_version',
  'e.published_from',
  'e.published_until',
  'e.question',
  'e.answer',
  'e.department_id',
  'd.name as department_name',
  'e.category',
  'e.valid_until',
  'e.owner_id',
  'e.reviewer_id',
  'e.source_document_id',
  'e.source_lost',
  'e.written_by_id',
  'e.changed_at_ms',
  'e.changed_by',
] as const;

interface Row {
  id: string;
  revision: number;
  version: number;
  state: string;
  published_version: number | null;
  published_from: string | null;
  published_until: string | null;
  question: string;
  answer: string;
  department_id: string | null;
  department_name: string | null;
  category: string;
  valid_until: string | null;
  owner_id: string | null;
  reviewer_id: string | null;
  source_document_id: string | null;
  source_lost: boolean;
  written_by_id: string | null;
  changed_at_ms: number;
  changed_by: string;
}

export function toEntryRow(row: Row): EntryRow {
  return {
    id: row.id,
    revision: row.revision,
    version: row.version,
    state: row.state as StoredEntryState,
    publishedVersion: row.published_version,
    publishedFrom: row.published_from,
    publishedUntil: row.published_until,
    question: row.question,
    answer: row.answer,
    department:
      row.department_id === null
        ? null
        : { id: row.department_id, name: row.department_name ?? '' },
    category: row.category,
    validUntil: row.valid_until,
    ownerId: row.owner_id,
    reviewerId: row.reviewer_id,
    documentId: row.source_document_id,
    sourceLost: row.source_lost,
    writtenById: row.written_by_id,
    changedAtMs: row.changed_at_ms,
    changedBy: row.changed_by,
  };
}

/** What an entry's row repeats of its newest version, for lists and searches. */
export function repeatedOf({ content, version, atMs, by, byId }: StoredVersion) {
  const { question, paraphrases, shortAnswer, longAnswer } = content;
  return {
    version,
    question,
    question_key: questionKey(question),
    answer: (shortAnswer.trim() === '' ? longAnswer : shortAnswer).slice(0, briefAnswer),
    texts: [question, ...paraphrases, shortAnswer, longAnswer].join('\n'),
    department_id: content.departmentId,
    category: content.category,
    valid_until: content.validUntil,
    owner_id: content.ownerId,
    reviewer_id: content.reviewerId,
    source_document_id: content.source?.documentId ?? null,
    written_by_id: byId,
    changed_at_ms: atMs,
    changed_by: by,
  };
}

/** The entries that a list is narrowed to. */
export function narrowEntries(all: EntrySelect, filter: EntryFilter, scope: Scope): EntrySelect {
  const { today } = filter;
  const parts: Expression<SqlBool>[] = [];
  if (scope !== 'all') parts.push(sql`e.department_id = any(${[...scope]}::uuid[])`);
  if (filter.departmentId) {
    parts.push(sql`e.department_id in (with recursive under as (
      select id from departments where id = ${filter.departmentId}
      union select k.id from departments k join under on k.parent_id = under.id
    ) select id from under)`);
  }
  if (filter.state?.length) {
    const stored = filter.state.filter((state) => state !== 'published' && state !== 'expired');
    const expired = sql<SqlBool>`(e.published_until is not null and e.published_until < ${today})`;
    const wanted: Expression<SqlBool>[] = [sql`e.state = any(${stored}::text[])`];
    if (filter.state.includes('published')) {
      wanted.push(sql`(e.state = 'published' and not ${expired})`);
    }
    if (filter.state.includes('expired')) wanted.push(sql`(e.state = 'published' and ${expired})`);
    parts.push(sql`(${sql.join(wanted, sql` or `)})`);
  }
  if (filter.category) {
    const below = `${filter.category.replace(/[\\%_]/g, '\\$&')}/%`;
    parts.push(sql`(e.category = ${filter.category} or e.category like ${below})`);
  }
  if (filter.expiringUntil !== undefined) {
    parts.push(sql`e.published_until between ${today} and ${filter.expiringUntil}`);
  }
  if (filter.sourceLost !== undefined) parts.push(sql`e.source_lost = ${filter.sourceLost}`);
  if (filter.documentId) parts.push(sql`e.source_document_id = ${filter.documentId}`);
  if (filter.q?.trim()) {
    parts.push(sql`e.texts ilike ${`%${filter.q.trim().replace(/[\\%_]/g, '\\$&')}%`}`);
  }
  return parts.reduce((wanted, part) => wanted.where(part), all);
}
