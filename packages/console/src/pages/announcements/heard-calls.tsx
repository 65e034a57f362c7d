import type { Announcement, AnnouncementDetail } from '@everyline/contract';
import { announcementWordWords, OutcomeMark, say, useLanguage } from '@everyline/ui';
import { App, Button, Card, Select, Table } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';

import { api, queries } from '../../api.ts';
import { useAttempt } from '../../failure.ts';
import { useFormat } from '../../formatting.ts';
import { Measured } from '../../measured.tsx';
import { useWords } from '../../words/words.ts';

/** The calls in which a recording was heard; some can be split off, or the whole merged with another. */
export function HeardCalls({
  id,
  heard,
  others,
  mayLabel,
  onChosen,
}: {
  id: string;
  heard: AnnouncementDetail['heard'];
  others: readonly Announcement[];
  mayLabel: boolean;
  onChosen: (id: string) => void;
}) {
  const words = useWords().announcements;
  const { calls } = useWords();
  const { language } = useLanguage();
  const format = useFormat();
  const attempt = useAttempt();
  const { message } = App.useApp();
  const [ticked, setTicked] = useState<readonly string[]>([]);
  const done = async (now: string, sentence: string) => {
    setTicked([]);
    onChosen(now);
    message.success(sentence);
    await queries.invalidateQueries({ queryKey: ['announcements'] });
  };
  const split = () =>
    void attempt(async () => {
      const probeIds = [...ticked];
      const { announcement } = await api.splitAnnouncement({ params: { id }, body: { probeIds } });
      await done(announcement.id, words.splitDone);
    });
  const merge = (into: string) =>
    void attempt(async () => {
      const { announcement } = await api.mergeAnnouncement({ params: { id }, body: { into } });
      await done(announcement.id, words.mergeDone);
    });
  return (
    <Card title={words.calls} styles={{ body: { padding: 0 } }}>
      {mayLabel && (
        <div className="label-tools">
          <Button
            size="small"
            disabled={ticked.length === 0}
            title={words.splitHelp}
            onClick={split}
          >
            {words.split}
          </Button>
          <Select<string>
            size="small"
            className="label-merge"
            value={null}
            placeholder={words.merge}
            aria-label={words.merge}
            title={words.mergeHelp}
            disabled={others.length === 0}
            onChange={merge}
            options={others.map((one) => ({
              value: one.id,
              label: `${one.word === null ? one.text || words.unlabelledInCall : say(announcementWordWords[one.word], language)} · ${words.heardOn(format.count(one.numbers), format.count(one.calls))}`,
            }))}
          />
        </div>
      )}
      <Table
        size="small"
        rowKey="probeId"
        pagination={false}
        scroll={{ x: 'max-content', y: 320 }}
        dataSource={heard}
        {...(mayLabel && {
          rowSelection: {
            selectedRowKeys: [...ticked],
            onChange: (keys: React.Key[]) => setTicked(keys.map(String)),
          },
        })}
        columns={[
          {
            title: calls.at,
            render: (_, one) => (
              <Link to={`/calls/${one.probeId}`}>
                <Measured atMs={one.atMs} both />
              </Link>
            ),
          },
          {
            title: calls.number,
            render: (_, one) => (
              <Link className="telephone" to={`/lines/${one.lineId}`}>
                {one.display}
              </Link>
            ),
          },
          { title: calls.outcome, render: (_, one) => <OutcomeMark outcome={one.outcome} /> },
          {
            title: calls.length,
            align: 'right',
            render: (_, one) => format.length(one.toMs - one.fromMs),
          },
        ]}
      />
    </Card>
  );
}
