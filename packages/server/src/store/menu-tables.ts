import type { ColumnType } from 'kysely';

/** Tables of migration 0350. */
export interface MenuTables {
  menu_walks: MenuWalks;
}

interface MenuWalks {
  id: string;
  line_id: string;
  limits: ColumnType<unknown, string, string>;
  places: ColumnType<unknown, string, string>;
  calls: number;
  started_at_ms: number;
  changed_at_ms: number;
  finished_at_ms: number | null;
}
