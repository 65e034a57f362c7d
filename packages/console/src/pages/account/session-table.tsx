import type { AccountSession } from '@everyline/contract';
import { Button, Table, Tag } from 'antd';

import { deviceText } from '../../device-text.ts';
import { Measured } from '../../measured.tsx';
import { useWords } from '../../words/words.ts';

/** Sessions with device and time; `onEnd` ends one of them. */
export function SessionTable({
  sessions,
  loading,
  onEnd,
}: {
  sessions: readonly AccountSession[];
  loading: boolean;
  onEnd?: (session: AccountSession) => void;
}) {
  const words = useWords();
  const names = words.people.sessions;
  return (
    <Table<AccountSession>
      size="small"
      rowKey="id"
      loading={loading}
      dataSource={[...sessions]}
      pagination={false}
      scroll={{ x: 'max-content' }}
      locale={{ emptyText: names.none }}
      columns={[
        {
          title: names.device,
          render: (_, one) => (
            <span title={one.device}>
              {deviceText(one.device) ?? names.unknown}{' '}
              {one.current && <Tag color="blue">{names.current}</Tag>}
            </span>
          ),
        },
        { title: names.address, render: (_, one) => one.address ?? '–' },
        { title: names.began, render: (_, one) => <Measured atMs={one.beganAtMs} both /> },
        { title: names.used, render: (_, one) => <Measured atMs={one.usedAtMs} /> },
        {
          title: '',
          render: (_, one) =>
            onEnd && !one.current ? (
              <Button size="small" onClick={() => onEnd(one)}>
                {names.end}
              </Button>
            ) : null,
        },
      ]}
    />
  );
}
