/** Seals small secrets (a trunk's password) for the database with the key of the data directory. */
export interface Secrets {
  seal(plain: string): string;
  open(sealed: string): string;
}
