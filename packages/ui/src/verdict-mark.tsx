import type { VerdictWord } from '@everyline/contract';
import type { ReactElement } from 'react';

import { say, useLanguage } from './language.ts';
import { verdictColours, verdictWords } from './words/verdicts.ts';

const shapes: Readonly<Record<VerdictWord, ReactElement>> = {
  healthy: <circle cx="6" cy="6" r="5" fill="currentColor" />,
  busy: <path d="M6 0.6 11.4 6 6 11.4 0.6 6Z" fill="currentColor" />,
  slow: (
    <>
      <circle cx="6" cy="6" r="4.6" fill="none" stroke="currentColor" strokeWidth="1.5" />
      <path d="M6 3v3.2l2.2 1.4" fill="none" stroke="currentColor" strokeWidth="1.5" />
    </>
  ),
  zombie: (
    <path
      d="M1.2 11V5.4a4.8 4.8 0 0 1 9.6 0V11L8.4 9.4 6 11 3.6 9.4Z"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
    />
  ),
  invalid: (
    <path d="m1.6 1.6 8.8 8.8m0-8.8-8.8 8.8" fill="none" stroke="currentColor" strokeWidth="2" />
  ),
  outdated: (
    <path
      d="M10.6 6A4.6 4.6 0 1 1 8.8 2.3M9 0v2.8H6.2"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
    />
  ),
  undetermined: (
    <circle
      cx="6"
      cy="6"
      r="4.6"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeDasharray="2.4 2.4"
    />
  ),
};

/** The shape of a verdict alone, for legends and dense tables. */
export function VerdictShape({ verdict, size = 12 }: { verdict: VerdictWord; size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 12 12"
      aria-hidden="true"
      style={{ color: verdictColours[verdict], flex: 'none' }}
    >
      {shapes[verdict]}
    </svg>
  );
}

/** A verdict told by word, shape and colour. */
export function VerdictMark({ verdict }: { verdict: VerdictWord }) {
  const { language } = useLanguage();
  return (
    <span
      className="verdict-mark"
      style={{ color: verdictColours[verdict] }}
      title={say(verdictWords[verdict].means, language)}
    >
      <VerdictShape verdict={verdict} />
      {say(verdictWords[verdict], language)}
    </span>
  );
}
