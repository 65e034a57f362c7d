import { ledgerKey, type Line } from '@everyline/domain';

import type { AppContext } from '../app/context.ts';
import { linesOfCampaign } from '../app/campaigns/lines-of-campaign.ts';
import { onceAtATime } from '../app/once-at-a-time.ts';
import type { CallPlacer } from '../app/ports/call-placer.ts';
import type { StoredCampaign } from '../app/ports/store/campaigns.ts';
import type { StoredTrunk } from '../app/ports/store/trunks.ts';
import type { DialRules } from '../app/probes/begin-probe.ts';
import { probeView } from '../app/probes/probe-view.ts';
import { wantedControls } from '../app/bad-hours/wanted-controls.ts';
import { BadHourWatch } from '../app/bad-hours/watch-bad-hours.ts';
import { watchTrunk } from '../app/trunks/watch-trunk.ts';
import { renewVerdict } from '../app/verdicts/renew-verdict.ts';
import { CampaignPlanner } from './campaign-planner.ts';
import { CampaignRun, type RunLine, type RunListener } from './campaign-run.ts';
import { CampaignWalks } from './campaign-walks.ts';

export interface OpenRunOptions {
  readonly context: AppContext;
  readonly rules: DialRules;
  readonly placer: CallPlacer;
  readonly campaign: StoredCampaign;
  readonly trunk: StoredTrunk;
  readonly spread?: 'even' | 'soon';
  readonly during: <T>(work: () => Promise<T>, mayLagMs?: number) => Promise<T>;
  /** Every so-manyth call is shown on open screens as it ends; all of them unless given. */
  readonly showEvery?: number;
  readonly listener?: RunListener;
  /** Whether the run is over when no line is due any more; yes unless told otherwise. */
  readonly endsWhenIdle?: boolean;
}

export interface OpenedRun {
  readonly run: CampaignRun;
  readonly lines: readonly RunLine[];
  readonly planner: CampaignPlanner;
  /** Looks which tickets ask for a re-test of the run's lines, and plans their calls. */
  lookForRetests(): Promise<void>;
  /** Judges every line for the end of the period: no more calls will come. */
  close(): Promise<void>;
}

/** Makes the run of a campaign from what is on record: its lines with their calls and verdicts so far. */
export async function openRun(options: OpenRunOptions): Promise<OpenedRun> {
  const { context, rules, campaign, trunk } = options;
  const { calendar } = rules;
  const planner = new CampaignPlanner(campaign, calendar, rules.limits, options.spread);
  const lines = await loadLines(context, campaign, planner);
  const badHours = new BadHourWatch(context, calendar);
  const walks = new CampaignWalks(context, campaign, calendar, rules.limits);
  await walks.open(lines);
  let ended = 0;

  const judge = async (one: RunLine, final: boolean) => {
    for (const line of one.behind) {
      const { verdict, retest } = await renewVerdict(context, {
        line,
        calendar,
        policy: campaign.policy.verdict,
        observations: one.observations,
        prior: planner.priorFor(one, line, context.clock.nowMs()),
        final,
      });
      planner.learn(line, verdict);
      planner.settleRetest(line.id, retest);
    }
  };
  const run = new CampaignRun({
    context,
    rules,
    placer: options.placer,
    lines,
    campaignId: campaign.id,
    trunkId: trunk.id,
    channels: Math.min(trunk.channels, campaign.policy.concurrencyByTrunk),
    channelsByDepartment: campaign.policy.concurrencyByDepartment,
    ringLimitMs: campaign.policy.ringLimitMs,
    nextCall: planner.nextCall,
    ...(campaign.policy.menuWalks && { errands: walks }),
    askerOf: (line) => {
      const retest = planner.retestOf(line.id);
      return retest === null || retest.ticketId === null
        ? { kind: 'campaign', campaignId: campaign.id }
        : { kind: 'retest', ticketId: retest.ticketId, campaignId: campaign.id };
    },
    endsWhenIdle: options.endsWhenIdle ?? true,
    during: options.during,
    listener: {
      ...options.listener,
      finished: async (observation, line) => {
        await judge(line, false);
        await watchTrunk(context, observation);
        await badHours.look(observation, line.line);
        await options.listener?.finished?.(observation, line);
        ended += 1;
        if (ended % (options.showEvery ?? 1) === 0) await showCall(context, observation.probeId);
      },
      walked: async (observation, line) => {
        await watchTrunk(context, observation);
        await badHours.look(observation, line.line);
        await options.listener?.walked?.(observation, line);
        await showCall(context, observation.probeId);
      },
    },
  });
  const byLine = new Map(lines.flatMap((one) => one.behind.map(({ id }) => [id, one] as const)));
  const lookForRetests = async () => {
    for (const ticket of await context.store.tickets.openRetests()) {
      const line = byLine.get(ticket.lineId);
      const known = planner.retestOf(ticket.lineId);
      if (line === undefined || ticket.retestAskedAtMs === null) continue;
      if (known?.askedAtMs === ticket.retestAskedAtMs) continue;
      planner.askRetest({
        lineId: ticket.lineId,
        ticketId: ticket.id,
        askedAtMs: ticket.retestAskedAtMs,
      });
      run.reconsider(line);
    }
    for (const { lineId, sinceMs } of await context.store.lineReports.waiting()) {
      const line = byLine.get(lineId);
      const known = planner.retestOf(lineId);
      // A ticket that waits for its re-test asks for the same calls.
      if (line === undefined || (known !== null && known.ticketId !== null)) continue;
      if (known?.askedAtMs === sinceMs) continue;
      planner.askRetest({ lineId, ticketId: null, askedAtMs: sinceMs });
      run.reconsider(line);
    }
  };
  await lookForRetests();
  const readAnew = onceAtATime(async () => {
    await readLinesAnew(context, campaign.id, lines);
  });
  const followTrunk = onceAtATime(async () => {
    // Lines whose calls count no more, or again, are judged anew and get their calls.
    for (const line of await readLinesAnew(context, campaign.id, lines)) {
      await options.during(() => judge(line, false));
      run.reconsider(line);
    }
    for (const lineId of await wantedControls(context, trunk.id)) {
      const line = byLine.get(lineId);
      if (line === undefined) continue;
      planner.want(line.line.id, context.clock.nowMs());
      run.hurry(line);
    }
  });
  const unsubscribe = context.events.subscribe((event) => {
    const work =
      event.type === 'announcement.changed'
        ? readAnew()
        : event.type === 'trunk.changed' && event.trunkId === trunk.id
          ? followTrunk()
          : null;
    work?.catch((fault: unknown) => options.listener?.fault?.(fault));
  });
  void run.done.finally(() => {
    unsubscribe();
    badHours.close();
  });
  return {
    run,
    lines,
    planner,
    lookForRetests,
    close: async () => {
      for (const line of lines) await judge(line, true);
    },
  };
}

async function loadLines(
  context: AppContext,
  campaign: StoredCampaign,
  planner: CampaignPlanner,
): Promise<RunLine[]> {
  const chosen = await linesOfCampaign(context, campaign);
  const ids = chosen.map(({ id }: Line) => id);
  const [observations, verdicts] = await Promise.all([
    context.store.probes.observationsByLine(ids, campaign.id),
    context.store.verdicts.currentOf(ids),
  ]);
  for (const line of chosen) {
    const verdict = verdicts.get(line.id);
    if (verdict !== undefined) planner.learn(line, verdict);
  }
  const byNumber = Map.groupBy(chosen, ({ number }) => ledgerKey(number));
  return [...byNumber.values()].flatMap((behind) => {
    const line = behind.find(({ number }) => number.extension === null) ?? behind[0];
    return line === undefined
      ? []
      : [{ line, behind, observations: observations.get(line.id) ?? [] }];
  });
}

/**
 * The run judges by what its calls are read as now, once an announcement in them has been labelled or they have been set
 * aside; gives back the lines of which other calls count than before.
 */
async function readLinesAnew(
  context: AppContext,
  campaignId: string,
  lines: readonly RunLine[],
): Promise<RunLine[]> {
  const fresh = await context.store.probes.observationsByLine(
    lines.map(({ line }) => line.id),
    campaignId,
  );
  const changed: RunLine[] = [];
  for (const one of lines) {
    const { line, observations } = one;
    const before = observations.map(({ badHourId }) => badHourId).join();
    const now = new Map(fresh.get(line.id)?.map((one) => [one.id, one]));
    // Calls that ended meanwhile stay as they are.
    for (const [at, call] of observations.entries()) observations[at] = now.get(call.id) ?? call;
    if (observations.map(({ badHourId }) => badHourId).join() !== before) changed.push(one);
  }
  return changed;
}

/** Tells open screens of a call that has ended. */
async function showCall(context: AppContext, probeId: string): Promise<void> {
  const row = await context.store.probes.row(probeId);
  if (row !== null) context.events.publish({ type: 'probe.finished', probe: probeView(row) });
}
