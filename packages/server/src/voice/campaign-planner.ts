import {
  CityPrior,
  historyOf,
  momentOf,
  planNextCall,
  priorWithHistory,
  type Calendar,
  type Campaign,
  type LedgerEntry,
  type Line,
  type PriorHistory,
  type ProbeLimits,
  type Verdict,
  type VerdictPrior,
} from '@everyline/domain';

import type { RetestState } from '../app/verdicts/renew-verdict.ts';
import type { NextCall, RunLine } from './campaign-run.ts';

/** What a verdict says about whether further calls would tell anything. */
type HeldVerdict = Pick<
  Verdict,
  'kind' | 'attempts' | 'reached' | 'blankDays' | 'decidedAtMs' | 'prior'
>;

/** After so long the call of a control line tells nothing of what was suspected. */
const wantedForMs = 30 * 60_000;

/** A re-test that an open ticket waits for, or (without one) a citizen's report that calls are to confirm. */
export interface Retest {
  readonly lineId: string;
  readonly ticketId: string | null;
  readonly askedAtMs: number;
}

/** Keeps what a campaign knows of its lines' verdicts, and plans the next call to each from it. */
export class CampaignPlanner {
  private readonly campaign: Campaign;
  private readonly calendar: Calendar;
  private readonly limits: ProbeLimits;
  private readonly spread: 'even' | 'soon';
  private readonly verdicts = new Map<string, HeldVerdict>();
  /** What was known of lines before the campaign. */
  private readonly histories = new Map<string, PriorHistory>();
  private readonly retests = new Map<string, Retest>();
  private readonly failed = new Set<string>();
  /** Control lines that are wanted at once, by line, since when. */
  private readonly wanted = new Map<string, number>();
  private readonly cityPrior: CityPrior;
  private readonly startMs: number;

  constructor(
    campaign: Campaign,
    calendar: Calendar,
    limits: ProbeLimits,
    spread: 'even' | 'soon' = 'even',
  ) {
    this.campaign = campaign;
    this.calendar = calendar;
    this.limits = limits;
    this.spread = spread;
    this.cityPrior = new CityPrior(campaign.policy.verdict);
    this.startMs = momentOf(calendar, campaign.period.fromDay, 0);
  }

  /** A re-test was asked for: only calls from then on tell whether the line is repaired. */
  askRetest(retest: Retest): void {
    this.failed.delete(retest.lineId);
    this.histories.delete(retest.lineId);
    this.retests.set(retest.lineId, retest);
  }

  /** A re-test that has passed is over; one that has failed stays known but gets no further calls. */
  settleRetest(lineId: string, state: RetestState): void {
    if (state === 'passed' || state === 'none') this.retests.delete(lineId);
    else if (state === 'failed') this.failed.add(lineId);
  }

  retestOf(lineId: string): Retest | null {
    return this.retests.get(lineId) ?? null;
  }

  /** A trunk is suspected: the line, known to answer, is to be called at once, whatever is known of it. */
  want(lineId: string, nowMs: number): void {
    this.wanted.set(lineId, nowMs);
  }

  /** Remembers the verdict of a line. */
  learn(line: Pick<Line, 'id' | 'purpose'>, verdict: HeldVerdict): void {
    this.verdicts.set(line.id, verdict);
    this.cityPrior.learn(line, verdict);
    if (verdict.decidedAtMs < this.startMs) this.histories.set(line.id, historyOf(verdict));
  }

  /**
   * What a line is judged with: the distribution of reach rates over the campaign's lines of its purpose, as their
   * calls have shown it so far, and what earlier calls have shown of the line itself, unless it is said to be repaired
   * since. A verdict that holds keeps the one it was drawn with: other lines' calls are no reason to take it back.
   */
  priorFor(line: RunLine, of: Pick<Line, 'id' | 'purpose'>, nowMs: number): VerdictPrior {
    const held = this.isSettled(line) ? this.verdicts.get(of.id) : undefined;
    if (held !== undefined) return held.prior;
    const prior = this.cityPrior.prior(of.purpose);
    const history = this.histories.get(of.id);
    return history === undefined
      ? prior
      : priorWithHistory(prior, history, this.campaign.policy.verdict, nowMs);
  }

  /** Plans the next call to a line; null when another would tell nothing. */
  readonly nextCall: NextCall = (line: RunLine, nowMs: number) => {
    const wantedMs = this.wanted.get(line.line.id);
    if (wantedMs !== undefined) {
      const isAnswered = line.observations.some(({ startedAtMs }) => startedAtMs >= wantedMs);
      if (!isAnswered && nowMs < wantedMs + wantedForMs) return nowMs;
      this.wanted.delete(line.line.id);
    }
    const pending = this.pendingRetests(line);
    const sinceMs = pending.length > 0 ? Math.min(...pending.map((one) => one.askedAtMs)) : 0;
    const plan = planNextCall({
      line: line.line,
      calendar: this.calendar,
      policy: this.campaign.policy,
      period: this.campaign.period,
      otherHours: [this.limits.allowedHours],
      calls: line.observations.filter(({ startedAtMs }) => startedAtMs >= sinceMs).map(callOf),
      decided: this.isSettled(line),
      spread: pending.length > 0 ? 'soon' : this.spread,
      nowMs,
    });
    return plan.kind === 'due' ? Math.ceil(plan.atMs) : null;
  };

  /** Whether verdicts that hold were reached in this campaign on all lines behind the number, and no re-test waits. */
  isSettled(line: RunLine): boolean {
    return (
      this.pendingRetests(line).length === 0 &&
      line.behind.every(({ id }) => {
        const verdict = this.verdicts.get(id);
        return (
          verdict !== undefined &&
          verdict.kind !== 'undetermined' &&
          verdict.decidedAtMs >= this.startMs
        );
      })
    );
  }

  private pendingRetests(line: RunLine): Retest[] {
    return line.behind
      .flatMap(({ id }) => this.retests.get(id) ?? [])
      .filter(({ lineId }) => !this.failed.has(lineId));
  }
}

function callOf(
  observation: RunLine['observations'][number],
): Pick<LedgerEntry, 'startedAtMs' | 'outcome' | 'timeToPersonMs'> {
  return {
    startedAtMs: observation.startedAtMs,
    outcome: observation.outcome,
    timeToPersonMs: observation.timeToPersonMs,
  };
}
