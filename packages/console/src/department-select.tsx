import { useQuery } from '@tanstack/react-query';
import { TreeSelect } from 'antd';

import { useAddress } from './address.ts';
import { api } from './api.ts';
import { departmentTree } from './department-tree.ts';

export function useDepartments() {
  return useQuery({ queryKey: ['departments'], queryFn: () => api.listDepartments() });
}

/** Chooses one department out of the tree, by typing or by opening it. */
export function DepartmentSelect({
  value,
  onChange,
  placeholder,
  id,
  style,
}: {
  value?: string | null | undefined;
  onChange?: (id: string | undefined) => void;
  placeholder?: string;
  id?: string;
  style?: React.CSSProperties;
}) {
  const departments = useDepartments();
  return (
    <TreeSelect<string>
      {...(id === undefined ? {} : { id })}
      allowClear
      showSearch={{ treeNodeFilterProp: 'found' }}
      {...(placeholder === undefined ? {} : { placeholder })}
      // In a form the field's own label names it.
      {...(placeholder === undefined || id !== undefined ? {} : { 'aria-label': placeholder })}
      {...(value == null ? {} : { value })}
      onChange={(next?: string) => onChange?.(next)}
      treeData={departmentTree(departments.data ?? [])}
      // What is typed opens the tree that is there: one that comes later would stay closed.
      disabled={departments.isPending}
      styles={{ popup: { root: { minWidth: 280 } } }}
      {...(style === undefined ? {} : { style })}
    />
  );
}

/** The same as a filter of a list, kept in the page's address. */
export function DepartmentFilter({
  placeholder,
  minWidth,
}: {
  placeholder: string;
  minWidth: number;
}) {
  const address = useAddress();
  return (
    <DepartmentSelect
      value={address.one('departmentId')}
      placeholder={placeholder}
      onChange={(departmentId) => address.change({ departmentId })}
      style={{ minWidth }}
    />
  );
}
