import type { ProbeDetail } from '@everyline/contract';
import { heardWord, say, useLanguage } from '@everyline/ui';
import { Card } from 'antd';

import { useFormat } from '../../formatting.ts';
import { useWords } from '../../words/words.ts';

/** What the call's script did, step by step, and what was heard from one press of keys to the next. */
export function ScriptCard({ detail }: { detail: ProbeDetail }) {
  const words = useWords();
  const { language } = useLanguage();
  const format = useFormat();
  const { script } = detail;
  if (script === null) return null;
  const span = ({ fromMs, toMs }: { fromMs: number; toMs: number }) => (
    <span className="quiet figures">
      {(fromMs / 1000).toFixed(1)}–{(toMs / 1000).toFixed(1)} {words.call.seconds}
    </span>
  );
  return (
    <Card title={`${words.call.script} · ${script.name}`}>
      <ol className="plain-list">
        {script.steps.map((step) => (
          <li key={step.step}>
            {span(step)} {words.call.scriptDoes(step.do, step.what)}{' '}
            <span className="quiet">{words.call.scriptEnds(step.endedBy)}</span>
          </li>
        ))}
      </ol>
      {!script.isComplete && <p className="quiet small">{words.call.scriptCut}</p>}
      <h3>{words.call.scriptHeard}</h3>
      <ul className="plain-list">
        {script.stretches.map((stretch) => (
          <li key={stretch.keys}>
            <b>
              {stretch.keys === '' ? words.call.beforeKeys : words.call.afterKeys(stretch.keys)}
            </b>{' '}
            {span(stretch)}{' '}
            {stretch.heard.length === 0
              ? words.call.nothingHeard
              : stretch.heard
                  .map(
                    (one) =>
                      `${say(heardWord(one), language)} ${format.length(one.toMs - one.fromMs)}`,
                  )
                  .join(words.call.listComma)}
          </li>
        ))}
      </ul>
    </Card>
  );
}
