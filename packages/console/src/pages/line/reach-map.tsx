import type { VerdictEvidence } from '@everyline/contract';
import { OutcomeMark, outcomeClassWords, say, useLanguage } from '@everyline/ui';
import { Button, Card, Empty } from 'antd';
import { useMemo, useState } from 'react';
import { Link } from 'react-router';

import { useCityHour } from '../../city-time.ts';
import { useFormat } from '../../formatting.ts';
import { useWords } from '../../words/words.ts';

interface Cell {
  readonly weekday: number;
  readonly hour: number;
  reached: number;
  readonly evidence: VerdictEvidence[];
}

/** When the line gets through: reach by weekday and hour; each cell opens the calls behind it. */
export function ReachMap({ evidence }: { evidence: readonly VerdictEvidence[] }) {
  const words = useWords();
  const cityHour = useCityHour();
  const [open, setOpen] = useState<string | null>(null);
  const cells = useMemo(() => {
    const made = new Map<string, Cell>();
    for (const one of evidence) {
      if (one.counted === 'excluded') continue;
      const { weekday, hour } = cityHour(one.atMs);
      const key = `${weekday}-${hour}`;
      const cell = made.get(key) ?? { weekday, hour, reached: 0, evidence: [] };
      made.set(key, cell);
      cell.evidence.push(one);
      if (one.counted === 'reached') cell.reached += 1;
    }
    return made;
  }, [evidence, cityHour]);
  const hours = useMemo(() => {
    const seen = [...cells.values()].map(({ hour }) => hour);
    const first = Math.min(8, ...seen);
    const last = Math.max(17, ...seen);
    return Array.from({ length: last - first + 1 }, (_, index) => first + index);
  }, [cells]);
  const opened = open === null ? undefined : cells.get(open);
  return (
    <Card title={words.line.reachMap}>
      {cells.size === 0 ? (
        <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={words.line.reachMapEmpty} />
      ) : (
        <div className="scroll-x">
          <table className="reach-map figures">
            <thead>
              <tr>
                <td />
                {hours.map((hour) => (
                  <th key={hour} scope="col">
                    {hour}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {words.line.weekdays.map((day, weekday) => (
                <tr key={day}>
                  <th scope="row">{day}</th>
                  {hours.map((hour) => {
                    const key = `${weekday}-${hour}`;
                    const cell = cells.get(key);
                    return (
                      <td key={hour}>
                        {cell && (
                          <ReachCell
                            cell={cell}
                            day={day}
                            pressed={open === key}
                            onPress={() => setOpen(open === key ? null : key)}
                          />
                        )}
                      </td>
                    );
                  })}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {opened && <CellCalls cell={opened} onClose={() => setOpen(null)} />}
    </Card>
  );
}

function ReachCell({
  cell,
  day,
  pressed,
  onPress,
}: {
  cell: Cell;
  day: string;
  pressed: boolean;
  onPress: () => void;
}) {
  const words = useWords();
  const attempts = cell.evidence.length;
  const share = cell.reached / attempts;
  return (
    <button
      type="button"
      aria-pressed={pressed}
      aria-label={`${cell.reached}/${attempts} ${words.line.reachMapCell(day, cell.hour, cell.reached, attempts)}`}
      title={words.line.reachMapCell(day, cell.hour, cell.reached, attempts)}
      style={{ background: reachColour(share), color: '#1b2429' }}
      onClick={onPress}
    >
      {cell.reached}/{attempts}
    </button>
  );
}

/** From a warm red (never) over sand to the green of healthy; dark ink stays readable on each. */
function reachColour(share: number): string {
  const stops = [
    [243, 190, 182],
    [247, 229, 190],
    [170, 217, 196],
  ] as const;
  const [from, to, part] =
    share < 0.5 ? [stops[0], stops[1], share * 2] : [stops[1], stops[2], share * 2 - 1];
  const mixed = from.map((value, index) => Math.round(value + ((to[index] ?? 0) - value) * part));
  return `rgb(${mixed.join(' ')})`;
}

function CellCalls({ cell, onClose }: { cell: Cell; onClose: () => void }) {
  const words = useWords();
  const { language } = useLanguage();
  const format = useFormat();
  return (
    <div className="cell-calls">
      <ul className="plain-list">
        {cell.evidence.map((one) => (
          <li key={one.probeId ?? one.spotCheckId}>
            {one.probeId === null ? (
              format.time(one.atMs)
            ) : (
              <Link to={`/calls/${one.probeId}`}>{format.time(one.atMs)}</Link>
            )}{' '}
            {one.outcome === null ? (
              words.line.spotCheckMark
            ) : (
              <OutcomeMark outcome={one.outcome} />
            )}{' '}
            <span className="quiet">{say(outcomeClassWords[one.counted], language)}</span>
          </li>
        ))}
      </ul>
      <Button size="small" type="text" onClick={onClose}>
        {words.common.close}
      </Button>
    </div>
  );
}
