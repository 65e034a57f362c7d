import { Kysely, PostgresDialect, type DatabaseConnection, type Driver } from 'kysely';

import type { Database, Tables } from './database.ts';

/**
 * Runs work in a transaction so that what it asks together travels together; Kysely itself would send one statement
 * after the other has come back. What is still asked once the work is done is refused: the transaction is over then.
 */
export function together<T>(
  transaction: Database,
  work: (database: Database) => Promise<T>,
): Promise<T> {
  return transaction.getExecutor().provideConnection(async (connection) => {
    const driver = new OneConnection(connection);
    try {
      return await work(new Kysely<Tables>({ dialect: new OverConnection(driver) }));
    } finally {
      driver.close();
    }
  });
}

class OverConnection extends PostgresDialect {
  readonly #driver: Driver;

  constructor(driver: Driver) {
    super({ pool: () => Promise.reject(new Error('a transaction has its connection')) });
    this.#driver = driver;
  }

  override createDriver(): Driver {
    return this.#driver;
  }
}

/** Gives all who ask the same connection. */
class OneConnection implements Driver {
  readonly #connection: DatabaseConnection;
  #isOpen = true;

  constructor(connection: DatabaseConnection) {
    this.#connection = connection;
  }

  init(): Promise<void> {
    return Promise.resolve();
  }

  acquireConnection(): Promise<DatabaseConnection> {
    return this.#isOpen
      ? Promise.resolve(this.#connection)
      : Promise.reject(new Error('the transaction is over'));
  }

  releaseConnection(): Promise<void> {
    return Promise.resolve();
  }

  beginTransaction(): Promise<void> {
    return Promise.reject(new Error('a transaction begins no other'));
  }

  commitTransaction(): Promise<void> {
    return this.beginTransaction();
  }

  rollbackTransaction(): Promise<void> {
    return this.beginTransaction();
  }

  close(): void {
    this.#isOpen = false;
  }

  destroy(): Promise<void> {
    this.close();
    return Promise.resolve();
  }
}
