/** Departments to which an operation is limited; `all` where it is not limited. */
export type Scope = 'all' | ReadonlySet<string>;
