import type { KnownSoundChange, ProbeRequest } from '@everyline/telephony';
import type { Behaviour } from '../behaviours/behaviour.ts';
import type { Impairments } from '../virtual/network.ts';
import type { SimulatedCall } from '../virtual/simulate-call.ts';

/** The network that all threads of a pool simulate: plain data. */
export interface SimulatedNetworkData {
  readonly lines: readonly (readonly [number: string, behaviour: Behaviour])[];
  readonly areaCode: string;
  readonly seed: string;
  /** Where the recorded voices are. */
  readonly voicesFolder: string;
}

/** One call that a thread is to simulate. */
export interface PoolCall {
  readonly number: string;
  readonly startAtMs: number;
  readonly impairments: Impairments;
  /** Without what is known: each thread keeps what it has learnt. */
  readonly request: Omit<ProbeRequest, 'dialled' | 'knownSounds'>;
}

export interface CallMessage {
  readonly kind: 'call';
  readonly id: number;
  readonly call: PoolCall;
}

/** What a thread is told: a call to simulate, or what earlier calls have heard. */
export type ThreadMessage =
  CallMessage | { readonly kind: 'learn'; readonly changes: readonly KnownSoundChange[] };

/** What a thread tells: how far a call has come, its result, or the fault that stopped it. */
export type ResultMessage =
  | { readonly kind: 'reached'; readonly id: number; readonly ms: number }
  | { readonly kind: 'done'; readonly id: number; readonly result: SimulatedCall }
  | { readonly kind: 'fault'; readonly id: number; readonly message: string };
