import {
  addDays,
  guardProbe,
  ledgerKey,
  localTime,
  momentOf,
  type Calendar,
  type GuardAnswer,
  type Line,
  type ProbeAsker,
  type ProbeLimits,
  type TelephoneNumber,
} from '@everyline/domain';

import type { AppContext } from '../context.ts';
import { newId } from '../new-id.ts';
import type { DialAsk, StoredDialFacts } from '../ports/store/dials.ts';
import type { StoredTrunk } from '../ports/store/trunks.ts';

/** How far the two clocks of the machine have gone. */
export interface ClockStep {
  readonly wallMs: number;
  readonly steadyMs: number;
}

/** The wall clock was set: nothing is dialled until it has kept still for `waitMs`; or it is taken for right again. */
export type ClockNews =
  | { readonly kind: 'stepped'; readonly stepMs: number; readonly waitMs: number }
  | { readonly kind: 'calm'; readonly stepMs: number };

/** The city's rules for dialling and what this process knows of its clock. */
export interface DialRules {
  readonly calendar: Calendar;
  readonly limits: ProbeLimits;
  /** Wall and steady clock since they last agreed in this process; null where time is not the machine's. */
  readonly clockStep: () => ClockStep | null;
  /** What has happened to the clock since this was last asked. */
  readonly clockNews: () => readonly ClockNews[];
  /** Identity of this process as the one that holds its calls. */
  readonly ownerId: string;
  /** True where calls run in simulated time. */
  readonly virtualTime: boolean;
}

export interface ProbeWish {
  readonly line: Pick<Line, 'id' | 'number'>;
  /** What is to be dialled where it differs from the line's own number; the guard compares. */
  readonly number?: TelephoneNumber;
  readonly trunkId: string;
  readonly asker: ProbeAsker;
}

export type BegunProbe =
  | {
      readonly allowed: true;
      readonly probeId: string;
      readonly line: Line;
      readonly trunk: StoredTrunk;
      readonly startedAtMs: number;
    }
  | {
      readonly allowed: false;
      readonly probeId: string;
      readonly answer: Extract<GuardAnswer, { allowed: false }>;
    };

/** The campaign in whose name a call is asked for. */
export function campaignOfAsker(asker: ProbeAsker): string | null {
  return asker.kind === 'campaign' || asker.kind === 'retest' ? asker.campaignId : null;
}

/** What the guard must be told of a call at a moment of the city's day. */
export function dialAsk(
  rules: Pick<DialRules, 'calendar' | 'limits'>,
  wish: ProbeWish,
  nowMs: number,
): DialAsk {
  const { day } = localTime(rules.calendar, nowMs);
  return {
    lineId: wish.line.id,
    trunkId: wish.trunkId,
    trunkPerDay: rules.limits.trunkPerDay,
    campaignId: campaignOfAsker(wish.asker),
    nowMs,
    dayStartMs: momentOf(rules.calendar, day, 0),
    sinceMs: momentOf(rules.calendar, addDays(day, -2), 0),
  };
}

/** The guard's answer to a wish, from facts just read. */
export function askGuard(
  rules: Pick<DialRules, 'calendar' | 'limits' | 'clockStep'>,
  wish: ProbeWish,
  stage: 'planning' | 'dialling',
  stored: StoredDialFacts,
  nowMs: number,
): GuardAnswer {
  const { lastLedgerMs, ...facts } = stored;
  const { trunk } = facts;
  const limits = trunk
    ? { ...rules.limits, trunkPerDay: Math.min(rules.limits.trunkPerDay, trunk.perDay) }
    : rules.limits;
  return guardProbe(
    { stage, asker: wish.asker, lineId: wish.line.id, number: wish.number ?? wish.line.number },
    {
      ...facts,
      nowMs,
      calendar: rules.calendar,
      limits,
      clock: { lastLedgerMs, sinceLastLook: rules.clockStep() },
    },
  );
}

/**
 * Asks the guard at the moment of dialling and puts the intent on record, in one transaction that
 * holds the number, its department and, near its limit, the trunk against every other process. Only after this has
 * returned `allowed` may an INVITE leave. The answer is stored either way.
 */
export async function beginProbe(
  context: AppContext,
  rules: DialRules,
  wish: ProbeWish,
): Promise<BegunProbe> {
  return context.store.transaction(async (within) => {
    const facts = await within.dials.factsUnderLock(dialAsk(rules, wish, context.clock.nowMs()));
    // Read after the lock was waited for: a call that another process began meanwhile is not ahead of it.
    const nowMs = context.clock.nowMs();
    const answer = askGuard(rules, wish, 'dialling', facts, nowMs);
    const { trunk } = facts;
    const probeId = newId(context);
    const key = ledgerKey(wish.number ?? wish.line.number);
    const probe = {
      id: probeId,
      lineId: wish.line.id,
      ledgerKey: key,
      campaignId: campaignOfAsker(wish.asker),
      asker: wish.asker,
      trunkId: wish.trunkId,
      plannedAtMs: nowMs,
      endedAtMs: null,
      guard: answer,
      virtualTime: rules.virtualTime,
    };
    if (!answer.allowed) {
      await within.dials.record({ ...probe, state: 'refused', startedAtMs: null }, null);
      return { allowed: false, probeId, answer };
    }
    if (facts.line === null || trunk === null) {
      throw new Error('the guard allowed a call without line or trunk');
    }
    await within.dials.record(
      { ...probe, state: 'dialling', startedAtMs: nowMs },
      {
        ownerId: rules.ownerId,
        entry: {
          probeId,
          ledgerKey: key,
          lineId: facts.line.id,
          departmentId: facts.line.departmentId,
          trunkId: trunk.id,
          asker: wish.asker,
          startedAtMs: nowMs,
          endedAtMs: null,
          outcome: null,
          timeToPersonMs: null,
        },
      },
    );
    return { allowed: true, probeId, line: facts.line, trunk, startedAtMs: nowMs };
  });
}
