import type { KnownSounds } from '../prints/known-sounds.ts';
import type { TonePlan } from '../progress/tone-plan.ts';
import type { Address } from '../sip/address.ts';
import type { Credentials } from '../sip/digest.ts';
import type { AudioCodec } from '../sip/sdp.ts';
import type { GivenScript } from './script-report.ts';
import type { Protection } from './probe-media.ts';

/** The way a probe reaches the telephone network. */
export interface ProbeTrunk {
  /** Where it is and how it is spoken with; the host may be a name, and port 0 leaves the port to the name service. */
  readonly address: Address;
  /** Where it is tried next when nothing comes from there or 503. */
  readonly alternatives?: readonly Address[];
  /** The host part of request URI and To; the address unless given. */
  readonly domain?: string;
  /** The registered number that is presented in From and P-Asserted-Identity. */
  readonly callerNumber: string;
  readonly credentials?: Credentials;
  /** Where requests are sent instead of the trunk's address. */
  readonly outboundProxy?: Address;
  /** Whether media are protected by SRTP: offered without insisting (RFC 8643), or required (RFC 4568); plain unless given. */
  readonly protection?: Protection;
}

/** Limits of one probe, all in ms; each has a default. */
export interface ProbeLimits {
  /** From the first 180 or heard ringback to CANCEL; 60,000. */
  readonly ringMs: number;
  /** From the INVITE to CANCEL when nothing rings, and to BYE in any case; 120,000. */
  readonly totalMs: number;
  /** From the 200 OK to BYE when nothing is heard; 8,000. */
  readonly silenceMs: number;
  /** From the onset of a voice to BYE when it may be a person; 6,000 (promise 1). */
  readonly personMs: number;
  /** From the 200 OK to BYE when a machine speaks or plays; 20,000. */
  readonly machineMs: number;
}

export const probeLimits: ProbeLimits = {
  ringMs: 60_000,
  totalMs: 120_000,
  silenceMs: 8000,
  personMs: 6000,
  machineMs: 20_000,
};

/** One test call to be made. */
export interface ProbeRequest {
  /** The digits as the trunk wants them: the user part of the request URI. */
  readonly dialled: string;
  readonly trunk: ProbeTrunk;
  readonly tonePlan: TonePlan;
  /** What a person hears: the city's words, mono 8 kHz. */
  readonly announcement: Int16Array;
  /** What earlier calls have heard: recordings among it are no persons, and labelled ones say how a call went. */
  readonly knownSounds?: KnownSounds;
  readonly limits?: Partial<ProbeLimits>;
  /** In order of preference; A-law first unless given. */
  readonly codecs?: readonly AudioCodec[];
  /** What is done after the answer, within the manners and the limits; nothing unless given. */
  readonly script?: GivenScript;
  /** Whether silence is sent while there is nothing to say, so that a symmetric NAT opens; yes unless given. */
  readonly sendSilence?: boolean;
}
