import type { BoardGroup } from '@everyline/contract';
import { Card, Table } from 'antd';

import { useFormat } from '../../formatting.ts';
import { useWords } from '../../words/words.ts';
import { Completion, Totals } from '../programmes/completion.tsx';

/** Measures by one of their properties, with totals and rates. */
export function BoardGroups({
  title,
  groups,
  none,
}: {
  title: string;
  groups: readonly BoardGroup[];
  /** What the group is called that has no name. */
  none: string;
}) {
  const words = useWords().programmes;
  const format = useFormat();
  return (
    <Card size="small" title={title}>
      <Table<BoardGroup>
        rowKey="name"
        size="small"
        dataSource={[...groups]}
        pagination={groups.length > 15 ? { pageSize: 15, showSizeChanger: false } : false}
        scroll={{ x: 'max-content' }}
        columns={[
          { title: '', render: (_, { name }) => (name === '' ? <i>{none}</i> : name) },
          {
            title: words.measures,
            align: 'right',
            render: (_, { measures }) => format.count(measures),
          },
          {
            title: words.measureStates.done,
            align: 'right',
            render: (_, { states }) => format.count(states.done),
          },
          {
            title: words.measureStates.overdue,
            align: 'right',
            render: (_, { states }) => (
              <span className={states.overdue > 0 ? 'late' : 'quiet'}>
                {format.count(states.overdue)}
              </span>
            ),
          },
          {
            title: words.meanCompletion,
            render: (_, { completion }) => <Completion of={completion} />,
          },
          { title: words.totals, render: (_, { totals }) => <Totals totals={totals} /> },
        ]}
      />
    </Card>
  );
}
