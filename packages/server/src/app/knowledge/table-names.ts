import { nameKey, NamesOfTree, type RowProblem } from '@everyline/domain';

import type { AccountContext } from '../accounts/account-context.ts';
import { reachOf } from '../access/matrix.ts';
import type { Scope } from '../access/scope.ts';

type Named = { readonly id: string | null } | RowProblem;

/** Departments and people by the names that a table writes. */
export class TableNames {
  readonly #scope: Scope;
  readonly #tree: NamesOfTree;
  readonly #people: ReadonlyMap<string, string>;

  private constructor(scope: Scope, tree: NamesOfTree, people: ReadonlyMap<string, string>) {
    this.#scope = scope;
    this.#tree = tree;
    this.#people = people;
  }

  static async of({ store, accounts }: AccountContext, scope: Scope): Promise<TableNames> {
    const tree = new NamesOfTree({
      departments: await store.departments.all(),
      formerNames: await store.departments.formerNames(),
    });
    const people = new Map<string, string>();
    for (const { id, name, displayName, role, disabled } of await accounts.list()) {
      if (disabled || reachOf(role, 'knowledge.edit') === 'no') continue;
      if (!people.has(displayName)) people.set(displayName, id);
      people.set(name, id);
    }
    return new TableNames(scope, tree, people);
  }

  /** The department of a name; without one, that of the import. */
  department(name: string, otherwise: string | null): Named {
    const id = name === '' ? otherwise : this.#tree.only(nameKey(name));
    const problem = (issue: RowProblem['issue']): RowProblem => ({
      ...{ issue, field: 'department' },
      found: name.slice(0, 100),
    });
    if (id === undefined) return problem('unknown_department');
    const isInside = this.#scope === 'all' || (id !== null && this.#scope.has(id));
    return isInside ? { id } : problem('foreign_department');
  }

  person(name: string, field: 'owner' | 'reviewer'): Named {
    if (name === '') return { id: null };
    const id = this.#people.get(name);
    return id === undefined
      ? { issue: 'unknown_person', field, found: name.slice(0, 100) }
      : { id };
  }
}
