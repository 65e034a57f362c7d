import { addDays, daysBetween } from '../calendar/local-time.ts';
import type { LiveFigure } from '../programmes/programme.ts';
import type { Campaign } from './campaign.ts';

/** The four steps of a campaign, in their order: 摸底数, 强整合, 建机制, 优运转. */
export const campaignSteps = ['take_stock', 'consolidate', 'make_last', 'run_well'] as const;
export type CampaignStep = (typeof campaignSteps)[number];

/** A milestone that is proposed for a campaign; `planned` in the unit of the live figure, null: the office says when it is done. */
export interface CampaignMilestone {
  readonly step: CampaignStep;
  readonly figure: LiveFigure;
  /** `YYYY-MM-DD`, within the campaign. */
  readonly deadline: string;
  readonly planned: number | null;
}

/** Of a campaign's days, those after which each milestone is due. */
const template: readonly {
  readonly step: CampaignStep;
  readonly figure: LiveFigure;
  readonly dueAfter: number;
  readonly planned: (about: PlanFacts) => number | null;
}[] = [
  { step: 'take_stock', figure: 'confirmed_share', dueAfter: 1 / 4, planned: () => 95 },
  {
    step: 'take_stock',
    figure: 'cleared_lines',
    dueAfter: 1 / 4,
    planned: ({ lines }) => (lines === 0 ? null : lines),
  },
  { step: 'consolidate', figure: 'ended_lines', dueAfter: 1 / 2, planned: ({ toEnd }) => toEnd },
  { step: 'make_last', figure: 'tickets_in_time', dueAfter: 3 / 4, planned: () => 90 },
  {
    step: 'run_well',
    figure: 'healthy_share',
    dueAfter: 1,
    planned: ({ targets }) => Number((targets.healthyShare * 100).toFixed(1)),
  },
];

interface PlanFacts extends Pick<Campaign, 'period' | 'targets'> {
  /** Lines of the offices that the campaign is about. */
  readonly lines: number;
  /** Numbers of these offices that have ended or that open proposals would end; null where none would end any. */
  readonly toEnd: number | null;
}

/** The milestones of a campaign as it is usually run, each measured by what the city's own lines and tickets show. */
export function campaignMilestones(about: PlanFacts): CampaignMilestone[] {
  const { fromDay, toDay } = about.period;
  const days = daysBetween(fromDay, toDay);
  return template.map(({ step, figure, dueAfter, planned }) => ({
    step,
    figure,
    deadline: addDays(fromDay, Math.round(days * dueAfter)),
    planned: planned(about),
  }));
}
