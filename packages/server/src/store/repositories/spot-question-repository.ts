import type { Purpose, SpotQuestion } from '@everyline/domain';

import type { SpotQuestionStore } from '../../app/ports/store/spot-rounds.ts';
import type { Database } from '../database.ts';

export function spotQuestionRepository(db: Database): SpotQuestionStore {
  const select = () => db.selectFrom('spot_questions').selectAll();
  return {
    all: async () =>
      (await select().orderBy('created_at_ms').orderBy('id').execute()).map(toQuestion),
    byId: async (id) => {
      const row = await select().where('id', '=', id).executeTakeFirst();
      return row ? toQuestion(row) : null;
    },
    insert: async ({ createdAtMs, ...question }) => {
      await db
        .insertInto('spot_questions')
        .values({ id: question.id, ...toColumns(question), created_at_ms: createdAtMs })
        .execute();
    },
    update: async (question) => {
      await db
        .updateTable('spot_questions')
        .set(toColumns(question))
        .where('id', '=', question.id)
        .execute();
    },
  };
}

type Columns = ReturnType<typeof toColumns> & { id: string };

function toColumns({ departmentId, purpose, question, expected, active }: SpotQuestion) {
  return {
    department_id: departmentId,
    purpose: purpose as string | null,
    question,
    expected,
    active,
  };
}

function toQuestion(row: Columns): SpotQuestion {
  return {
    id: row.id,
    departmentId: row.department_id,
    purpose: row.purpose as Purpose | null,
    question: row.question,
    expected: row.expected,
    active: row.active,
  };
}
