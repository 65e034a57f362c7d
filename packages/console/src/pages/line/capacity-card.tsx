import type { CapacityCase, LineCapacity } from '@everyline/contract';
import { useQuery } from '@tanstack/react-query';
import { Alert, Card, Skeleton } from 'antd';

import { api } from '../../api.ts';
import { Facts } from '../../facts.tsx';
import { failureText } from '../../failure.ts';
import { useFormat } from '../../formatting.ts';
import { useWords } from '../../words/words.ts';
import { useRange } from '../capacity/range.ts';

/** How many lines and people the number needs, or why nobody can say. */
export function CapacityCard({ lineId, seats }: { lineId: string; seats: number | null }) {
  const words = useWords();
  const capacity = useQuery({
    queryKey: ['line-capacity', lineId, seats],
    queryFn: () => api.lineCapacity({ params: { id: lineId } }),
    staleTime: 60_000,
  });
  return (
    <Card title={words.capacity.title} className="capacity-card">
      {capacity.isError ? (
        <Alert type="error" showIcon title={failureText(capacity.error)} />
      ) : capacity.data === undefined ? (
        <Skeleton active />
      ) : (
        <Known capacity={capacity.data} />
      )}
    </Card>
  );
}

function Known({ capacity }: { capacity: LineCapacity }) {
  const words = useWords();
  const format = useFormat();
  const { probes, busy, cases, lines, target, level, cannotTell } = capacity;
  if (probes === 0) return <p className="quiet">{words.capacity.noCalls}</p>;
  if (busy === 0) return <p>{words.capacity.neverBusy(format.count(probes))}</p>;
  if (busy === probes) return <p>{words.capacity.alwaysBusy(format.count(probes))}</p>;
  const met = words.capacity.met(
    format.count(probes),
    format.count(busy),
    format.share(busy / probes, 0),
  );
  if (cases === null) {
    return (
      <>
        <p>{met}</p>
        <p>{words.capacity.manyLines(format.count(lines ?? 0))}</p>
      </>
    );
  }
  return (
    <>
      <p>{met}</p>
      {lines === null ? (
        <>
          <p>{words.capacity.ifLines}</p>
          <PossibleLines cases={cases} />
        </>
      ) : (
        cases.map((one) => <OneNumber key={one.lines} one={one} busyAtMost={target.busyAtMost} />)
      )}
      <p className="quiet small">
        {words.capacity.level(
          format.share(level, 0),
          format.share(target.busyAtMost, 0),
          format.share(target.share, 0),
          format.count(target.withinS),
        )}
      </p>
      <h3>{words.capacity.cannotTell}</h3>
      <ul className="small">
        {cannotTell.map((gap) => (
          <li key={gap}>{words.capacity.gaps[gap]}</li>
        ))}
      </ul>
    </>
  );
}

/** The number of lines is on record: one result. */
function OneNumber({ one, busyAtMost }: { one: CapacityCase; busyAtMost: number }) {
  const words = useWords();
  const format = useFormat();
  const range = useRange();
  const target = format.share(busyAtMost, 0);
  const there = format.count(one.lines);
  const facts: readonly (readonly [string, string])[] = [
    [words.capacity.load, range(one.callsAnHour)],
    [words.capacity.erlangs, range(one.erlangs)],
    [words.capacity.neededLines, range(one.needed.lines)],
    [words.capacity.people, range(one.needed.people)],
    [words.capacity.busyThen, format.share(one.busyThen)],
  ];
  return (
    <>
      <p className="verdict-sentence">
        {one.needed.lines.middle > one.lines
          ? words.capacity.needs(there, range(one.needed.lines), target)
          : words.capacity.enough(there, target)}
      </p>
      <Facts facts={facts} are="figures" />
    </>
  );
}

/** Nobody knows the number of lines: what follows for each that is possible. */
function PossibleLines({ cases }: { cases: readonly CapacityCase[] }) {
  const words = useWords();
  const format = useFormat();
  const range = useRange();
  return (
    <div className="scroll-x">
      <table className="readings figures">
        <thead>
          <tr>
            <th scope="col">{words.capacity.lines}</th>
            <th scope="col">{words.capacity.chance}</th>
            <th scope="col">{words.capacity.load}</th>
            <th scope="col">{words.capacity.neededLines}</th>
            <th scope="col">{words.capacity.people}</th>
          </tr>
        </thead>
        <tbody>
          {cases.map((one) => (
            <tr key={one.lines}>
              <th scope="row">{one.lines}</th>
              <td>{format.share(one.chance, 0)}</td>
              <td>{range(one.callsAnHour)}</td>
              <td>{range(one.needed.lines)}</td>
              <td>{range(one.needed.people)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
