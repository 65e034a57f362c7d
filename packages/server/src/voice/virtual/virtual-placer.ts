import type { Impairments, VirtualClock } from '@everyline/exchange';
import type { SimulatePool } from '@everyline/exchange/node';
import type { KnownSoundChange, TonePlan } from '@everyline/telephony';

import type { AllowedCall, PlacedCall } from '../../app/ports/call-placer.ts';
import { limitsOf, placedCall } from '../placed-call.ts';
import type { LearningPlacer } from '../remembering-placer.ts';

/**
 * So far the clock may run ahead of a call whose thread is not done: nothing that depends on its result
 * happens sooner, because the next call to the number is at least half an hour away.
 */
const aheadMs = 8 * 60_000;

/**
 * Places calls on the simulated exchange in virtual time: the same stack, bytes and audio as over
 * sockets, in worker threads. A call whose thread lags behind the clock keeps its channel meanwhile.
 */
export class VirtualPlacer implements LearningPlacer {
  readonly virtualTime = true;
  private readonly clock: VirtualClock;
  private readonly pool: SimulatePool;
  private readonly settings: {
    readonly tonePlan: TonePlan;
    readonly announcement: Int16Array;
    readonly impairments: Impairments;
  };
  private stopped = false;

  constructor(clock: VirtualClock, pool: SimulatePool, settings: VirtualPlacer['settings']) {
    this.clock = clock;
    this.pool = pool;
    this.settings = settings;
  }

  async place(call: AllowedCall): Promise<PlacedCall> {
    if (this.stopped) throw new Error('everything was stopped');
    const startAtMs = this.clock.nowMs();
    const hold = this.clock.hold(startAtMs + aheadMs);
    try {
      const { observation } = await this.pool.simulate(
        {
          number: call.dialled,
          startAtMs,
          impairments: this.settings.impairments,
          request: {
            trunk: {
              address: { host: call.trunk.host, port: call.trunk.port },
              callerNumber: call.trunk.presentedNumber ?? '',
            },
            tonePlan: this.settings.tonePlan,
            announcement: this.settings.announcement,
            codecs: call.trunk.codecs,
            limits: limitsOf(call),
            ...(call.script !== undefined && { script: call.script }),
          },
        },
        (reachedMs) => hold.until(reachedMs + aheadMs),
      );
      return await new Promise((resolve) => {
        this.clock.at(Math.ceil(observation.endedAtMs), () => resolve(placedCall(observation)));
        hold.release();
      });
    } catch (fault) {
      hold.release();
      throw fault;
    }
  }

  learn(changes: readonly KnownSoundChange[]): void {
    this.pool.learn(changes);
  }

  /** A simulated call rings nowhere: those in progress run to their end, no other begins. */
  stopAll(): void {
    this.stopped = true;
  }

  async close(): Promise<void> {
    await this.pool.close();
  }
}
