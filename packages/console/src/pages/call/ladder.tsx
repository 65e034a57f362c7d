import type { LadderStep } from '@everyline/contract';
import { Card } from 'antd';
import { useState } from 'react';

import { useWords } from '../../words/words.ts';

/** The SIP messages as arrows between the two parties; each opens its whole text. */
export function Ladder({ steps }: { steps: readonly LadderStep[] }) {
  const words = useWords();
  return (
    <Card
      title={words.call.ladder}
      extra={<span className="quiet small">{words.call.fromInvite}</span>}
    >
      {steps.length === 0 ? (
        <p className="quiet">{words.call.noLadder}</p>
      ) : (
        <>
          <div className="ladder-heads">
            <span />
            <b>{words.call.us}</b>
            <b>{words.call.network}</b>
          </div>
          <ol className="ladder">
            {steps.map((step, index) => (
              <Step key={`${step.atMs}-${index}`} step={step} />
            ))}
          </ol>
          <p className="quiet small">{words.call.ladderHelp}</p>
        </>
      )}
    </Card>
  );
}

function Step({ step }: { step: LadderStep }) {
  const words = useWords();
  const [open, setOpen] = useState(false);
  const out = step.direction === 'out';
  const failed = /^[456]\d\d/.test(step.summary);
  return (
    <li>
      <button
        type="button"
        className="ladder-step"
        aria-expanded={open}
        title={open ? words.call.hideText : words.call.showText}
        onClick={() => setOpen(!open)}
      >
        <span className="ladder-time figures">{(step.atMs / 1000).toFixed(3)}</span>
        <span className={`ladder-arrow ${out ? 'out' : 'in'} ${failed ? 'failed' : ''}`}>
          <span className="ladder-summary">
            <span className="visually-hidden">
              {out
                ? `${words.call.us} → ${words.call.network}: `
                : `${words.call.network} → ${words.call.us}: `}
            </span>
            {step.summary}
          </span>
        </span>
      </button>
      {open && <pre className="sip-text">{step.text}</pre>}
    </li>
  );
}
