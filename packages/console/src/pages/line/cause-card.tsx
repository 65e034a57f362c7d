import type { LineCause } from '@everyline/contract';
import { say, useLanguage } from '@everyline/ui';
import { Card } from 'antd';

import { useFormat } from '../../formatting.ts';
import { useWords } from '../../words/words.ts';

/** Why the line fails: the likeliest cause with its figures, what would confirm it, and what else it may be. */
export function CauseCard({ cause }: { cause: LineCause }) {
  const words = useWords();
  const { language } = useLanguage();
  const format = useFormat();
  return (
    <Card title={words.line.cause} className="cause-card">
      <p className="verdict-sentence">{say(cause.sentence, language)}</p>
      {cause.confirm !== null && (
        <p>
          <b>{words.line.confirmCause}</b> {say(cause.confirm, language)}
        </p>
      )}
      <ul className="cause-weights" aria-label={words.line.causeWeights}>
        {cause.weights.slice(0, 4).map(({ cause: kind, name, weight }) => (
          <li key={kind}>
            <span>{say(name, language)}</span>
            <span className="cause-weight" aria-hidden="true">
              <span style={{ width: `${weight * 100}%` }} />
            </span>
            <span className="figures">{format.share(Math.min(weight, 0.99), 0)}</span>
          </li>
        ))}
      </ul>
      <p className="quiet small">{words.line.causeHelp}</p>
    </Card>
  );
}
