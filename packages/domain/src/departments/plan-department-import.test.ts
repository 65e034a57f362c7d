import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import type { Department, FormerName } from './department.ts';
import type { DepartmentEntry, DepartmentTable, WrittenParent } from './department-table.ts';
import { planDepartmentImport } from './plan-department-import.ts';
import type { PlannedDepartment } from './planned-department.ts';

const known = (
  id: string,
  name: string,
  parentId: string | null = null,
  code: string | null = null,
) => ({ id, name, parentId, code, areaCode: null }) satisfies Department;

const under = (name: string): WrittenParent => ({ kind: 'named', name, code: null });

function tableOf(
  ...rows: readonly (readonly [
    name: string,
    parent?: WrittenParent,
    change?: Partial<DepartmentEntry>,
  ])[]
): DepartmentTable {
  return {
    hasCodes: true,
    hasAreaCodes: true,
    entries: rows.map(([name, parent = { kind: 'top' }, change], at) => ({
      place: { sheet: null, row: at + 2 },
      name,
      id: null,
      code: null,
      areaCode: null,
      parent,
      stated: true,
      ...change,
    })),
  };
}

const plan = (
  table: DepartmentTable,
  departments: readonly Department[] = [],
  formerNames: readonly FormerName[] = [],
) => planDepartmentImport(table, { departments, formerNames });

const words = (planned: readonly PlannedDepartment[]) => planned.map(({ word }) => word);
const problems = (planned: readonly PlannedDepartment[]) =>
  planned.map(({ problem }) => problem?.code ?? null);

describe('the plan of an import of departments', () => {
  it('makes what is new, keeps what is there, and does not touch what the table does not name', () => {
    const planned = plan(
      tableOf(['市政府'], ['财政局', under('市政府')], ['预算处', under('财政局')]),
      [known('1', '市政府'), known('2', '财政局', '1'), known('3', '国库处', '2')],
    );
    expect(words(planned)).toEqual(['same', 'same', 'new']);
    expect(planned[2]?.parent).toEqual({ kind: 'known', id: '2' });
  });

  it('knows a department again by its code, and renames and moves it', () => {
    const planned = plan(tableOf(['市政府'], ['财政与税务局', under('市政府'), { code: '51' }]), [
      known('1', '市政府'),
      known('2', '财政局', null, '51'),
    ]);
    expect(planned[1]?.changes).toEqual([
      { fact: 'name', from: '财政局', to: '财政与税务局' },
      { fact: 'parent', from: null, to: '市政府' },
    ]);
  });

  it('moves a body that has its name alone, and never a part that every office has', () => {
    const tree = [
      known('1', '甲局'),
      known('2', '乙局'),
      known('3', '信访局', '1'),
      known('4', '办公室', '1'),
    ];
    const planned = plan(
      tableOf(['甲局'], ['乙局'], ['信访局', under('乙局')], ['办公室', under('乙局')]),
      tree,
    );
    expect(words(planned)).toEqual(['same', 'same', 'changed', 'new']);
  });

  it('finds a department by a name that it had, and leaves it the one that it has', () => {
    const tree = [known('1', '住房和城乡建设局')];
    const former = [{ departmentId: '1', name: '建设局' }];
    const planned = plan(tableOf(['建设局'], ['质监站', under('建设局')]), tree, former);
    expect(planned[0]).toMatchObject({ word: 'same', departmentId: '1' });
    expect(planned[1]).toMatchObject({ word: 'new', problem: null });
    expect(plan(tableOf(['质监站', under('建设局')]), tree, former)[0]?.parent).toEqual({
      kind: 'known',
      id: '1',
    });
  });

  it('leaves out a cycle of the table, and what hangs under it', () => {
    const planned = plan(
      tableOf(['甲局', under('乙局')], ['乙局', under('甲局')], ['丙处', under('乙局')], ['丁局']),
    );
    expect(problems(planned)).toEqual(['cycle', 'cycle', 'parent_left_out', null]);
    expect(problems(plan(tableOf(['甲局', under('甲局')])))).toEqual(['cycle']);
  });

  it('leaves out a move that would close a cycle with departments that the table does not name', () => {
    const tree = [known('1', '市甲局'), known('2', '市乙局', '1'), known('3', '市丙局', '2')];
    expect(problems(plan(tableOf(['市甲局', under('市丙局')]), tree))).toEqual(['cycle']);
  });

  it('says which parent is unknown or could be several', () => {
    const tree = [
      known('1', '甲局'),
      known('2', '乙局'),
      known('3', '办公室', '1'),
      known('4', '办公室', '2'),
    ];
    const planned = plan(tableOf(['一科', under('丁局')], ['二科', under('办公室')]), tree);
    expect(planned.map(({ problem }) => problem)).toEqual([
      { code: 'unknown_parent', name: '丁局' },
      { code: 'ambiguous_parent', name: '办公室' },
    ]);
  });

  it('leaves out what stands there twice, by name or by code', () => {
    const planned = plan(
      tableOf(
        ['甲局'],
        ['甲 局'],
        ['乙局', { kind: 'top' }, { code: '7' }],
        ['丙局', { kind: 'top' }, { code: '7' }],
      ),
    );
    expect(planned.map(({ problem }) => problem)).toEqual([
      null,
      { code: 'duplicate', at: { sheet: null, row: 2 } },
      null,
      { code: 'duplicate_code', at: { sheet: null, row: 4 } },
    ]);
  });

  it('leaves the outermost of an outline where the tree has it', () => {
    const tree = [known('1', '市政府'), known('2', '财政局', '1')];
    const planned = plan(
      tableOf(['财政局', { kind: 'unsaid' }], ['预算处', { kind: 'entry', index: 0 }]),
      tree,
    );
    expect(words(planned)).toEqual(['same', 'new']);
  });

  it('changes nothing outside the departments of whoever imports', () => {
    const tree = [known('1', '甲局'), known('2', '乙局')];
    const planned = planDepartmentImport(
      tableOf(['甲局'], ['一处', under('甲局')], ['二处', under('乙局')], ['丙局']),
      { departments: tree, formerNames: [] },
      (id) => id === '1',
    );
    expect(problems(planned)).toEqual([null, null, 'outside_scope', 'outside_scope']);
  });

  it('never makes a cycle, whatever a table of names and parents says of whatever tree', () => {
    const name = fc.constantFrom('市甲局', '市乙局', '市丙局', '市丁局', '市戊局', '市己局');
    fc.assert(
      fc.property(
        fc.array(fc.tuple(name, fc.option(name)), { maxLength: 12 }),
        fc.array(fc.nat(5), { minLength: 6, maxLength: 6 }),
        (rows, parents) => {
          // A tree: each hangs under one before it, the first under none.
          const tree = ['市甲局', '市乙局', '市丙局', '市丁局'].map((one, at) =>
            known(
              String(at),
              one,
              at === 0 || parents[at] === 5 ? null : String((parents[at] ?? 0) % at),
            ),
          );
          const planned = plan(
            tableOf(
              ...rows
                .map(([one, above]) => [one, above === null ? undefined : under(above)] as const)
                .map(([one, above]) =>
                  above === undefined ? ([one] as const) : ([one, above] as const),
                ),
            ),
            tree,
          );
          const above = new Map<string, string | null>(
            tree.map(({ id, parentId }) => [id, parentId]),
          );
          const idOf = (at: number) => planned[at]?.departmentId ?? `new ${at}`;
          for (const [at, one] of planned.entries()) {
            if (one.word === 'left_out' || one.word === 'same') continue;
            const { parent } = one;
            const target =
              parent.kind === 'top'
                ? null
                : parent.kind === 'known'
                  ? parent.id
                  : idOf(parent.index);
            if (parent.kind === 'planned') expect(planned[parent.index]?.word).toBe('new');
            above.set(idOf(at), target);
          }
          for (const start of above.keys()) {
            let at: string | null = start;
            for (let step = 0; at !== null && step <= above.size; step += 1) {
              expect(step).toBeLessThan(above.size);
              at = above.get(at) ?? null;
            }
          }
        },
      ),
    );
  });
});
