import type { Department, FormerName } from './department.ts';
import type { DepartmentEntry, OfficePlace } from './department-table.ts';

/** Why a row of a table cannot be imported; `row` of another one stands in `at`. */
export type ImportProblem =
  | { readonly code: 'no_name' | 'name_too_long' | 'bad_area_code' | 'cycle' | 'outside_scope' }
  | { readonly code: 'duplicate' | 'duplicate_code'; readonly at: OfficePlace }
  | { readonly code: 'unknown_parent' | 'ambiguous_parent'; readonly name: string }
  | { readonly code: 'name_taken'; readonly name: string }
  | { readonly code: 'parent_left_out'; readonly at: OfficePlace };

/** One fact of a known department that the table has otherwise; parents by their names, null at the top. */
export interface DepartmentFactChange {
  readonly fact: 'name' | 'parent' | 'code' | 'areaCode';
  readonly from: string | null;
  readonly to: string | null;
}

export interface PlannedDepartment {
  readonly entry: DepartmentEntry;
  /** `left_out`: not imported, for the reason in `problem`. */
  readonly word: 'new' | 'changed' | 'same' | 'left_out';
  /** The department that it is; null for a new one and for one left out that nobody knows. */
  readonly departmentId: string | null;
  /** Where it will stand: under a known department, under another one of the table, or at the top. */
  readonly parent:
    | { readonly kind: 'known'; readonly id: string }
    | { readonly kind: 'planned'; readonly index: number }
    | { readonly kind: 'top' };
  readonly changes: readonly DepartmentFactChange[];
  readonly problem: ImportProblem | null;
}

export interface KnownTree {
  readonly departments: readonly Department[];
  readonly formerNames: readonly FormerName[];
}
