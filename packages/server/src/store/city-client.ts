import { sql } from 'kysely';
import pg from 'pg';

/** Begins the text of a statement that every connection parses and plans once, under the name that follows. */
const preparedMark = /^\s*\/\* prepared: (\w+) \*\//u;

const aheadMark = '/* travels ahead */';

/**
 * Stands in the text of a statement whose rows nobody wants: in a transaction it counts as done at once and travels
 * with the next statement, the commit at the latest, from which its failure comes.
 */
export const TRAVELS_AHEAD = sql.raw(aheadMark);

interface Statement {
  readonly text: string;
  readonly values: unknown;
}

type Send = (text: unknown, values?: unknown, ...rest: unknown[]) => unknown;

/** What a statement that has not been sent yet gives. */
const nothingYet = { command: '', rowCount: 0, rows: [] };

/**
 * A connection that makes the few statements that a call waits for cheap. It keeps their plans: to plan what the guard
 * reads takes PostgreSQL longer than to read it. And it sends together what is asked together: a journey to the database
 * and back takes longer than most of what is done there. A transaction's `begin` goes along with its first statement.
 */
export class CityClient extends pg.Client {
  readonly #sendOne: Send;
  /** What goes along with the next statement. */
  #ahead: Statement[] = [];
  #inTransaction = false;
  #isCorked = false;

  constructor(config?: string | pg.ClientConfig) {
    super(config);
    const query = this.query.bind(this) as Send;
    this.#sendOne = (text, values, ...rest) => {
      const name = typeof text === 'string' ? preparedMark.exec(text)?.[1] : undefined;
      return name === undefined
        ? query(text, values, ...rest)
        : query({ name, text, values }, ...rest);
    };
    this.query = ((text: unknown, values?: unknown, ...rest: unknown[]) =>
      typeof text === 'string' && typeof values !== 'function' && rest.length === 0
        ? this.#take({ text, values })
        : this.#sendOne(text, values, ...rest)) as typeof this.query;
  }

  async #take(statement: Statement): Promise<unknown> {
    const { text } = statement;
    if (text === 'begin') this.#inTransaction = true;
    if (text === 'begin' || (this.#inTransaction && text.includes(aheadMark))) {
      this.#ahead.push(statement);
      return nothingYet;
    }
    const ahead = this.#ahead;
    this.#ahead = [];
    if (text === 'commit' || text === 'rollback') this.#inTransaction = false;
    // What is taken back need not be sent; a transaction that never began has nothing to take back.
    if (text === 'rollback') return ahead[0]?.text === 'begin' ? nothingYet : this.#sendOne(text);
    this.#cork();
    const sent = [...ahead, statement].map(({ text: one, values }) => this.#sendOne(one, values));
    const results = await Promise.allSettled(sent);
    const failed = results.find((result) => result.status === 'rejected');
    if (failed !== undefined) throw failed.reason;
    const last = results.at(-1);
    return last?.status === 'fulfilled' ? last.value : nothingYet;
  }

  /** Holds back what is written until all that is asked at this moment has been written. */
  #cork(): void {
    if (this.#isCorked) return;
    const { stream } = (this as unknown as { connection: { stream: Corkable } }).connection;
    stream.cork();
    this.#isCorked = true;
    queueMicrotask(() => {
      this.#isCorked = false;
      stream.uncork();
    });
  }
}

interface Corkable {
  cork(): void;
  uncork(): void;
}
