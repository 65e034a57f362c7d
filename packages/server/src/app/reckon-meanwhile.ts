import type { Reckonable, Reckoning } from './ports/reckoning.ts';

/**
 * Has reckoned anew what is due, and says whether what was kept last is to be shown meanwhile. Whoever asks waits only where
 * nothing is kept, or where the thread that reckons is theirs.
 */
export async function reckonMeanwhile(
  reckoning: Reckoning,
  what: Reckonable,
  isKept: boolean,
): Promise<boolean> {
  const renewed = reckoning.renew(what);
  if (isKept && reckoning.isApart) {
    // Whatever goes wrong, the next who asks, or the worker, asks for it again.
    renewed.catch(() => undefined);
    return true;
  }
  await renewed;
  return false;
}
