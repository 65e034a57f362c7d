import type { DecidedTone, Heard, VoiceActivity } from './heard.ts';
import type { TonePlan } from './tone-plan.ts';

export type { DecidedTone, Heard, HeardKind, Utterance, VoiceActivity } from './heard.ts';

export interface ListenerOptions {
  readonly tonePlan: TonePlan;
}

/**
 * Listens to one call, 20 ms at a time, and keeps the timeline of what was heard. Call time is any clock in ms
 * that the caller keeps to throughout (the probe counts from the INVITE).
 */
export declare class Listener {
  constructor(options: ListenerOptions);
  /** One frame of 160 samples at 8 kHz; `atMs` is the call time of its first sample. Gaps count as silence. */
  push(frame: Int16Array, atMs: number): void;
  /** The far end answered: voice and silence are counted anew from here. */
  answered(atMs: number): void;
  /** Our own announcement sounded: what is heard meanwhile, and for an echo's time after, is not taken for an answer to it. */
  spoke(fromMs: number, toMs: number): void;
  /** A key reported by RFC 4733, with its call time. */
  keyPressed(key: string, fromMs: number, toMs: number): void;
  /** The timeline so far, in order; the last one may still grow. */
  heard(): readonly Heard[];
  current(): Heard | null;
  /** The cadence recognised in what is sounding now or sounded last; null when none was. */
  tone(): DecidedTone | null;
  /** Speech-like activity since the answer (before it: since the media began). */
  voice(): VoiceActivity | null;
  /** For how long there has been no sound up to the last frame; null before the first frame. */
  silenceMs(): number | null;
}
