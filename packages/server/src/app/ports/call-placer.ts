import type { Observation } from '@everyline/domain';
import type { GivenScript } from '@everyline/telephony';

import type { StretchPrint } from './store/prints.ts';
import type { StoredLadderStep } from './store/probes.ts';
import type { StoredTrunk } from './store/trunks.ts';

/** A call that the guard has allowed and that is on record. */
export interface AllowedCall {
  readonly probeId: string;
  /** Digits as the trunk wants them. */
  readonly dialled: string;
  readonly trunk: StoredTrunk;
  readonly ringLimitMs: number;
  /** What is done after the answer, within the manners and limits of every call; nothing unless given. */
  readonly script?: GivenScript;
}

/** What a placed call signalled and heard, before it has an identity of its own. */
export interface PlacedCall {
  readonly observation: Omit<Observation, 'id' | 'probeId' | 'lineId' | 'trunkId' | 'campaignId'>;
  readonly ladder: readonly StoredLadderStep[];
  /** What was said and played at the far end, as prints. */
  readonly prints: readonly StretchPrint[];
  /** The stretches that earlier calls have heard; `coverage` is the share of the known sound, 0 to 1. */
  readonly recognised: readonly {
    readonly soundId: string;
    readonly fromMs: number;
    readonly toMs: number;
    readonly coverage: number;
  }[];
  /** With a script: the print of what was heard after these keys, null where nothing was. */
  readonly promptPrints: readonly { readonly keys: string; readonly print: Uint8Array | null }[];
  /** What was received: G.711, 8,000 bytes a second; null when nothing came. */
  readonly audio: {
    readonly codec: 'PCMA' | 'PCMU';
    readonly fromMs: number;
    readonly bytes: Uint8Array;
  } | null;
}

/** Places calls: over real sockets, or in virtual time on the simulated exchange. */
export interface CallPlacer {
  /**
   * Resolves with the result when the call has ended; rejects only on a fault of the program. `freed` is told as soon as
   * the call's channel can take another: what was heard may be made out a moment later.
   */
  place(call: AllowedCall, freed?: () => void): Promise<PlacedCall>;
  /** Ends all calls in progress at once. */
  stopAll(): void;
  close(): Promise<void>;
  /** True where calls run in simulated time. */
  readonly virtualTime: boolean;
}
