import { describe, expect, it } from 'vitest';

import { campaignMilestones, campaignSteps } from './campaign-plan.ts';

const about = {
  period: { fromDay: '2026-11-02', toDay: '2026-12-12' },
  targets: { healthyShare: 0.95, decidedShare: 0.9 },
  lines: 120,
  toEnd: 14,
};

describe('the milestones of a campaign', () => {
  it('cover the four steps in their order, each due no later than the next', () => {
    const milestones = campaignMilestones(about);
    expect([...new Set(milestones.map(({ step }) => step))]).toEqual([...campaignSteps]);
    const days = milestones.map(({ deadline }) => deadline);
    expect(days).toEqual(days.toSorted());
    expect(days[0]).toBe('2026-11-12');
    expect(days.at(-1)).toBe(about.period.toDay);
  });

  it('take what is aimed at from the campaign', () => {
    const planned = (figure: string, lines = about.lines) =>
      campaignMilestones({ ...about, lines }).find((one) => one.figure === figure)?.planned;
    expect(planned('healthy_share')).toBe(95);
    expect(planned('cleared_lines')).toBe(120);
    expect(planned('ended_lines')).toBe(14);
    expect(planned('cleared_lines', 0), 'nothing is planned of no lines').toBeNull();
  });

  it('are due within a campaign of one day', () => {
    const period = { fromDay: '2026-11-02', toDay: '2026-11-02' };
    expect(new Set(campaignMilestones({ ...about, period }).map((one) => one.deadline))).toEqual(
      new Set(['2026-11-02']),
    );
  });
});
