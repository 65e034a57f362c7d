import { digestHash, digestSecret } from '../digest.ts';

/** The algorithms a server offers (RFC 8760); a password's secret is kept for each. */
export type ServerAlgorithm = 'SHA-256' | 'MD5';

/** An account as the digest server sees it: no password, only what it hashes to in the realm. */
export interface Account {
  readonly username: string;
  readonly secrets: Readonly<Partial<Record<ServerAlgorithm, string>>>;
}

/** Where accounts are found. */
export interface AccountSource {
  /** The account of a name; null where there is none. */
  find(username: string): Account | null;
  /** By the hashed name (RFC 7616 section 3.4.4); without it names are never hashed. */
  findHashed?(userhash: string): Account | null;
}

/** An account's secrets from its password: what is kept in the place of the password (RFC 7616 section 3.4.2). */
export function accountOf(
  username: string,
  realm: string,
  password: string,
  algorithms: readonly ServerAlgorithm[] = ['SHA-256', 'MD5'],
): Account {
  const secrets = Object.fromEntries(
    algorithms.map((algorithm) => [algorithm, digestSecret(algorithm, username, realm, password)]),
  );
  return { username, secrets };
}

/** Accounts in memory; hashed names are found too. */
export class MemoryAccounts implements AccountSource {
  readonly #realm: string;
  readonly #byName = new Map<string, Account>();
  readonly #byHash = new Map<string, Account>();

  constructor(realm: string) {
    this.#realm = realm;
  }

  get size(): number {
    return this.#byName.size;
  }

  /** Adds an account, or replaces the one of that name. */
  add(account: Account): void {
    this.remove(account.username);
    this.#byName.set(account.username, account);
    for (const hash of this.#hashes(account.username)) this.#byHash.set(hash, account);
  }

  /** Forgets an account; one that is not there is passed over. */
  remove(username: string): void {
    this.#byName.delete(username);
    for (const hash of this.#hashes(username)) this.#byHash.delete(hash);
  }

  find(username: string): Account | null {
    return this.#byName.get(username) ?? null;
  }

  findHashed(userhash: string): Account | null {
    return this.#byHash.get(userhash.toLowerCase()) ?? null;
  }

  #hashes(username: string): string[] {
    return (['SHA-256', 'MD5'] as const).map((algorithm) =>
      digestHash(algorithm)(`${username}:${this.#realm}`),
    );
  }
}
