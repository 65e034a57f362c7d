import type { Interval } from '@everyline/capacity/load';

import type { CauseKind } from '../causes/cause.ts';
import type { Line } from '../lines/line.ts';
import type { VerdictKind } from '../verdicts/verdict.ts';

/** A line as proposals see it. */
export interface InventoryLine {
  readonly line: Line;
  readonly verdict: VerdictKind | null;
  /** The cause of its fault where it is clear or likely. */
  readonly cause: CauseKind | null;
  /** Test calls in the published hours that tell of its load, and those that found busy. */
  readonly calls: number;
  readonly busy: number;
  /** New calls of its mean hour in erlangs; null where test calls cannot tell. */
  readonly erlangs: Interval | null;
  /** Places in which it is published. */
  readonly listings: number;
}
