import { Session, type Profiler } from 'node:inspector/promises';

/** Which blocks of the watched code have run, by V8's precise coverage: how a fuzzer sees that an input is new. */
export class Coverage {
  readonly #session = new Session();
  readonly #watched: (url: string) => boolean;
  readonly #seen = new Set<string>();
  #fresh = new Set<string>();

  private constructor(watched: (url: string) => boolean) {
    this.#watched = watched;
  }

  /** Begins to count; `watched` says which scripts matter by their address. */
  static async start(watched: (url: string) => boolean): Promise<Coverage> {
    const coverage = new Coverage(watched);
    coverage.#session.connect();
    await coverage.#session.post('Profiler.enable');
    await coverage.#session.post('Profiler.startPreciseCoverage', {
      callCount: true,
      detailed: true,
    });
    return coverage;
  }

  /** How many blocks have run so far. */
  get blocks(): number {
    return this.#seen.size;
  }

  /** Looks at what ran since the last look; gives back how many blocks never ran before. */
  async look(): Promise<number> {
    const before = this.#seen.size;
    for (const block of await this.#ran()) {
      if (this.#seen.has(block)) continue;
      this.#seen.add(block);
      this.#fresh.add(block);
    }
    return this.#seen.size - before;
  }

  /** The blocks that were new at the looks since this was last asked. */
  takeNew(): Set<string> {
    const fresh = this.#fresh;
    this.#fresh = new Set();
    return fresh;
  }

  /** Which of these blocks ran since the last look. */
  async ranOf(blocks: ReadonlySet<string>): Promise<string[]> {
    return (await this.#ran()).filter((block) => blocks.has(block));
  }

  async #ran(): Promise<string[]> {
    const { result } = await this.#session.post('Profiler.takePreciseCoverage');
    return result.filter(({ url }) => this.#watched(url)).flatMap(blocksOf);
  }

  async stop(): Promise<void> {
    await this.#session.post('Profiler.stopPreciseCoverage');
    this.#session.disconnect();
  }
}

function blocksOf({ url, functions }: Profiler.ScriptCoverage): string[] {
  return functions.flatMap(({ ranges }) =>
    ranges
      .filter(({ count }) => count > 0)
      .map(({ startOffset, endOffset }) => `${url}:${startOffset}-${endOffset}`),
  );
}
