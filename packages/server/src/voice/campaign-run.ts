import { EventHeap } from '@everyline/capacity';
import type { GuardAnswer, Line, Observation, ProbeAsker } from '@everyline/domain';

import type { AppContext } from '../app/context.ts';
import type { CallPlacer, PlacedCall } from '../app/ports/call-placer.ts';
import {
  beginProbe,
  type BegunProbe,
  type DialRules,
  type ProbeWish,
} from '../app/probes/begin-probe.ts';
import { finishProbe } from '../app/probes/finish-probe.ts';
import { planProbe } from '../app/probes/plan-probe.ts';
import { interruptCall } from '../app/probes/interrupt-call.ts';
import { ChannelBoard } from './channel-board.ts';
import type { Errand, Errands, Later } from './errand.ts';
import { RightOfWay } from './right-of-way.ts';

/** A dialled number as the run sees it: the line that is called for all lines behind it. */
export interface RunLine {
  /** The line that is asked for: the one without extension where there is one. */
  readonly line: Line;
  /** All lines of the campaign behind the dialled number, the one asked for among them. */
  readonly behind: readonly Line[];
  /** Its observations that count for the campaign, in time order. */
  readonly observations: Observation[];
}

/** When a line should be called next: `null` when another call would tell nothing more. */
export type NextCall = (line: RunLine, nowMs: number) => number | null;

/** What the run tells while it goes on; nothing of it is awaited. */
export interface RunListener {
  begun?(probeId: string, line: Line, atMs: number): void;
  refused?(answer: GuardAnswer, line: Line): void;
  /** A call has ended and its channel is free; the result is about to be put on record. */
  ended?(probeId: string, atMs: number): void;
  /** The result is on record. */
  finished?(observation: Observation, line: RunLine): void | Promise<void>;
  /** The result of a call that counts for no verdict is on record. */
  walked?(observation: Observation, line: RunLine): void | Promise<void>;
  fault?(fault: unknown): void;
}

export interface CampaignRunOptions {
  readonly context: AppContext;
  readonly rules: DialRules;
  readonly placer: CallPlacer;
  readonly lines: readonly RunLine[];
  readonly campaignId: string;
  readonly trunkId: string;
  readonly channels: number;
  readonly channelsByDepartment: number;
  readonly ringLimitMs: number;
  readonly nextCall: NextCall;
  /** Called for when no verdict needs a call; nothing unless given. */
  readonly errands?: Errands;
  readonly askerOf: (line: Line) => ProbeAsker;
  /** Whether the run is over when no line is due any more; otherwise it waits for `reconsider` until `stop`. */
  readonly endsWhenIdle: boolean;
  readonly listener: RunListener;
  /**
   * Runs database work; in virtual time the clock is held meanwhile: at the present, or at most so far
   * beyond it as the work may lag behind.
   */
  readonly during: <T>(work: () => Promise<T>, mayLagMs?: number) => Promise<T>;
}

/** A result may be put on record this much later than it came: the next call to the number is far later. */
const recordLagMs = 60_000;

/** So many results are put on record, or lines planned, at once while a channel waits for its next call to begin. */
const recordedBeside = 2;

/** A refusal that only a person can lift is asked about again after this long. */
const askAgainMs = 60 * 60_000;

/** A line whose call did not leave is tried again after this long: the fault is the trunk's, and may be over. */
const unplacedAgainMs = 5 * 60_000;

/** A line that was due for nothing is planned anew after this long. */
const nothingAgainMs = 1_000;

/** Timers of the machine hold at most 24 days, and a wall clock may be set meanwhile: look again by then. */
const longestWaitMs = 3_600_000;

/** Waits between attempts to put a result on record while the database cannot be reached. */
const recordAgainMs = [1_000, 5_000, 15_000, 60_000, 120_000] as const;

/**
 * Dispatches the calls of one campaign: whenever a channel is free and a line is due, the guard is
 * asked, the intent recorded, and the call placed. Results are recorded while the channel already
 * works on the next call.
 */
export class CampaignRun {
  private readonly options: CampaignRunOptions;
  private readonly board: ChannelBoard;
  /** Results are recorded and lines planned beside the channels' next calls, not before them. */
  private readonly way = new RightOfWay(recordedBeside);
  private readonly due = new EventHeap<RunLine>();
  /** When each line that waits is due; an entry of `due` with another time is out of date. */
  private readonly dueAt = new Map<RunLine, number>();
  /** Lines that are due while their department has no channel left, by department. */
  private readonly blocked = new Map<string, RunLine[]>();
  private readonly settling = new Set<Promise<void>>();
  private cancelTimer: AbortController | null = null;
  private timerAtMs = Infinity;
  private stopping = false;
  private waitingLines = 0;
  private finish: () => void = () => undefined;
  /** Lines that wait for their time, or are being called. */
  private readonly busy = new Set<RunLine>();
  /** Those among them that the guard has refused: they are planned anew when their time has come. */
  private readonly refused = new Set<RunLine>();
  /** Settles after `stop`, or when no line will be due any more, with all calls on record. */
  readonly done: Promise<void>;

  constructor(options: CampaignRunOptions) {
    this.options = options;
    this.board = new ChannelBoard({
      trunk: options.channels,
      department: options.channelsByDepartment,
    });
    this.done = new Promise((resolve) => {
      this.finish = resolve;
    });
  }

  get inProgress(): number {
    return this.board.inProgress;
  }

  get channels(): number {
    return this.board.channels;
  }

  start(): void {
    const nowMs = this.options.context.clock.nowMs();
    for (const line of this.options.lines) this.track(this.plan(line, nowMs));
  }

  /** Begins no further call; those in progress end by themselves. */
  stop(): void {
    this.stopping = true;
    this.cancelTimer?.abort();
    this.endIfIdle();
  }

  /** Plans a line again, after something other than a call has changed what is known of it. */
  reconsider(line: RunLine): void {
    if (this.stopping || this.busy.has(line)) return;
    this.track(this.plan(line, this.options.context.clock.nowMs()));
  }

  /** Plans a line again at once that may be waiting for a later call. */
  hurry(line: RunLine): void {
    if (this.dueAt.delete(line)) {
      this.waitingLines -= 1;
      this.refused.delete(line);
      this.busy.delete(line);
    }
    this.reconsider(line);
  }

  /** Plans the next call to a line, if there is to be one, and asks the guard about it. */
  private async plan(line: RunLine, fromMs: number): Promise<void> {
    const { context, rules, listener, during } = this.options;
    this.busy.delete(line);
    const atMs = this.nextCall(line, fromMs);
    if (atMs === null) return;
    this.busy.add(line);
    const dueMs = Math.max(atMs, context.clock.nowMs());
    try {
      const answer = await during(() =>
        this.way.patient(() => planProbe(context, rules, this.wish(line), dueMs)),
      );
      if (answer.allowed) this.push(line, Math.max(dueMs, context.clock.nowMs()), false);
      else {
        listener.refused?.(answer, line.line);
        this.planAgain(line, answer, dueMs);
      }
    } catch (fault) {
      listener.fault?.(fault);
      this.push(line, context.clock.nowMs() + askAgainMs, true);
    }
    this.pump();
  }

  /** A line that the guard has refused is planned anew when that may help; past the end of the period it never does. */
  private planAgain(
    line: RunLine,
    answer: Extract<GuardAnswer, { allowed: false }>,
    fromMs: number,
  ): void {
    const againMs = Math.max(fromMs + 1_000, answer.retryAtMs ?? fromMs + askAgainMs);
    if (this.nextCall(line, againMs) !== null) this.push(line, againMs, true);
    else this.busy.delete(line);
  }

  private nextCall(line: RunLine, nowMs: number): number | null {
    const { nextCall, errands } = this.options;
    return nextCall(line, nowMs) ?? errands?.nextCall(line, nowMs) ?? null;
  }

  /** What the call to a line that is due is for: its verdict (null), or an errand; `againAtMs` where it waits. */
  private async errandOf(line: RunLine): Promise<Errand | Later | null> {
    const { errands, nextCall, context } = this.options;
    const nowMs = context.clock.nowMs();
    if (errands === undefined || nextCall(line, nowMs) !== null) return null;
    return (await errands.begin(line)) ?? { againAtMs: nowMs + nothingAgainMs, anew: true };
  }

  private wish(line: RunLine): ProbeWish {
    return {
      line: line.line,
      trunkId: this.options.trunkId,
      asker: this.options.askerOf(line.line),
    };
  }

  /** @param again whether the line is to be planned anew then, because the guard has refused it */
  private push(line: RunLine, atMs: number, again: boolean): void {
    this.waitingLines += 1;
    this.busy.add(line);
    if (again) this.refused.add(line);
    this.enter(line, atMs);
  }

  private enter(line: RunLine, atMs: number): void {
    this.dueAt.set(line, atMs);
    this.due.push(atMs, line);
  }

  private pump(): void {
    const { clock } = this.options.context;
    while (!this.stopping && !this.board.full) {
      const nextMs = this.due.nextMs();
      if (nextMs === null) break;
      if (nextMs > clock.nowMs()) {
        this.wakeAt(nextMs);
        break;
      }
      const line = this.due.pop();
      if (line === undefined) break;
      if (this.dueAt.get(line) !== nextMs) continue;
      this.dueAt.delete(line);
      if (this.refused.delete(line)) {
        this.waitingLines -= 1;
        this.track(this.plan(line, clock.nowMs()));
        continue;
      }
      const { departmentId } = line.line;
      if (this.board.departmentFull(departmentId)) {
        const waiting = this.blocked.get(departmentId ?? '');
        if (waiting) waiting.push(line);
        else this.blocked.set(departmentId ?? '', [line]);
        continue;
      }
      this.waitingLines -= 1;
      this.board.take(departmentId);
      this.track(this.call(line));
    }
    this.endIfIdle();
  }

  private wakeAt(atMs: number): void {
    if (atMs >= this.timerAtMs) return;
    this.cancelTimer?.abort();
    const cancel = new AbortController();
    this.cancelTimer = cancel;
    this.timerAtMs = atMs;
    const { clock } = this.options.context;
    const waitMs = Math.min(Math.max(0, atMs - clock.nowMs()), longestWaitMs);
    void clock.wait(waitMs, cancel.signal).then(() => {
      if (cancel.signal.aborted) return;
      this.timerAtMs = Infinity;
      this.pump();
    });
  }

  private release(departmentId: string | null): void {
    this.board.give(departmentId);
    const key = departmentId ?? '';
    const next = this.blocked.get(key)?.shift();
    if (this.blocked.get(key)?.length === 0) this.blocked.delete(key);
    if (next) this.enter(next, this.options.context.clock.nowMs());
    this.pump();
  }

  /** One call from the guard's answer to the recorded result. */
  private async call(line: RunLine): Promise<void> {
    const { context, rules, placer, listener, during } = this.options;
    const { departmentId } = line.line;
    let begun: BegunProbe;
    let errand: Errand | null = null;
    try {
      const asked = await during(() => this.errandOf(line));
      if (asked !== null && 'againAtMs' in asked) {
        this.push(line, asked.againAtMs, asked.anew);
        this.release(departmentId);
        return;
      }
      errand = asked;
      begun = await during(() =>
        this.way.urgent(() => beginProbe(context, rules, this.wish(line))),
      );
    } catch (fault) {
      errand?.over();
      listener.fault?.(fault);
      this.push(line, context.clock.nowMs() + askAgainMs, true);
      this.release(departmentId);
      return;
    }
    if (!begun.allowed) {
      errand?.over();
      listener.refused?.(begun.answer, line.line);
      this.planAgain(line, begun.answer, context.clock.nowMs());
      this.release(departmentId);
      return;
    }
    listener.begun?.(begun.probeId, line.line, begun.startedAtMs);
    let isFree = false;
    const free = () => {
      if (isFree) return;
      isFree = true;
      listener.ended?.(begun.probeId, context.clock.nowMs());
      this.release(departmentId);
    };
    const call = {
      probeId: begun.probeId,
      dialled: begun.line.number.dialled,
      trunk: begun.trunk,
      ringLimitMs: this.options.ringLimitMs,
      ...(errand !== null && { script: errand.script }),
    };
    let placed: PlacedCall;
    try {
      placed = await placer.place(call, free);
    } catch (fault) {
      listener.fault?.(fault);
      this.track(this.giveUp(line, begun, errand));
      free();
      return;
    }
    free();
    this.track(this.record(line, begun, placed, errand));
  }

  private async record(
    line: RunLine,
    begun: Extract<BegunProbe, { allowed: true }>,
    placed: PlacedCall,
    errand: Errand | null,
  ): Promise<void> {
    const { context, campaignId } = this.options;
    // What pressed keys says nothing of how the line is answered.
    const countsFor = errand === null ? campaignId : null;
    await this.settle(line, () => finishProbe(context, begun, countsFor, placed), errand, placed);
  }

  /** A call of which the phone brought no result ends as interrupted, now and not at the next start. */
  private async giveUp(
    line: RunLine,
    begun: Extract<BegunProbe, { allowed: true }>,
    errand: Errand | null,
  ): Promise<void> {
    const { context, trunkId } = this.options;
    const { probeId, startedAtMs } = begun;
    const asker = this.options.askerOf(line.line);
    const lost = { probeId, lineId: begun.line.id, trunkId, asker, startedAtMs };
    const interrupt = () =>
      context.store.transaction((within) => interruptCall(context, within, lost, 'phone'));
    await this.settle(line, interrupt, errand, null);
  }

  /** Puts an end on record, again and again while the database is away, and plans the line anew. */
  private async settle(
    line: RunLine,
    record: () => Promise<Observation>,
    errand: Errand | null,
    placed: PlacedCall | null,
  ): Promise<void> {
    const { context, listener, during } = this.options;
    const held: { observation: Observation | null } = { observation: null };
    const settled = async () => {
      if (held.observation === null) {
        held.observation = await record();
        if (errand === null) line.observations.push(held.observation);
      }
      if (errand === null) await listener.finished?.(held.observation, line);
      else {
        await errand.done(held.observation, placed);
        await listener.walked?.(held.observation, line);
      }
    };
    for (const waitMs of [...recordAgainMs, null]) {
      try {
        await during(() => this.way.patient(settled), recordLagMs);
        break;
      } catch (fault) {
        listener.fault?.(fault);
        if (waitMs !== null) await context.clock.wait(waitMs);
      }
    }
    errand?.over();
    if (this.stopping || held.observation === null) this.busy.delete(line);
    // From the call's own end, so that the plan does not depend on how late the result came.
    else await this.plan(line, held.observation.endedAtMs + againAfterMs(held.observation));
  }

  private track(work: Promise<void>): void {
    const tracked = work.finally(() => {
      this.settling.delete(tracked);
      this.endIfIdle();
    });
    this.settling.add(tracked);
  }

  private endIfIdle(): void {
    if (this.settling.size > 0) return;
    if (this.stopping || (this.options.endsWhenIdle && this.waitingLines === 0)) {
      this.cancelTimer?.abort();
      this.finish();
    }
  }
}

function againAfterMs({ outcome }: Observation): number {
  return outcome === 'not_dialled' ? unplacedAgainMs : 0;
}
