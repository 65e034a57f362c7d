import { Retriever } from '../retriever.ts';
import { Normaliser, type Synonyms } from '../text/normalise.ts';
import { chooseQuotation } from './choose-quotation.ts';
import {
  confidenceOf,
  isSure,
  reasonsOf,
  replyTo,
  type AnswerContext,
  type ReplyReasons,
  type Weighed,
} from './decide-reply.ts';
import { familyOf, membersMeant, type FoundEntry } from './families.ts';
import { asksForPerson } from './hand-over.ts';
import { isUsable, type AnswerItem } from './item.ts';
import type { CityNames } from './places.ts';
import { prepareItem, type PreparedItem } from './prepared-item.ts';
import {
  AUDIENCES,
  readAnswerQuestion,
  type AnswerQuestion,
  type Audience,
} from './read-question.ts';
import type { Reply } from './reply.ts';
import { isAboutElsewhere, signsOf } from './signs.ts';
import { SPOKEN } from './spoken.ts';
import { NEW_THREAD, wholeQuestion, type Thread } from './thread.ts';

export interface AnswererOptions {
  readonly city?: CityNames;
  readonly audiences?: readonly Audience[];
  /** Added to `SPOKEN`. */
  readonly synonyms?: readonly Synonyms[];
}

/** How many that were found are looked at. */
const DEPTH = 24;
/** Longer messages are not read to their end; a thread keeps no more. */
const MOST_LETTERS = 500;
/** How many passages are looked at. */
const MOST_PASSAGES = 6;
/** A member of a family that scores this much less than the first does not fit equally. */
const EQUAL = 0.55;

/** Answers questions by quoting published entries and passages, asks back, abstains, or hands over. */
export class Answerer {
  readonly #retriever: Retriever;
  readonly #normaliser: Normaliser;
  readonly #city: CityNames;
  readonly #audiences: readonly Audience[];
  readonly #items = new Map<string, PreparedItem>();

  constructor(options: AnswererOptions = {}) {
    const synonyms = [...SPOKEN, ...(options.synonyms ?? [])];
    this.#retriever = new Retriever({ synonyms });
    this.#normaliser = new Normaliser(synonyms);
    this.#city = options.city ?? { names: [], districts: [] };
    this.#audiences = options.audiences ?? AUDIENCES;
  }

  get size(): number {
    return this.#items.size;
  }

  /** Adds an item or replaces the one with its id. What is not published is not kept: false. */
  put(item: AnswerItem): boolean {
    if (item.kind === 'entry' && item.state !== 'published') {
      this.remove(item.id);
      return false;
    }
    this.#items.set(item.id, prepareItem(item, this.#normaliser));
    this.#retriever.put(
      item.kind === 'entry'
        ? {
            id: item.id,
            question: item.question,
            paraphrases: item.paraphrases,
            answer: `${item.shortAnswer}\n${item.longAnswer}`,
          }
        : { id: item.id, question: item.headings.join(' '), answer: item.text },
    );
    return true;
  }

  remove(id: string): boolean {
    this.#items.delete(id);
    return this.#retriever.remove(id);
  }

  /** The reply to a message. Never throws, whatever the text: it is looked up and never followed. */
  answer(message: string, thread: Thread | null, context: AnswerContext): Reply {
    return this.explain(message, thread, context).reply;
  }

  /** The reply to a message with what it was decided by. */
  explain(
    message: string,
    thread: Thread | null,
    context: AnswerContext,
  ): { readonly reply: Reply; readonly reasons: ReplyReasons } {
    const before = thread ?? NEW_THREAD;
    if (asksForPerson(message)) {
      return {
        reply: { kind: 'hand_over', understood: message, thread: before },
        reasons: reasonsOf(null, context),
      };
    }
    const understood = wholeQuestion(
      message.slice(0, MOST_LETTERS),
      before,
      this.#normaliser,
      this.#city,
      this.#audiences,
    );
    const weighed = this.weigh(understood, context);
    return {
      reply: replyTo(understood, weighed, context),
      reasons: reasonsOf(weighed, context),
    };
  }

  /** What would be answered to a whole question, with its signs; null if nothing usable is found. */
  weigh(written: string, context: AnswerContext): Weighed | null {
    const question = readAnswerQuestion(
      written,
      this.#normaliser,
      this.#city,
      this.#audiences,
      yearOf(context),
    );
    const found = this.#retriever.search(question.text, 2 * DEPTH).flatMap(({ entry, score }) => {
      const prepared = this.#items.get(entry.id);
      return prepared !== undefined && isUsable(prepared.item, context.day)
        ? [{ prepared, score }]
        : [];
    });
    const [entry] = this.#weighEntries(question, found, context);
    // What somebody has reviewed goes before what merely stands in a document.
    if (entry !== undefined && isSure(entry, context)) return entry;
    return [
      ...(entry === undefined ? [] : [entry]),
      ...this.#weighPassages(question, found, context),
    ].reduce<Weighed | null>(
      (best, one) =>
        best === null || confidenceOf(one, context) > confidenceOf(best, context) ? one : best,
      null,
    );
  }

  /** The first entry, or of its family the one that is meant. */
  #weighEntries(
    question: AnswerQuestion,
    found: readonly Found[],
    context: AnswerContext,
  ): Weighed[] {
    const entries = found.filter(isEntry);
    const [first] = entries;
    if (first === undefined) return [];
    const family = familyOf(entries.filter(({ score }) => score >= first.score * EQUAL));
    const meant = family === null ? [] : membersMeant(family, question, context.region ?? null);
    const chosen = meant[0] ?? first;
    const { item } = chosen.prepared;
    const region = question.district ?? context.region ?? null;
    const holdsElsewhere =
      (family !== null && meant.length === 0) ||
      (item.region !== '' && region !== null && item.region !== region);
    const relatives = (family?.members ?? [chosen]).map(({ prepared }) => prepared.item.id);
    const open =
      family !== null && meant.length > 1 ? { facet: family.facet, members: meant } : null;
    const weighed = this.#weighOne(question, chosen, relatives, found, context);
    return [{ ...weighed, open, holdsElsewhere: holdsElsewhere || weighed.holdsElsewhere }];
  }

  #weighPassages(
    question: AnswerQuestion,
    found: readonly Found[],
    context: AnswerContext,
  ): Weighed[] {
    return found
      .filter((one) => !isEntry(one))
      .slice(0, MOST_PASSAGES)
      .map((one) => this.#weighOne(question, one, [one.prepared.item.id], found, context));
  }

  #weighOne(
    question: AnswerQuestion,
    { prepared, score }: Found,
    relatives: readonly string[],
    found: readonly Found[],
    context: AnswerContext,
  ): Weighed {
    const quotation = chooseQuotation(prepared, question);
    const rival = found.find((one) => !relatives.includes(one.prepared.item.id));
    return {
      question,
      best: prepared,
      quotation,
      signs: signsOf(prepared, question, quotation, { own: score, next: rival?.score ?? 0 }),
      open: null,
      found: found.map((one) => ({ item: one.prepared.item, score: one.score })),
      holdsElsewhere: isAboutElsewhere(
        question,
        prepared.item,
        quotation,
        this.#city,
        yearOf(context),
      ),
    };
  }
}

interface Found {
  readonly prepared: PreparedItem;
  readonly score: number;
}

function yearOf({ day }: AnswerContext): number {
  return Number(day.slice(0, 4));
}

function isEntry(found: Found): found is FoundEntry {
  return found.prepared.item.kind === 'entry';
}
