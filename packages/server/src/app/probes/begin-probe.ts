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
import type { StoredTrunk } from '../ports/store/trunks.ts';

/** The city's rules for dialling and what this process knows of its clock. */
export interface DialRules {
  readonly calendar: Calendar;
  readonly limits: ProbeLimits;
  /** Wall and steady clock since this process last looked; null while there is no earlier look. */
  readonly clockStep: () => { readonly wallMs: number; readonly steadyMs: number } | null;
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

/**
 * Asks the guard at the moment of dialling and puts the intent on record, in one transaction that
 * holds the number, its department and the trunk against every other process. Only after this has
 * returned `allowed` may an INVITE leave. The answer is stored either way.
 */
export async function beginProbe(
  context: AppContext,
  rules: DialRules,
  wish: ProbeWish,
): Promise<BegunProbe> {
  const campaignId =
    wish.asker.kind === 'campaign' || wish.asker.kind === 'retest' ? wish.asker.campaignId : null;
  return context.store.transaction(async (within) => {
    const askedMs = context.clock.nowMs();
    const { day } = localTime(rules.calendar, askedMs);
    const facts = await within.dials.factsUnderLock({
      lineId: wish.line.id,
      trunkId: wish.trunkId,
      campaignId,
      nowMs: askedMs,
      dayStartMs: momentOf(rules.calendar, day, 0),
      sinceMs: momentOf(rules.calendar, addDays(day, -2), 0),
    });
    // Read after the lock was waited for: a call that another process began meanwhile is not ahead of it.
    const nowMs = context.clock.nowMs();
    const number = wish.number ?? wish.line.number;
    const trunk = await within.trunks.byId(wish.trunkId);
    const limits = trunk
      ? { ...rules.limits, trunkPerDay: Math.min(rules.limits.trunkPerDay, trunk.perDay) }
      : rules.limits;
    const { lastLedgerMs, ...known } = facts;
    const answer = guardProbe(
      { stage: 'dialling', asker: wish.asker, lineId: wish.line.id, number },
      {
        ...known,
        nowMs,
        calendar: rules.calendar,
        limits,
        clock: { lastLedgerMs, sinceLastLook: rules.clockStep() },
      },
    );
    const probeId = newId(context);
    const key = ledgerKey(number);
    const probe = {
      id: probeId,
      lineId: wish.line.id,
      ledgerKey: key,
      campaignId,
      asker: wish.asker,
      trunkId: wish.trunkId,
      plannedAtMs: nowMs,
      endedAtMs: null,
      guard: answer,
      virtualTime: rules.virtualTime,
    };
    if (!answer.allowed) {
      await within.probes.insert([{ ...probe, state: 'refused', startedAtMs: null }]);
      await within.dials.keepAnswer(probeId, answer);
      return { allowed: false, probeId, answer };
    }
    if (facts.line === null || trunk === null) {
      throw new Error('the guard allowed a call without line or trunk');
    }
    await within.probes.insert([{ ...probe, state: 'dialling', startedAtMs: nowMs }]);
    await within.dials.keepAnswer(probeId, answer);
    const begun = await within.probes.beginCall({
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
    });
    if (!begun) throw new Error(`two calls to ${key} at once passed the lock`);
    await within.dials.ownCall(probeId, rules.ownerId);
    return { allowed: true, probeId, line: facts.line, trunk, startedAtMs: nowMs };
  });
}
