import type { Classification } from '../progress/call-evidence.ts';
import type { RecognisedSound } from '../prints/sound-follower.ts';
import type { HeardSound } from '../prints/sound-stretches.ts';
import type { Heard } from '../progress/heard.ts';
import type { LadderEntry, Q850Cause } from '../sip/call-event.ts';
import type { G711 } from '../sip/sdp.ts';
import type { CallFacts } from './call-facts.ts';
import type { ProbeEnd } from './probe-end.ts';
import type { HeardAnnouncement } from './recordings-heard.ts';
import type { ScriptReport } from './script-report.ts';

export type { ProbeEnd } from './probe-end.ts';

/** What the post-dial delay was measured to; `183` only where nothing else rang or spoke before the answer. */
export type PostDialDelayBy = '180' | '183' | 'ringback' | 'announcement';

/** Everything one probe signalled and heard: raw evidence. All times but startedAtMs and endedAtMs count from the INVITE. */
export interface CallObservation {
  readonly callId: string;
  readonly dialled: string;
  readonly startedAtMs: number;
  readonly endedAtMs: number;
  readonly endedBy: ProbeEnd;
  readonly ladder: readonly LadderEntry[];
  /** The final response to the INVITE; status null when none came. */
  readonly sip: {
    readonly status: number | null;
    readonly reason: string | null;
    readonly q850: readonly Q850Cause[];
    readonly retryAfterS: number | null;
    /** The contacts of a 3xx; they are not followed. */
    readonly redirectedTo: readonly string[];
  };
  readonly timings: {
    readonly postDialDelayMs: number | null;
    readonly postDialDelayBy: PostDialDelayBy | null;
    /** From the 180 or the first ringback to the answer or the end; null when nothing rang. */
    readonly ringMs: number | null;
    readonly answerMs: number | null;
    readonly endMs: number;
  };
  /** From the answer to the onset of a person's voice; null where none was reached. */
  readonly timeToPersonMs: number | null;
  /** How long an answered call was held without reaching a person; null where not answered or a person was reached. */
  readonly keptMs: number | null;
  readonly heard: readonly Heard[];
  /** The prints of what was said and played at the far end, by which later calls know it again. */
  readonly sounds: readonly HeardSound[];
  /** The stretches that earlier calls have heard. */
  readonly recognised: readonly RecognisedSound[];
  /** The announcement among them that says how the call went; null where none has a label. */
  readonly announcement: HeardAnnouncement | null;
  readonly media: {
    readonly packets: number;
    readonly lost: number;
    readonly late: number;
    readonly duplicates: number;
    readonly jitterMs: number;
    readonly maxGapMs: number;
    readonly payloadType: number | null;
    readonly packetsSent: number;
    /** The time to the far end and back by RTCP, null when it told none; loss in bursts over random loss, 1 or more. */
    readonly roundTripMs: number | null;
    readonly burstRatio: number;
    /** R of the E-model (ITU-T G.107) and its mean opinion score, 1 to 4.5; null when nothing was received. */
    readonly rating: number | null;
    readonly mos: number | null;
  };
  /** What was received: 8,000 bytes a second, gaps filled with the code of silence, from the first frame on. */
  readonly audio: {
    readonly codec: G711;
    readonly bytes: Uint8Array;
    readonly fromMs: number;
  } | null;
  /** Each time our announcement was spoken. */
  readonly spoke: readonly { readonly fromMs: number; readonly toMs: number }[];
  /** How the call followed its script; null where it had none. */
  readonly script: ScriptReport | null;
  readonly classification: Classification;
  readonly facts: CallFacts;
}
