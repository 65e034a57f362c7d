import type { AnswerEntry, Answerer } from '@everyline/knowledge';
import type * as KnowledgePackage from '@everyline/knowledge';

import type { Answers, ReadyAnswers } from '../ports/answers.ts';
import type { Clock } from '../ports/clock.ts';
import type { Events } from '../ports/events.ts';
import type { KnowledgeStore, PublishedEntry } from '../ports/store/knowledge.ts';
import type { SettingStore } from '../ports/store/settings.ts';

/** Read at once; preparing them takes some 30 ms, in which nobody else is served. */
const PORTION = 100;
/** How long a question waits for an answerer that is still filled before it is answered from what is there. */
const PATIENCE_MS = 5_000;
/** How old it may be where no event has told of a change: an event may be lost with a connection. */
const MOST_AGE_MS = 30_000;

type Knowledge = typeof KnowledgePackage;

/** The published entries in one `Answerer`, made with the first question; an event makes it read what has changed since. */
export class LiveAnswers implements Answers {
  readonly #from: {
    readonly store: { readonly knowledge: KnowledgeStore; readonly settings: SettingStore };
    readonly events: Events;
    readonly clock: Clock;
  };
  #knowledge: Knowledge | null = null;
  #answerer: Answerer | null = null;
  /** Filled in place: the answerer reads them with each question. */
  readonly #names: string[] = [];
  readonly #districts: string[] = [];
  readonly #entries = new Map<string, { readonly version: number; readonly region: string }>();
  #change = 0;
  #isFilled = false;
  #isEnded = false;
  #readAtMs = 0;
  #renewal: Promise<void> | null = null;
  #isDue = false;
  #unsubscribe: (() => void) | null = null;

  constructor(from: {
    readonly store: { readonly knowledge: KnowledgeStore; readonly settings: SettingStore };
    readonly events: Events;
    readonly clock: Clock;
  }) {
    this.#from = from;
  }

  async ready(): Promise<ReadyAnswers> {
    const { clock } = this.#from;
    // Followed before it is read, so that no change falls between.
    this.#unsubscribe ??= this.#from.events.subscribe((event) => {
      if (event.type === 'knowledge.changed') this.#renewSoon();
    });
    if (clock.nowMs() - this.#readAtMs > MOST_AGE_MS) this.#renewSoon();
    const renewal = this.#renewal;
    if (renewal !== null) {
      if (this.#isFilled) await renewal;
      else await Promise.race([renewal, clock.wait(PATIENCE_MS)]);
    }
    const knowledge = await this.#loaded();
    const answerer = this.#made(knowledge);
    return {
      explain: (message, thread, context) => answerer.explain(message, thread, context),
      versionOf: (id) => this.#entries.get(id)?.version ?? null,
      districtIn: (text) =>
        knowledge.districtNamed(text, { names: this.#names, districts: this.#districts }),
      entries: this.#entries.size,
    };
  }

  async end(): Promise<void> {
    this.#isEnded = true;
    this.#unsubscribe?.();
    await this.#renewal?.catch(() => undefined);
  }

  #renewSoon(): void {
    this.#isDue = true;
    if (this.#renewal !== null || this.#isEnded) return;
    const renewal = this.#renew().finally(() => {
      this.#renewal = null;
    });
    this.#renewal = renewal;
    // Whoever asks is told of a failure; the next event, or the next question, tries again.
    renewal.catch(() => undefined);
  }

  async #renew(): Promise<void> {
    const { store, clock } = this.#from;
    while (this.#isDue && !this.#isEnded) {
      this.#isDue = false;
      const readAtMs = clock.nowMs();
      const knowledge = await this.#loaded();
      for (;;) {
        const some = await store.knowledge.publishedSince(this.#change, PORTION);
        for (const one of some) this.#take(this.#made(knowledge), one);
        if (some.length < PORTION || this.#isEnded) break;
      }
      const name = (await store.settings.city())?.cityName ?? '';
      const names = name === '' ? [] : [name, name.replace(/市$/u, ''), '本市'];
      this.#names.splice(0, Infinity, ...names);
      const regions = new Set([...this.#entries.values()].map(({ region }) => region));
      regions.delete('');
      this.#districts.splice(0, Infinity, ...regions);
      this.#isFilled = true;
      this.#readAtMs = readAtMs;
    }
  }

  async #loaded(): Promise<Knowledge> {
    this.#knowledge ??= await import('@everyline/knowledge');
    return this.#knowledge;
  }

  #made(knowledge: Knowledge): Answerer {
    this.#answerer ??= new knowledge.Answerer({
      city: { names: this.#names, districts: this.#districts },
    });
    return this.#answerer;
  }

  #take(answerer: Answerer, { id, change, published }: PublishedEntry): void {
    this.#change = change;
    if (published === null) {
      answerer.remove(id);
      this.#entries.delete(id);
      return;
    }
    answerer.put(answerEntry(id, published));
    this.#entries.set(id, { version: published.version, region: published.content.region });
  }
}

/** A published entry as it is answered from. */
export function answerEntry(
  id: string,
  { content, from, until }: NonNullable<PublishedEntry['published']>,
): AnswerEntry {
  return {
    ...{ kind: 'entry', state: 'published', id, validFrom: from, validUntil: until },
    question: content.question,
    paraphrases: content.paraphrases,
    shortAnswer: content.shortAnswer,
    longAnswer: content.longAnswer,
    region: content.region,
    audience: content.audience,
    source: content.source,
  };
}
