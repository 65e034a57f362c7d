import type { Localised } from '@everyline/contract';
import {
  defaultProbeLimits,
  isEmergencyNumber,
  ledgerKey,
  needsClearanceByName,
  selectLines,
  type Line,
} from '@everyline/domain';

import type { AppContext } from '../context.ts';
import { askGuard, dialAsk, type ProbeWish } from '../probes/begin-probe.ts';
import { cityCalendar } from '../settings/city-calendar.ts';

const reasons = {
  protected: {
    zh: '这是紧急或受保护的号码，永不拨测。',
    en: 'This is an emergency or protected number; it is never test-called.',
  },
  objected: {
    zh: '接听人或单位已提出异议，不再拨测。',
    en: 'A callee or the office objected; it is not test-called any more.',
  },
  notActive: {
    zh: '线路已停用或号码尚未确认，不拨测。',
    en: 'The line is retired or its number is undecided; it is not test-called.',
  },
  byName: {
    zh: '此类线路须逐条许可，单位的许可不包括它。',
    en: 'A line of this sort needs a clearance by name; one for the office does not cover it.',
  },
  notCleared: {
    zh: '尚无有效的拨测许可。',
    en: 'There is no valid clearance for test calls.',
  },
} as const;

/**
 * Whether a line may be test-called, in one sentence when it may not, and the earliest moment at which
 * the guard may let a running campaign call it; null when no campaign would, or only a person can tell.
 */
export async function standingOf(
  context: Pick<AppContext, 'store' | 'clock'>,
  line: Line,
): Promise<{ nextProbeAtMs: number | null; whyNotDialled: Localised | null }> {
  const why = await whyNot(context, line);
  return {
    nextProbeAtMs: why === null ? await earliestCall(context, line) : null,
    whyNotDialled: why,
  };
}

/** Asks the guard, as a planner would, for each running campaign that the line belongs to. */
async function earliestCall(
  context: Pick<AppContext, 'store' | 'clock'>,
  line: Line,
): Promise<number | null> {
  const nowMs = context.clock.nowMs();
  const rules = {
    calendar: cityCalendar(),
    limits: defaultProbeLimits,
    clockStep: () => null,
  };
  const departments = await context.store.departments.all();
  let earliest: number | null = null;
  for (const campaign of await context.store.campaigns.all()) {
    if (campaign.state !== 'running') continue;
    if (selectLines([line], campaign.scope, departments).length === 0) continue;
    const wish: ProbeWish = {
      line,
      trunkId: campaign.trunkId,
      asker: { kind: 'campaign', campaignId: campaign.id },
    };
    const facts = await context.store.dials.facts(dialAsk(rules, wish, nowMs));
    const answer = askGuard(rules, wish, 'planning', facts, nowMs);
    const atMs = answer.allowed ? nowMs : answer.retryAtMs;
    if (atMs !== null && (earliest === null || atMs < earliest)) earliest = atMs;
  }
  return earliest;
}

async function whyNot(
  context: Pick<AppContext, 'store' | 'clock'>,
  line: Line,
): Promise<Localised | null> {
  if (isEmergencyNumber(line.number.dialled)) return reasons.protected;
  const { clearances } = context.store;
  const objections = await clearances.objectionsFor({
    id: line.id,
    ledgerKey: ledgerKey(line.number),
    departmentId: line.departmentId,
  });
  if (objections.some((one) => one.withdrawnAtMs === null)) return reasons.objected;
  if (line.state !== 'active') return reasons.notActive;
  const found = await clearances.forLine(line);
  const nowMs = context.clock.nowMs();
  const valid = found.filter(
    (one) =>
      one.withdrawnAtMs === null &&
      one.validFromMs <= nowMs &&
      (one.validToMs === null || one.validToMs > nowMs),
  );
  const byName = valid.filter((one) => one.scope.kind !== 'department');
  if (needsClearanceByName(line) && byName.length === 0) {
    return valid.length > 0 ? reasons.byName : reasons.notCleared;
  }
  return valid.length > 0 ? null : reasons.notCleared;
}
