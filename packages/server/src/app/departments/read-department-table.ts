import type { DepartmentImport } from '@everyline/contract';
import { readDepartmentTable as readTable, type OfficeRow } from '@everyline/domain';

import { actorName } from '../access/actor.ts';
import { authorise } from '../access/authorise.ts';
import type { AppContext } from '../context.ts';
import { AppFault } from '../faults.ts';
import { newId } from '../new-id.ts';
import type { DocumentFile } from '../ports/document-reader.ts';
import { reasonText } from '../sources/reading-reasons.ts';
import { importView } from './department-import.ts';

/** The largest table: some hundred thousand cells. */
const MOST_BYTES = 8 * 1024 * 1024;
const MOST_ROWS = 20_000;

/** Reads a table of departments and keeps it for a preview; the tree is not touched. */
export async function readDepartmentTable(
  context: AppContext,
  file: DocumentFile,
): Promise<DepartmentImport> {
  const scope = await authorise(context, 'departments.edit');
  if (file.sizeBytes > MOST_BYTES) throw new AppFault('too_large', { limit: '8 MB' }, file.name);
  const rows: OfficeRow[] = [];
  for await (const row of context.documents.rows(file)) {
    if ('kind' in row) {
      // A table of which a part is missing would move departments that hang under it.
      const bare = (sentence: string) => sentence.replace(/[。.]$/, '');
      const detail = {
        zh: bare(reasonText(row.reason, 'zh-CN')),
        en: bare(reasonText(row.reason, 'en')),
      };
      throw new AppFault('department_table', { file: file.name, detail }, 'file');
    }
    rows.push(row);
    if (rows.length > MOST_ROWS) {
      const detail = {
        zh: `超过 ${MOST_ROWS} 行，请分成几个文件`,
        en: `It has more than ${MOST_ROWS} rows; divide it`,
      };
      throw new AppFault('department_table', { file: file.name, detail }, 'file');
    }
  }
  const table = readTable(rows);
  if ('refused' in table)
    throw new AppFault(
      'department_table',
      { file: file.name, detail: refusal(table.refused) },
      'file',
    );
  const read = {
    id: newId(context),
    file: file.name,
    readAtMs: context.clock.nowMs(),
    readBy: actorName(context.actor),
    table,
  };
  await context.store.departments.addImport(read);
  return importView(context, { ...read, appliedAtMs: null, result: null }, scope);
}

function refusal(code: 'empty' | 'no_columns') {
  return code === 'empty'
    ? {
        zh: '其中没有单位，请检查选的文件',
        en: 'There are no departments in it; check which file it is',
      }
    : {
        zh: '找不到写单位名称的列。请给列加上标题：“单位名称”和“上级单位”，或“一级”“二级”“三级”',
        en: 'No column names departments. Head the columns “Name” and “Parent”, or “Level 1”, “Level 2”, “Level 3”',
      };
}
