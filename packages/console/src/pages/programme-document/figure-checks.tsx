import type { FigureCheck } from '@everyline/contract';
import { say, useLanguage } from '@everyline/ui';
import { Alert, Card, Collapse } from 'antd';

import { useFormat } from '../../formatting.ts';
import { useWords } from '../../words/words.ts';

/** What does not add up first, each with by how much; what agrees can be opened. */
export function FigureChecks({ checks }: { checks: readonly FigureCheck[] }) {
  const words = useWords().programmes;
  const format = useFormat();
  const { language } = useLanguage();
  const flags = checks.filter(({ result }) => result !== 'holds');
  const holding = checks.filter(({ result }) => result === 'holds');
  if (checks.length === 0) {
    return (
      <Card size="small" title={words.checks}>
        <span className="quiet">{words.checksNone}</span>
      </Card>
    );
  }
  return (
    <Card size="small" title={words.checks}>
      <div className="stack">
        {flags.length === 0 && <Alert type="success" showIcon title={words.noFlags} />}
        {flags.map((check) => (
          <Alert
            key={`${check.kind} ${check.start} ${check.end}`}
            type="warning"
            showIcon
            title={words.results[check.result]}
            description={
              <>
                <div className="flag-sentence figures">{say(check.sentence, language)}</div>
                <div className="quiet small">
                  {words.quote}: {check.quote}
                </div>
              </>
            }
          />
        ))}
        {holding.length > 0 && (
          <Collapse
            size="small"
            ghost
            items={[
              {
                key: 'holding',
                label: words.holds(format.count(holding.length)),
                children: (
                  <ul className="plain-list figures">
                    {holding.map((check) => (
                      <li key={`${check.kind} ${check.start} ${check.end}`}>
                        {say(check.sentence, language)}
                      </li>
                    ))}
                  </ul>
                ),
              },
            ]}
          />
        )}
      </div>
    </Card>
  );
}
