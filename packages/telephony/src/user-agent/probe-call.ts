import type { classifyCall } from '../progress/classify.ts';
import type { Heard } from '../progress/listener.ts';
import type { Address, RandomSource } from '../sip/address.ts';
import type { CallEvent, LadderEntry, Q850Cause } from '../sip/call-event.ts';
import type { SipEndpoint } from '../sip/endpoint.ts';
import type { G711 } from '../sip/sdp.ts';
import type { ProbeRequest } from './probe-request.ts';

/** What the driver of a probe is to do. */
export type ProbeEffect =
  | { readonly kind: 'sip'; readonly bytes: Uint8Array; readonly to: Address }
  | { readonly kind: 'rtp'; readonly bytes: Uint8Array; readonly to: Address }
  | { readonly kind: 'done' };

export type PostDialDelayBy = '180' | '183' | 'ringback' | 'announcement';

/** Why the probe ended as it did: what the machine decided, beside what the far end did. */
export type ProbeEnd =
  | 'refused' // the far end gave a final response before an answer
  | 'remote' // the far end hung up after the answer
  | 'ring_limit'
  | 'total_limit'
  | 'tone' // busy, congestion or vacant tone heard
  | 'fax'
  | 'silence'
  | 'person'
  | 'machine'
  | 'announcement' // a recording before the answer was heard to its end
  | 'stopped' // stop-all
  | 'no_response' // timer B
  | 'transport';

/** Everything one probe signalled and heard: raw evidence. All times of `timings` count from the INVITE. */
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
  };
  readonly timings: {
    readonly postDialDelayMs: number | null;
    readonly postDialDelayBy: PostDialDelayBy | null;
    /** From the first sign of ringing to the answer or the end. */
    readonly ringMs: number | null;
    readonly answerMs: number | null;
    readonly endMs: number;
  };
  /** From the answer to the onset of a person's voice; null where none was reached. */
  readonly timeToPersonMs: number | null;
  /** How long an answered call was held without reaching a person; null where not answered or a person was reached. */
  readonly keptMs: number | null;
  readonly heard: readonly Heard[];
  readonly media: {
    readonly packets: number;
    readonly lost: number;
    readonly late: number;
    readonly duplicates: number;
    readonly jitterMs: number;
    readonly maxGapMs: number;
    readonly payloadType: number | null;
    readonly packetsSent: number;
  };
  /** What was received: 8,000 bytes a second, gaps filled with the code of silence, from the first packet on. */
  readonly audio: {
    readonly codec: G711;
    readonly bytes: Uint8Array;
    readonly fromMs: number;
  } | null;
  /** When our announcement was spoken, from the INVITE; null when it was not. */
  readonly spoke: { readonly fromMs: number; readonly toMs: number } | null;
  readonly classification: ReturnType<typeof classifyCall>;
}

export interface ProbeCallOptions {
  readonly endpoint: SipEndpoint;
  readonly request: ProbeRequest;
  /** The address for RTP that is offered. */
  readonly media: Address;
  readonly random: RandomSource;
}

/**
 * One test call: SIP, RTP, listening and the probe's manners (DESIGN.md, promise 1), sans-I/O.
 * The driver gives it the call events of its endpoint that carry `callId`, the RTP that arrives at `media`,
 * and the time; it carries out the effects until `done`.
 */
export declare class ProbeCall {
  readonly callId: string;
  constructor(options: ProbeCallOptions);
  start(nowMs: number): ProbeEffect[];
  receiveSip(event: CallEvent, nowMs: number): ProbeEffect[];
  receiveRtp(bytes: Uint8Array, from: Address, nowMs: number): ProbeEffect[];
  wake(nowMs: number): ProbeEffect[];
  nextWakeMs(): number | null;
  /** Stop-all: ends the call at once. */
  stop(nowMs: number): ProbeEffect[];
  /** The observation; only after `done`. */
  result(): CallObservation;
}
