import type { TrunkTransport } from '@everyline/domain';
import type {
  Address,
  CallObservation,
  G711,
  GivenScript,
  KnownSoundChange,
  ProbeLimits,
  RegistrationEvent,
} from '@everyline/telephony';
import type { PhoneFaultCode, TlsSettings } from '@everyline/telephony/node';

/** What the phone's thread is given once, when it starts. */
export interface PhoneThreadSettings {
  /** Address from which SIP and RTP leave; loopback for the simulated exchange. */
  readonly localHost: string;
  readonly sipPort: number;
  readonly rtpPorts: { readonly from: number; readonly to: number };
  /** What trunks over TLS are shown, and who may certify them; null: nothing, and those that the machine knows. */
  readonly tls: TlsSettings | null;
  /** What a person who answers hears: mono, 8,000 Hz. */
  readonly announcement: Int16Array;
  readonly country: string;
  /** Added to the machine's clock: the sample city may live in another week. */
  readonly clockOffsetMs: number;
}

export interface TrunkCall {
  readonly dialled: string;
  readonly host: string;
  readonly port: number;
  readonly transport: TrunkTransport;
  readonly webSocketPath: string;
  readonly callerNumber: string;
  readonly username: string | null;
  readonly password: string | null;
  readonly codecs: readonly G711[];
  readonly limits: Partial<ProbeLimits>;
  readonly script: GivenScript | null;
}

/** An account that the phone keeps registered for a trunk. */
export interface TrunkAccount {
  /** The address of record, `sip:user@domain`. */
  readonly aor: string;
  readonly registrars: readonly [Address, ...Address[]];
  readonly username: string;
  readonly password: string;
  readonly expiresS: number;
}

export type ToPhone =
  | { readonly kind: 'register'; readonly id: string; readonly account: TrunkAccount }
  | { readonly kind: 'unregister'; readonly id: string }
  | { readonly kind: 'place'; readonly id: string; readonly call: TrunkCall }
  | { readonly kind: 'learn'; readonly changes: readonly KnownSoundChange[] }
  | { readonly kind: 'stop-all' }
  | { readonly kind: 'close' };

export type FromPhone =
  | { readonly kind: 'ready' }
  | { readonly kind: 'failed'; readonly message: string }
  /** The call is over and its channel free; its observation follows. */
  | { readonly kind: 'freed'; readonly id: string }
  | { readonly kind: 'ended'; readonly id: string; readonly observation: CallObservation }
  | {
      readonly kind: 'call-failed';
      readonly id: string;
      /** Of the PhoneFault that kept the call from leaving; null for a fault of the program. */
      readonly code: PhoneFaultCode | null;
      readonly message: string;
      readonly atMs: number;
    }
  | { readonly kind: 'registration'; readonly id: string; readonly news: RegistrationEvent }
  | { readonly kind: 'closed' };
