import type { AcceptedMeasure, MeasureProposal } from '@everyline/contract';

/** A proposal as the measure that it becomes if nobody changes it. */
export function acceptedAsRead(proposal: MeasureProposal): AcceptedMeasure {
  return {
    title: proposal.title,
    category: proposal.category.slice(0, 60),
    leadOfficeId: proposal.lead?.id ?? null,
    jointOfficeIds: proposal.joint.map(({ id }) => id),
    deadline: proposal.deadline?.day ?? null,
    indicators: proposal.indicators.map(({ name, unit, planned, actual }) => ({
      ...{ name, unit, planned, actual },
    })),
  };
}
