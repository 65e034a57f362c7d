import type { SpotRound } from '@everyline/contract';
import { useQuery } from '@tanstack/react-query';
import { Alert, Button, Card, Empty, Table, Tabs } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';

import { useAddress } from '../address.ts';
import { api, useSession } from '../api.ts';
import { failureText } from '../failure.ts';
import { useFormat } from '../formatting.ts';
import { useWords } from '../words/words.ts';
import { DrawRound } from './spot-checks/draw-round.tsx';
import { Questions } from './spot-checks/questions.tsx';

/** Rounds of spot checks and the questions that are asked in them. */
export function SpotChecks() {
  const words = useWords();
  const session = useSession();
  const address = useAddress();
  const plans = session.permissions.includes('spot_checks.plan');
  const [drawing, setDrawing] = useState(false);
  return (
    <>
      <div className="title-row">
        <h1>{words.menu.spotChecks}</h1>
        {plans && (
          <Button type="primary" onClick={() => setDrawing(true)}>
            {words.spotChecks.draw}
          </Button>
        )}
      </div>
      <p className="quiet">{words.spotChecks.lead}</p>
      {plans ? (
        <Tabs
          activeKey={address.one('tab') === 'questions' ? 'questions' : 'rounds'}
          destroyOnHidden
          onChange={(tab) => address.change({ tab: tab === 'rounds' ? undefined : tab })}
          items={[
            { key: 'rounds', label: words.spotChecks.rounds, children: <Rounds /> },
            { key: 'questions', label: words.spotChecks.questions, children: <Questions /> },
          ]}
        />
      ) : (
        <Rounds />
      )}
      {drawing && <DrawRound onClose={() => setDrawing(false)} />}
    </>
  );
}

function Rounds() {
  const words = useWords();
  const format = useFormat();
  const rounds = useQuery({ queryKey: ['spot-rounds'], queryFn: () => api.listSpotRounds() });
  if (rounds.isError) return <Alert type="error" showIcon title={failureText(rounds.error)} />;
  if (rounds.data?.length === 0) {
    return (
      <Card>
        <Empty description={words.spotChecks.none} />
      </Card>
    );
  }
  return (
    <Table<SpotRound>
      rowKey="id"
      size="middle"
      loading={rounds.isPending}
      dataSource={rounds.data ?? []}
      pagination={false}
      scroll={{ x: 'max-content' }}
      columns={[
        {
          title: words.spotChecks.name,
          render: (_, { id, name }) => <Link to={`/spot-checks/${id}`}>{name}</Link>,
        },
        {
          title: words.spotChecks.department,
          render: (_, { department }) => department?.name ?? words.spotChecks.wholeCity,
        },
        {
          title: words.spotChecks.drawnAt,
          render: (_, { drawnAtMs }) => format.time(drawnAtMs),
        },
        {
          title: words.spotChecks.done,
          align: 'right',
          render: (_, { done, sample }) =>
            words.spotChecks.ofTotal(format.count(done), format.count(sample)),
        },
        {
          title: words.spotChecks.effective,
          align: 'right',
          render: (_, { done, right }) => (done === 0 ? '–' : format.share(right / done)),
        },
        {
          title: '',
          render: (_, { state }) => (
            <span className={state === 'closed' ? 'quiet' : ''}>
              {words.spotChecks.states[state]}
            </span>
          ),
        },
      ]}
    />
  );
}
