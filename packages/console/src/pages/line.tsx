import {
  numberTypeWords,
  purposeWords,
  say,
  tierWords,
  useLanguage,
  lineStateWords,
} from '@everyline/ui';
import { useQuery } from '@tanstack/react-query';
import { Alert, Button, Card, Col, Row, Skeleton } from 'antd';
import { useState } from 'react';
import { Link, useParams } from 'react-router';

import { api, queries, useSession } from '../api.ts';
import { CallsTable } from '../calls-table.tsx';
import { failureText } from '../failure.ts';
import { useLiveEvents } from '../live-events.ts';
import { useWords } from '../words/words.ts';
import { CallTimeline } from './line/call-timeline.tsx';
import { CapacityCard } from './line/capacity-card.tsx';
import { CauseCard } from './line/cause-card.tsx';
import { EditLine } from './line/edit-line.tsx';
import { HistoryCard } from './line/history-card.tsx';
import { ListingsCard } from './line/listings-card.tsx';
import { MenuCard } from './line/menu-card.tsx';
import { ProposalsOfLine } from './line/proposals-of-line.tsx';
import { ReportsCard } from './line/reports-card.tsx';
import { ReachMap } from './line/reach-map.tsx';
import { SpotCheckForm } from './line/spot-check-form.tsx';
import { StillPublishedNotice } from './owners/still-published.tsx';
import {
  ClearancesCard,
  ConflictsCard,
  FactsCard,
  TicketsCard,
  WhenCalled,
} from './line/standing-cards.tsx';
import { VerdictCard } from './line/verdict-card.tsx';

/** A line with everything that is known of it, each figure with the calls behind it. */
export function LinePage() {
  const { id = '' } = useParams();
  const words = useWords();
  const { language } = useLanguage();
  const session = useSession();
  const [editing, setEditing] = useState(false);
  const detail = useQuery({
    queryKey: ['line', id],
    queryFn: () => api.line({ params: { id } }),
    refetchInterval: 30_000,
  });
  useLiveEvents((event) => {
    if (
      (event.type === 'verdict.changed' && event.lineId === id) ||
      (event.type === 'probe.finished' && event.probe.lineId === id)
    ) {
      void queries.invalidateQueries({ queryKey: ['line', id] });
      void queries.invalidateQueries({ queryKey: ['line-calls', id] });
      void queries.invalidateQueries({ queryKey: ['line-capacity', id] });
    }
  });
  if (detail.isError) return <Alert type="error" showIcon title={failureText(detail.error)} />;
  if (detail.data === undefined) return <Skeleton active />;
  const { line, verdict, cause } = detail.data;
  const edit = session.permissions.includes('lines.edit') && (
    <Button size="small" onClick={() => setEditing(true)}>
      {words.line.edit}
    </Button>
  );
  const tags = [
    say(numberTypeWords[line.numberType], language),
    say(purposeWords[line.purpose], language),
    say(tierWords[line.tier], language),
    ...(line.state === 'active' ? [] : [say(lineStateWords[line.state], language)]),
  ];
  return (
    <>
      <div className="title-row">
        <h1 className="telephone">{line.display}</h1>
        <span className="quiet">{tags.join(' · ')}</span>
        <Button className="phone-only" href="#spot-check">
          {words.line.spotCheck}
        </Button>
      </div>
      <Row gutter={[16, 16]}>
        <Col xs={24} xl={15} className="stack">
          <VerdictCard verdict={verdict} />
          {cause !== null && <CauseCard cause={cause} />}
          {session.permissions.includes('verdicts.see') && (
            <CapacityCard lineId={id} seats={line.seats} />
          )}
          {session.permissions.includes('consolidation.see') && <ProposalsOfLine lineId={id} />}
          <ReachMap evidence={verdict.evidence} />
          {session.permissions.includes('probes.see') && <MenuCard lineId={id} />}
          <CallTimeline evidence={verdict.evidence} />
          {session.permissions.includes('probes.see') && <Calls lineId={id} />}
        </Col>
        <Col xs={24} xl={9} className="stack">
          <WhenCalled detail={detail.data} />
          <FactsCard detail={detail.data} extra={edit} />
          {line.state === 'retired' && session.permissions.includes('sources.see') && (
            <StillPublishedNotice lineId={id} />
          )}
          <HistoryCard lineId={id} />
          <ListingsCard listings={detail.data.listings} />
          <ConflictsCard detail={detail.data} />
          <TicketsCard lineId={id} />
          {session.permissions.includes('line_reports.see') && <ReportsCard lineId={id} />}
          <ClearancesCard detail={detail.data} />
          <SpotCheckForm lineId={id} dial={line.sample ? null : line.number} />
        </Col>
      </Row>
      {editing && <EditLine line={line} onClose={() => setEditing(false)} />}
    </>
  );
}

function Calls({ lineId }: { lineId: string }) {
  const words = useWords();
  const calls = useQuery({
    queryKey: ['line-calls', lineId],
    queryFn: () => api.listProbes({ query: { lineId, state: 'done', pageSize: 20 } }),
  });
  return (
    <Card
      title={words.line.calls}
      styles={{ body: { padding: 0 } }}
      extra={<Link to={`/calls?lineId=${lineId}`}>{words.line.allCalls}</Link>}
    >
      <CallsTable
        calls={calls.data?.items ?? []}
        loading={calls.isPending}
        withNumber={false}
        emptyText={words.line.timelineEmpty}
      />
    </Card>
  );
}
