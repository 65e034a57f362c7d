import type { LiveEvent } from '@everyline/contract';

/** Tells all processes of this city what happens; nothing is kept. */
export interface Events {
  publish(event: LiveEvent): void;
  /** Returns what ends the subscription. */
  subscribe(listener: (event: LiveEvent) => void): () => void;
}
