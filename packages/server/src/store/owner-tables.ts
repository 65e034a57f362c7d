/** Tables of who answers for lines, as migration 0440 leaves them. */
export interface OwnerTables {
  keepers: Keepers;
}

interface Keepers {
  id: string;
  department_id: string;
  account_id: string | null;
  name: string;
  telephone: string | null;
  email: string | null;
  created_at_ms: number;
}
