import type { Campaign, CampaignProgress, Probe } from '@everyline/contract';
import {
  OutcomeMark,
  say,
  useLanguage,
  verdictColours,
  verdictOrder,
  VerdictShape,
  verdictWords,
} from '@everyline/ui';
import { useQuery } from '@tanstack/react-query';
import { Alert, Button, Card, Col, Popconfirm, Row, Skeleton, Space, Statistic } from 'antd';
import { useState } from 'react';
import { Link, useParams } from 'react-router';

import { api, queries, useSession } from '../api.ts';
import { CallsTable } from '../calls-table.tsx';
import { useAttempt } from '../failure.ts';
import { useFormat } from '../formatting.ts';
import { useLiveEvents } from '../live-events.ts';
import { useWords } from '../words/words.ts';
import { accent } from '../shell/theme.ts';
import { CampaignMenus } from './campaigns/campaign-menus.tsx';
import { CampaignPlan } from './campaigns/campaign-plan.tsx';
import { CampaignState } from './campaigns.tsx';

const shownCalls = 14;

/** A campaign while it runs: how far, which verdicts, and the calls as they end. */
export function CampaignPage() {
  const { id = '' } = useParams();
  const session = useSession();
  const key = ['campaign', id];
  const [recent, setRecent] = useState<readonly Probe[]>([]);
  const campaign = useQuery({
    queryKey: key,
    queryFn: () => api.campaign({ params: { id } }),
    refetchInterval: 5_000,
  });
  const earlier = useQuery({
    queryKey: ['campaign-calls', id],
    queryFn: () =>
      api.listProbes({ query: { campaignId: id, state: 'done', pageSize: shownCalls } }),
  });
  useLiveEvents((event) => {
    if (event.type === 'campaign.progress' && event.progress.campaignId === id) {
      queries.setQueryData<Campaign>(key, (held) =>
        held === undefined ? held : { ...held, progress: event.progress },
      );
    }
    if (event.type === 'probe.finished' && event.probe.campaignId === id) {
      setRecent((held) => [event.probe, ...held].slice(0, shownCalls));
    }
  }, id);
  if (campaign.data === undefined) return <Skeleton active />;
  const { progress } = campaign.data;
  const calls = [...recent, ...(earlier.data?.items ?? [])];
  const unique = [...new Map(calls.map((call) => [call.id, call])).values()].slice(0, shownCalls);
  return (
    <>
      <Head campaign={campaign.data} />
      {progress.waitingFor !== null && <WaitingFor progress={progress} />}
      <Row gutter={[16, 16]}>
        <Col span={24}>
          <Figures campaign={campaign.data} />
        </Col>
        {session.permissions.includes('programmes.see') && (
          <Col span={24}>
            <CampaignPlan campaignId={id} />
          </Col>
        )}
        <Col xs={24} lg={10} className="stack">
          <VerdictBars campaign={campaign.data} />
          <OutcomeBars campaign={campaign.data} />
        </Col>
        <Col xs={24} lg={14}>
          <RecentCalls calls={unique} campaignId={id} />
        </Col>
        {campaign.data.menus !== null && (
          <Col span={24}>
            <CampaignMenus menus={campaign.data.menus} />
          </Col>
        )}
      </Row>
    </>
  );
}

function Head({ campaign }: { campaign: Campaign }) {
  const words = useWords();
  const session = useSession();
  const attempt = useAttempt();
  const { language } = useLanguage();
  const act = (action: () => Promise<Campaign>) =>
    void attempt(async () => {
      queries.setQueryData(['campaign', campaign.id], await action());
    });
  const params = { id: campaign.id };
  const mayRun = session.permissions.includes('campaigns.run');
  return (
    <div className="title-row">
      <h1>
        {campaign.name} <CampaignState state={campaign.state} />
      </h1>
      <span className="quiet">
        {campaign.fromDate} – {campaign.toDate} · {campaign.trunkName}
        {campaign.stateReason === null ? '' : ` · ${say(campaign.stateReason, language)}`}
      </span>
      {mayRun && (
        <Space>
          {(campaign.state === 'draft' || campaign.state === 'paused') && (
            <Button type="primary" onClick={() => act(() => api.startCampaign({ params }))}>
              {words.campaigns.start}
            </Button>
          )}
          {campaign.state === 'running' && (
            <Button onClick={() => act(() => api.pauseCampaign({ params }))}>
              {words.campaigns.pause}
            </Button>
          )}
          {(campaign.state === 'running' || campaign.state === 'paused') && (
            <Popconfirm
              title={words.campaigns.endAsk}
              onConfirm={() => act(() => api.stopCampaign({ params }))}
            >
              <Button danger>{words.campaigns.end}</Button>
            </Popconfirm>
          )}
        </Space>
      )}
    </div>
  );
}

function WaitingFor({ progress }: { progress: CampaignProgress }) {
  const { language } = useLanguage();
  if (progress.waitingFor === null) return null;
  return (
    <Alert
      type="info"
      showIcon
      title={say(progress.waitingFor, language)}
      style={{ marginBottom: 16 }}
    />
  );
}

function Figures({ campaign }: { campaign: Campaign }) {
  const words = useWords();
  const format = useFormat();
  const { progress, targets } = campaign;
  const healthy = progress.verdicts.find((one) => one.verdict === 'healthy')?.lines ?? 0;
  const share = (lines: number) => (progress.lines === 0 ? null : lines / progress.lines);
  const calls = `/calls?campaignId=${campaign.id}`;
  const lines = `/lines?campaignId=${campaign.id}`;
  const figures: readonly (readonly [string, string, string?])[] = [
    [words.campaigns.lines, format.count(progress.lines), lines],
    [
      words.campaigns.decided,
      `${format.share(share(progress.decided))} / ${format.share(targets.decidedShare, 0)}`,
    ],
    [
      words.campaigns.healthy,
      `${format.share(share(healthy))} / ${format.share(targets.healthyShare, 0)}`,
      `${lines}&verdict=healthy`,
    ],
    [words.campaigns.calls, format.count(progress.calls), calls],
    [
      words.campaigns.inProgress,
      `${format.count(progress.inProgress)} / ${format.count(progress.channels)}`,
    ],
    [words.campaigns.perMinute, progress.callsPerMinute.toFixed(0)],
    [words.campaigns.refused, format.count(progress.refused), `${calls}&state=refused`],
  ];
  return (
    <Card>
      <div className="statistics">
        {figures.map(([name, value, to]) => (
          <Statistic
            key={name}
            title={name}
            value={value}
            formatter={(shown) => (to === undefined ? shown : <Link to={to}>{shown}</Link>)}
            styles={{ content: { fontSize: 20 } }}
          />
        ))}
      </div>
    </Card>
  );
}

function VerdictBars({ campaign }: { campaign: Campaign }) {
  const words = useWords();
  const { language } = useLanguage();
  const format = useFormat();
  const { progress } = campaign;
  return (
    <Card title={words.campaigns.verdicts}>
      {verdictOrder.map((verdict) => {
        const lines = progress.verdicts.find((one) => one.verdict === verdict)?.lines ?? 0;
        const share = progress.lines === 0 ? 0 : lines / progress.lines;
        return (
          <Link
            key={verdict}
            to={`/lines?verdict=${verdict}&campaignId=${campaign.id}`}
            className="bar-row"
          >
            <span className="bar-name" style={{ color: verdictColours[verdict] }}>
              <VerdictShape verdict={verdict} /> {say(verdictWords[verdict], language)}
            </span>
            <span className="bar-track">
              <span style={{ width: `${share * 100}%`, background: verdictColours[verdict] }} />
            </span>
            <span className="bar-figure figures">{format.count(lines)}</span>
          </Link>
        );
      })}
    </Card>
  );
}

function RecentCalls({ calls, campaignId }: { calls: readonly Probe[]; campaignId: string }) {
  const words = useWords();
  return (
    <Card
      title={words.campaigns.recent}
      styles={{ body: { padding: 0 } }}
      extra={<Link to={`/calls?campaignId=${campaignId}`}>{words.line.allCalls}</Link>}
    >
      <CallsTable calls={calls} emptyText={words.campaigns.noCalls} />
    </Card>
  );
}

function OutcomeBars({ campaign }: { campaign: Campaign }) {
  const words = useWords();
  const format = useFormat();
  const sorted = [...campaign.progress.outcomes].sort((a, b) => b.calls - a.calls);
  const most = Math.max(1, ...sorted.map((one) => one.calls));
  return (
    <Card title={words.campaigns.outcomes}>
      {sorted.length === 0 && <span className="quiet">{words.campaigns.noCalls}</span>}
      {sorted.map(({ outcome, calls }) => (
        <Link
          key={outcome}
          to={`/calls?campaignId=${campaign.id}&outcome=${outcome}`}
          className="bar-row wide"
        >
          <OutcomeMark outcome={outcome} />
          <span className="bar-track">
            <span style={{ width: `${(calls / most) * 100}%`, background: accent }} />
          </span>
          <span className="bar-figure figures">{format.count(calls)}</span>
        </Link>
      ))}
    </Card>
  );
}
