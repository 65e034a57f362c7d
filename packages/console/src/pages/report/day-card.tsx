import type { ReportFigures } from '@everyline/contract';
import { Card } from 'antd';

import { useFormat } from '../../formatting.ts';
import { useWords } from '../../words/words.ts';

const HEIGHT_PX = 160;

/** Calls by day as columns over a table, so that it prints with its figures. */
export function DayCard({ days }: { days: ReportFigures['days'] }) {
  const words = useWords();
  const format = useFormat();
  const said = words.reports;
  const most = Math.max(1, ...days.map(({ calls }) => calls));
  const height = (count: number) => Math.round((count / most) * HEIGHT_PX);
  const parts = [
    ['reached', said.reached],
    ['missed', said.missed],
    ['uncounted', said.notCounted],
  ] as const;
  return (
    <Card title={said.days}>
      <div className="report-scroll">
        <table className="report-days">
          <tbody>
            <tr aria-hidden>
              <th />
              {days.map(({ fromDay, calls, reach }) => (
                <td key={fromDay} className="report-column">
                  <span className="uncounted" style={{ height: height(calls - reach.of) }} />
                  <span className="missed" style={{ height: height(reach.of - reach.successes) }} />
                  <span className="reached" style={{ height: height(reach.successes) }} />
                </td>
              ))}
            </tr>
            <tr>
              <th scope="row">{said.period}</th>
              {days.map(({ fromDay, toDay }) => (
                <td key={fromDay}>
                  {fromDay === toDay ? fromDay.slice(5) : `${fromDay.slice(5)}–${toDay.slice(5)}`}
                </td>
              ))}
            </tr>
            <tr>
              <th scope="row">{said.calls}</th>
              {days.map(({ fromDay, calls }) => (
                <td key={fromDay} className="figures">
                  {format.count(calls)}
                </td>
              ))}
            </tr>
            <tr>
              <th scope="row">{said.reach}</th>
              {days.map(({ fromDay, reach }) => (
                <td key={fromDay} className="figures">
                  {reach.rate === null ? '—' : format.share(reach.rate, 0)}
                </td>
              ))}
            </tr>
          </tbody>
        </table>
      </div>
      <p className="report-key quiet small">
        {parts.map(([part, name]) => (
          <span key={part}>
            <i className={part} aria-hidden /> {name}
          </span>
        ))}
      </p>
    </Card>
  );
}
