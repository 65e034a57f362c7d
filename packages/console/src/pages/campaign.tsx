import type { Campaign, CampaignProgress, Probe } from '@everyline/contract';
import {
  outcomeWords,
  say,
  useLanguage,
  verdictColours,
  verdictOrder,
  VerdictShape,
  verdictWords,
} from '@everyline/ui';
import { useQuery } from '@tanstack/react-query';
import { Alert, Button, Card, Col, Popconfirm, Row, Skeleton, Space, Statistic, Table } from 'antd';
import { useMemo, useState } from 'react';
import { Link, useParams } from 'react-router';

import { api, queries, useSession } from '../api.ts';
import { Chart } from '../charts/chart.tsx';
import { useAttempt } from '../failure.ts';
import { useFormat } from '../formatting.ts';
import { useLiveEvents } from '../live-events.ts';
import { useWords } from '../words/words.ts';
import { CampaignState } from './campaigns.tsx';

const shownCalls = 14;

/** A campaign while it runs: how far, which verdicts, and the calls as they end. */
export function CampaignPage() {
  const { id = '' } = useParams();
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
        <Col xs={24} lg={10}>
          <VerdictBars campaign={campaign.data} />
        </Col>
        <Col xs={24} lg={14}>
          <RecentCalls calls={unique} />
        </Col>
        <Col span={24}>
          <OutcomeBars progress={progress} />
        </Col>
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
  const figures: readonly (readonly [string, string])[] = [
    [words.campaigns.lines, format.count(progress.lines)],
    [
      words.campaigns.decided,
      `${format.share(share(progress.decided))} / ${format.share(targets.decidedShare, 0)}`,
    ],
    [
      words.campaigns.healthy,
      `${format.share(share(healthy))} / ${format.share(targets.healthyShare, 0)}`,
    ],
    [words.campaigns.calls, format.count(progress.calls)],
    [
      words.campaigns.inProgress,
      `${format.count(progress.inProgress)} / ${format.count(progress.channels)}`,
    ],
    [words.campaigns.perMinute, progress.callsPerMinute.toFixed(0)],
    [words.campaigns.refused, format.count(progress.refused)],
  ];
  return (
    <Card>
      <div className="statistics">
        {figures.map(([name, value]) => (
          <Statistic key={name} title={name} value={value} styles={{ content: { fontSize: 20 } }} />
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

function RecentCalls({ calls }: { calls: readonly Probe[] }) {
  const words = useWords();
  const { language } = useLanguage();
  const format = useFormat();
  return (
    <Card title={words.campaigns.recent} styles={{ body: { padding: 0 } }}>
      <Table
        size="small"
        rowKey="id"
        dataSource={[...calls]}
        pagination={false}
        scroll={{ x: 'max-content' }}
        locale={{ emptyText: words.campaigns.noCalls }}
        columns={[
          {
            title: words.calls.at,
            render: (_, call) => (
              <Link to={`/calls/${call.id}`}>{format.time(call.startedAtMs)}</Link>
            ),
          },
          {
            title: words.calls.number,
            render: (_, call) => (
              <Link className="telephone" to={`/lines/${call.lineId}`}>
                {call.display}
              </Link>
            ),
          },
          {
            title: words.calls.outcome,
            render: (_, call) =>
              call.outcome === null ? '–' : say(outcomeWords[call.outcome], language),
          },
          { title: 'SIP', dataIndex: 'sipStatus', align: 'right' },
          {
            title: words.calls.length,
            align: 'right',
            render: (_, call) =>
              format.length(
                call.startedAtMs === null || call.endedAtMs === null
                  ? null
                  : call.endedAtMs - call.startedAtMs,
              ),
          },
        ]}
      />
    </Card>
  );
}

function OutcomeBars({ progress }: { progress: CampaignProgress }) {
  const words = useWords();
  const { language } = useLanguage();
  const option = useMemo(() => {
    const sorted = [...progress.outcomes].sort((a, b) => a.calls - b.calls);
    return {
      animation: false,
      grid: { left: 150, right: 56, top: 8, bottom: 24 },
      tooltip: { trigger: 'item' },
      xAxis: { type: 'value', minInterval: 1 },
      yAxis: {
        type: 'category',
        data: sorted.map((one) => say(outcomeWords[one.outcome], language)),
      },
      series: [
        {
          type: 'bar',
          barMaxWidth: 16,
          itemStyle: { color: '#0b5d66' },
          label: { show: true, position: 'right' },
          data: sorted.map((one) => one.calls),
        },
      ],
    };
  }, [progress, language]);
  return (
    <Card title={words.campaigns.outcomes}>
      <Chart
        option={option}
        height={Math.max(120, progress.outcomes.length * 26 + 40)}
        label={words.campaigns.outcomes}
      />
    </Card>
  );
}
