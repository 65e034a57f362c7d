import type { Department } from '@everyline/contract';
import { expect, it } from 'vitest';

import { matchingDepartments } from './matching-departments.ts';

const department = (id: string, name: string, change: Partial<Department> = {}): Department => ({
  id,
  parentId: null,
  name,
  areaCode: null,
  code: null,
  formerNames: [],
  lines: 0,
  faulty: 0,
  ...change,
});

it('shows what bears the name, bore it or has the code, with what is above it', () => {
  const all = [
    department('1', '市政府'),
    department('2', '住房和城乡建设局', { parentId: '1', formerNames: ['建设局'] }),
    department('3', '民政局', { code: 'Z9' }),
  ];
  const found = (typed: string) => matchingDepartments(all, typed).map(({ id }) => id);
  expect(found('建设局')).toEqual(['1', '2']);
  expect(found(' z9 ')).toEqual(['3']);
  expect(found('没有')).toEqual([]);
  expect(found('')).toEqual(['1', '2', '3']);
});
