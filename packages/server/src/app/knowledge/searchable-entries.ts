import { holdsOn } from '@everyline/domain';
import type { Retriever } from '@everyline/knowledge';

import type { Clock } from '../ports/clock.ts';
import type { Events } from '../ports/events.ts';
import type { FoundEntries, KnowledgeIndex } from '../ports/knowledge-index.ts';
import type { KnowledgeStore, PublishedEntry } from '../ports/store/knowledge.ts';

/** Entries that are held in memory: some 3 KB each with their index. */
const MOST_ENTRIES = 150_000;
/** Characters of an answer that are searched; what it is about stands at its beginning. */
const MOST_CHARACTERS = 2_000;
/** Read at once; putting them takes some 20 ms, in which nobody else is served. */
const PORTION = 100;
/** How long a search waits for an index that is still filled before it answers from what is there. */
const PATIENCE_MS = 2_000;
/** How old the index may be where no event has told of a change: an event may be lost with a connection. */
const MOST_AGE_MS = 30_000;
/** Found entries that are looked through for those that hold and that may be seen. */
const DEEPEST = 1_000;

interface About {
  readonly departmentId: string | null;
  readonly from: string | null;
  readonly until: string | null;
}

/** The published entries of the store in a `Retriever`; an event makes it read what has changed since. */
export class SearchableEntries implements KnowledgeIndex {
  readonly #from: {
    readonly store: { readonly knowledge: KnowledgeStore };
    readonly events: Events;
    readonly clock: Clock;
  };
  readonly #most: number;
  /** Null until there is an entry: its dictionaries take some 65 MB, which a city without entries never needs. */
  #retriever: Retriever | null = null;
  readonly #about = new Map<string, About>();
  #change = 0;
  #isFilled = false;
  #isFull = false;
  #isEnded = false;
  #readAtMs = 0;
  #renewal: Promise<void> | null = null;
  #isDue = false;
  #unsubscribe: (() => void) | null = null;

  constructor(
    from: {
      readonly store: { readonly knowledge: KnowledgeStore };
      readonly events: Events;
      readonly clock: Clock;
    },
    most = MOST_ENTRIES,
  ) {
    this.#from = from;
    this.#most = most;
  }

  start(): void {
    if (this.#unsubscribe !== null || this.#isEnded) return;
    // Followed before it is read, so that no change falls between.
    this.#unsubscribe = this.#from.events.subscribe((event) => {
      if (event.type === 'knowledge.changed') this.#renewSoon();
    });
    this.#renewSoon();
  }

  async search(
    question: string,
    { limit, scope, day }: Parameters<KnowledgeIndex['search']>[1],
  ): Promise<FoundEntries> {
    this.start();
    if (this.#from.clock.nowMs() - this.#readAtMs > MOST_AGE_MS) this.#renewSoon();
    await this.#renewed();
    const isWanted = (id: string) => {
      const about = this.#about.get(id);
      if (about === undefined || !holdsOn(about, day)) return false;
      return scope === 'all' || (about.departmentId !== null && scope.has(about.departmentId));
    };
    for (let depth = limit * 2; ; depth *= 4) {
      const found = this.#retriever?.search(question, Math.min(depth, DEEPEST)) ?? [];
      const hits = found
        .filter(({ entry }) => isWanted(entry.id))
        .slice(0, limit)
        .map(({ entry, score }) => ({ id: entry.id, score }));
      if (hits.length === limit || found.length < depth || depth >= DEEPEST) {
        return {
          hits,
          searched: this.#about.size,
          isWhole: this.#isFilled && !this.#isFull,
        };
      }
    }
  }

  async end(): Promise<void> {
    this.#isEnded = true;
    this.#unsubscribe?.();
    await this.#renewal?.catch(() => undefined);
  }

  /** Waits for what is being read; throws where that failed, and for a long fill only so long. */
  async #renewed(): Promise<void> {
    const renewal = this.#renewal;
    if (renewal === null) return;
    if (this.#isFilled) await renewal;
    else await Promise.race([renewal, this.#from.clock.wait(PATIENCE_MS)]);
  }

  #renewSoon(): void {
    this.#isDue = true;
    if (this.#renewal !== null || this.#isEnded) return;
    const renewal = this.#renew().finally(() => {
      this.#renewal = null;
    });
    this.#renewal = renewal;
    // Whoever searches is told of a failure; the next event, or the next search, tries again.
    renewal.catch(() => undefined);
  }

  async #renew(): Promise<void> {
    while (this.#isDue && !this.#isEnded) {
      this.#isDue = false;
      const readAtMs = this.#from.clock.nowMs();
      for (;;) {
        const some = await this.#from.store.knowledge.publishedSince(this.#change, PORTION);
        // Loaded before anything is taken, so that a failure skips nothing.
        if (some.some(({ published }) => published !== null)) {
          this.#retriever ??= new (await import('@everyline/knowledge')).Retriever();
        }
        for (const one of some) this.#take(one);
        if (some.length < PORTION || this.#isEnded) break;
      }
      this.#isFilled = true;
      this.#readAtMs = readAtMs;
    }
  }

  #take({ id, change, departmentId, published }: PublishedEntry): void {
    this.#change = change;
    if (published === null) {
      this.#retriever?.remove(id);
      this.#about.delete(id);
      return;
    }
    if (!this.#about.has(id) && this.#about.size >= this.#most) {
      this.#isFull = true;
      return;
    }
    const { question, paraphrases, shortAnswer, longAnswer } = published.content;
    this.#retriever?.put({
      id,
      question,
      paraphrases,
      answer: `${shortAnswer}\n${longAnswer}`.trim().slice(0, MOST_CHARACTERS),
    });
    this.#about.set(id, { departmentId, from: published.from, until: published.until });
  }
}
