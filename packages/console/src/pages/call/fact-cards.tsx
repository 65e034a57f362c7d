import type { ProbeDetail } from '@everyline/contract';
import { OutcomeMark, readingOrder, readingWords, say, useLanguage } from '@everyline/ui';
import { Card } from 'antd';

import { Facts } from '../../facts.tsx';
import { useFormat } from '../../formatting.ts';
import { useWords } from '../../words/words.ts';

/** The readings of the call in the order in which they decide, each with its confidence. */
export function ReadingsCard({ detail }: { detail: ProbeDetail }) {
  const words = useWords();
  const { language } = useLanguage();
  const format = useFormat();
  return (
    <Card title={words.call.readings}>
      <table className="readings figures">
        <tbody>
          {readingOrder.map((name) => {
            const reading = detail.readings[name];
            const decides = detail.probe.by === name;
            return (
              <tr key={name} className={decides ? 'decides' : ''}>
                <th scope="row">{say(readingWords[name], language)}</th>
                <td>
                  {reading === undefined ? (
                    <span className="quiet">{words.call.none}</span>
                  ) : (
                    <OutcomeMark outcome={reading.outcome} />
                  )}
                </td>
                <td className="right">
                  {reading === undefined ? '' : format.share(reading.confidence, 0)}
                </td>
                <td className="small">{decides ? words.call.decides : ''}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
      <p className="quiet small">{words.call.readingsHelp}</p>
    </Card>
  );
}

export function TimesCard({ detail }: { detail: ProbeDetail }) {
  const words = useWords();
  const format = useFormat();
  const { timings, probe } = detail;
  const by = timings?.postDialDelayBy;
  return (
    <Card title={words.call.times}>
      <Facts
        are="figures"
        facts={[
          [
            words.call.postDialDelay,
            <>
              {format.length(timings?.postDialDelayMs ?? null)}{' '}
              {by != null && <span className="quiet">{words.call.postDialBy[by]}</span>}
            </>,
          ],
          [words.call.ring, format.length(timings?.ringMs ?? null)],
          [words.call.answer, format.length(timings?.answerMs ?? null)],
          [words.calls.toPerson, format.length(probe.timeToPersonMs)],
          [words.call.kept, format.length(probe.keptMs)],
          [words.call.end, format.length(timings?.endMs ?? null)],
        ]}
      />
    </Card>
  );
}

/** What can be counted and measured of the call, beside what it means. */
export function MeasuredCard({ detail }: { detail: ProbeDetail }) {
  const words = useWords();
  const format = useFormat();
  const { facts, timings } = detail;
  if (facts === null) {
    return (
      <Card title={words.call.facts}>
        <p className="quiet">{words.call.noFacts}</p>
      </Card>
    );
  }
  const { rings, ringCadenceMs, hungUpAfterMs, deadAir, oneWay, echo } = facts;
  const isAnswered = timings?.answerMs != null;
  const seconds = (ms: number) => String(Number((ms / 1000).toFixed(2)));
  return (
    <Card title={words.call.facts}>
      <Facts
        are="figures"
        facts={[
          [
            words.call.rings,
            rings === null ? (
              '–'
            ) : (
              <>
                {words.call.ringsOf(rings)}{' '}
                {ringCadenceMs !== null && (
                  <span className="quiet">
                    {words.call.ringCadence(ringCadenceMs.map(seconds).join(' / '))}
                  </span>
                )}
              </>
            ),
          ],
          [words.call.answerDelay, format.length(facts.answerDelayMs)],
          [
            words.call.hungUp,
            hungUpAfterMs === null ? '–' : words.call.hungUpAfter(format.length(hungUpAfterMs)),
          ],
          [
            words.call.deadAir,
            deadAir === null ? (
              '–'
            ) : (
              <>
                {format.length(deadAir.lengthMs)}{' '}
                <span className="quiet">
                  {words.call.deadAirFrom(format.length(deadAir.fromMs))}
                </span>
              </>
            ),
          ],
          [
            words.call.oneWay,
            oneWay !== null
              ? words.call.oneWayWords[oneWay]
              : isAnswered
                ? words.call.noneFound
                : '–',
          ],
          [
            words.call.echo,
            echo !== null
              ? words.call.echoOf(echo.delayMs.toFixed(0), echo.lossDb.toFixed(0))
              : isAnswered
                ? words.call.noneFound
                : '–',
          ],
        ]}
      />
    </Card>
  );
}

export function GuardCard({ detail }: { detail: ProbeDetail }) {
  const words = useWords();
  const { language } = useLanguage();
  const format = useFormat();
  const { guard } = detail;
  return (
    <Card title={words.call.guard}>
      {guard === null ? (
        <p className="quiet">{words.call.noGuard}</p>
      ) : (
        <>
          <p>
            <b>{guard.allowed ? words.call.guardYes : words.call.guardNo}</b>
            {guard.sentence !== null && <> · {say(guard.sentence, language)}</>}
          </p>
          <p className="quiet small">
            {words.call.guardAsked} {format.moment(guard.askedAtMs)}
            {guard.retryAtMs !== null &&
              ` · ${words.call.guardRetry} ${format.time(guard.retryAtMs)}`}
          </p>
        </>
      )}
    </Card>
  );
}

export function MediaCard({ detail }: { detail: ProbeDetail }) {
  const words = useWords();
  const format = useFormat();
  const { media, sip, q850 } = detail;
  return (
    <Card title={words.call.media}>
      <Facts
        are="figures"
        facts={[
          ['SIP', [sip?.status, sip?.reason].filter((one) => one != null).join(' ') || '–'],
          [
            words.call.cause,
            q850.map(({ cause, text }) => [cause, text].filter(Boolean).join(' ')).join(', ') ||
              '–',
          ],
          [words.call.packets, media === null ? '–' : format.count(media.packets)],
          [
            `${words.call.lost} / ${words.call.late}`,
            media === null ? '–' : `${format.count(media.lost)} / ${format.count(media.late)}`,
          ],
          [words.call.jitter, media === null ? '–' : `${media.jitterMs.toFixed(1)} ms`],
        ]}
      />
    </Card>
  );
}
