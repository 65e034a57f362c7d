import { useQuery } from '@tanstack/react-query';
import { Alert, Card, Empty, Table, Tabs } from 'antd';
import { Link } from 'react-router';

import { useAddress, wordsOf } from '../address.ts';
import { api, useSession } from '../api.ts';
import { failureText } from '../failure.ts';
import { useFormat } from '../formatting.ts';
import { useWords } from '../words/words.ts';
import { OwnerLinks } from './owners/owner-links.tsx';
import { OwnerRules } from './owners/owner-rules.tsx';
import { StillPublishedPlaces } from './owners/still-published.tsx';
import { UnownedLines } from './owners/unowned-lines.tsx';

const tabs = ['progress', 'unowned', 'published', 'links', 'rules'] as const;

/** Who answers for the city's numbers: how far they are confirmed, what nobody owns, links, rules. */
export function Owners() {
  const words = useWords();
  const address = useAddress();
  const names = words.owners;
  const elements = {
    progress: <Progress />,
    unowned: <UnownedLines />,
    published: <StillPublishedPlaces />,
    links: <OwnerLinks />,
    rules: <OwnerRules />,
  };
  return (
    <>
      <h1>{names.page}</h1>
      <Tabs
        activeKey={wordsOf(address.many('tab'), tabs)[0] ?? 'progress'}
        destroyOnHidden
        onChange={(tab) =>
          address.change({
            tab: tab === 'progress' ? undefined : tab,
            q: undefined,
            lineId: undefined,
          })
        }
        items={tabs.map((key) => ({ key, label: names.tabs[key], children: elements[key] }))}
      />
    </>
  );
}

/** How far the numbers of each office are confirmed. */
function Progress() {
  const words = useWords();
  const format = useFormat();
  const session = useSession();
  const names = words.owners.progress;
  const progress = useQuery({ queryKey: ['owner-progress'], queryFn: () => api.ownerProgress() });
  const policy = useQuery({
    queryKey: ['owner-policy'],
    queryFn: () => api.ownerPolicy(),
    enabled: session.permissions.includes('policies.see'),
  });
  if (progress.isError) return <Alert type="error" title={failureText(progress.error)} />;
  const counts = ['lines', 'kept', 'confirmed', 'disputed', 'overdue'] as const;
  return (
    <div className="stack">
      {policy.data?.asking === false && <Alert type="info" showIcon title={names.off} />}
      <Card styles={{ body: { padding: 0 } }}>
        <Table
          size="small"
          rowKey={({ department }) => department.id}
          loading={progress.isPending}
          dataSource={progress.data ?? []}
          pagination={{ pageSize: 50, hideOnSinglePage: true }}
          scroll={{ x: 'max-content' }}
          locale={{
            emptyText: <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={names.empty} />,
          }}
          columns={[
            {
              title: words.lines.department,
              render: (_, { department }) => (
                <Link to={`/lines?departmentId=${department.id}`}>{department.name}</Link>
              ),
            },
            ...counts.map((key) => ({
              title: names[key],
              align: 'right' as const,
              render: (_: unknown, row: Readonly<Record<typeof key, number>>) => (
                <span className={key === 'overdue' && row[key] > 0 ? 'late' : ''}>
                  {format.count(row[key])}
                </span>
              ),
            })),
          ]}
        />
      </Card>
    </div>
  );
}
