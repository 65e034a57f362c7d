import type { AppContext } from '../context.ts';
import { newId } from '../new-id.ts';

/** Identities that one draw of time and randomness serves (24 bits of the tail count). */
const PER_DRAW = 2 ** 24;

/** Gives UUIDs of version 7 that rise in the order they are given, so that ids keep the reading order. */
export function risingIds(context: Pick<AppContext, 'clock' | 'random'>): () => string {
  let stem = '';
  let next = 0;
  return () => {
    if (next === 0) stem = newId(context).slice(0, 30);
    const id = `${stem}${next.toString(16).padStart(6, '0')}`;
    next = (next + 1) % PER_DRAW;
    return id;
  };
}
