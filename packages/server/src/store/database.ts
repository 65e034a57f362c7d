import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';

import { AppFault } from '../app/faults.ts';
import type { AccountTables } from './account-tables.ts';
import type { AnnouncementTables } from './announcement-tables.ts';
import type { AskingTables } from './asking-tables.ts';
import type { CaseTables } from './case-tables.ts';
import type { ChannelTables } from './channel-tables.ts';
import { CityClient } from './city-client.ts';
import type { BadHourTables } from './bad-hour-tables.ts';
import type { ConsolidationTables } from './consolidation-tables.ts';
import type { ConversationTables } from './conversation-tables.ts';
import type { DepartmentTables } from './department-tables.ts';
import type { KnowledgeTables } from './knowledge-tables.ts';
import type { LineReportTables } from './line-report-tables.ts';
import type { MenuTables } from './menu-tables.ts';
import type { OwnerTables } from './owner-tables.ts';
import type { PrintTables } from './print-tables.ts';
import type { ProgrammeTables } from './programme-tables.ts';
import type { ReckonedTables } from './reckoned-tables.ts';
import type { ReportTables } from './report-tables.ts';
import type { CoreTables } from './schema.ts';
import type { SourceTables } from './source-tables.ts';
import type { SpotRoundTables } from './spot-round-tables.ts';
import type { TellingTables } from './telling-tables.ts';
import type { TicketTables } from './ticket-tables.ts';

/** All tables, of all migrations. */
export type Tables = AccountTables &
  AnnouncementTables &
  AskingTables &
  BadHourTables &
  CaseTables &
  ChannelTables &
  ConsolidationTables &
  ConversationTables &
  CoreTables &
  DepartmentTables &
  KnowledgeTables &
  LineReportTables &
  MenuTables &
  OwnerTables &
  PrintTables &
  ProgrammeTables &
  ReckonedTables &
  ReportTables &
  SourceTables &
  SpotRoundTables &
  TellingTables &
  TicketTables;

export type Database = Kysely<Tables>;

/** bigint comes as text unless told otherwise; ours are milliseconds and counts below 2^53. */
const int8 = 20;

function typesOf(): pg.CustomTypesConfig {
  return {
    getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
      oid === int8
        ? Number
        : (pg.types.getTypeParser(oid, format) as unknown)) as typeof pg.types.getTypeParser,
  };
}

/** A pool of connections to the city's database. */
export function createPool(
  connection: pg.PoolConfig,
  options: { readonly name: string; readonly max: number },
): pg.Pool {
  const pool = new pg.Pool({
    ...connection,
    Client: CityClient,
    pipeline: true,
    application_name: `everyline:${options.name}`,
    max: options.max,
    idleTimeoutMillis: 30_000,
    connectionTimeoutMillis: 10_000,
    types: typesOf(),
  });
  // A connection lost while idle is replaced by the next query; without a listener it would end the process.
  pool.on('error', () => undefined);
  return pool;
}

export function createDatabase(pool: pg.Pool): Database {
  return new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
}

/** Refuses a PostgreSQL that is too old. */
export async function requireVersion(pool: pg.Pool): Promise<void> {
  const result = await pool.query<{ server_version_num: string }>('show server_version_num');
  const version = Number(result.rows[0]?.server_version_num ?? 0);
  if (version < 150_000)
    throw new AppFault('database_version', { version: String(version / 10_000) });
}
