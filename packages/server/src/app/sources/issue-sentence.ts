import { listingIssueWords, type Localised } from '@everyline/contract';
import type { ListingIssue } from '@everyline/numbers';

/** The reasons for which a number is listed for repair, as a sentence with its way out. */
export function issueSentence(issues: readonly ListingIssue[]): Localised {
  if (issues.length === 0) {
    return {
      zh: '号码不完整或有误，请核对来源后更正。',
      en: 'The number is not complete or not right; check it with its source and correct it.',
    };
  }
  const { zh, en } = listingIssueWords(issues);
  return {
    zh: `号码有疑问：${zh}。请核对来源后更正。`,
    en: `The number is doubtful: ${en}. Check it with its source and correct it.`,
  };
}
