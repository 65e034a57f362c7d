import type { SoundName } from '../audio/sound-library.ts';

/** One cause of ITU-T Q.850 as it stands in a Reason header (RFC 3326). */
export interface Cause {
  readonly cause: number;
  readonly text: string;
}

/** How a 200 OK lies about the length of its body. */
export type LengthLie = 'too_long' | 'too_short' | 'enormous' | 'negative' | 'words';

/** One thing the called side does; the next begins when it is over. */
export type Step =
  | { readonly kind: 'wait'; readonly ms: number }
  /** 180 or 183; with `media`, a description goes along and audio starts. */
  | { readonly kind: 'ring'; readonly status: 180 | 183; readonly media: boolean }
  /** Plays for a time, or (null) to the sound's end, which never comes for tones and tunes. */
  | {
      readonly kind: 'play';
      readonly sound: SoundName;
      readonly forMs: number | null;
      readonly fromMs: number;
    }
  | { readonly kind: 'answer'; readonly lie: LengthLie | null }
  | { readonly kind: 'person'; readonly manners: PersonManners }
  /** Prompts, and obeys keys; what follows is in the menu itself. */
  | { readonly kind: 'menu'; readonly menu: PlannedMenu }
  | { readonly kind: 'reject'; readonly status: number; readonly cause: Cause | null }
  | { readonly kind: 'hang_up' }
  /** Lets nothing out any more. */
  | { readonly kind: 'ignore' };

/** A menu as one call plays it: plain data, all choices drawn. */
export interface PlannedMenu {
  readonly places: Readonly<Record<string, PlannedPlace>>;
}

export interface PlannedPlace {
  readonly prompt: readonly Step[];
  /** What is said to a key that leads nowhere. */
  readonly wrong: readonly Step[];
  readonly waitMs: number;
  readonly tries: number;
  readonly bargeIn: boolean;
  readonly keys: Readonly<Record<string, PlannedTarget>>;
  readonly then: PlannedTarget;
}

/** Another place, or steps after which nobody listens to keys any more. */
export type PlannedTarget = { readonly place: string } | { readonly steps: readonly Step[] };

/** How one person behaves on the telephone. */
export interface PersonManners {
  readonly greetingId: string;
  readonly repeatIds: readonly string[];
  readonly reactionId: string | null;
  readonly noiseDbm0: number;
  /** From picking up to the first word. */
  readonly beforeGreetingMs: number;
  /** How long the person waits in silence before saying 喂 again. */
  readonly patienceMs: number;
  readonly longestMs: number;
  /** Gain of the voice, dB. */
  readonly gainDb: number;
  /** The occasion: nobody says the same thing twice alike. */
  readonly saying: number;
  /** Chooses the room. */
  readonly variety: number;
}

/** What one call is going to be. The plan is plain data: it can be printed, compared and tested. */
export type CallPlan = readonly Step[];
