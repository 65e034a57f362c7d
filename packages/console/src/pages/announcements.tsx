import type { UnknownAnnouncement } from '@everyline/contract';
import { CaretRightOutlined, PauseOutlined } from '@ant-design/icons';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Alert, Button, Card, Empty, Switch, Table } from 'antd';
import { Link } from 'react-router';

import { useAddress } from '../address.ts';
import { api, queries, useSession } from '../api.ts';
import { failureText, useAttempt } from '../failure.ts';
import { useFormat } from '../formatting.ts';
import { Measured } from '../measured.tsx';
import { useWords } from '../words/words.ts';
import { useRecordingPlayer } from './call/recording-player.ts';

const pageSize = 50;

/** Recordings before the answer that nobody has labelled yet. */
export function Announcements() {
  const words = useWords();
  const format = useFormat();
  const session = useSession();
  const address = useAddress();
  const attempt = useAttempt();
  const query = { page: address.page, pageSize };
  const unknown = useQuery({
    queryKey: ['announcements', query],
    queryFn: () => api.listUnknownAnnouncements({ query }),
    placeholderData: keepPreviousData,
  });
  const keep = (one: UnknownAnnouncement, kept: boolean) =>
    void attempt(async () => {
      await api.keepAnnouncement({ params: { id: one.id }, body: { kept } });
      await queries.invalidateQueries({ queryKey: ['announcements'] });
    });
  return (
    <>
      <h1>{words.menu.announcements}</h1>
      <p className="quiet">{words.announcements.lead}</p>
      {unknown.isError && <Alert type="error" title={failureText(unknown.error)} />}
      <Card styles={{ body: { padding: 0 } }}>
        <Table<UnknownAnnouncement>
          size="small"
          rowKey="id"
          loading={unknown.isPending}
          dataSource={unknown.data?.items ?? []}
          scroll={{ x: 'max-content' }}
          locale={{
            emptyText: (
              <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={words.announcements.empty} />
            ),
          }}
          pagination={{
            current: address.page,
            pageSize,
            total: unknown.data?.total ?? 0,
            hideOnSinglePage: true,
            showSizeChanger: false,
            onChange: (page) => address.change({ page }),
          }}
          columns={[
            {
              title: words.announcements.listen,
              render: (_, one) =>
                session.permissions.includes('probes.listen') && (
                  <PlayButton url={one.audioUrl} label={one.lineDisplay} />
                ),
            },
            {
              title: words.announcements.heard,
              render: (_, one) => (
                <Link to={`/calls/${one.probeId}`}>
                  <Measured atMs={one.heardAtMs} both />
                </Link>
              ),
            },
            {
              title: words.calls.number,
              render: (_, one) => (
                <Link className="telephone" to={`/lines/${one.lineId}`}>
                  {one.lineDisplay}
                </Link>
              ),
            },
            {
              title: words.calls.length,
              align: 'right',
              render: (_, one) => format.length(one.lengthMs),
            },
            { title: 'SIP', align: 'right', render: (_, one) => one.sipStatus ?? '–' },
            {
              title: words.announcements.keep,
              render: (_, one) => (
                <Switch
                  size="small"
                  aria-label={words.announcements.keep}
                  checked={one.kept}
                  disabled={!session.permissions.includes('announcements.keep')}
                  onChange={(kept) => keep(one, kept)}
                />
              ),
            },
          ]}
        />
      </Card>
    </>
  );
}

function PlayButton({ url, label }: { url: string; label: string }) {
  const words = useWords();
  const player = useRecordingPlayer(url);
  return (
    <span className="play-cell figures">
      <Button
        size="small"
        shape="circle"
        loading={player.loading}
        danger={player.failed}
        aria-label={`${player.playing ? words.call.pause : words.call.play} ${label}`}
        icon={player.playing ? <PauseOutlined /> : <CaretRightOutlined />}
        onClick={player.toggle}
      />
      {player.playing && `${player.atS.toFixed(1)} ${words.call.seconds}`}
    </span>
  );
}
