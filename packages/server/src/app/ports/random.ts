/** Randomness fit for secrets and identities. */
export interface Random {
  bytes(count: number): Uint8Array;
}
