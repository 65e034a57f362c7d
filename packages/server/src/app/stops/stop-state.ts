import type { StopState } from '@everyline/contract';

import type { Repositories } from '../ports/store.ts';

/** Whether everything is stopped; every role may know. */
export async function stopState(within: Pick<Repositories, 'trunks'>): Promise<StopState> {
  const stop = await within.trunks.stop();
  return {
    stopped: stop !== null,
    atMs: stop?.pressedAtMs ?? null,
    by: stop?.by ?? null,
    reason: stop?.note ?? null,
    callsInProgress: await within.trunks.callsInProgress(),
  };
}
