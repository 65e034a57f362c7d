import type { Facet } from './families.ts';
import type { Thread } from './thread.ts';

/** What an answer rests on. */
export interface Citation {
  readonly kind: 'entry' | 'passage';
  readonly id: string;
  /** The question of an entry, the headings of a passage. */
  readonly title: string;
  /** Word for word, as it stands in the entry or passage. */
  readonly quotation: string;
  /** Where the entry says it comes from, or the document of the passage. */
  readonly source: string | null;
  /** Of a passage: where in the text of its document, in UTF-16 units. */
  readonly place: { readonly from: number; readonly to: number } | null;
  /** Where and for whom it holds; empty: everywhere, for everybody. */
  readonly region: string;
  readonly audience: string;
  /** Since when it holds, or of which day the document is. */
  readonly date: string | null;
  readonly validUntil: string | null;
}

interface Common {
  /** What to give with the next message of the conversation. */
  readonly thread: Thread;
  /** The question as it was understood. */
  readonly understood: string;
}

/** What is said to a message. */
export type Reply = Common &
  (
    | {
        readonly kind: 'answer';
        /** The quotation. */
        readonly text: string;
        readonly citations: readonly [Citation, ...Citation[]];
        /** The chance that it is right, 0…1. */
        readonly confidence: number;
      }
    | {
        /** Two or more entries fit and differ in one thing. */
        readonly kind: 'ask';
        readonly facet: Facet;
        readonly choices: readonly { readonly label: string; readonly id: string }[];
        readonly confidence: number;
      }
    | {
        readonly kind: 'abstain';
        /** Nothing was found, it was not sure enough, or what there is holds for another place, time or kind of people. */
        readonly reason: 'nothing_found' | 'not_sure' | 'holds_elsewhere';
        readonly confidence: number;
        /** What came nearest, for whoever looks into it; not to be said. */
        readonly nearest: string | null;
      }
    | { readonly kind: 'hand_over' }
  );
