import type { CasePolicy as CasePolicyView } from '@everyline/contract';
import { casePolicyIssue, defaultCasePolicy, type CasePolicy } from '@everyline/domain';

import { authorise, requireWholeCity } from '../access/authorise.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { AppContext } from '../context.ts';
import { AppFault } from '../faults.ts';
import type { Repositories } from '../ports/store.ts';

/** The rules of cases that hold: the city's, else those that the program brings. */
export async function caseRules(store: Pick<Repositories, 'settings'>): Promise<CasePolicy> {
  return (await store.settings.casePolicy()) ?? defaultCasePolicy;
}

export async function readCasePolicy(context: AppContext): Promise<CasePolicyView> {
  await authorise(context, 'cases.see');
  return policyView(await caseRules(context.store));
}

const issues = {
  no_category: { zh: '至少要有一个类别', en: 'there must be a category' },
  same_code: { zh: '两个类别的代码相同', en: 'two categories have the same code' },
  escalation_order: {
    zh: '每一级上报的天数必须多于前一级',
    en: 'each step of the escalation must come after the one before',
  },
} as const;

/** Changes the rules; deadlines that were set under the old ones stay as they are. */
export async function changeCasePolicy(
  context: AppContext,
  policy: CasePolicyView,
): Promise<CasePolicyView> {
  requireWholeCity(await authorise(context, 'settings.edit'));
  const issue = casePolicyIssue(policy);
  if (issue !== null) {
    const place = issue === 'escalation_order' ? 'escalateAfterWorkingDays' : 'categories';
    throw new AppFault('invalid_input', { detail: issues[issue] }, place);
  }
  await context.store.transaction(async (within) => {
    for (const { code, name } of (await caseRules(within)).categories) {
      if (policy.categories.some((one) => one.code === code)) continue;
      if (!(await within.cases.hasCategory(code))) continue;
      const detail = {
        zh: `已有“${name.zh}”类工单，不能删去这个类别，可以改名`,
        en: `there are cases of the category ${name.en}: it can be renamed, not removed`,
      };
      throw new AppFault('invalid_input', { detail }, 'categories');
    }
    await within.settings.saveCasePolicy(policy);
    const subject = { kind: 'settings', id: 'case_policy' };
    await recordAudit(context, within, 'settings.change', subject, policy);
  });
  return policyView(policy);
}

function policyView(policy: CasePolicy): CasePolicyView {
  return {
    ...policy,
    categories: policy.categories.map((one) => ({ ...one })),
    escalateAfterWorkingDays: [...policy.escalateAfterWorkingDays],
  };
}
