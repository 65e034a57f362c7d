import { OutcomeMark, probeStateWords, readingWords, say, useLanguage } from '@everyline/ui';
import { useQuery } from '@tanstack/react-query';
import { Alert, Col, Row, Skeleton } from 'antd';
import { Link, useParams } from 'react-router';

import { api } from '../api.ts';
import { failureText } from '../failure.ts';
import { useFormat } from '../formatting.ts';
import { Measured } from '../measured.tsx';
import { useWords } from '../words/words.ts';
import { HeardAnnouncements, RereadNote } from './call/announcements-card.tsx';
import { GuardCard, MeasuredCard, MediaCard, ReadingsCard, TimesCard } from './call/fact-cards.tsx';
import { joinHeard } from './call/join-heard.ts';
import { Ladder } from './call/ladder.tsx';
import { ScriptCard } from './call/script-card.tsx';
import { SoundCard } from './call/sound-card.tsx';

/** One test call with all of its evidence. */
export function CallPage() {
  const { id = '' } = useParams();
  const words = useWords();
  const { language } = useLanguage();
  const format = useFormat();
  const detail = useQuery({
    queryKey: ['call', id],
    queryFn: () => api.probe({ params: { id } }),
    refetchInterval: ({ state }) => (state.data?.probe.state === 'dialling' ? 1_000 : false),
  });
  if (detail.isError) return <Alert type="error" showIcon title={failureText(detail.error)} />;
  if (detail.data === undefined) return <Skeleton active />;
  const { probe } = detail.data;
  const atMs = probe.startedAtMs ?? probe.plannedAtMs;
  return (
    <>
      <div className="title-row">
        <h1>
          {words.call.title}{' '}
          <Link className="telephone" to={`/lines/${probe.lineId}`}>
            {probe.display}
          </Link>
        </h1>
        <span className="quiet">
          {format.moment(atMs)} · <Measured atMs={atMs} />
          {probe.virtualTime && ` · ${words.call.virtual}`}
          {probe.campaignId !== null && (
            <>
              {' · '}
              <Link to={`/campaigns/${probe.campaignId}`}>{words.call.campaign}</Link>
            </>
          )}
        </span>
      </div>
      <div className="result-line">
        {probe.outcome === null ? (
          say(probeStateWords[probe.state], language)
        ) : (
          <OutcomeMark outcome={probe.outcome} />
        )}
        {probe.confidence !== null && (
          <span className="quiet">
            {words.calls.confidence} {format.share(probe.confidence, 0)}
            {probe.by !== null &&
              ` · ${words.call.by}: ${probe.by === 'none' ? words.call.byNone : say(readingWords[probe.by], language)}`}
          </span>
        )}
      </div>
      {detail.data.unplaced !== null && (
        <Alert
          type="warning"
          showIcon
          title={words.call.unplaced}
          description={say(detail.data.unplaced, language)}
        />
      )}
      <RereadNote detail={detail.data} />
      <Row gutter={[16, 16]}>
        <Col xs={24} xl={16} className="stack">
          <SoundCard detail={{ ...detail.data, heard: joinHeard(detail.data.heard) }} />
          <ScriptCard detail={detail.data} />
          <Ladder steps={detail.data.ladder} />
        </Col>
        <Col xs={24} xl={8} className="stack">
          <ReadingsCard detail={detail.data} />
          <HeardAnnouncements detail={detail.data} />
          <TimesCard detail={detail.data} />
          <MeasuredCard detail={detail.data} />
          <GuardCard detail={detail.data} />
          <MediaCard detail={detail.data} />
        </Col>
      </Row>
    </>
  );
}
