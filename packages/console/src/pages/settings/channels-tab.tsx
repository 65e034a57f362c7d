import type { Channel, ChannelAnswer } from '@everyline/contract';
import { say, useLanguage } from '@everyline/ui';
import { useQuery } from '@tanstack/react-query';
import { Alert, Button, Card, Empty, Popconfirm, Space, Table, Typography } from 'antd';
import { useState } from 'react';

import { api, queries, useSession } from '../../api.ts';
import { failureText, useAttempt } from '../../failure.ts';
import { Measured } from '../../measured.tsx';
import { useWords } from '../../words/words.ts';
import { EditChannel } from './channels/edit-channel.tsx';

/** Accounts and windows by which citizens write: what each lacks, where the platform sends to, and whether it works. */
export function ChannelsTab() {
  const words = useWords();
  const { language } = useLanguage();
  const session = useSession();
  const attempt = useAttempt();
  const [edited, setEdited] = useState<Channel | 'new' | null>(null);
  const [answer, setAnswer] = useState<(ChannelAnswer & { name: string }) | null>(null);
  const names = words.channels;
  const mayEdit = session.permissions.includes('settings.edit');
  const channels = useQuery({ queryKey: ['channels'], queryFn: () => api.listChannels() });
  const refresh = () => queries.invalidateQueries({ queryKey: ['channels'] });
  const ask = ({ id, name }: Channel, what: 'checkChannel' | 'publishChannelMenu') =>
    attempt(async () => {
      setAnswer({ ...(await api[what]({ params: { id } })), name });
      await refresh();
    });
  const remove = (id: string) =>
    attempt(async () => {
      await api.deleteChannel({ params: { id } });
      await refresh();
    });
  return (
    <Card
      title={words.settings.tabs.channels}
      extra={mayEdit && <Button onClick={() => setEdited('new')}>{words.settings.add}</Button>}
    >
      <p className="quiet">{names.help}</p>
      {channels.isError && <Alert type="error" title={failureText(channels.error)} />}
      {answer !== null && (
        <Alert
          type={answer.works ? 'success' : 'error'}
          showIcon
          closable={{ onClose: () => setAnswer(null) }}
          title={`${answer.name}: ${say(answer.sentence, language)}`}
        />
      )}
      <Table<Channel>
        size="small"
        rowKey="id"
        dataSource={channels.data ?? []}
        pagination={false}
        scroll={{ x: 'max-content' }}
        locale={{
          emptyText: <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={names.none} />,
        }}
        columns={[
          { title: words.settings.name, dataIndex: 'name' },
          { title: names.kind, render: (_, one) => names.kinds[one.kind] },
          { title: names.state, render: (_, one) => <State channel={one} /> },
          { title: names.callback, render: (_, one) => <WhereTo channel={one} /> },
          { title: names.heard, render: (_, one) => <Measured atMs={one.lastHeardAtMs} /> },
          { title: names.waiting, dataIndex: 'waiting', align: 'right' },
          { title: names.givenUp, dataIndex: 'givenUp', align: 'right' },
          {
            title: names.refused,
            align: 'right',
            render: (_, one) => (
              <>
                {one.refusedToday}
                {one.lastRefusal !== null && (
                  <div className="quiet small channel-reason">{say(one.lastRefusal, language)}</div>
                )}
              </>
            ),
          },
          {
            title: '',
            render: (_, one) =>
              mayEdit && (
                <Space size="small">
                  <Button size="small" onClick={() => setEdited(one)}>
                    {words.settings.edit}
                  </Button>
                  <Button size="small" onClick={() => void ask(one, 'checkChannel')}>
                    {names.check}
                  </Button>
                  {one.kind === 'wechat' && (
                    <Popconfirm
                      title={names.menuAsk}
                      onConfirm={() => void ask(one, 'publishChannelMenu')}
                    >
                      <Button size="small">{names.menu}</Button>
                    </Popconfirm>
                  )}
                  <Popconfirm title={names.removeAsk} onConfirm={() => void remove(one.id)}>
                    <Button size="small">{names.remove}</Button>
                  </Popconfirm>
                </Space>
              ),
          },
        ]}
      />
      {edited !== null && (
        <EditChannel
          channel={edited === 'new' ? null : edited}
          onClose={() => setEdited(null)}
          onSaved={() => {
            setEdited(null);
            void refresh();
          }}
        />
      )}
    </Card>
  );
}

function State({ channel: { enabled, missing } }: { channel: Channel }) {
  const names = useWords().channels;
  const { language } = useLanguage();
  if (missing.length === 0) return enabled ? names.on : names.off;
  const list = missing.map((one) => say(one, language)).join(language === 'en' ? ', ' : '、');
  return (
    <>
      {names.off}
      <div className="quiet small">{names.missing(list)}</div>
    </>
  );
}

/** What is copied elsewhere: the address for the platform, or the tag for a page. */
function WhereTo({ channel: { callbackPath } }: { channel: Channel }) {
  const names = useWords().channels;
  const { origin } = window.location;
  const text =
    callbackPath === null
      ? `<script src="${origin}/widget.js" async></script>`
      : `${origin}${callbackPath}`;
  return (
    <div className="channel-address">
      <Typography.Text code copyable>
        {text}
      </Typography.Text>
      <div className="quiet small">
        {callbackPath === null ? names.scriptHelp : names.callbackHelp}
      </div>
    </div>
  );
}
