import type { VerdictDetail } from '@everyline/contract';
import {
  outcomeClassColours,
  outcomeClassOrder,
  outcomeClassWords,
  say,
  useLanguage,
  VerdictMark,
} from '@everyline/ui';
import { Card } from 'antd';

import { Facts } from '../../facts.tsx';
import { useFormat } from '../../formatting.ts';
import { Measured } from '../../measured.tsx';
import { useWords } from '../../words/words.ts';

/** The verdict with its sentence, how sure it is, and how close to the limits. */
export function VerdictCard({ verdict }: { verdict: VerdictDetail }) {
  const words = useWords();
  const { language } = useLanguage();
  const format = useFormat();
  const { interval, limits } = verdict;
  const facts: readonly (readonly [string, React.ReactNode])[] = [
    [words.line.confidence, format.share(verdict.confidence)],
    [
      words.lines.reach,
      <>
        {format.share(verdict.reachRate)}{' '}
        <span className="quiet">{words.line.reachedOf(verdict.reached, verdict.attempts)}</span>
      </>,
    ],
    [
      words.line.interval,
      interval === null ? '–' : `${format.share(interval[0])} – ${format.share(interval[1])}`,
    ],
    [words.line.medianToPerson, format.length(verdict.medianTimeToPersonMs)],
    [words.line.decided, <Measured key="at" atMs={verdict.decidedAtMs} both />],
  ];
  return (
    <Card title={<VerdictMark verdict={verdict.verdict} />} className="verdict-card">
      <p className="verdict-sentence">{say(verdict.sentence, language)}</p>
      {verdict.setAside.map((one) => (
        <p key={one.badHourId} className="quiet small">
          {say(one.sentence, language)}
        </p>
      ))}
      <Facts facts={facts} are="figures" />
      {verdict.attempts > 0 && (
        <>
          <RateBar verdict={verdict} />
          <Closeness verdict={verdict} />
        </>
      )}
      <p className="quiet small">
        {words.line.closenessHelp(
          format.share(limits.faultyAt, 0),
          format.share(limits.healthyAt, 0),
        )}
      </p>
      <EvidenceBar verdict={verdict} />
      {verdict.history.length > 1 && (
        <>
          <h3>{words.line.history}</h3>
          <ol className="plain-list">
            {verdict.history.map((one) => (
              <li key={one.fromMs}>
                <VerdictMark verdict={one.verdict} />{' '}
                <span className="quiet">
                  {words.line.since} {format.time(one.fromMs)} · {format.share(one.confidence)} ·{' '}
                  {words.lines.attempts} {one.attempts}
                </span>
              </li>
            ))}
          </ol>
        </>
      )}
    </Card>
  );
}

/** The interval of the reach rate on a scale from 0 to 100 % with the two limits. */
function RateBar({ verdict }: { verdict: VerdictDetail }) {
  const words = useWords();
  const format = useFormat();
  if (verdict.interval === null || verdict.reachRate === null) return null;
  const [low, high] = verdict.interval;
  const { faultyAt, healthyAt } = verdict.limits;
  const percent = (share: number) => `${share * 100}%`;
  return (
    <div
      className="rate-bar"
      role="img"
      aria-label={`${words.line.interval} ${format.share(low)} – ${format.share(high)}`}
    >
      <span
        className="rate-zone"
        style={{ left: percent(faultyAt), right: percent(1 - healthyAt) }}
      />
      <span className="rate-interval" style={{ left: percent(low), right: percent(1 - high) }} />
      <span className="rate-point" style={{ left: percent(verdict.reachRate) }} />
      <span className="rate-label" style={{ left: percent(faultyAt) }}>
        {format.share(faultyAt, 0)}
      </span>
      <span className="rate-label" style={{ left: percent(healthyAt) }}>
        {format.share(healthyAt, 0)}
      </span>
    </div>
  );
}

/** Where the sequential test stands between its two decisions. */
function Closeness({ verdict }: { verdict: VerdictDetail }) {
  const words = useWords();
  const at = Math.min(1, Math.max(-1, verdict.closeness));
  return (
    <div className="closeness">
      <span>{words.line.faultyEnd}</span>
      <span
        className="closeness-track"
        role="meter"
        aria-label={words.line.closeness}
        aria-valuemin={-1}
        aria-valuemax={1}
        aria-valuenow={at}
      >
        <span style={{ left: `${(at + 1) * 50}%` }} />
      </span>
      <span>{words.line.healthyEnd}</span>
    </div>
  );
}

/** How the outcomes were counted, as one bar with its words beside it. */
function EvidenceBar({ verdict }: { verdict: VerdictDetail }) {
  const words = useWords();
  const { language } = useLanguage();
  const counted = outcomeClassOrder
    .map((kind) => ({
      kind,
      calls: verdict.evidence.filter((one) => one.counted === kind).length,
    }))
    .filter(({ calls }) => calls > 0);
  if (counted.length === 0) return null;
  return (
    <>
      <h3>{words.line.evidenceUsed}</h3>
      <div className="evidence-bar" aria-hidden="true">
        {counted.map(({ kind, calls }) => (
          <span key={kind} style={{ flexGrow: calls, background: outcomeClassColours[kind] }} />
        ))}
      </div>
      <ul className="legend">
        {counted.map(({ kind, calls }) => (
          <li key={kind}>
            <span className="swatch" style={{ background: outcomeClassColours[kind] }} />
            {say(outcomeClassWords[kind], language)} <b className="figures">{calls}</b>
          </li>
        ))}
      </ul>
    </>
  );
}
