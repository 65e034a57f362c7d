import { VerdictWord, type TicketFaultWord } from '@everyline/contract';

import { say, useLanguage } from './language.ts';
import { VerdictMark } from './verdict-mark.tsx';
import { ticketFaultWords } from './words/tickets.ts';

const verdicts: ReadonlySet<string> = new Set(VerdictWord.enum);

function isVerdict(fault: string): fault is VerdictWord {
  return verdicts.has(fault);
}

/** The fault of a ticket: a verdict's mark, or the mark of what only people find. */
export function FaultMark({ fault }: { fault: TicketFaultWord }) {
  const { language } = useLanguage();
  if (isVerdict(fault)) return <VerdictMark verdict={fault} />;
  return (
    <span className="verdict-mark" style={{ color: '#7a4b6a' }}>
      <svg width={12} height={12} viewBox="0 0 12 12" aria-hidden="true" style={{ flex: 'none' }}>
        <path d="M6 1.2 11.2 10.8H.8Z" fill="none" stroke="currentColor" strokeWidth="1.5" />
      </svg>
      {say(ticketFaultWords[fault], language)}
    </span>
  );
}
