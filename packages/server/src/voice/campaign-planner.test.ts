import {
  chinaCalendar,
  defaultProbeLimits,
  momentOf,
  referencePrior,
  type Campaign,
  type Verdict,
} from '@everyline/domain';
import { buildLine, buildPolicy, testId, testTargets } from '@everyline/testkit';
import { describe, expect, it } from 'vitest';

import { CampaignPlanner } from './campaign-planner.ts';
import type { RunLine } from './campaign-run.ts';

const campaign: Campaign = {
  id: testId(1),
  name: 'one week',
  state: 'running',
  scope: {},
  period: { fromDay: '2026-11-23', toDay: '2026-11-27' },
  policy: buildPolicy(),
  targets: testTargets,
  trunkId: testId(2),
  createdAtMs: 0,
  createdBy: 'u1',
};
const tuesdayMs = momentOf(chinaCalendar, '2026-11-24', 7 * 60);
const line = buildLine(10);
const asked: RunLine = { line, behind: [line], observations: [] };

const prior = { ...referencePrior(campaign.policy.verdict), kind: 'city', lines: 77 } as const;

function planner(kind: Verdict['kind'], decidedAtMs: number): CampaignPlanner {
  const made = new CampaignPlanner(campaign, chinaCalendar, defaultProbeLimits);
  made.learn(line, { kind, attempts: 3, reached: 3, blankDays: [], decidedAtMs, prior });
  return made;
}

describe('the planner of a campaign', () => {
  it('leaves a line alone as soon as a verdict holds', () => {
    const made = planner('healthy', tuesdayMs);
    expect(made.isSettled(asked)).toBe(true);
    expect(made.nextCall(asked, tuesdayMs)).toBeNull();
  });

  it('keeps the distribution that a verdict was drawn with for as long as it holds', () => {
    expect(planner('healthy', tuesdayMs).priorFor(asked, line, tuesdayMs)).toEqual(prior);
    expect(planner('undetermined', tuesdayMs).priorFor(asked, line, tuesdayMs).kind).toBe(
      'reference',
    );
  });

  it('judges a line by what it was before its period, until it is said to be repaired', () => {
    const sundayMs = momentOf(chinaCalendar, '2026-11-22', 0);
    const made = planner('busy', sundayMs);
    expect(made.priorFor(asked, line, tuesdayMs).history).toEqual({
      ...{ attempts: 3, reached: 3, blankDays: [], untilMs: sundayMs },
    });
    made.askRetest({ lineId: line.id, ticketId: testId(3), askedAtMs: tuesdayMs });
    expect(made.priorFor(asked, line, tuesdayMs).history).toBeNull();
    expect(planner('busy', tuesdayMs - 1).priorFor(asked, line, tuesdayMs).history).toBeNull();
  });

  it('calls on while nothing is decided', () => {
    const made = planner('undetermined', tuesdayMs);
    expect(made.isSettled(asked)).toBe(false);
    expect(made.nextCall(asked, tuesdayMs)).toBeGreaterThan(tuesdayMs);
  });

  it('looks anew into what was decided before its period', () => {
    const made = planner('healthy', momentOf(chinaCalendar, '2026-11-22', 0));
    expect(made.isSettled(asked)).toBe(false);
    expect(made.nextCall(asked, tuesdayMs)).toBeGreaterThan(tuesdayMs);
  });

  it('calls a decided line again for a re-test, until that has passed or failed', () => {
    const made = planner('zombie', tuesdayMs);
    made.askRetest({ lineId: line.id, ticketId: testId(5), askedAtMs: tuesdayMs });
    expect(made.isSettled(asked)).toBe(false);
    expect(made.nextCall(asked, tuesdayMs)).toBeGreaterThan(tuesdayMs);
    made.settleRetest(line.id, 'failed');
    expect(made.isSettled(asked)).toBe(true);
    expect(made.nextCall(asked, tuesdayMs)).toBeNull();
  });
});
