import { readFile, rename, writeFile } from 'node:fs/promises';

/** How to speak to the database of a data directory. */
export interface Connection {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  readonly database: string;
}

/** Reads the connection file; null when there is none or it is damaged. */
export async function readConnection(file: string): Promise<Connection | null> {
  try {
    const read = JSON.parse(await readFile(file, 'utf8')) as Partial<Connection>;
    const { host, port, user, password, database } = read;
    return host && port && user && password && database
      ? { host, port, user, password, database }
      : null;
  } catch {
    return null;
  }
}

/** Writes the connection file whole, for the owner's eyes only. */
export async function writeConnection(file: string, connection: Connection): Promise<void> {
  await writeFile(`${file}.new`, `${JSON.stringify(connection)}\n`, { mode: 0o600 });
  await rename(`${file}.new`, file);
}
