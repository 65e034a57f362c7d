import { addDays, ledgerKey, momentOf, type Campaign } from '@everyline/domain';
import { VirtualClock, type City } from '@everyline/exchange';
import { SimulatePool, startExchangeThread } from '@everyline/exchange/node';
import { CHINA } from '@everyline/telephony';

import type { AppContext } from '../app/context.ts';
import { progressOf } from '../app/campaigns/campaign-progress.ts';
import type { Clock } from '../app/ports/clock.ts';
import type { StoredCampaign } from '../app/ports/store/campaigns.ts';
import type { StoredTrunk } from '../app/ports/store/trunks.ts';
import type { DialRules } from '../app/probes/begin-probe.ts';
import { LivePlacer } from '../voice/live/live-placer.ts';
import { followLabels } from '../voice/follow-labels.ts';
import { RememberingPlacer } from '../voice/remembering-placer.ts';
import { SoundMemory } from '../voice/sound-memory.ts';
import { openRun, type OpenedRun } from '../voice/open-run.ts';
import { VirtualPlacer } from '../voice/virtual/virtual-placer.ts';
import type { CityClock } from './city-clock.ts';
import { SpotCheckers } from './spot-checkers.ts';

/** Minute at which the last call of the day is over, people make their spot checks known and the day's verdicts are looked at. */
const eveningMinute = 20 * 60 + 15;

export interface WeekOptions {
  readonly context: AppContext;
  readonly city: City;
  readonly clock: CityClock;
  readonly machine: Clock;
  readonly rules: Omit<DialRules, 'virtualTime'>;
  readonly announcement: Int16Array;
  readonly week: Campaign['period'];
  /** Spot checks that the office's people make in a day. */
  readonly checksPerDay: number;
  readonly threads: number;
  /** Told at the start of each phase and as it goes on. */
  readonly tell: (news: WeekNews) => void;
}

export type WeekNews =
  | { readonly kind: 'live' | 'virtual'; readonly calls: number; readonly inProgress: number }
  | { readonly kind: 'day'; readonly day: string; readonly calls: number; readonly checks: number }
  | { readonly kind: 'fault'; readonly fault: unknown };

/** The dial plan as plain data for threads: one behaviour a dialled number. */
export function dialPlanOf(city: City) {
  const behaviours = new Map<string, readonly [string, City['lines'][number]['behaviour']]>();
  for (const { number, behaviour } of city.lines) {
    const key = ledgerKey(number);
    if (!behaviours.has(key)) behaviours.set(key, [number.dialled, behaviour]);
  }
  return [...behaviours.values()];
}

/** Starts the simulated exchange over sockets, in the sample city's time. */
export function startExchange(city: City, clock: CityClock, channels: number) {
  return startExchangeThread({
    port: 0,
    lines: dialPlanOf(city),
    areaCode: city.areaCode,
    seed: String(city.seed),
    channels,
    startAtMs: clock.nowMs(),
  });
}

/**
 * First part of the demonstration: real calls over real sockets for `liveMs`; calls in progress then
 * end by themselves. Returns how many were made.
 */
export async function liveCalls(
  options: WeekOptions,
  campaign: StoredCampaign,
  trunk: StoredTrunk,
  liveMs: number,
): Promise<number> {
  const { context, machine, clock, rules, tell } = options;
  const phone = await LivePlacer.start(
    {
      localHost: '127.0.0.1',
      sipPort: 0,
      rtpPorts: { from: 20_000, to: 29_998 },
      tls: null,
      announcement: options.announcement,
      country: CHINA.id,
      clockOffsetMs: clock.offset,
    },
    context.secrets,
  );
  const { memory, unfollow } = await openMemory(options);
  const placer = new RememberingPlacer(phone, memory);
  let calls = 0;
  const { run } = await openRun({
    context,
    rules: { ...rules, virtualTime: false },
    placer,
    campaign,
    trunk,
    spread: 'soon',
    during: (work) => work(),
    listener: {
      finished: () => {
        calls += 1;
        tell({ kind: 'live', calls, inProgress: run.inProgress });
      },
      fault: (fault) => tell({ kind: 'fault', fault }),
    },
  });
  const quiet = tellProgress(context, machine, campaign, trunk);
  run.start();
  await Promise.race([machine.wait(liveMs), run.done]);
  run.stop();
  await run.done;
  quiet();
  await placer.close();
  unfollow();
  return calls;
}

/** Second part: the rest of the week in virtual time, with the same stack, bytes and audio. */
export async function virtualDays(
  options: WeekOptions,
  campaign: StoredCampaign,
  trunk: StoredTrunk,
): Promise<number> {
  const { city, rules, tell, week } = options;
  const calls = await openVirtualCalls(options, campaign, trunk);
  const checkers = new SpotCheckers(city, options.checksPerDay, week.toDay);
  for (let day = week.fromDay; day <= week.toDay; day = addDays(day, 1)) {
    await calls.runTo(momentOf(rules.calendar, day, eveningMinute));
    const checks = await checkers.checkDay(
      calls.context,
      rules.calendar,
      day,
      calls.opened,
      campaign.id,
    );
    tell({ kind: 'day', day, calls: calls.made(), checks });
  }
  await calls.end({ final: true });
  return calls.made();
}

/** A campaign whose calls are made in virtual time. */
export interface VirtualCalls {
  /** The city as its calls see it: in their time. */
  readonly context: AppContext;
  readonly opened: OpenedRun;
  /** Calls that have ended. */
  made(): number;
  /** Lets the city's time run to a moment, with all calls that are due by then. */
  runTo(ms: number): Promise<void>;
  /**
   * Begins no further call, and lets the city go on at the machine's pace; to be called when none is in progress.
   *
   * @param final judges every line as one that is called no more
   */
  end(how: { readonly final: boolean }): Promise<void>;
}

/** Makes a campaign's calls in virtual time from now on, which drives the city's clock until `end`. */
export async function openVirtualCalls(
  options: Omit<WeekOptions, 'week' | 'checksPerDay'>,
  campaign: StoredCampaign,
  trunk: StoredTrunk,
): Promise<VirtualCalls> {
  const { context, city, machine, rules, tell } = options;
  const virtual = new VirtualClock({
    startMs: options.clock.nowMs(),
    breathe: () => machine.wait(0),
  });
  options.clock.driveBy(virtual);
  const pool = new SimulatePool(
    { lines: dialPlanOf(city), areaCode: city.areaCode, seed: String(city.seed) },
    options.threads,
  );
  const simulated = new VirtualPlacer(virtual, pool, {
    tonePlan: CHINA,
    announcement: options.announcement,
    impairments: { lossRate: 0.002, jitterMs: 5, delayMs: 20 },
  });
  const { memory, unfollow } = await openMemory(options);
  const placer = new RememberingPlacer(simulated, memory);
  const virtualContext: AppContext = { ...context, clock: virtual };
  let calls = 0;
  const opened: OpenedRun = await openRun({
    context: virtualContext,
    rules: { ...rules, virtualTime: true },
    placer,
    campaign,
    trunk,
    during: async (work, mayLagMs = 0) => {
      const held = virtual.hold(virtual.nowMs() + mayLagMs);
      try {
        return await work();
      } finally {
        held.release();
      }
    },
    showEvery: 10,
    listener: {
      finished: () => {
        calls += 1;
        tell({ kind: 'virtual', calls, inProgress: opened.run.inProgress });
      },
      fault: (fault) => tell({ kind: 'fault', fault }),
    },
  });
  const quiet = tellProgress(context, machine, campaign, trunk);
  opened.run.start();
  return {
    context: virtualContext,
    opened,
    made: () => calls,
    runTo: async (ms) => {
      await virtual.runUntil(ms);
    },
    end: async ({ final }) => {
      opened.run.stop();
      await opened.run.done;
      if (final) await opened.close();
      quiet();
      await placer.close();
      unfollow();
      options.clock.release();
    },
  };
}

/** What calls so far have heard, and what persons say of it. */
async function openMemory({ context, tell }: Pick<WeekOptions, 'context' | 'tell'>): Promise<{
  readonly memory: SoundMemory;
  readonly unfollow: () => void;
}> {
  const memory = new SoundMemory();
  await memory.open(context.store.prints);
  const report = (fault: unknown) => tell({ kind: 'fault', fault });
  return { memory, unfollow: await followLabels(context, memory, report) };
}

/** Shows on open screens how far the campaign is, once a second. */
function tellProgress(
  context: AppContext,
  machine: Clock,
  campaign: StoredCampaign,
  trunk: StoredTrunk,
): () => void {
  return machine.every(1_000, async () => {
    context.events.publish({
      type: 'campaign.progress',
      progress: await progressOf(context, campaign, trunk),
    });
  });
}
