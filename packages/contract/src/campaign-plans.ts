import { campaignSteps } from '@everyline/domain';
import { Type, type Static } from 'typebox';

import { Measure, Programme } from './programmes.ts';
import { Id, nullable, Share } from './schema.ts';

export const CampaignStepWord = Type.Enum([...campaignSteps]);
export type CampaignStepWord = Static<typeof CampaignStepWord>;

/**
 * The milestones of a campaign: the measures of its programme by step. Without a plan the programme is null; the step
 * is null of measures that were added to the programme without one.
 */
export const CampaignPlan = Type.Object({
  programme: nullable(Programme),
  mayMake: Type.Boolean({ description: 'The one who asks may make the plan, and there is none.' }),
  steps: Type.Array(
    Type.Object({
      step: nullable(CampaignStepWord),
      completion: nullable(Share),
      milestones: Type.Array(Measure),
    }),
  ),
});
export type CampaignPlan = Static<typeof CampaignPlan>;

/** A plan is made from the template, led by an office; or it is a programme that there is. */
export const NewCampaignPlan = Type.Object({
  programmeId: Type.Optional(Id),
  leadOfficeId: Type.Optional(nullable(Id)),
});
export type NewCampaignPlan = Static<typeof NewCampaignPlan>;
