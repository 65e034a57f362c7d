import type { AppContext } from '../context.ts';
import { interruptCall } from './interrupt-call.ts';

/**
 * Ends every call whose process is gone as `interrupted`, and deletes audio that was written for it:
 * no row names that, and nothing else would ever delete it. Returns how many there were.
 */
export async function recoverInterrupted(context: AppContext): Promise<number> {
  return context.store.transaction(async (within) => {
    const orphaned = await within.dials.orphaned();
    for (const call of orphaned) {
      await context.recordings.remove(call.probeId);
      await interruptCall(context, within, call, 'process');
    }
    return orphaned.length;
  });
}
