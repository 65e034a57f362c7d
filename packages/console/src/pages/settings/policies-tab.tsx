import type { Policy } from '@everyline/contract';
import { useQuery } from '@tanstack/react-query';
import { Alert, Button, Card, Empty, Table } from 'antd';
import { useState } from 'react';

import { api, useSession } from '../../api.ts';
import { failureText } from '../../failure.ts';
import { useFormat } from '../../formatting.ts';
import { useWords } from '../../words/words.ts';
import { EditPolicy } from './edit-policy.tsx';
import { spansText } from './hours-text.ts';

/** Named policies: when and how often lines are called, and by which limits they are judged. */
export function PoliciesTab() {
  const words = useWords();
  const format = useFormat();
  const session = useSession();
  const [editing, setEditing] = useState<{ policy: Policy; isNew: boolean } | null>(null);
  const policies = useQuery({ queryKey: ['policies'], queryFn: () => api.listPolicies() });
  const names = words.settings.policies;
  const mayEdit = session.permissions.includes('policies.edit');
  const first = policies.data?.[0];
  return (
    <>
      <div className="filters">
        {mayEdit && first !== undefined && (
          <Button onClick={() => setEditing({ policy: { ...first, name: '' }, isNew: true })}>
            {words.settings.add}
          </Button>
        )}
        <span className="quiet">{names.copied}</span>
      </div>
      {policies.isError && <Alert type="error" title={failureText(policies.error)} />}
      <Card styles={{ body: { padding: 0 } }}>
        <Table<Policy>
          size="small"
          rowKey="id"
          loading={policies.isPending}
          dataSource={policies.data ?? []}
          pagination={false}
          scroll={{ x: 'max-content' }}
          locale={{ emptyText: <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} /> }}
          columns={[
            { title: words.settings.name, dataIndex: 'name' },
            {
              title: names.hours,
              render: (_, { rules }) =>
                rules.hours.rules.map((rule, index) => (
                  <div key={index}>
                    <span className="quiet">{names.days[rule.days.kind]}</span>{' '}
                    {spansText(rule.spans)}
                  </div>
                )),
            },
            {
              title: names.attemptsPerDay,
              align: 'right',
              render: (_, { rules }) => rules.attemptsPerDay,
            },
            {
              title: names.spacing,
              align: 'right',
              render: (_, { rules }) => rules.spacingMs / 60_000,
            },
            {
              title: names.ringLimit,
              align: 'right',
              render: (_, { rules }) => rules.ringLimitMs / 1000,
            },
            {
              title: names.limits,
              align: 'right',
              render: (_, { rules }) =>
                `≤ ${format.share(rules.verdict.faultyAt, 0)} · ≥ ${format.share(rules.verdict.healthyAt, 0)}`,
            },
            {
              title: '',
              render: (_, policy) =>
                mayEdit && (
                  <Button size="small" onClick={() => setEditing({ policy, isNew: false })}>
                    {words.settings.edit}
                  </Button>
                ),
            },
          ]}
        />
      </Card>
      {editing !== null && <EditPolicy {...editing} onClose={() => setEditing(null)} />}
    </>
  );
}
