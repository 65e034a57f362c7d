import type { ColumnType, Generated } from 'kysely';

/** Tables of the tree of departments, as migrations 0001 and 0485 leave them. */
export interface DepartmentTables {
  departments: Departments;
  department_former_names: DepartmentFormerNames;
  department_events: DepartmentEvents;
  department_imports: DepartmentImports;
}

interface Departments {
  id: string;
  parent_id: string | null;
  name: string;
  area_code: string | null;
  code: string | null;
  merged_into: Generated<string | null>;
  created_at_ms: number;
}

interface DepartmentFormerNames {
  department_id: string;
  name: string;
  until_ms: number;
}

interface DepartmentEvents {
  id: Generated<number>;
  department_id: string;
  at_ms: number;
  by: string;
  kind: string;
  before: string | null;
  after: string | null;
  detail: ColumnType<unknown, string, string>;
}

interface DepartmentImports {
  id: string;
  file: string;
  read_at_ms: number;
  read_by: string;
  content: ColumnType<unknown, string, string>;
  applied_at_ms: number | null;
  applied_by: string | null;
  result: ColumnType<unknown, string | null, string | null>;
}
