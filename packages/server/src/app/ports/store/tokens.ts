export interface StoredToken {
  readonly id: string;
  readonly name: string;
  readonly departmentId: string | null;
  readonly departmentName: string | null;
  readonly createdAtMs: number;
  readonly lastUsedAtMs: number | null;
  readonly revokedAtMs: number | null;
}

/** API tokens; only the SHA-256 of a secret is kept. */
export interface TokenStore {
  all(): Promise<StoredToken[]>;
  byHash(sha256: string): Promise<StoredToken | null>;
  insert(
    token: Omit<StoredToken, 'departmentName'> & { sha256: string; createdBy: string },
  ): Promise<void>;
  revoke(id: string, atMs: number): Promise<boolean>;
  used(id: string, atMs: number): Promise<void>;
}
