import type { Line, Observation } from '@everyline/domain';
import type { GivenScript } from '@everyline/telephony';

import type { PlacedCall } from '../app/ports/call-placer.ts';

/** A line as an errand sees it, with its calls that count for the campaign. */
export interface VisitedLine {
  readonly line: Line;
  readonly observations: readonly Observation[];
}

/** A call to a line that is made for something other than its verdict. */
export interface Errand {
  readonly script: GivenScript;
  /** Takes the result, which is on record; `placed` is null when the phone brought none. May be asked again after a fault. */
  done(observation: Observation, placed: PlacedCall | null): Promise<void>;
  /** Told once, however it ended, also where the guard said no. */
  over(): void;
}

/** Nothing is done now; at that moment it is asked again, with the line planned anew or as it was. */
export interface Later {
  readonly againAtMs: number;
  readonly anew: boolean;
}

/** What lines are called for beside their verdicts. */
export interface Errands {
  /** When a line is next to be called so; asked where its verdict needs no call. */
  nextCall(line: VisitedLine, nowMs: number): number | null;
  /** What is to be done now, or when to ask again; null where nothing is to be done. */
  begin(line: VisitedLine): Promise<Errand | Later | null>;
}
