import type { Observation, ProbeAsker } from '@everyline/domain';
import type { GivenScript } from '@everyline/telephony';

import type { AppContext } from '../app/context.ts';
import type { CallPlacer, PlacedCall } from '../app/ports/call-placer.ts';
import type { BegunProbe } from '../app/probes/begin-probe.ts';
import { finishProbe } from '../app/probes/finish-probe.ts';
import { interruptCall } from '../app/probes/interrupt-call.ts';

/** How long a number called from the command line may ring. */
const ringLimitMs = 60_000;

/**
 * Places a call that the guard has allowed and puts its end on record. A call of which the phone brought no result is
 * told on `err`, ends as interrupted, and has no `placed`.
 */
export async function placeProbe(
  io: {
    readonly context: AppContext;
    readonly placer: CallPlacer;
    err(line: string): void;
  },
  begun: Extract<BegunProbe, { allowed: true }>,
  asker: ProbeAsker,
  script: GivenScript | null,
): Promise<{ readonly observation: Observation; readonly placed: PlacedCall | null }> {
  const { context } = io;
  const { probeId, line, trunk, startedAtMs } = begun;
  const { dialled } = line.number;
  let placed: PlacedCall;
  try {
    const call = { probeId, dialled, trunk, ringLimitMs };
    placed = await io.placer.place(script === null ? call : { ...call, script });
  } catch (fault) {
    io.err(`${dialled}: ${fault instanceof Error ? fault.message : String(fault)}`);
    const lost = { probeId, lineId: line.id, trunkId: trunk.id, asker, startedAtMs };
    const observation = await context.store.transaction((within) =>
      interruptCall(context, within, lost, 'phone'),
    );
    return { observation, placed: null };
  }
  return { observation: await finishProbe(context, begun, null, placed), placed };
}
