import { createHash } from 'node:crypto';

import type { AuditStore } from '../../app/ports/store/audit.ts';
import type { Database } from '../database.ts';
import { pageOf } from './page-of.ts';

export function auditRepository(db: Database): AuditStore {
  return {
    append: async (record) => {
      await db
        .insertInto('audit')
        .values({
          at_ms: record.atMs,
          actor: record.actor,
          operation: record.operation,
          subject_kind: record.subjectKind,
          subject_id: record.subjectId,
          detail: JSON.stringify(record.detail ?? null),
        })
        .execute();
    },
    page: (query, paging) => {
      let wanted = db.selectFrom('audit');
      if (query.subjectKind) wanted = wanted.where('subject_kind', '=', query.subjectKind);
      if (query.subjectId) wanted = wanted.where('subject_id', '=', query.subjectId);
      if (query.operation) wanted = wanted.where('operation', '=', query.operation);
      if (query.actor) wanted = wanted.where('actor', '=', query.actor);
      return pageOf(
        paging,
        wanted.select((eb) => eb.fn.countAll<number>().as('total')),
        wanted.selectAll().orderBy('sequence', 'desc'),
        (row) => ({
          sequence: row.sequence,
          atMs: row.at_ms,
          actor: row.actor,
          operation: row.operation,
          subjectKind: row.subject_kind,
          subjectId: row.subject_id,
          detail: JSON.parse(row.detail) as unknown,
          hash: row.hash,
        }),
      );
    },
    verify: async () => {
      let last = 0;
      let hash = '';
      for (;;) {
        const rows = await db
          .selectFrom('audit')
          .selectAll()
          .where('sequence', '>', last)
          .orderBy('sequence')
          .limit(2000)
          .execute();
        if (rows.length === 0) return { intact: true, records: last, brokenAt: null };
        for (const row of rows) {
          const expected = createHash('sha256')
            .update(
              [
                hash,
                row.sequence,
                row.at_ms,
                row.actor,
                row.operation,
                row.subject_kind,
                row.subject_id ?? '',
                row.detail,
              ].join('\n'),
            )
            .digest('hex');
          if (row.sequence !== last + 1 || row.hash !== expected) {
            return { intact: false, records: last, brokenAt: last + 1 };
          }
          last = row.sequence;
          hash = row.hash;
        }
      }
    },
  };
}
