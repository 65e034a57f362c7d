import type { Keeper } from '@everyline/domain';

export interface KeeperStore {
  /** The keeper of that office with that account or that name and contact; one is made where there is none. */
  ensure(keeper: Keeper & { readonly createdAtMs: number }): Promise<Keeper>;
  byId(id: string): Promise<Keeper | null>;
  /** Keepers without an account who have a line of the office, by name. */
  named(departmentId: string): Promise<Keeper[]>;
  /** Gives lines a keeper, or none. */
  assign(lineIds: readonly string[], keeperId: string | null): Promise<void>;
}
