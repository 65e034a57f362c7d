import type { SendAnswer, TellingTarget } from '@everyline/contract';
import { useState } from 'react';
import { Alert, Button, Card, Empty, Popconfirm, Table, Typography } from 'antd';

import { api, queries, useSession } from '../../../api.ts';
import { useAttempt } from '../../../failure.ts';
import { Measured } from '../../../measured.tsx';
import { useWords } from '../../../words/words.ts';
import { EditTarget } from './edit-target.tsx';
import { SendAnswerAlert } from './send-answer.tsx';

/** Programs and group chats that are told. */
export function TargetList({ targets }: { targets: readonly TellingTarget[] }) {
  const words = useWords();
  const session = useSession();
  const attempt = useAttempt();
  const [edited, setEdited] = useState<TellingTarget | 'new' | null>(null);
  const [secret, setSecret] = useState<string | null>(null);
  const [busy, setBusy] = useState<string | null>(null);
  const [answer, setAnswer] = useState<{ id: string; said: SendAnswer } | null>(null);
  const names = words.telling;
  const mayEdit = session.permissions.includes('settings.edit');
  const refresh = () => queries.invalidateQueries({ queryKey: ['telling'] });
  const test = async (id: string) => {
    setBusy(id);
    await attempt(async () =>
      setAnswer({ id, said: await api.testTellingTarget({ params: { id } }) }),
    );
    setBusy(null);
  };
  const remove = (id: string) =>
    attempt(async () => {
      await api.deleteTellingTarget({ params: { id } });
      await refresh();
    });
  const tested = targets.find(({ id }) => id === answer?.id);
  return (
    <Card
      title={names.targets}
      style={{ marginTop: 16 }}
      extra={mayEdit && <Button onClick={() => setEdited('new')}>{words.settings.add}</Button>}
    >
      <p className="quiet">{names.targetsHelp}</p>
      {secret !== null && (
        <Alert
          type="success"
          closable={{ onClose: () => setSecret(null) }}
          title={names.secretOnce}
          description={
            <Typography.Text code copyable>
              {secret}
            </Typography.Text>
          }
        />
      )}
      {answer !== null && tested && (
        <div aria-live="polite">
          <strong>{tested.name}</strong>
          <SendAnswerAlert answer={answer.said} />
        </div>
      )}
      <Table<TellingTarget>
        size="small"
        rowKey="id"
        dataSource={targets}
        pagination={false}
        scroll={{ x: 'max-content' }}
        locale={{
          emptyText: <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={names.noTargets} />,
        }}
        columns={[
          {
            title: words.settings.name,
            render: (_, one) => (
              <>
                {one.name}
                {!one.enabled && <span className="quiet"> {names.disabled}</span>}
              </>
            ),
          },
          { title: names.kind, render: (_, one) => names.targetKinds[one.kind] },
          { title: names.url, dataIndex: 'address' },
          { title: names.department, render: (_, one) => one.department?.name ?? names.wholeCity },
          {
            title: names.whichKinds,
            render: (_, one) => one.kinds.map((kind) => names.kinds[kind]).join(', '),
          },
          { title: names.waiting, dataIndex: 'waiting', align: 'right' },
          {
            title: names.lastSent,
            render: (_, one) =>
              one.lastSentAtMs === null ? names.never : <Measured atMs={one.lastSentAtMs} />,
          },
          {
            title: '',
            render: (_, one) =>
              mayEdit && (
                <>
                  <Button size="small" loading={busy === one.id} onClick={() => void test(one.id)}>
                    {names.test}
                  </Button>{' '}
                  <Button size="small" onClick={() => setEdited(one)}>
                    {words.settings.edit}
                  </Button>{' '}
                  <Popconfirm title={names.removeAsk} onConfirm={() => void remove(one.id)}>
                    <Button size="small">{names.remove}</Button>
                  </Popconfirm>
                </>
              ),
          },
        ]}
      />
      {edited !== null && (
        <EditTarget
          target={edited === 'new' ? null : edited}
          onClose={() => setEdited(null)}
          onSaved={(made) => {
            setEdited(null);
            setSecret(made);
            void refresh();
          }}
        />
      )}
    </Card>
  );
}
