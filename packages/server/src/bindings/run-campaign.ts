import type { Campaign, Line, Observation } from '@everyline/domain';

import type { AppContext } from '../app/context.ts';
import type { CallPlacer } from '../app/ports/call-placer.ts';
import type { TrunkRegistrar } from '../app/ports/trunk-registrar.ts';
import type { DialRules } from '../app/probes/begin-probe.ts';
import { openRun } from '../voice/open-run.ts';
import { keepRegistered } from './keep-registered.ts';

/** How soon the end of a campaign is seen. */
const lookEveryMs = 1_000;

/** What this process makes a campaign's calls with. */
export interface CampaignParts {
  readonly context: AppContext;
  readonly rules: DialRules;
  readonly placer: CallPlacer;
  readonly registrar: TrunkRegistrar;
  /** Takes the server's role of placing calls for this process; null while a server has it. */
  readonly takeVoice: () => Promise<{ release(): Promise<void> } | null>;
  readonly report: (fault: unknown) => void;
  /** Aborts when no further call is wanted. */
  readonly stop: AbortSignal;
}

/** Why no call was made. */
type NotRun = 'unknown' | 'served' | 'unregistered' | Exclude<Campaign['state'], 'running'>;

/**
 * Makes the calls of a running campaign from this process until its plan is done or it is stopped. Where its trunk
 * registers, the registration is kept meanwhile and taken back at the end, whatever the end is.
 */
export async function runCampaign(
  parts: CampaignParts,
  id: string,
  placed: (observation: Observation, line: Line) => Promise<void>,
): Promise<'run' | NotRun> {
  const { context, rules, placer, registrar, takeVoice, report, stop } = parts;
  const campaign = await context.store.campaigns.byId(id).catch(() => null);
  const trunk = campaign && (await context.store.trunks.byId(campaign.trunkId));
  if (!campaign || !trunk) return 'unknown';
  if (campaign.state !== 'running') return campaign.state;
  const kept =
    trunk.registration === null
      ? null
      : await keepRegistered({ context, trunk, registrar, takeVoice, report, stop });
  if (kept !== null && kept.kind !== 'kept') return kept.kind;
  try {
    const { run: calls } = await openRun({
      ...{ context, rules, placer, campaign, trunk },
      during: (work) => work(),
      listener: {
        finished: (observation, line) => placed(observation, line.line),
        fault: report,
      },
    });
    const stopCalls = () => calls.stop();
    stop.addEventListener('abort', stopCalls);
    const unwatch = context.clock.every(lookEveryMs, async () => {
      if ((await context.store.campaigns.byId(id))?.state !== 'running') calls.stop();
    });
    try {
      if (stop.aborted) calls.stop();
      else calls.start();
      await calls.done;
    } finally {
      unwatch();
      stop.removeEventListener('abort', stopCalls);
    }
    return 'run';
  } finally {
    await kept?.leave();
  }
}
