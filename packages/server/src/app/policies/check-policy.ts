import type { PolicyRules } from '@everyline/contract';

import { AppFault } from '../faults.ts';

/** Refuses rules that contradict themselves, with the field that does. */
export function checkPolicy(rules: PolicyRules): void {
  if (rules.verdict.faultyAt >= rules.verdict.healthyAt) {
    const detail = { zh: '“不健康”界限须低于“健康”界限', en: 'faultyAt must be below healthyAt' };
    throw new AppFault('invalid_input', { detail }, 'rules.verdict.faultyAt');
  }
  for (const rule of rules.hours.rules) {
    if (rule.spans.some((span) => span.toMinute <= span.fromMinute)) {
      const detail = { zh: '时段的结束须晚于开始', en: 'a span must end after it begins' };
      throw new AppFault('invalid_input', { detail }, 'rules.hours');
    }
  }
}
