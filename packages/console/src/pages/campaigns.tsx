import type { Campaign } from '@everyline/contract';
import { useQuery } from '@tanstack/react-query';
import { Button, Card, Progress, Table, Tag } from 'antd';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';

import { api, useSession } from '../api.ts';
import { useFormat } from '../formatting.ts';
import { useWords } from '../words/words.ts';
import { NewCampaign } from './new-campaign.tsx';

const stateColours = { draft: 'default', running: 'green', paused: 'gold', finished: 'blue' };

export function CampaignState({ state }: { state: Campaign['state'] }) {
  const words = useWords();
  return <Tag color={stateColours[state]}>{words.campaigns.states[state]}</Tag>;
}

/** All campaigns with how far each has come. */
export function Campaigns() {
  const words = useWords();
  const format = useFormat();
  const session = useSession();
  const go = useNavigate();
  const [making, setMaking] = useState(false);
  const campaigns = useQuery({
    queryKey: ['campaigns'],
    queryFn: () => api.listCampaigns(),
    refetchInterval: 10_000,
  });
  return (
    <>
      <div className="title-row">
        <h1>{words.menu.campaigns}</h1>
        {session.permissions.includes('campaigns.edit') && (
          <Button type="primary" onClick={() => setMaking(true)}>
            {words.campaigns.create}
          </Button>
        )}
      </div>
      <Card styles={{ body: { padding: 0 } }}>
        <Table
          size="small"
          rowKey="id"
          loading={campaigns.isPending}
          dataSource={campaigns.data ?? []}
          pagination={false}
          scroll={{ x: 'max-content' }}
          locale={{ emptyText: words.campaigns.empty }}
          columns={[
            {
              title: words.campaigns.name,
              render: (_, one) => <Link to={`/campaigns/${one.id}`}>{one.name}</Link>,
            },
            {
              title: words.campaigns.state,
              render: (_, one) => <CampaignState state={one.state} />,
            },
            {
              title: words.campaigns.period,
              render: (_, one) => `${one.fromDate} – ${one.toDate}`,
            },
            { title: words.campaigns.trunk, dataIndex: 'trunkName' },
            {
              title: words.campaigns.decided,
              width: 220,
              render: (_, { progress }) => (
                <Progress
                  aria-label={words.campaigns.decided}
                  percent={
                    progress.lines === 0 ? 0 : Math.round((progress.decided / progress.lines) * 100)
                  }
                  size="small"
                />
              ),
            },
            {
              title: words.campaigns.lines,
              align: 'right',
              render: (_, { progress }) => format.count(progress.lines),
            },
            {
              title: words.campaigns.calls,
              align: 'right',
              render: (_, { progress }) => format.count(progress.calls),
            },
          ]}
        />
      </Card>
      {making && (
        <NewCampaign
          onClose={() => setMaking(false)}
          onMade={(campaign) => void go(`/campaigns/${campaign.id}`)}
        />
      )}
    </>
  );
}
