import type { Words } from '../shape.ts';

export const campaignPlan: Words['campaignPlan'] = {
  title: 'Plan and milestones',
  lead: 'Milestones in four steps: who leads, by when, and how far; the figures are read live. Each can be changed afterwards.',
  leadOffice: 'Leading office (optional)',
  existing: 'or a programme that there is',
  make: 'Make the plan from the template',
  take: 'Take this programme',
  programme: 'Open the programme',
  steps: {
    take_stock: 'Take stock',
    consolidate: 'Consolidate',
    make_last: 'Make it last',
    run_well: 'Run it well',
  },
  others: 'Other measures',
  none: 'No milestones',
  summary: (measures, done) => `${measures} milestones, ${done} done`,
  overdue: (count) => `${count} overdue`,
  live: 'What is read live is counted over all lines and tickets of the offices concerned.',
};
