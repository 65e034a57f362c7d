import type { PolicyRules } from '@everyline/contract';
import type { CampaignPolicy } from '@everyline/domain';

/** A policy of the domain as the contract shows it. */
export function policyRules(policy: CampaignPolicy): PolicyRules {
  return {
    ...policy,
    hours: {
      rules: policy.hours.rules.map((rule) => ({
        days:
          rule.days.kind === 'weekdays' ? { ...rule.days, days: [...rule.days.days] } : rule.days,
        season: rule.season,
        spans: [...rule.spans],
      })),
    },
  };
}
