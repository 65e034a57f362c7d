import {
  planMenuCall,
  type Calendar,
  type Campaign,
  type Line,
  type Observation,
  type ProbeLimits,
} from '@everyline/domain';

import type { AppContext } from '../app/context.ts';
import { nextCallOf, openWalk, takeWalkedCall } from '../app/menus/walk-menu.ts';
import type { StoredMenuWalk } from '../app/ports/store/menus.ts';
import type { Errand, Errands, Later, VisitedLine } from './errand.ts';

/** A walk waits so long for another of its campaign: they take one channel, not those of the verdicts. */
const laterMs = 5 * 60_000;

/** Walks the menus of a campaign's lines, once the verdicts of these need no calls; what was begun earlier goes on. */
export class CampaignWalks implements Errands {
  private readonly context: AppContext;
  private readonly campaign: Campaign;
  private readonly calendar: Calendar;
  private readonly limits: ProbeLimits;
  /** By line, the walk begun last. */
  private readonly last = new Map<string, StoredMenuWalk>();
  /** By line, the calls of walks: they count for no verdict, but for the day. */
  private readonly walked = new Map<string, Observation[]>();
  private walking = false;

  constructor(context: AppContext, campaign: Campaign, calendar: Calendar, limits: ProbeLimits) {
    this.context = context;
    this.campaign = campaign;
    this.calendar = calendar;
    this.limits = limits;
  }

  /** Reads which walks there have been. */
  async open(lines: readonly VisitedLine[]): Promise<void> {
    if (this.policy === null) return;
    for (const { line } of lines) {
      const [walk] = await this.context.store.menus.ofLine(line.id, 1);
      if (walk !== undefined) this.last.set(line.id, walk);
    }
  }

  /** When the next call of a line's walk is due; null where none is. */
  nextCall(line: VisitedLine, nowMs: number): number | null {
    const menuWalks = this.policy;
    if (menuWalks === null) return null;
    const { policy, period } = this.campaign;
    const calls = [...line.observations, ...(this.walked.get(line.line.id) ?? [])];
    return planMenuCall({
      ...{ line: line.line, calendar: this.calendar, policy, period, menuWalks, nowMs },
      otherHours: [this.limits.allowedHours],
      calls: calls
        .map(({ startedAtMs, outcome, timeToPersonMs }) => ({
          ...{ startedAtMs, outcome, timeToPersonMs },
        }))
        .toSorted((a, b) => a.startedAtMs - b.startedAtMs),
      lastWalk: this.last.get(line.line.id) ?? null,
    });
  }

  async begin(line: VisitedLine): Promise<Errand | Later | null> {
    const nowMs = this.context.clock.nowMs();
    if (this.policy === null || this.nextCall(line, nowMs) === null) return null;
    if (this.walking) return { againAtMs: nowMs + laterMs, anew: false };
    this.walking = true;
    try {
      return await this.errandTo(line.line, this.policy);
    } catch (fault) {
      this.walking = false;
      throw fault;
    }
  }

  private get policy() {
    return this.campaign.policy.menuWalks ?? null;
  }

  private async errandTo(line: Line, policy: NonNullable<CampaignWalks['policy']>) {
    const { context } = this;
    const { depth, callsPerWalk: calls, keys } = policy;
    // One that somebody has begun from the command line goes on under its own limits.
    const open = await context.store.menus.open(line.id);
    const walk = await openWalk(context, line, open?.limits ?? { depth, calls, keys });
    this.last.set(line.id, walk);
    const next = nextCallOf(walk);
    if (next === null) {
      const over = { ...walk, finishedAtMs: context.clock.nowMs() };
      await context.store.menus.put(over);
      this.last.set(line.id, over);
      this.walking = false;
      return null;
    }
    return {
      script: next.script,
      done: async (observation, placed) => {
        const calls = this.walked.get(line.id) ?? [];
        if (!calls.some(({ id }) => id === observation.id))
          this.walked.set(line.id, [...calls, observation]);
        // Of a call that did not leave, or was lost, nothing is known.
        if (placed === null || observation.outcome === 'not_dialled') return;
        this.last.set(
          line.id,
          await takeWalkedCall(context, walk, next.path, observation, placed.promptPrints),
        );
      },
      over: () => {
        this.walking = false;
      },
    } satisfies Errand;
  }
}
