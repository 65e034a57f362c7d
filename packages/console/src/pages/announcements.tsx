import type { AnnouncementWord } from '@everyline/contract';
import { AnnouncementStateWord } from '@everyline/contract';
import { announcementStateWords, announcementWordWords, say, useLanguage } from '@everyline/ui';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Alert, Button, Card, Col, Input, Pagination, Progress, Row, Segmented } from 'antd';
import { useCallback, useState } from 'react';

import { given, useAddress, wordsOf } from '../address.ts';
import { api, queries, useSession } from '../api.ts';
import { failureText, useAttempt } from '../failure.ts';
import { useFormat } from '../formatting.ts';
import { useLiveEvents } from '../live-events.ts';
import { useWords } from '../words/words.ts';
import { AnnouncementList } from './announcements/announcement-list.tsx';
import { ExchangeButtons } from './announcements/exchange-buttons.tsx';
import { WorkPanel } from './announcements/work-panel.tsx';

const pageSize = 50;
const states = [...AnnouncementStateWord.enum];

/** What the last word did, so that it can be taken back. */
interface LastWord {
  readonly id: string;
  readonly sentence: string;
  readonly undoable: boolean;
}

/** Recordings heard over calls, those on most numbers first: play, choose a word, the next one comes. */
export function Announcements() {
  const words = useWords().announcements;
  const { menu } = useWords();
  const { language } = useLanguage();
  const format = useFormat();
  const session = useSession();
  const address = useAddress();
  const attempt = useAttempt();
  const [last, setLast] = useState<LastWord | null>(null);
  const [eager, setEager] = useState(false);
  const mayLabel = session.permissions.includes('announcements.label');
  const asked = address.one('state');
  const state = asked === 'all' ? undefined : (wordsOf([asked ?? ''], states)[0] ?? 'unlabelled');
  const query = { ...given({ state, q: address.one('q') }), page: address.page, pageSize };
  const list = useQuery({
    queryKey: ['announcements', query],
    queryFn: () => api.listAnnouncements({ query }),
    placeholderData: keepPreviousData,
  });
  useLiveEvents((event) => {
    if (event.type === 'announcement.changed') {
      void queries.invalidateQueries({ queryKey: ['announcements'] });
    }
  });
  const items = list.data?.items ?? [];
  const wanted = address.one('id');
  const at = items.findIndex(({ id }) => id === wanted);
  const chosen = wanted ?? items[0]?.id;
  const choose = useCallback(
    (id: string | undefined) => address.change({ id, page: address.page }),
    [address],
  );
  const step = (by: number) => {
    const next = items[Math.max(0, Math.min(items.length - 1, Math.max(0, at) + by))];
    if (next !== undefined) choose(next.id);
  };
  const label = (word: AnnouncementWord) => {
    if (chosen === undefined) return;
    const after = items[Math.max(0, at) + 1] ?? items[Math.max(0, at) - 1];
    void attempt(async () => {
      const done = await api.labelAnnouncement({ params: { id: chosen }, body: { word } });
      setLast({
        id: chosen,
        undoable: true,
        sentence: words.done(
          say(announcementWordWords[word], language),
          format.count(done.callsReread),
          format.count(done.linesDue),
        ),
      });
      // The next recording plays by itself: an evening's work is listening and one key each.
      setEager(true);
      choose(after?.id);
      await queries.invalidateQueries({ queryKey: ['announcements'] });
    });
  };
  const undo = () => {
    if (!last?.undoable) return;
    void attempt(async () => {
      const done = await api.unlabelAnnouncement({ params: { id: last.id } });
      setLast({ ...last, undoable: false, sentence: words.undone(format.count(done.callsReread)) });
      choose(last.id);
      await queries.invalidateQueries({ queryKey: ['announcements'] });
    });
  };
  const progress = list.data?.progress;
  const all = progress
    ? progress.labelled + progress.dismissed + progress.unlabelled + progress.proposed
    : 0;
  const done = progress ? progress.labelled + progress.dismissed : 0;
  const filtered = address.one('q') !== undefined;
  return (
    <>
      <div className="title-row">
        <h1>{menu.announcements}</h1>
        <ExchangeButtons />
      </div>
      <p className="quiet">{words.lead}</p>
      {progress !== undefined && all > 0 && (
        <div className="label-progress figures">
          <Progress
            percent={Math.round((100 * done) / all)}
            showInfo={false}
            size="small"
            aria-label={words.progress(format.count(done), format.count(all))}
          />
          <b>{words.progress(format.count(done), format.count(all))}</b>
          <span className="quiet">
            {words.waiting(format.count(progress.numbersWaiting))}
            {progress.labelledToday > 0 &&
              ` · ${words.today(format.count(progress.labelledToday))}`}
          </span>
        </div>
      )}
      <div className="filters">
        <Segmented<string>
          className="label-states"
          value={state ?? 'all'}
          onChange={(value) =>
            address.change({ state: value === 'unlabelled' ? undefined : value, id: undefined })
          }
          options={[
            ...states.map((one) => ({
              value: one,
              label: `${say(announcementStateWords[one], language)} ${format.count(progress?.[one] ?? 0)}`,
            })),
            { value: 'all', label: words.all },
          ]}
        />
        <Input.Search
          allowClear
          className="label-search"
          placeholder={words.search}
          aria-label={words.search}
          defaultValue={address.one('q')}
          onSearch={(q) => address.change({ q, id: undefined })}
        />
      </div>
      {list.isError && <Alert type="error" title={failureText(list.error)} />}
      {last !== null && (
        <Alert
          className="label-last"
          type="info"
          title={last.sentence}
          action={
            last.undoable && (
              <Button size="small" onClick={undo}>
                {words.undo}
              </Button>
            )
          }
        />
      )}
      <Row gutter={[16, 16]}>
        <Col xs={24} lg={9} xl={8}>
          <Card styles={{ body: { padding: 0 } }} loading={list.isPending}>
            <AnnouncementList
              items={items}
              chosen={chosen}
              empty={filtered ? words.noMatch : words.empty}
              onChoose={choose}
            />
          </Card>
          <Pagination
            className="label-pages"
            size="small"
            hideOnSinglePage
            showSizeChanger={false}
            current={address.page}
            pageSize={pageSize}
            total={list.data?.total ?? 0}
            onChange={(page) => address.change({ page, id: undefined })}
          />
        </Col>
        <Col xs={24} lg={15} xl={16}>
          {chosen !== undefined && (
            <WorkPanel
              key={chosen}
              id={chosen}
              eager={eager}
              mayLabel={mayLabel}
              others={items.filter(({ id }) => id !== chosen)}
              onWord={label}
              onStep={step}
              onUndo={undo}
              onChosen={choose}
            />
          )}
        </Col>
      </Row>
    </>
  );
}
