import type { CapacityPlan, PlannedLine } from '@everyline/contract';
import { Card, Table } from 'antd';
import { Link } from 'react-router';

import { useFormat } from '../../formatting.ts';
import { useWords } from '../../words/words.ts';
import { useRange } from './range.ts';

/** Every number on which busy was met, those that need most first, with the reason where nothing is proposed. */
export function CapacityTable({ plan }: { plan: CapacityPlan }) {
  const words = useWords();
  const format = useFormat();
  const range = useRange();
  return (
    <Card title={words.capacity.table} styles={{ body: { padding: 0 } }}>
      <Table<PlannedLine>
        size="small"
        rowKey="lineId"
        dataSource={plan.items}
        pagination={{ pageSize: 20, hideOnSinglePage: true, showSizeChanger: false }}
        scroll={{ x: 'max-content' }}
        columns={[
          {
            title: words.lines.number,
            render: (_, line) => (
              <Link className="telephone" to={`/lines/${line.lineId}`}>
                {line.display}
              </Link>
            ),
          },
          {
            title: words.lines.department,
            render: (_, line) => line.department?.name ?? line.owner ?? '–',
          },
          {
            title: words.capacity.busyNow,
            align: 'right',
            render: (_, line) => (
              <>
                {format.share(line.busy / line.probes, 0)}{' '}
                <span className="quiet">
                  {words.capacity.busyOf(format.count(line.busy), format.count(line.probes))}
                </span>
              </>
            ),
          },
          {
            title: words.capacity.there,
            align: 'right',
            render: (_, line) => (line.lines === null ? '–' : format.count(line.lines)),
          },
          {
            title: words.capacity.neededLines,
            align: 'right',
            render: (_, { needed, why }) =>
              needed === null ? (
                <span className="quiet">{why === null ? '–' : words.capacity.gaps[why]}</span>
              ) : (
                range(needed.lines)
              ),
          },
          {
            title: words.capacity.people,
            align: 'right',
            render: (_, { needed }) => (needed === null ? '–' : range(needed.people)),
          },
          {
            title: words.capacity.busyThen,
            align: 'right',
            render: (_, line) => format.share(line.busyThen, 0),
          },
        ]}
      />
    </Card>
  );
}
