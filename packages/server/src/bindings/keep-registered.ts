import type { AppContext } from '../app/context.ts';
import type { StoredTrunk } from '../app/ports/store/trunks.ts';
import type { TrunkRegistrar } from '../app/ports/trunk-registrar.ts';
import { TrunkWatch } from '../voice/trunk-watch.ts';

/** The first registrar may have to be given up before the second is asked. */
const longestMs = 70_000;
const lookEveryMs = 250;

export type KeptTrunk =
  | { readonly kind: 'kept'; leave(): Promise<void> }
  /** A server places calls, and keeps the registration at its own port. */
  | { readonly kind: 'served' }
  | { readonly kind: 'unregistered' };

/**
 * Keeps a trunk registered from this process while its calls leave from here: a carrier knows them by the port that has
 * registered. Where a server keeps it, calls from another port would be a stranger's.
 */
export async function keepRegistered(parts: {
  readonly context: AppContext;
  readonly registrar: TrunkRegistrar;
  readonly trunk: StoredTrunk;
  /** Takes the server's role of placing calls for this process; null while a server has it. */
  readonly takeVoice: () => Promise<{ release(): Promise<void> } | null>;
  readonly report: (fault: unknown) => void;
  readonly stop: AbortSignal;
}): Promise<KeptTrunk> {
  const { context, registrar, trunk, report, stop } = parts;
  const voice = await parts.takeVoice();
  if (voice === null) return { kind: 'served' };
  const watch = new TrunkWatch({ context, registrar, report });
  const leave = async (): Promise<void> => {
    try {
      await watch.close();
    } finally {
      await voice.release();
    }
  };
  let isKept = false;
  try {
    await watch.look([trunk]);
    const untilMs = context.clock.nowMs() + longestMs;
    while (!isKept && !stop.aborted && context.clock.nowMs() < untilMs) {
      const state = (await context.store.trunks.registrations()).get(trunk.id)?.state;
      if (state === 'refused') break;
      isKept = state === 'registered';
      if (!isKept) await context.clock.wait(lookEveryMs, stop);
    }
    return isKept ? { kind: 'kept', leave } : { kind: 'unregistered' };
  } finally {
    if (!isKept) await leave();
  }
}
