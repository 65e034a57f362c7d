import type { ReportFigures, ReportPeriodFigures } from '@everyline/contract';
import { say, ticketFaultWords, useLanguage, verdictWords } from '@everyline/ui';
import { Card } from 'antd';
import type { ReactNode } from 'react';

import { useFormat } from '../../formatting.ts';
import { useWords } from '../../words/words.ts';

/** The figures of the period beside those of the one before. */
export function FigureCard({ figures }: { figures: ReportFigures }) {
  const words = useWords();
  const format = useFormat();
  const { language } = useLanguage();
  const said = words.reports;
  const share = useShare();
  type Of = (one: ReportPeriodFigures) => ReactNode;
  const count =
    (of: (one: ReportPeriodFigures) => number): Of =>
    (one) =>
      format.count(of(one));
  const kinds = Object.keys(verdictWords) as (keyof typeof figures.now.byKind)[];
  const rows: readonly (readonly [name: string, of: Of, part?: true])[] = [
    [said.lines, count(({ lines }) => lines)],
    [said.decided, count(({ healthy }) => healthy.of), true],
    ...kinds.map(
      (kind) =>
        [say(verdictWords[kind], language), count(({ byKind }) => byKind[kind]), true] as const,
    ),
    [said.calls, count(({ calls }) => calls)],
    [said.counted, count(({ reach }) => reach.of), true],
    [said.reached, count(({ reach }) => reach.successes), true],
    [said.reach, ({ reach }) => share(reach)],
    [said.ticketsOpened, count(({ ticketsOpened }) => ticketsOpened)],
    [said.ticketsClosed, count(({ ticketsClosed }) => ticketsClosed)],
    [said.ticketsOpen, count(({ ticketsOpen }) => ticketsOpen)],
    [said.ticketsOverdue, count(({ ticketsOverdue }) => ticketsOverdue), true],
  ];
  const { before } = figures;
  return (
    <Card title={said.figures}>
      <table className="report-table">
        <thead>
          <tr>
            <th scope="col">{said.item}</th>
            <th scope="col" className="figures">
              {said.now}
            </th>
            {before !== null && (
              <th scope="col" className="figures">
                {said.before}
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {rows.map(([name, of, part]) => (
            <tr key={name}>
              <th scope="row" className={part ? 'part' : ''}>
                {name}
              </th>
              <td className="figures">{of(figures.now)}</td>
              {before !== null && <td className="figures">{of(before)}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </Card>
  );
}

/** A share with its denominator in brackets. */
function useShare(): (share: ReportPeriodFigures['reach']) => string {
  const format = useFormat();
  return ({ rate, of }) => (rate === null ? '—' : `${format.share(rate)} (${format.count(of)})`);
}

export function DepartmentCard({ figures }: { figures: ReportFigures }) {
  const words = useWords();
  const format = useFormat();
  const share = useShare();
  const said = words.reports;
  return (
    <Card title={said.departments}>
      <div className="report-scroll">
        <table className="report-table">
          <thead>
            <tr>
              <th scope="col">{said.department}</th>
              {[
                said.lines,
                said.faulty,
                said.healthy,
                said.reach,
                said.ticketsOpen,
                said.ticketsOverdue,
              ].map((name) => (
                <th key={name} scope="col" className="figures">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {figures.departments.map((one) => (
              <tr key={one.id ?? ''}>
                <th scope="row">{one.name ?? said.nobody}</th>
                <td className="figures">{format.count(one.lines)}</td>
                <td className="figures">{format.count(one.faulty)}</td>
                <td className="figures">{share(one.healthy)}</td>
                <td className="figures">{share(one.reach)}</td>
                <td className="figures">{format.count(one.ticketsOpen)}</td>
                <td className="figures">{format.count(one.ticketsOverdue)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Card>
  );
}

export function OverdueCard({ figures }: { figures: ReportFigures }) {
  const words = useWords();
  const format = useFormat();
  const { language } = useLanguage();
  const said = words.reports;
  return (
    <Card title={`${said.overdue} ${format.count(figures.overdue.length)}`}>
      {figures.overdue.length === 0 ? (
        <p className="quiet">{said.noOverdue}</p>
      ) : (
        <div className="report-scroll">
          <table className="report-table">
            <thead>
              <tr>
                {[said.number, said.telephone, said.department, said.fault, said.dueOn].map(
                  (name) => (
                    <th key={name} scope="col">
                      {name}
                    </th>
                  ),
                )}
                <th scope="col" className="figures">
                  {said.late}
                </th>
              </tr>
            </thead>
            <tbody>
              {figures.overdue.map((one) => (
                <tr key={one.number}>
                  <td>{one.number}</td>
                  <td>{one.telephone}</td>
                  <td>{one.department ?? said.nobody}</td>
                  <td>{say(ticketFaultWords[one.fault], language)}</td>
                  <td>{one.dueOn}</td>
                  <td className="figures">{format.count(one.workingDays)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Card>
  );
}
