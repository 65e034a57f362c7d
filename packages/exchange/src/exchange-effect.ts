import type { Address, RandomSource } from '@everyline/telephony';
import type { SoundLibrary } from './audio/sound-library.ts';
import type { Behaviour } from './behaviours/behaviour.ts';
import type { ExpectedOutcome } from './behaviours/expected-outcome.ts';
import type { DialPlan } from './dial-plan.ts';

export interface ExchangeOptions {
  /** The SIP address, on loopback. */
  readonly local: Address;
  /** Ports for audio at the same host, one for each call at a time. */
  readonly mediaPorts: readonly number[];
  readonly dialPlan: DialPlan;
  readonly sounds: SoundLibrary;
  /** Chooses carriers and, with number and time, everything that varies from call to call. */
  readonly seed: string;
  /** Of the city, with its zero: completes local numbers. */
  readonly areaCode: string;
  /** For tags and branches. */
  readonly random: RandomSource;
  /** Local time minus UTC; China's unless given. */
  readonly offsetMinutes?: number;
  readonly t1Ms?: number;
}

/** What the driver of the exchange is to do. */
export type ExchangeEffect =
  | { readonly kind: 'sip'; readonly bytes: Uint8Array; readonly to: Address }
  | {
      readonly kind: 'rtp';
      readonly port: number;
      readonly bytes: Uint8Array;
      readonly to: Address;
    }
  /** Receive at this port until it is closed. */
  | { readonly kind: 'open_media' | 'close_media'; readonly port: number }
  | {
      readonly kind: 'call_started';
      readonly callId: string;
      readonly dialled: string;
      readonly behaviour: Behaviour['kind'] | null;
      readonly truth: ExpectedOutcome;
      readonly atMs: number;
    }
  | {
      readonly kind: 'call_ended';
      readonly callId: string;
      readonly atMs: number;
      /** When the first word of a person left; null when nobody spoke. */
      readonly personSpokeAtMs: number | null;
      /** When a machine's first beep had left to its end; null when none had. */
      readonly beepedAtMs: number | null;
    };
