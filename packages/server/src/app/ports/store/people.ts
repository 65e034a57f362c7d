import type { Role } from '@everyline/contract';

/** Somebody with an account, as others know them. */
export interface KnownPerson {
  readonly id: string;
  /** What they sign in with; the record names them by it. */
  readonly name: string;
  readonly displayName: string;
  readonly role: Role;
  readonly departmentId: string | null;
  readonly disabled: boolean;
}

export interface PeopleStore {
  /** Everybody who has an account, also those who are disabled: history names them. */
  all(): Promise<KnownPerson[]>;
}
