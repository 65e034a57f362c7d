import type { Outcome } from '@everyline/contract';
import type { ReactElement } from 'react';

import { say, useLanguage } from './language.ts';
import { outcomeFamilies, type OutcomeFamily } from './words/calls.ts';
import { outcomeWords } from './words/outcomes.ts';

const colours: Readonly<Record<OutcomeFamily, string>> = {
  answered: '#1b7f5c',
  machine: '#2f5fa8',
  busy: '#b4541a',
  unanswered: '#6b4fa0',
  dead: '#b3261e',
  network: '#56616b',
};

const shapes: Readonly<Record<OutcomeFamily, ReactElement>> = {
  answered: <path d="m1.4 6.4 3 3.2L10.6 2.6" fill="none" stroke="currentColor" strokeWidth="2" />,
  machine: <rect x="2" y="2" width="8" height="8" fill="currentColor" />,
  busy: <path d="M6 0.6 11.4 6 6 11.4 0.6 6Z" fill="currentColor" />,
  unanswered: <circle cx="6" cy="6" r="4.4" fill="none" stroke="currentColor" strokeWidth="1.6" />,
  dead: (
    <path d="m1.8 1.8 8.4 8.4m0-8.4-8.4 8.4" fill="none" stroke="currentColor" strokeWidth="2" />
  ),
  network: <path d="M1.2 6h9.6" stroke="currentColor" strokeWidth="2" />,
};

/** The outcome of a call told by word, shape and colour. */
export function OutcomeMark({ outcome }: { outcome: Outcome }) {
  const { language } = useLanguage();
  const family = outcomeFamilies[outcome];
  return (
    <span className="verdict-mark" style={{ color: colours[family] }}>
      <svg width={12} height={12} viewBox="0 0 12 12" aria-hidden="true" style={{ flex: 'none' }}>
        {shapes[family]}
      </svg>
      {say(outcomeWords[outcome], language)}
    </span>
  );
}
