import type { Department as DepartmentView } from '@everyline/contract';
import type { Department } from '@everyline/domain';

export interface DepartmentStore {
  all(): Promise<Department[]>;
  /** All departments with their counts of lines, in the order of the tree's names. */
  views(): Promise<DepartmentView[]>;
  byId(id: string): Promise<Department | null>;
  /** The department of that name under that parent, else of that name anywhere when it is the only one. */
  byName(name: string, parentId?: string | null): Promise<Department | null>;
  insert(department: Department & { createdAtMs: number }): Promise<void>;
  update(id: string, change: Partial<Omit<Department, 'id'>>): Promise<void>;
}
