import type { ConnectionTarget, TargetStandingWord } from '@everyline/contract';

import { useFormat } from './formatting.ts';
import { useWords } from './words/words.ts';

const shapes: Readonly<Record<TargetStandingWord, string>> = {
  met: '●',
  not_met: '▲',
  cannot_tell: '○',
};

/** Whether a target is met, by word and shape. */
export function StandingMark({ standing }: { standing: TargetStandingWord }) {
  const words = useWords().ranking;
  return (
    <span className={`target-standing ${standing}`}>
      <span aria-hidden="true">{shapes[standing]}</span> {words.standings[standing]}
    </span>
  );
}

/** The connection rate of many lines together with its count and interval, held against the target, and why not by line. */
export function ConnectionSummary({ of, days }: { of: ConnectionTarget; days: number }) {
  const words = useWords().ranking;
  const format = useFormat();
  const { reach, target, standing, fewestCalls, lines, linesInAll } = of;
  return (
    <div>
      <p className="figures">
        <strong>{reach.rate === null ? '–' : format.share(reach.rate)}</strong>{' '}
        <span className="quiet">
          {words.counted(format.count(reach.successes), format.count(reach.of))}
          {reach.rate !== null &&
            ` ${words.between(format.share(reach.interval[0]), format.share(reach.interval[1]))}`}
          {' · '}
          {words.linesCalled(format.count(lines), format.count(linesInAll))}
          {' · '}
          {words.days(days)}
        </span>{' '}
        <StandingMark standing={standing} />
      </p>
      <p className="quiet small">{words.whyTogether(format.share(target, 0), fewestCalls)}</p>
    </div>
  );
}
