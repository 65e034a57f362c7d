import type { MenuPlace } from './menu.ts';

/** How a line sounds while it rings: signalled by 180 alone, with the ringback tone in early media, or with a tune (彩铃). */
export type Ringing = 'signal' | 'tone' | 'music';

/** What every behaviour may say about its line; what is left out follows from the number. */
interface OfLine {
  /** Which carrier serves it, 0–5: the sound of tones and recordings. */
  readonly carrier?: number;
  readonly ringing?: Ringing;
}

/** A person picks up after about `ringMs`, greets, waits, repeats 喂 when nobody speaks, reacts, and hangs up. */
export interface PersonAnswers extends OfLine {
  readonly kind: 'person';
  readonly ringMs: number;
  /** `other_office`: the greeting shows that the published number is another's. */
  readonly greeting: 'plain' | 'office' | 'other_office';
  /** The room behind the person; drawn between −60 and −38 dBm0 unless given. */
  readonly noiseDbm0?: number;
}

/**
 * A menu is played again and again; then it hangs up, or says that all seats are busy and plays music. With
 * `personAfterMs`, a person takes the call so long after the answer, whatever is playing.
 */
export interface IvrAnswers extends OfLine {
  readonly kind: 'ivr';
  readonly ringMs: number;
  readonly then: 'hangs_up' | 'queue';
  /** `menu` unless given; `queue` starts with the recording that all seats are busy, without a menu. */
  readonly starts?: 'menu' | 'queue';
  readonly personAfterMs?: number;
}

/**
 * A menu with places under places that obeys keys: as telephone events (RFC 4733), or as tones where the line takes no
 * events.
 */
export interface MenuAnswers extends OfLine {
  readonly kind: 'menu';
  readonly ringMs: number;
  /** The places by name; a call begins at `top`. */
  readonly places: Readonly<Record<string, MenuPlace>>;
  /** `events` unless given: with `tones` the answer offers no telephone events. */
  readonly keysBy?: 'events' | 'tones';
}

/** A recorded greeting, a beep, and half a minute of recording. */
export interface VoicemailAnswers extends OfLine {
  readonly kind: 'voicemail';
  readonly ringMs: number;
}

/** A recording says that the office is closed, twice, and hangs up. */
export interface AfterHoursAnswers extends OfLine {
  readonly kind: 'after_hours';
  readonly ringMs: number;
}

/** A fax machine: `answers` sends CED, `calls` sends CNG (a machine set to send on answering). */
export interface FaxAnswers extends OfLine {
  readonly kind: 'fax';
  readonly ringMs: number;
  readonly tone: 'answers' | 'calls';
}

/** 200 OK and nothing but the noise of the line. */
export interface DeadAir extends OfLine {
  readonly kind: 'dead_air';
  readonly ringMs: number;
}

/** 200 OK, and gone again. */
export interface HangsUp extends OfLine {
  readonly kind: 'hangs_up';
  readonly ringMs: number;
  readonly afterMs: number;
}

/** Engaged, off the hook included: 486, or the tone or recording in early media and then 486 with cause 17. */
export interface Busy extends OfLine {
  readonly kind: 'busy' | 'off_hook';
  readonly by: 'status' | 'tone' | 'announcement';
}

/** Rings until the caller gives up; `then`: the carrier ends it after 55 s with a recording and 480, cause 19. */
export interface NoAnswer extends OfLine {
  readonly kind: 'no_answer';
  readonly then?: 'rings_on' | 'announcement';
}

/** No such number: 404 with cause 1, at once or after the vacant tone, SIT and a recording, or a recording. */
export interface Unallocated extends OfLine {
  readonly kind: 'unallocated';
  readonly by: 'status' | 'tone' | 'sit' | 'announcement';
}

/** Suspended for unpaid bills and the like: a recording, then a status that each carrier chooses for itself. */
export interface Suspended extends OfLine {
  readonly kind: 'suspended';
  readonly status: 403 | 404 | 480 | 503;
}

/** A mobile that is switched off: a recording, then 480 with cause 20. */
export interface PoweredOff extends OfLine {
  readonly kind: 'powered_off';
}

/** Cannot be reached at the moment: a recording, then 480 with cause 18; or 408, 502 alone. */
export interface Unreachable extends OfLine {
  readonly kind: 'unreachable';
  readonly by: 'announcement' | 'status';
}

/** A recording says that the number has changed; or 410 with cause 22. */
export interface NumberChanged extends OfLine {
  readonly kind: 'number_changed';
  readonly by: 'announcement' | 'status';
}

/** Calls to it are barred: a recording and 403 with cause 55, or the status alone. */
export interface Barred extends OfLine {
  readonly kind: 'barred';
  readonly by: 'announcement' | 'status';
}

/** The called party declines: 603, or 403 with cause 21. */
export interface Rejected extends OfLine {
  readonly kind: 'rejected';
  readonly status: 403 | 603;
}

/** No way through the network: 503 with cause 34 or 42, the congestion tone, or a recording. */
export interface Congestion extends OfLine {
  readonly kind: 'congestion';
  readonly by: 'status' | 'tone' | 'announcement';
}

/** 200 OK followed by a tone or recording that says the call failed. */
export interface FalseAnswer extends OfLine {
  readonly kind: 'false_answer';
  readonly plays:
    'busy' | 'congestion' | 'vacant' | 'busy_announcement' | 'unallocated_announcement';
}

/** Nothing ever comes back. */
export interface SilentTrunk extends OfLine {
  readonly kind: 'silent_trunk';
}

/** Nothing but 100 Trying for a while; then as `then`. */
export interface SlowSetup extends OfLine {
  readonly kind: 'slow_setup';
  readonly delayMs: number;
  readonly then: Behaviour;
}

/** Answers with a 200 OK whose Content-Length is not the length of its body. */
export interface LyingLength extends OfLine {
  readonly kind: 'lying_length';
  readonly ringMs: number;
  readonly lie: 'too_long' | 'too_short' | 'enormous' | 'negative' | 'words';
}

/** A line in traffic: simulated callers occupy its trunks and people, and the call meets what they leave. */
export interface Loaded extends OfLine {
  readonly kind: 'loaded';
  readonly seed: string;
  readonly trunks: number;
  /** People who answer, from a time of the day (minutes) on; nobody before the first. */
  readonly staffing: readonly { readonly fromMinute: number; readonly people: number }[];
  /** New callers in each of the 24 hours. */
  readonly callersPerHour: readonly number[];
  /** Factors on the callers of Monday … Sunday; 1 each unless given. */
  readonly weekdayFactors?: readonly number[];
  readonly holdingMeanMs: number;
  /** Deviation over mean of the holding time; 1 unless given. */
  readonly holdingVariation?: number;
  readonly pickUpMeanMs: number;
  readonly patienceMeanMs?: number;
  /** That a caller who failed tries again; 0.6 unless given. */
  readonly retryProbability?: number;
  readonly busyBy: 'status' | 'tone' | 'announcement';
  /** What answers when a person is free: its own ring time is not used. */
  readonly answers: PersonAnswers | IvrAnswers;
}

/** Different at different times: within one of the windows as `inside`, otherwise as `outside`. */
export interface ByHours extends OfLine {
  readonly kind: 'by_hours';
  /** Minutes of the local day, from inclusive, to exclusive. */
  readonly windows: readonly { readonly fromMinute: number; readonly toMinute: number }[];
  /** 1 Monday … 7 Sunday; every day unless given. */
  readonly weekdays?: readonly number[];
  readonly inside: Behaviour;
  readonly outside: Behaviour;
}

/** One of several at random for each call, by shares; drawn afresh every ten seconds of the clock. */
export interface Sometimes extends OfLine {
  readonly kind: 'sometimes';
  readonly seed: string;
  readonly options: readonly { readonly share: number; readonly behaviour: Behaviour }[];
}

/** How a line of the simulated network behaves when it is called: a closed union of plain data. */
export type Behaviour =
  | PersonAnswers
  | IvrAnswers
  | MenuAnswers
  | VoicemailAnswers
  | AfterHoursAnswers
  | FaxAnswers
  | DeadAir
  | HangsUp
  | Busy
  | NoAnswer
  | Unallocated
  | Suspended
  | PoweredOff
  | Unreachable
  | NumberChanged
  | Barred
  | Rejected
  | Congestion
  | FalseAnswer
  | SilentTrunk
  | SlowSetup
  | LyingLength
  | Loaded
  | ByHours
  | Sometimes;

/** Behaviours that do not depend on the time or on other behaviours. */
export type PlainBehaviour = Exclude<Behaviour, SlowSetup | Loaded | ByHours | Sometimes>;
