import { escalatesInOrder, type MovePolicy } from '../moves/movable.ts';

/** A kind of demand, with the time that an office has for its answer. */
export interface CaseCategory {
  /** Stays the same when it is renamed: `complaint`. */
  readonly code: string;
  readonly name: { readonly zh: string; readonly en: string };
  readonly answerWorkingDays: number;
}

/** The rules of cases as data; the city's administrator changes them. */
export interface CasePolicy extends MovePolicy {
  readonly categories: readonly CaseCategory[];
  /** For cases of a category that the rules do not have any more. */
  readonly otherWorkingDays: number;
}

/**
 * Kinds of demand as GB/T 33358 (government service hotlines) has them; days and the rest as
 * Shandong's rules have them (rules.tsv, sd.deadline): enquiries within one working day, others within
 * five, extension up to ten, return within two.
 */
export const defaultCasePolicy: CasePolicy = {
  categories: [
    { code: 'enquiry', name: { zh: '咨询', en: 'enquiry' }, answerWorkingDays: 1 },
    { code: 'help', name: { zh: '求助', en: 'request for help' }, answerWorkingDays: 5 },
    { code: 'complaint', name: { zh: '投诉', en: 'complaint' }, answerWorkingDays: 5 },
    { code: 'report', name: { zh: '举报', en: 'report of a wrong' }, answerWorkingDays: 5 },
    { code: 'suggestion', name: { zh: '建议', en: 'suggestion' }, answerWorkingDays: 10 },
    { code: 'other', name: { zh: '其他', en: 'other' }, answerWorkingDays: 5 },
  ],
  otherWorkingDays: 5,
  returnWorkingDays: 2,
  extensions: 1,
  extensionWorkingDays: 10,
  reopenedWorkingDays: 3,
  reminderAfterDays: 1,
  noticeAfterWorkingDays: 5,
  escalateAfterWorkingDays: [5, 10],
};

/** What is wrong with a policy, or null: the first rule that contradicts itself. */
export function casePolicyIssue(
  policy: CasePolicy,
): 'no_category' | 'same_code' | 'escalation_order' | null {
  const codes = policy.categories.map(({ code }) => code);
  if (codes.length === 0) return 'no_category';
  if (new Set(codes).size < codes.length) return 'same_code';
  return escalatesInOrder(policy) ? null : 'escalation_order';
}
