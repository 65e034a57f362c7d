import type { CapacityOffice } from '@everyline/contract';
import { Card, Table } from 'antd';
import { Link } from 'react-router';

import { useFormat } from '../../formatting.ts';
import { useWords } from '../../words/words.ts';
import { useRange } from './range.ts';

/** What each office one level below has, what it needs, and what its callers meet. */
export function OfficeTable({ offices }: { offices: readonly CapacityOffice[] }) {
  const words = useWords();
  const format = useFormat();
  const range = useRange();
  return (
    <Card title={words.capacity.officeTable} styles={{ body: { padding: 0 } }}>
      <Table<CapacityOffice>
        size="small"
        rowKey={({ department }) => department?.id ?? ''}
        dataSource={[...offices]}
        pagination={{ pageSize: 20, hideOnSinglePage: true, showSizeChanger: false }}
        scroll={{ x: 'max-content' }}
        columns={[
          {
            title: words.lines.department,
            render: (_, { department }) =>
              department === null ? (
                words.capacity.nobody
              ) : (
                <Link to={`/capacity?departmentId=${department.id}`}>{department.name}</Link>
              ),
          },
          {
            title: words.capacity.numbers,
            align: 'right',
            render: (_, { planned }) => format.count(planned),
          },
          {
            title: words.capacity.there,
            align: 'right',
            render: (_, { there }) => format.count(there),
          },
          {
            title: words.capacity.neededLines,
            align: 'right',
            render: (_, { needed }) => range(needed.lines),
          },
          {
            title: words.capacity.people,
            align: 'right',
            render: (_, { needed }) => range(needed.people),
          },
          {
            title: words.capacity.busyNow,
            align: 'right',
            render: (_, { busy, probes }) => format.share(probes === 0 ? null : busy / probes),
          },
          {
            title: words.capacity.busyThen,
            align: 'right',
            render: (_, { busyThen }) => format.share(busyThen),
          },
        ]}
      />
    </Card>
  );
}
