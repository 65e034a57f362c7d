import type {
  ImportRowQuery,
  KnowledgeImport,
  KnowledgeImportRows,
  Localised,
} from '@everyline/contract';
import type { RowProblem } from '@everyline/domain';

import { actorName } from '../access/actor.ts';
import { authorise } from '../access/authorise.ts';
import type { AppContext } from '../context.ts';
import { notFound } from '../faults.ts';
import { pagingOf } from '../ports/store/page.ts';
import type { StoredKnowledgeImport } from '../ports/store/knowledge-imports.ts';

/** A table that was read by the one who asks, or by anybody for whom the whole city is theirs. */
export async function namedImport(context: AppContext, id: string): Promise<StoredKnowledgeImport> {
  const scope = await authorise(context, 'knowledge.edit');
  const found = await context.store.knowledgeImports.byId(id);
  const isOwn = scope === 'all' || found?.readBy === actorName(context.actor);
  if (!found || !isOwn) throw notFound('knowledge_import');
  return found;
}

export async function importView(context: AppContext, id: string): Promise<KnowledgeImport> {
  const one = await namedImport(context, id);
  return {
    id: one.id,
    file: one.file,
    readAtMs: one.readAtMs,
    readBy: one.readBy,
    columns: one.columns.map(({ head, examples }) => ({ head, examples: [...examples] })),
    rows: one.rows,
    unread: [...one.unread],
    mapping: { ...one.settings.mapping },
    departmentId: one.settings.departmentId,
    counts: one.counts && { ...one.counts },
    appliedAtMs: one.appliedAtMs,
  };
}

export async function importRows(
  context: AppContext,
  id: string,
  query: ImportRowQuery,
): Promise<KnowledgeImportRows> {
  await namedImport(context, id);
  const found = await context.store.knowledgeImports.page(id, query.word, pagingOf(query));
  return {
    ...found,
    items: found.items.map(({ position: _position, problem, ...row }) => ({
      ...row,
      problem: problem && problemSentence(problem),
    })),
  };
}

/** Why a row is left out, with the way out. */
function problemSentence({ issue, found }: RowProblem): Localised {
  switch (issue) {
    case 'no_question':
      return { zh: '没有问题，请填写。', en: 'There is no question; fill it in.' };
    case 'no_answer':
      return { zh: '没有答复，请填写。', en: 'There is no answer; fill it in.' };
    case 'too_long':
      return {
        zh: `“${found.slice(0, 20)}…”太长，请缩短或分成几条。`,
        en: `“${found.slice(0, 20)}…” is too long; shorten it, or make several entries of it.`,
      };
    case 'no_such_day':
      return {
        zh: `“${found}”不是日期，请写成 2026-12-31 的样子，长期有效的留空。`,
        en: `“${found}” is no day; write it like 2026-12-31, or leave it empty where there is no end.`,
      };
    case 'ends_before_it_begins':
      return {
        zh: `有效期止（${found}）早于有效期起，请改正。`,
        en: `The last day (${found}) is before the first; correct it.`,
      };
    case 'bad_address':
      return {
        zh: `“${found}”不是网址，请以 http:// 或 https:// 开头。`,
        en: `“${found}” is no address; begin it with http:// or https://.`,
      };
    case 'unknown_department':
      return {
        zh: `没有名为“${found}”的单位（或有几个同名的）。请改成现有的名称，或不导入“单位”这一列。`,
        en: `There is no department called “${found}”, or several; write its present name, or do not take this column.`,
      };
    case 'foreign_department':
      return {
        zh: `“${found}”不在您负责的单位之内，请由城市管理员导入。`,
        en: `“${found}” is outside your departments; a city administrator can import it.`,
      };
    case 'unknown_person':
      return {
        zh: `“${found}”没有能编写知识的账号。请改成账号名，或不导入这一列。`,
        en: `“${found}” has no account that may write entries; write the name of one, or do not take this column.`,
      };
  }
}
