import type { Print } from '../prints/print.ts';
import type { Heard } from '../progress/heard.ts';
import type { ProbeEnd } from './probe-end.ts';
import type { CallScript } from './script/call-script.ts';
import type { FollowedStep } from './script/script-run.ts';

/** A script with the sentences that it says, by their names: mono 8 kHz. */
export interface GivenScript {
  readonly script: CallScript;
  readonly audio: Readonly<Record<string, Int16Array>>;
}

/** What was heard from one press of keys to the next; call times in ms. */
export interface ScriptStretch {
  /** All keys pressed before it, in order; empty for the first. */
  readonly keys: string;
  readonly fromMs: number;
  readonly toMs: number;
  /** What sounded in it, cut at its ends. */
  readonly heard: readonly Heard[];
  /** The print of what was said and played; null where nothing was. */
  readonly print: Print | null;
}

/** How a call followed its script. */
export interface ScriptReport {
  readonly name: string;
  /** What the call was ended by. */
  readonly endedBy: ProbeEnd;
  /** The steps that were begun, in order. */
  readonly steps: readonly FollowedStep[];
  /** Whether the script was worked off to its end before the call was over. */
  readonly isComplete: boolean;
  readonly stretches: readonly ScriptStretch[];
}
