import { questionKey, readTableRow, type RowProblem, type TableEntry } from '@everyline/domain';

import type { ImportRow, ImportSettings } from '../ports/store/knowledge-imports.ts';
import type { TableNames } from './table-names.ts';

/** A row that can be imported, with the department and the people that it names. */
export interface ReadyRow {
  readonly row: ImportRow;
  readonly entry: TableEntry;
  readonly departmentId: string | null;
  readonly ownerId: string | null;
  readonly reviewerId: string | null;
}

/** A row by its mapping; null where nothing stands in it. */
export function readyRow(
  row: ImportRow,
  { mapping, departmentId }: ImportSettings,
  names: TableNames,
): ReadyRow | RowProblem | null {
  const entry = readTableRow(row.cells, mapping);
  if (entry === null || 'issue' in entry) return entry;
  const department = names.department(entry.department, departmentId);
  if ('issue' in department) return department;
  const owner = names.person(entry.owner, 'owner');
  if ('issue' in owner) return owner;
  const reviewer = names.person(entry.reviewer, 'reviewer');
  if ('issue' in reviewer) return reviewer;
  return { row, entry, departmentId: department.id, ownerId: owner.id, reviewerId: reviewer.id };
}

/** The keys of all questions of some rows, each once. */
export function questionKeysOf(rows: readonly (ReadyRow | RowProblem | null)[]): string[] {
  return [
    ...new Set(
      rows.flatMap((one) =>
        one === null || 'issue' in one ? [] : [questionKey(one.entry.question)],
      ),
    ),
  ];
}
