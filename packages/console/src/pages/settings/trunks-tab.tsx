import type { Trunk } from '@everyline/contract';
import { say, trunkStateWords, trunkStopWords, useLanguage } from '@everyline/ui';
import { useQuery } from '@tanstack/react-query';
import { Alert, Button, Card, Empty, Popconfirm, Space, Table, Tag } from 'antd';
import { useState } from 'react';

import { api, queries, useSession } from '../../api.ts';
import { failureText, useAttempt } from '../../failure.ts';
import { useFormat } from '../../formatting.ts';
import { Measured } from '../../measured.tsx';
import { useWords } from '../../words/words.ts';
import { BadHours } from './bad-hours.tsx';
import { ControlLines } from './control-lines.tsx';
import { EditTrunk } from './edit-trunk.tsx';
import { CertificateWarnings, TrunkCertificateState } from './trunk-certificates.tsx';
import { TrunkRegistrationState } from './trunk-registration.tsx';

const colours = { ready: 'green', disabled: 'default', stopped: 'red' };

/** The ways into the telephone network; one that stopped by itself is released here. */
export function TrunksTab() {
  const words = useWords();
  const format = useFormat();
  const session = useSession();
  const [editing, setEditing] = useState<Trunk | 'new' | null>(null);
  const trunks = useQuery({
    queryKey: ['trunks'],
    queryFn: () => api.listTrunks(),
    refetchInterval: 10_000,
  });
  const names = words.settings.trunks;
  const mayEdit = session.permissions.includes('trunks.edit');
  return (
    <>
      {mayEdit && (
        <div className="filters">
          <Button onClick={() => setEditing('new')}>{words.settings.add}</Button>
        </div>
      )}
      {trunks.isError && <Alert type="error" title={failureText(trunks.error)} />}
      <CertificateWarnings trunks={trunks.data ?? []} />
      <Card styles={{ body: { padding: 0 } }}>
        <Table<Trunk>
          size="small"
          rowKey="id"
          loading={trunks.isPending}
          dataSource={trunks.data ?? []}
          pagination={false}
          scroll={{ x: 'max-content' }}
          locale={{
            emptyText: <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={names.empty} />,
          }}
          columns={[
            {
              title: words.settings.name,
              render: (_, trunk) => (
                <>
                  {trunk.name} {trunk.simulated && <Tag>{names.simulated}</Tag>}
                </>
              ),
            },
            {
              title: names.address,
              render: (_, trunk) => (
                <>
                  {addressOfTrunk(trunk)}
                  <TrunkCertificateState trunk={trunk} />
                </>
              ),
            },
            {
              title: names.registered,
              render: (_, trunk) => (
                <span className="telephone">{trunk.registeredNumber ?? '–'}</span>
              ),
            },
            {
              title: names.presented,
              render: (_, trunk) => (
                <span className="telephone">{trunk.presentedNumber ?? '–'}</span>
              ),
            },
            {
              title: `${names.inProgress} / ${names.channels}`,
              align: 'right',
              render: (_, trunk) =>
                `${format.count(trunk.inProgress)} / ${format.count(trunk.channels)}`,
            },
            {
              title: `${names.today} / ${names.perDay}`,
              align: 'right',
              render: (_, trunk) =>
                `${format.count(trunk.callsToday)} / ${format.count(trunk.perDay)}`,
            },
            { title: names.state, render: (_, trunk) => <TrunkState trunk={trunk} /> },
            {
              title: names.registration,
              render: (_, trunk) => <TrunkRegistrationState trunk={trunk} />,
            },
            {
              title: '',
              render: (_, trunk) =>
                mayEdit && (
                  <Space>
                    {trunk.state === 'stopped' && <Release trunk={trunk} />}
                    <Button size="small" onClick={() => setEditing(trunk)}>
                      {words.settings.edit}
                    </Button>
                  </Space>
                ),
            },
          ]}
        />
      </Card>
      <BadHours trunks={trunks.data ?? []} />
      <ControlLines />
      {editing !== null && (
        <EditTrunk trunk={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />
      )}
    </>
  );
}

function TrunkState({ trunk }: { trunk: Trunk }) {
  const { language } = useLanguage();
  return (
    <>
      <Tag color={colours[trunk.state]}>{say(trunkStateWords[trunk.state], language)}</Tag>
      {trunk.stoppedReason !== null && (
        <span className="small">
          {say(trunkStopWords[trunk.stoppedReason], language)} ·{' '}
          <Measured atMs={trunk.stoppedAtMs} />
        </span>
      )}
    </>
  );
}

function Release({ trunk }: { trunk: Trunk }) {
  const words = useWords();
  const attempt = useAttempt();
  const release = () =>
    attempt(async () => {
      await api.releaseTrunk({ params: { id: trunk.id } });
      await queries.invalidateQueries({ queryKey: ['trunks'] });
    });
  return (
    <Popconfirm title={words.settings.trunks.releaseAsk} onConfirm={() => void release()}>
      <Button size="small" danger>
        {words.settings.trunks.release}
      </Button>
    </Popconfirm>
  );
}

/** Host, port where one is set, and the transport where it is not UDP. */
function addressOfTrunk({ host, port, transport }: Trunk): string {
  const place = port === 0 ? host : `${host}:${port}`;
  return transport === 'udp' ? place : `${place} ${transport.toUpperCase()}`;
}
